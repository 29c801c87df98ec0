"""Heads of files read as tables, without pandas, and told as pandas would read them."""

from __future__ import annotations
