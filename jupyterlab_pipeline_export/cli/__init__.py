"""The command ``jupyter pipeline-export``."""

from __future__ import annotations

from .main import main

__all__ = ["main"]
