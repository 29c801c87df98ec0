"""How results are shown in notebooks and scripts."""

from __future__ import annotations

from types import SimpleNamespace

from jupyterlab_pipeline_export.codegen.program import Block, Shown
from jupyterlab_pipeline_export.exporters.shows import notebook_shows, script_shows, unused_results


def block(**shows):
    step = SimpleNamespace(step=SimpleNamespace(id="plot"))
    return Block(step, "", "", tuple(Shown(name, kind) for name, kind in shows.items()))


def test_a_single_value_is_the_last_expression_of_a_cell():
    assert notebook_shows(block(summary="table")) == "summary\n"


def test_several_values():
    assert notebook_shows(block(a="table", b="metrics")) == "display(a)\ndisplay(b)\n"


def test_figures_are_drawn_by_one_call():
    assert notebook_shows(block(a="figure", b="figure")) == "plt.show()\n"
    assert notebook_shows(block(a="table", b="figure")) == "plt.show()\na\n"


def test_nothing_to_show():
    assert notebook_shows(block()) == ""
    assert script_shows(block(), "output_dir") == ""


def test_values_in_a_script():
    shown = script_shows(block(a="table", b="metrics", c="array", d="column"), "output_dir")
    assert shown.splitlines() == [
        "print(a.to_string())",
        "log_metrics(b)",
        "print(c)",
        "print(d.to_string())",
    ]


def test_figures_in_a_script():
    shown = script_shows(block(a="figure", b="figure"), "output_dir")
    assert shown.splitlines() == [
        'a.savefig(output_dir / "plot.png", bbox_inches="tight")',
        "plt.close(a)",
        'b.savefig(output_dir / "plot_2.png", bbox_inches="tight")',
        "plt.close(b)",
    ]


def producer(code, **outputs):
    step = SimpleNamespace(
        step=SimpleNamespace(id="s"),
        inputs={},
        outputs={name: SimpleNamespace(variable=name) for name in outputs},
    )
    return Block(
        step, "", code, tuple(Shown(name, "table") for name, shown in outputs.items() if shown)
    )


def consumer(*variables):
    step = SimpleNamespace(inputs={"table": SimpleNamespace(variables=variables)}, outputs={})
    return Block(step, "", "", ())


def test_results_that_nothing_takes():
    loose = producer("a, b = load()\nc = a\nd = 1\n", a=False, b=False, c=False, d=True)
    assert [variable for _, variable in unused_results([loose, consumer("b")])] == ["c"]
    assert list(unused_results([producer("a = 1\n", a=False), consumer("a")])) == []
