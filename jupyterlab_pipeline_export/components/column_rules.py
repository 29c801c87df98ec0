"""How the columns of a step's tables come about, as its manifest tells it."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from pydantic import Field, JsonValue, field_validator

from jupyterlab_pipeline_export.components.manifest_model import Condition, ManifestModel

__all__ = [
    "ColumnRule",
    "ColumnType",
    "Filled",
    "Join",
    "NewColumns",
    "Reader",
    "RowsKept",
    "TypeChange",
]

ColumnType = Literal["integer", "number", "boolean", "text", "category", "datetime", "unknown"]
Reader = Literal["csv", "excel", "feather", "json", "parquet"]
RowsKept = Literal["same", "reordered", "sampled", "filtered", "new"]

ParameterNames: TypeAlias = str | tuple[str, ...]
"""One parameter, or several, whose values name columns: a text, a list of texts, or an object whose keys are meant."""


class NewColumns(ManifestModel):
    """Columns that a step adds."""

    name: str = Field(
        description=(
            "Pattern of the names. `{param}` stands for the value of a parameter: a text, or each item of a list or each key of an object,"
            " so that one pattern may give several columns."
        )
    )
    type: ColumnType = "unknown"


class TypeChange(ManifestModel):
    """A type that columns get."""

    columns: Literal[True] | ParameterNames = Field(
        description="Parameters that name them, or `true` for all."
    )
    type: ColumnType


class Filled(ManifestModel):
    """Columns in which no value is missing any more."""

    columns: ParameterNames = Field(
        default=(), description="Parameters that name them; all columns where none has a value."
    )
    types: tuple[ColumnType, ...] = Field(
        default=(), description="Only columns of these types; of any if empty."
    )


class Join(ManifestModel):
    """How two tables become one, as `pandas.merge` names their columns."""

    on: str = Field(default="", description="Parameter with the keys that both have.")
    left_on: str = ""
    right_on: str = ""
    how: str = Field(
        default="",
        description="Parameter with the kind of join, `inner`, `left`, `right`, `outer` or `cross`; inner where empty.",
    )
    suffixes: str | tuple[str, str] = Field(
        default=("_x", "_y"),
        description="The suffixes of names that both have, or their parameter.",
    )


class ColumnRule(ManifestModel):
    """How the columns of one output come about.

    The steps are taken in the order of the fields: where columns come from, which are kept, what
    they are called and which are added, what type they have, and what becomes of the rows.
    """

    when: Condition = Field(default_factory=dict)
    unknown: str = Field(
        default="",
        description="Why the columns can be known only when the code has run; then nothing else is said.",
    )
    # Where they come from: one of these, or none for a table of new columns alone.
    from_: str | tuple[str, ...] = Field(
        default=(),
        alias="from",
        description="Input whose columns these are; of several, or of an input of many links, the union.",
    )
    file: str = Field(default="", description="Parameter with the path of the file that is read.")
    reader: Reader | None = Field(default=None, description="How the `file` or `inline` is read.")
    options: dict[str, JsonValue] = Field(
        default_factory=dict,
        description="Options of the reader that no parameter of the same name gives.",
    )
    inline: str = Field(default="", description="Parameter that holds the table itself, as text.")
    dataset: str = Field(default="", description="Parameter that names a dataset of scikit-learn.")
    join: Join | None = Field(default=None, description="Of the two inputs in `from`.")
    # What happens to them.
    keep: ParameterNames = Field(
        default=(),
        description="Only these, in their order; all where the parameter has no value.",
    )
    drop: ParameterNames = ()
    of_types: tuple[ColumnType, ...] = Field(
        default=(),
        description="Only columns of these types, such as those that numbers are made of.",
    )
    rename: str = Field(default="", description="Parameter with an object: old name to new name.")
    first: ParameterNames = Field(default=(), description="These come before all others.")
    add: str | tuple[NewColumns, ...] = Field(
        default=(), description="A parameter whose value names one or more columns, or patterns."
    )
    types: str | tuple[TypeChange, ...] = Field(
        default=(),
        description="A parameter with an object of column and pandas type, or single changes.",
    )
    changed: Literal[True] | ParameterNames = Field(
        default=(),
        description=(
            "Parameters that name the columns whose values become others, or `true` for all, so that what was known of"
            " the values holds no more."
        ),
    )
    filled: Filled | None = None
    rows: RowsKept = Field(
        default="same",
        description=(
            "The `same` rows, these `reordered`, a share `sampled` by chance that stands for all, rows `filtered` (those"
            " left are in their old order), or `new` ones (aggregated, reshaped)."
        ),
    )

    @field_validator("keep", "drop", "first", mode="after")
    @classmethod
    def _as_tuple(cls, value: ParameterNames) -> ParameterNames:
        return (value,) if isinstance(value, str) and value else value

    @field_validator("from_", mode="after")
    @classmethod
    def _inputs_as_tuple(cls, value: str | tuple[str, ...]) -> tuple[str, ...]:
        return (value,) if isinstance(value, str) else value

    @field_validator("filled", mode="before")
    @classmethod
    def _filled_by_parameter(cls, value: Any) -> Any:  # noqa: ANN401 - raw YAML
        """Read `filled: PARAM` as the columns that the parameter names, and `filled: true` as all."""
        if value is True:
            return {}
        return {"columns": value} if isinstance(value, (str, list)) else value
