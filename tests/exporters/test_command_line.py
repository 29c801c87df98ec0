"""Options of scripts."""

from __future__ import annotations

import pytest

from jupyterlab_pipeline_export.codegen.program import PlannedParameter
from jupyterlab_pipeline_export.exporters.command_line import help_text, script_options
from jupyterlab_pipeline_export.pipeline.model import Parameter

DEFAULTS = {"string": "x", "integer": 1, "number": 0.5, "boolean": True}


def options(*names, kind="string", **keys):
    return script_options(
        PlannedParameter(Parameter(name=name, type=kind, default=DEFAULTS[kind], **keys), name)
        for name in names
    )


def flags(*names, **keys):
    return [option.flag for option in options(*names, **keys)]


def test_flags_are_the_names():
    assert flags("test_size", "C", "x1") == ["--test-size", "--C", "--x1"]


@pytest.mark.parametrize("name", ["output", "data_dir", "verbose", "dry_run", "version", "help"])
def test_options_of_the_script_itself_are_taken(name):
    (option,) = options(name)
    assert option.flag == f"--parameter-{name.replace('_', '-')}"
    if name not in {"version", "help"}:
        assert option.destination == f"parameter_{name}"


def test_flags_differ_from_each_other():
    names = ["size", "_size", "size_", "a_b", "_", "__", "parameter"]
    assert len(set(flags(*names))) == len(names)


def test_a_switch_takes_its_negation_too():
    switch, other = script_options(
        [
            PlannedParameter(Parameter(name="cache", type="boolean", default=True), "cache"),
            PlannedParameter(Parameter(name="no_cache", type="string", default=""), "no_cache"),
        ]
    )
    assert switch.flag == "--cache"
    assert other.flag == "--parameter-no-cache"


def test_the_destination_is_given_where_argparse_would_choose_another():
    assert [option.explicit_destination for option in options("a_b", "a_", "verbose")] == [
        False,
        True,
        False,
    ]


def test_help():
    assert options("x", description="Share\n of rows,  in %")[0].help == "Share of rows, in %%"
    assert options("x", kind="number")[0].help == "a number"


@pytest.mark.parametrize("text", ["100 % sure", "%(prog)s", "%(prog)s is 100 %", "%%"])
def test_descriptions_come_out_as_they_are(text):
    import argparse  # noqa: PLC0415 - the judge of this test alone

    parser = argparse.ArgumentParser(prog="program", description=help_text(text), usage="")
    assert text in parser.format_help()
