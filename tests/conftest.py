"""Options of the whole test suite."""

from __future__ import annotations


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the exporters give now to tests/golden, instead of comparing it",
    )
