"""Conditions of a manifest: what they ask of a step."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterlab_pipeline_export.components.manifest import Component
from jupyterlab_pipeline_export.components.step_values import condition_holds

COMPONENT = Component(
    id="data.read",
    category="data",
    title="Read",
    summary="Read.",
    inputs={"table": {"type": "table"}},
    params={"properties": {"url": {"type": "string"}, "how": {"default": "fast"}}},
)


@pytest.mark.parametrize(
    ("when", "params", "holds"),
    [
        ({}, {}, True),
        ({"how": "fast"}, {}, True),
        ({"how": ["slow", "fast"]}, {"how": "slow"}, True),
        ({"how": ["slow", "fast"]}, {"how": "never"}, False),
        ({"how": [["a"], ["b"]]}, {"how": ["b"]}, True),
        ({"url": None}, {}, True),
        ({"url": None}, {"url": "x"}, False),
        ({"url": {"given": True}}, {"url": ""}, True),
        ({"url": {"given": True}}, {}, False),
        ({"url": {"given": False}}, {}, True),
        ({"how": {"given": True}}, {}, True),
        ({"url": {"starts_with": "s3://"}}, {"url": "s3://bucket"}, True),
        ({"url": {"starts_with": ["gs://", "s3://"]}}, {"url": "s3://bucket"}, True),
        ({"url": {"starts_with": "s3://"}}, {"url": "https://s3://"}, False),
        ({"url": {"starts_with": "s3://"}}, {}, False),
        ({"inputs.table": True, "how": "fast"}, {}, True),
        ({"inputs.table": False}, {}, False),
    ],
)
def test_a_condition_asks_for_values_and_links(
    when: dict[str, Any], params: dict[str, Any], holds: bool
) -> None:
    assert condition_holds(when, params, COMPONENT, {"table"}, on_reference=False) == holds


@pytest.mark.parametrize("wanted", ["x", {"given": True}, {"starts_with": "x"}])
@pytest.mark.parametrize("assumed", [True, False])
def test_a_value_that_is_known_at_run_time_only_is_assumed(wanted: Any, assumed: bool) -> None:
    params = {"url": {"$parameter": "address"}}
    assert condition_holds({"url": wanted}, params, COMPONENT, (), on_reference=assumed) == assumed
