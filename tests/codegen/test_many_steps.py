from __future__ import annotations

from jupyterlab_pipeline_export.codegen.blocks import render_program
from jupyterlab_pipeline_export.codegen.plan import make_plan
from tests.codegen.small_library import catalog, pipeline, step


def test_a_chain_of_ten_thousand_steps_needs_no_recursion():
    chain = [
        step(f"s{number}", "clean.keep", inputs={"table": f"s{number - 1}.table"})
        for number in range(1, 10_000)
    ]
    document = pipeline(step("s0", "data.read", path="data/x.csv"), *chain)
    program = render_program(make_plan(document, catalog()))
    assert [block.step.step.id for block in program.blocks] == [f"s{i}" for i in range(10_000)]
    names = [output.variable for each in program.blocks for output in each.step.outputs.values()]
    assert len(set(names)) == len(names)
