"""From a checked pipeline to a program: names, escaping, imports and formatting."""

from __future__ import annotations
