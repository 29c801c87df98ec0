"""What the components of the library say of themselves is enough for the rules, and true."""

from __future__ import annotations

import pytest

from jupyterlab_pipeline_export.components.catalog import builtin_catalog

COMPONENTS = builtin_catalog().components.values()
SEEDS = {"random_state", "seed"}


def of(*categories):
    return [each for each in COMPONENTS if each.category in categories and not each.declared_ports]


def types(ports):
    return [port.type for port in ports.values()]


def ids(component):
    return component.id


@pytest.mark.parametrize("component", of("prepare"), ids=ids)
def test_a_transformer_says_what_it_mends_or_fails_at(component):
    """One that says nothing is unknown, and rules about what it prepares are silent."""
    if "transformer" in types(component.outputs):
        traits = component.traits
        assert traits.cures or traits.refuses or traits.parts


@pytest.mark.parametrize("component", of("train", "tune"), ids=ids)
def test_what_fits_a_model_says_so(component):
    if {"X", "y"} & set(component.inputs):
        training = component.traits.training
        assert training is not None
        assert training.y in component.inputs or "y" not in component.inputs
        # Where there is no target, no rows are held out to choose by.
        assert training.tunes == (component.category == "tune" and "y" in component.inputs)
        if "model" in types(component.inputs):
            assert training.of in component.inputs


@pytest.mark.parametrize("component", of("evaluate"), ids=ids)
def test_what_judges_a_model_says_so(component):
    if {"X", "y"} <= set(component.inputs) and "model" in types(component.inputs):
        evaluation = component.traits.evaluation
        assert evaluation is not None
        assert evaluation.model in component.inputs


@pytest.mark.parametrize("component", COMPONENTS, ids=ids)
def test_what_draws_by_chance_says_by_which_seed(component):
    seeds = SEEDS & set(component.params.get("properties", {}))
    assert {component.traits.seed} == (seeds or {""})


@pytest.mark.parametrize("component", COMPONENTS, ids=ids)
def test_a_seed_is_fixed_by_default(component):
    if component.traits.seed:
        assert "default" in component.params["properties"][component.traits.seed]


@pytest.mark.parametrize("component", of("prepare"), ids=ids)
def test_what_holds_rows_out_says_so(component):
    tested = [name for name in component.outputs if name.endswith("_test")]
    split = component.traits.split
    assert sorted(tested) == sorted(split.test if split else ())
    if split:
        # A fix finds the other rows of the same columns by their place.
        trained = [component.outputs[name].type for name in split.train]
        assert trained == [component.outputs[name].type for name in split.test]
