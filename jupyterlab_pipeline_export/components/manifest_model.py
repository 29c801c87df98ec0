"""What the models of a manifest have in common."""

from __future__ import annotations

from typing import TypeAlias

from pydantic import BaseModel, ConfigDict, JsonValue

__all__ = ["Condition", "ManifestModel"]

Condition: TypeAlias = dict[str, JsonValue]
"""Holds where each named parameter has the given value (one of a list, a text as in `{starts_with: "s3://"}`, or any by `{given: true}`), or each `inputs.PORT` is linked as given (true or false)."""


class ManifestModel(BaseModel):
    """Base of the parts of a manifest: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
