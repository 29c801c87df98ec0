"""The columns of every table of a pipeline, known before any of it runs."""

from __future__ import annotations
