"""Exporters: a program in, artifacts out, one module per format."""

from __future__ import annotations
