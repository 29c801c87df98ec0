"""The catalogue: components, their discovery, and pipelines checked against them."""

from __future__ import annotations
