"""A catalogue of small components, so that tests of checks do not hang on the library."""

from __future__ import annotations

from jupyterlab_pipeline_export.checks.check import check_pipeline
from jupyterlab_pipeline_export.components.catalog import Catalog
from jupyterlab_pipeline_export.components.manifest import Component
from jupyterlab_pipeline_export.pipeline.load import load_pipeline
from tests.pointers import resolve


def component(id_, **manifest):
    return Component(
        id=id_, category=id_.partition(".")[0], title="Title", summary="Summary.", **manifest
    )


def params(required=(), **properties):
    return {"type": "object", "required": list(required), "properties": properties}


TABLE = {"type": "table"}

COMPONENTS = (
    component(
        "data.read",
        outputs={"table": TABLE},
        params=params(
            ["path"],
            path={"type": "string", "format": "path", "title": "File"},
            sep={"type": "string", "default": ",", "minLength": 1},
            rows={"type": "integer", "minimum": 1},
            columns={"type": "array", "items": {"type": "string"}, "format": "columns"},
            engine={
                "type": "string",
                "oneOf": [{"const": "c", "title": "C"}, {"const": "python"}],
                "x-fixed": True,
            },
            extra={"type": "array", "items": {"type": "string", "format": "path"}},
        ),
    ),
    component("clean.keep", inputs={"table": TABLE}, outputs={"table": TABLE}),
    component(
        "prepare.split",
        inputs={"table": TABLE},
        outputs={"X": TABLE, "y": {"type": "column"}},
        params=params(
            ["target"],
            target={"type": "string", "format": "column"},
            share={"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1, "default": 0.25},
            flag={"type": "boolean"},
            any={},
            limit={"oneOf": [{"type": "integer", "minimum": 1}, {"const": "all", "title": "All"}]},
        ),
    ),
    component("prepare.scale", outputs={"transformer": {"type": "transformer"}}),
    component(
        "train.model",
        inputs={
            "X": TABLE,
            "y": {"type": "column"},
            "preparation": {"type": "transformer", "optional": True, "many": True},
        },
        outputs={"model": {"type": "model"}},
    ),
    component(
        "evaluate.report",
        inputs={"model": {"type": "model"}, "any": {"type": "any", "optional": True}},
        outputs={"metrics": {"type": "metrics"}},
    ),
    component(
        "output.save",
        inputs={"model": {"type": "model", "optional": True}},
        params=params(
            ["path"],
            path={"type": "string", "format": "output-path", "default": "model.joblib"},
            password={"type": "string", "format": "environment-variable"},
        )
        | {"dependentRequired": {"password": ["path"]}, "minProperties": 0},
    ),
    component(
        "custom.code",
        declared_ports=True,
        params=params(
            ["code"],
            inputs={"type": "object", "default": {"table": "table"}},
            outputs={"type": "object"},
            code={"type": "string", "format": "python"},
        ),
    ),
)
CATALOG = Catalog({each.id: each for each in COMPONENTS})


def step(id_, component, inputs=None, **more):
    return {
        "id": id_,
        "component": component,
        **({} if inputs is None else {"inputs": inputs}),
        **more,
    }


def load(steps, **document):
    result = load_pipeline({"schema_version": 1, "name": "Test", "steps": steps, **document})
    assert result.problems == ()
    return result.pipeline


def check(steps, **document):
    """Check a pipeline and return severity, code and pointer of each problem, having looked at the rest."""
    problems = check_pipeline(load(steps, **document), CATALOG)
    for problem in problems:
        resolve({"schema_version": 1, "name": "Test", "steps": steps, **document}, problem.pointer)
        assert problem.message.endswith(".")
        assert problem.remedy.endswith((".", "?"))
        if problem.pointer.startswith("/steps/"):
            assert problem.step == steps[int(problem.pointer.split("/")[2])]["id"]
    return [(problem.severity, problem.code, problem.pointer) for problem in problems]


READ = step("load", "data.read", params={"path": "a.csv"})
