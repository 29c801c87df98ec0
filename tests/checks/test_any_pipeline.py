"""Pipelines of any components, linked in any way that fits: no rule fails, and every fix leaves a document that is right."""

from __future__ import annotations

import copy

import jsonpatch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.components.manifest import accepts
from jupyterlab_pipeline_export.pipeline.load import load_pipeline
from tests.checks.corpus_runs import CORPUS, mistakes, structural

CATALOG = builtin_catalog()
COMPONENTS = sorted(CATALOG.components)
COLUMNS = ["age", "income", "city", "churned", "customer_id", "plan"]
MOST_STEPS = 12


@st.composite
def params_of(draw, component):
    properties = component.params.get("properties", {})
    required = component.params.get("required", [])
    values = {}
    for name, schema in properties.items():
        if name not in required and not draw(st.booleans()):
            continue
        if schema.get("format") == "column":
            values[name] = draw(st.sampled_from(COLUMNS))
        elif schema.get("format") == "columns":
            values[name] = draw(
                st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=3, unique=True)
            )
        elif schema.get("format") == "path":
            values[name] = "data/customers.csv"
        elif choices := values_of(schema):
            values[name] = draw(st.sampled_from(choices))
    return values


def values_of(schema):
    """Return some values that a parameter may have."""
    named = [each["const"] for each in schema.get("oneOf", ()) if "const" in each]
    truths = [True, False] if schema.get("type") == "boolean" else []
    default = [schema["default"]] if "default" in schema else []
    return [*schema.get("examples", ()), *named, *truths, *default]


@st.composite
def pipelines(draw):
    """Draw steps behind a table and a split of it, so that there is something to link."""
    target = draw(st.sampled_from(COLUMNS))
    features = draw(st.lists(st.sampled_from(COLUMNS), min_size=1, unique=True))
    steps = [
        {"id": "read", "component": "data.read_csv", "params": {"path": "data/customers.csv"}},
        {
            "id": "split",
            "component": "prepare.train_test_split",
            "inputs": {"table": "read.table"},
            "params": {"target": target, "features": features},
        },
    ]
    outputs = [
        (f"{step['id']}.{name}", port.type)
        for step in steps
        for name, port in CATALOG.components[step["component"]].outputs.items()
    ]
    for number in range(draw(st.integers(3, MOST_STEPS))):
        types = {type_ for _, type_ in outputs}
        fitting = [
            each
            for each in map(CATALOG.components.get, COMPONENTS)
            if not each.declared_ports
            and all(
                port.optional or any(accepts(port.type, type_) for type_ in types)
                for port in each.inputs.values()
            )
        ]
        # By category first, so that the many that load or show do not crowd out the others.
        category = draw(st.sampled_from(sorted({each.category for each in fitting})))
        component = draw(st.sampled_from([each for each in fitting if each.category == category]))
        inputs = {}
        for name, port in component.inputs.items():
            offered = [link for link, type_ in outputs if accepts(port.type, type_)]
            if offered and (not port.optional or draw(st.booleans())):
                link = draw(st.sampled_from(offered))
                inputs[name] = [link] if port.many else link
        step = {"id": f"s{number}", "component": component.id}
        params = draw(params_of(component))
        step |= {"params": params} if params else {}
        step |= {"inputs": inputs} if inputs else {}
        if draw(st.integers(0, 9)) == 0:
            step["enabled"] = False
        steps.append(step)
        outputs += [(f"s{number}.{name}", port.type) for name, port in component.outputs.items()]
    return {"schema_version": 1, "name": "Any", "steps": steps}


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(pipelines())
def test_no_rule_fails_and_fixes_leave_documents_that_are_right(raw):
    if any(problem.severity == "error" for problem in structural(raw)):
        return
    for problem in mistakes(raw, CORPUS):
        if problem.fix is None:
            continue
        patch = [
            operation.model_dump(exclude={"value"} if operation.op == "remove" else None)
            for operation in problem.fix.patch
        ]
        mended = jsonpatch.apply_patch(copy.deepcopy(raw), patch)
        assert load_pipeline(mended).problems == ()
        assert not [each for each in structural(mended) if each.severity == "error"], problem
