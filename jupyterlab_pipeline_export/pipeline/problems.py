"""Problems: what is wrong with a document, where, and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Fix", "PatchOperation", "Problem", "Severity", "has_errors", "pointer"]

Severity = Literal["error", "warning", "info"]


class PatchOperation(BaseModel):
    """One change to a document, as in JSON Patch (RFC 6902)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    op: Literal["add", "replace", "remove"]
    path: str = Field(
        description="RFC 6901 pointer into the document as the operations before left it."
    )
    value: JsonValue = Field(default=None, description="Unused by `remove`.")


class Fix(BaseModel):
    """A change to the document that mends a problem."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(
        description="What the change does, in a few words, such as `Stratify by species`."
    )
    patch: tuple[PatchOperation, ...]


class Problem(BaseModel):
    """Something wrong with a pipeline, with its place and the remedy.

    An ``error`` keeps the pipeline from being exported; a ``warning`` or an
    ``info`` does not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    severity: Severity
    code: str = Field(description="Dashed name of the rule, such as `unknown-component`.")
    pointer: str = Field(
        default="", description="RFC 6901 pointer into the document; empty for the whole of it."
    )
    step: str | None = Field(default=None, description="Id of the step concerned, if it is one.")
    message: str = Field(description="What is wrong, as one plain sentence.")
    remedy: str = Field(
        default="", description="What the user can do about it, as one plain sentence."
    )
    why: str = Field(
        default="",
        description="Why it matters, in a few sentences, where that is not plain to see.",
    )
    source: str = Field(default="", description="https link to where that is shown.")
    fix: Fix | None = Field(
        default=None, description="A change that mends it, where one can be told without asking."
    )


def pointer(*parts: str | int) -> str:
    """Join parts to a JSON pointer.

    Parameters
    ----------
    *parts
        Keys and indexes from the root of the document inwards.

    Returns
    -------
    str
        The pointer, escaped as RFC 6901 asks for; empty without parts.
    """
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems forbids an export."""
    return any(problem.severity == "error" for problem in problems)
