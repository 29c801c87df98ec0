"""Reading pipelines from the workspace and writing artifacts to it."""

from __future__ import annotations
