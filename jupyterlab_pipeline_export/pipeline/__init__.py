"""The document: its model, and loading it with all of its problems at once."""

from __future__ import annotations
