"""What pydantic finds in a document, said in plain sentences and placed by JSON pointers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast, get_args

from jupyterlab_pipeline_export.pipeline.model import (
    Environment,
    Parameter,
    ParameterType,
    Pins,
    Pipeline,
    Step,
)
from jupyterlab_pipeline_export.pipeline.problems import Problem, pointer
from jupyterlab_pipeline_export.pipeline.values import step_at
from jupyterlab_pipeline_export.pipeline.wording import did_you_mean, kind, listed, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel, JsonValue
    from pydantic_core import ErrorDetails

__all__ = ["explain"]

Place = tuple[str | int, ...]
Shape = tuple[str, ...]

MODELS: Final[dict[Shape, type[BaseModel]]] = {
    (): Pipeline,
    ("parameters", "*"): Parameter,
    ("steps", "*"): Step,
    ("environment",): Environment,
}

LINK: Final = "a link: the id of a step, a point and one of its outputs"

EXPECTED: Final[dict[Shape, tuple[str, str]]] = {
    ("name",): ("a text of 1 to 200 characters", '"Penguin species"'),
    ("description",): ("a text", '"Tells species apart."'),
    ("parameters",): ("a list of parameters", "[]"),
    ("parameters", "*"): (
        "an object with `name`, `type` and `default`",
        '{"name": "seed", "type": "integer", "default": 0}',
    ),
    ("parameters", "*", "name"): (
        "a name of up to 64 letters, digits and underscores that begins with no digit",
        '"test_size"',
    ),
    ("parameters", "*", "type"): (listed(get_args(ParameterType)), '"string"'),
    ("parameters", "*", "default"): ("a text, a number, true or false", "0.25"),
    ("parameters", "*", "description"): ("a text", '"Share of rows held out"'),
    ("steps",): ("a list of steps", "[]"),
    ("steps", "*"): (
        "an object with `id` and `component`",
        '{"id": "load", "component": "data.read_csv"}',
    ),
    ("steps", "*", "id"): (
        "a name of up to 64 lower-case letters, digits and underscores that begins with a letter",
        '"load"',
    ),
    ("steps", "*", "component"): ("the id of a component", '"data.read_csv"'),
    ("steps", "*", "inputs"): ("an object of links by input", '{"table": "load.table"}'),
    ("steps", "*", "inputs", "*"): (f"{LINK}, or a list of such links", '"load.table"'),
    ("steps", "*", "inputs", "*", "*"): (LINK, '"load.table"'),
    ("steps", "*", "params"): ("an object of values by name", '{"path": "data/penguins.csv"}'),
    ("steps", "*", "title"): ("a text", '"Read the penguins"'),
    ("steps", "*", "note"): ("a text", '"Collected near Palmer Station."'),
    ("steps", "*", "enabled"): ("true or false", "false"),
    ("environment",): ("an object", '{"kernel": "python3"}'),
    ("environment", "kernel"): ("the name of a kernel, or null", '"python3"'),
    ("environment", "python"): ("a Python version as a text, or null", '"3.12"'),
    ("environment", "pins"): (listed(get_args(Pins)), '"exact"'),
    ("environment", "requirements"): ("a list of requirements", '["pandas>=2"]'),
    ("environment", "requirements", "*"): ("a requirement as a text", '"pandas>=2"'),
    ("layout",): ("an object of places by step id", '{"load": [0, 0]}'),
    ("layout", "*"): ("a list of two numbers", "[0, 0]"),
    ("layout", "*", "*"): ("a number", "0"),
}
"""What belongs into each place of the document, and an example of it as JSON."""


def explain(errors: list[ErrorDetails], document: dict[str, JsonValue]) -> Iterator[Problem]:
    """Translate the errors of a document's model.

    Parameters
    ----------
    errors
        What `pydantic.ValidationError.errors` gives.
    document
        The document that they are about.

    Yields
    ------
    Problem
        One for each place, in the order of the errors.
    """
    told: set[tuple[Place, str]] = set()
    for error in errors:
        place = _place(error["loc"], document)
        key = (place, str(error["loc"][-1]) if error["type"] == "missing" else "")
        if key not in told and not _is_other_branch(error["loc"], place, document):
            told.add(key)
            yield _explain(error, place, document)


def _place(loc: Place, document: dict[str, JsonValue]) -> Place:
    """Follow a location as far as the document goes: what is left are names of pydantic's own, or a missing key."""
    value: Any = document
    for depth, part in enumerate(loc):
        # The branches of a union are named in the location: they end a place of the model, or precede an index.
        if _shape(loc[:depth]) == ("steps", "*", "inputs", "*") and isinstance(part, str):
            rest = loc[depth + 1 :]
            return (*loc[:depth], *rest) if isinstance(value, list) else loc[:depth]
        if _shape(loc[:depth]) == ("parameters", "*", "default"):
            return loc[:depth]
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return loc[:depth]
    return loc


def _is_other_branch(loc: Place, place: Place, document: dict[str, JsonValue]) -> bool:
    """Tell whether an error only says that a list of links is no single link."""
    is_input = _shape(place) == ("steps", "*", "inputs", "*") and len(loc) == len(place) + 1
    return is_input and isinstance(_value(place, document), list)


def _shape(place: Place) -> Shape:
    """Replace what the user named or counted by stars."""
    shape = ["*" if isinstance(part, int) else part for part in place]
    if len(shape) >= 4 and shape[0] == "steps" and shape[2] in {"inputs", "params"}:
        shape[3] = "*"
    if len(shape) >= 2 and shape[0] == "layout":
        shape[1] = "*"
    return tuple(shape)


def _value(place: Place, document: dict[str, JsonValue]) -> JsonValue:
    value: Any = document
    for part in place:
        value = value[part]
    return cast("JsonValue", value)


def _explain(error: ErrorDetails, place: Place, document: dict[str, JsonValue]) -> Problem:
    code, message, remedy = _sentences(error, place, document)
    return Problem(
        severity="error",
        code=code,
        pointer=pointer(*place),
        step=step_at(document, place),
        message=message,
        remedy=remedy,
    )


def _sentences(
    error: ErrorDetails, place: Place, document: dict[str, JsonValue]
) -> tuple[str, str, str]:
    name = str(error["loc"][-1])
    if error["type"] == "missing":
        expected, example = EXPECTED[(*_shape(place), name)]
        return (
            "missing-key",
            f"{_owner(place)} has no `{name}`.",
            f'Add {expected}, for example "{name}": {example}.',
        )
    if error["type"] == "extra_forbidden":
        known = list(MODELS[_shape(place[:-1])].model_fields)
        removal = f"Remove it; the keys known here are {listed(known, conjunction='and')}."
        return (
            "unknown-key",
            f"{_owner(place[:-1])} has an unknown key, {shown(name)}.",
            did_you_mean(name, known, otherwise=removal),
        )
    expected, example = EXPECTED[_shape(place)]
    value = _value(place, document)
    found = kind(value) if isinstance(value, (dict, list)) else shown(value)
    return (
        "bad-value",
        f"{_owner(place)}: {_field(place)} must be {expected}, but it is {found}.",
        f"Write, for example, {example}.",
    )


def _owner(place: Place) -> str:
    """Name the part of the document that a place lies in."""
    if len(place) >= 2 and place[0] in {"steps", "parameters"} and isinstance(place[1], int):
        return f"{'Step' if place[0] == 'steps' else 'Parameter'} {place[1] + 1}"
    return "The environment" if place[:1] == ("environment",) else "The document"


def _field(place: Place) -> str:
    """Name the innermost value of a place."""
    if _shape(place) in MODELS:
        return "it"
    last = place[-1]
    if isinstance(last, int):
        return f"item {last + 1} of {_field(place[:-1])}"
    name = f"`{last}`" if last.isidentifier() and len(last) <= 64 else shown(last)
    return f"the input {name}" if _shape(place) == ("steps", "*", "inputs", "*") else name
