"""Parameters whose values name columns, and the tables that they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from jupyterlab_pipeline_export.components.step_values import parameter_schemas

if TYPE_CHECKING:
    from pydantic import JsonValue

    from jupyterlab_pipeline_export.components.manifest import Component
    from jupyterlab_pipeline_export.components.step_values import Schema

__all__ = ["NamedColumn", "column_parameters", "columns_named"]

Place: TypeAlias = tuple[str | int, ...]

COLUMN: Final = "column"
COLUMNS: Final = "columns"
BRANCHES: Final = ("anyOf", "oneOf")


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """A name of a column within the value of a parameter."""

    name: str
    place: Place
    """From the value inwards; empty where the value is the name itself."""
    is_key: bool = False
    """Whether it is the key of an object, such as the present name of a column to rename."""


def column_parameters(component: Component) -> Mapping[str, Schema]:
    """Return the schemas of the parameters whose values name columns that are there.

    Those are of the format ``column`` or ``columns``, or objects or lists that
    hold such values one level down, or objects whose keys are columns.
    """
    return {
        name: schema
        for name, schema in parameter_schemas(component).items()
        if _names_columns(schema) or any(map(_names_columns, _inner(schema)))
    }


def columns_named(value: JsonValue, schema: Schema) -> Iterator[NamedColumn]:
    """Find the columns that a value names.

    Parameters
    ----------
    value
        The value of a parameter; parts that do not fit the schema are passed over.
    schema
        The schema of that parameter, as `column_parameters` gives it.

    Yields
    ------
    NamedColumn
        In the order of the value.
    """
    yield from _named_here(value, schema, ())
    if isinstance(value, list):
        items = schema.get("items")
        for index, item in enumerate(value if isinstance(items, dict) else ()):
            yield from _named_in_part(item, items, (index,))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _named_here(item, _schema_of_key(schema, key), (key,))


def _named_in_part(value: JsonValue, schema: Any, place: Place) -> Iterator[NamedColumn]:  # noqa: ANN401 - any part of a schema
    yield from _named_here(value, schema, place)
    for key, item in value.items() if isinstance(value, dict) else ():
        yield from _named_here(item, _schema_of_key(schema, key), (*place, key))


def _named_here(value: JsonValue, schema: Schema, place: Place) -> Iterator[NamedColumn]:
    formats = _formats(schema)
    if isinstance(value, str):
        if COLUMN in formats:
            yield NamedColumn(value, place)
    elif isinstance(value, list):
        for index, item in enumerate(value if COLUMNS in formats else ()):
            if isinstance(item, str):
                yield NamedColumn(item, (*place, index))
    elif isinstance(value, dict):
        names = schema.get("propertyNames")
        if isinstance(names, dict) and names.get("format") == COLUMN:
            for key in value:
                yield NamedColumn(key, (*place, key), is_key=True)


def _formats(schema: Schema) -> set[JsonValue]:
    found = {schema.get("format")} if isinstance(schema.get("format"), str) else set()
    for branch in _branches(schema):
        if isinstance(branch.get("format"), str):
            found.add(branch["format"])
    return found


def _names_columns(schema: Schema) -> bool:
    names = schema.get("propertyNames")
    keys = isinstance(names, dict) and names.get("format") == COLUMN
    return keys or not _formats(schema).isdisjoint({COLUMN, COLUMNS})


def _inner(schema: Schema) -> Iterator[Schema]:
    """Give the schemas one level down, and of the objects within a list."""
    items = schema.get("items")
    if isinstance(items, dict):
        yield items
        yield from _of_keys(items)
    yield from _of_keys(schema)


def _of_keys(schema: Schema) -> Iterator[Schema]:
    properties = schema.get("properties")
    for each in properties.values() if isinstance(properties, dict) else ():
        if isinstance(each, dict):
            yield each
    others = schema.get("additionalProperties")
    if isinstance(others, dict):
        yield others


def _schema_of_key(schema: Schema, key: str) -> Schema:
    properties = schema.get("properties")
    own = properties.get(key) if isinstance(properties, dict) else None
    found = own if own is not None else schema.get("additionalProperties")
    return found if isinstance(found, dict) else {}


def _branches(schema: Schema) -> Iterator[Schema]:
    for key in BRANCHES:
        branches = schema.get(key)
        for each in branches if isinstance(branches, list) else ():
            if isinstance(each, dict):
                yield each
