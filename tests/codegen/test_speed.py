"""How long planning and rendering take, as a ratio to what Python needs to compile the result."""

from __future__ import annotations

import time

import pytest

from jupyterlab_pipeline_export.codegen.blocks import render_program
from jupyterlab_pipeline_export.codegen.plan import make_plan
from tests.codegen.small_library import catalog, pipeline, step


def steps(count):
    yield step("s0", "data.read", path="data/x.csv")
    for number in range(1, count):
        before = {"table": f"s{number - 1}.table"}
        match number % 4:
            case 0:
                yield step(f"s{number}", "data.read", path=f"data/x{number}.csv", sep=";")
            case 3:
                yield step(f"s{number}", "output.write", inputs=before, path=f"o/{number}.txt")
            case _:
                yield step(f"s{number}", "clean.keep", inputs=before)


def seconds(action):
    started = time.process_time()
    action()
    return time.process_time() - started


@pytest.mark.parametrize("count", [1_000, 10_000])
def test_planning_and_rendering_are_linear(count):
    document, components = pipeline(*steps(count)), catalog()
    program = render_program(make_plan(document, components))
    codes = [block.code for block in program.blocks]

    def generate():
        render_program(make_plan(document, components))

    def compile_all():
        for code in codes:
            compile(code, "<block>", "exec")

    # The best of three: whatever else runs on the machine only ever adds.
    generating = min(seconds(generate) for _ in range(3))
    compiling = min(seconds(compile_all) for _ in range(3))
    assert generating < 20 * compiling
