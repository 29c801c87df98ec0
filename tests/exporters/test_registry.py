"""Formats of this package and of others."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from jupyterlab_pipeline_export.exporters import registry
from jupyterlab_pipeline_export.exporters.registry import (
    UnknownFormatError,
    exporters,
    get_exporter,
)

BUILT_IN = ["notebook", "python", "requirements", "docker"]


class Report:
    name = "report"
    label = "Report"
    description = "Ours."


class Usurper(Report):
    name = "python"


class Alias(Report):
    name = "script"


class Nameless(Report):
    label = ""


class Broken(Report):
    def __init__(self):
        msg = "it broke"
        raise RuntimeError(msg)


@pytest.fixture
def installed(monkeypatch):
    """Pretend that a package brings exporters, classes of this module or what is not there."""

    def install(*names):
        points = [
            EntryPoint(name.lower(), f"{__name__}:{name}", registry.ENTRY_POINT_GROUP)
            for name in names
        ]
        monkeypatch.setattr(
            registry,
            "entry_points",
            lambda group: points if group == registry.ENTRY_POINT_GROUP else [],
        )
        exporters.cache_clear()
        return [each.name for each in exporters()]

    yield install
    exporters.cache_clear()


def test_built_in_formats():
    assert [exporter.name for exporter in exporters()][:4] == BUILT_IN
    assert all(exporter.label and exporter.description for exporter in exporters())


def test_script_is_an_alias():
    assert get_exporter("script") is get_exporter("python")


def test_an_unknown_format_is_named_with_those_that_there_are():
    with pytest.raises(UnknownFormatError, match=r"'pdf'; there are notebook, python"):
        get_exporter("pdf")


def test_another_package_adds_a_format(installed):
    assert installed("Report") == [*BUILT_IN, "report"]
    assert isinstance(get_exporter("report"), Report)


@pytest.mark.parametrize("name", ["Usurper", "Alias", "Nameless", "Broken", "Missing"])
def test_a_bad_exporter_is_left_out(installed, caplog, name):
    assert installed(name, "Report") == [*BUILT_IN, "report"]
    assert name in caplog.text
