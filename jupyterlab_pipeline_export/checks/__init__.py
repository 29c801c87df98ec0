"""All checks of a pipeline: its structure, its columns, and the mistakes of machine learning."""

from __future__ import annotations
