"""The REST API."""

from __future__ import annotations
