"""Pipelines built the way that the server and the command line build them."""

from __future__ import annotations

import json
from pathlib import PurePosixPath

from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.exporters.base import EnvironmentSnapshot, ExportOptions
from jupyterlab_pipeline_export.exporters.build import build, make_context
from jupyterlab_pipeline_export.pipeline.load import load_pipeline

SOURCE = "penguins.pipeline.json"

# Fixed, so that artifacts depend neither on this machine nor on the shipped table of versions.
ENVIRONMENT = EnvironmentSnapshot(
    kernel="python3",
    display_name="Python 3 (ipykernel)",
    python="3.12",
    packages={
        "joblib": "1.5.1",
        "matplotlib": "3.10.3",
        "numpy": "2.3.1",
        "pandas": "2.3.0",
        "pyarrow": "20.0.0",
        "scikit-learn": "1.7.0",
        "scipy": "1.16.0",
    },
)

LOAD = {"id": "load", "component": "data.read_csv", "params": {"path": "data/penguins.csv"}}


def document(*steps, **keys):
    """Return a document that reads the penguins and goes on with these steps."""
    return {"schema_version": 1, "name": "Penguins", "steps": [LOAD, *steps], **keys}


def load(content):
    """Return the pipeline of a document that has no problems."""
    result = load_pipeline(content if isinstance(content, bytes) else json.dumps(content))
    assert result.problems == ()
    return result.pipeline


def export(content, format_name, *, source=SOURCE, environment=ENVIRONMENT, prefix="", **options):
    """Build a document."""
    pipeline = load(content)
    context = make_context(
        pipeline, source, ExportOptions(**options), environment, PurePosixPath(prefix)
    )
    return build(pipeline, builtin_catalog(), format_name, context)


def script(content, **keys):
    """Return the text of the script."""
    return export(content, "python", **keys).artifacts[0].content.decode()


def notebook(content, **keys):
    """Return the notebook, parsed."""
    return json.loads(export(content, "notebook", **keys).artifacts[0].content)


def sources(exported, kind="code"):
    """Return the sources of a notebook's cells by their ids."""
    return {
        cell["id"]: "".join(cell["source"])
        for cell in exported["cells"]
        if cell["cell_type"] == kind
    }


def python_of(exported):
    """Return the Python of a notebook as one text, without its magics."""
    code = "\n".join(sources(exported).values())
    return "\n".join(line for line in code.split("\n") if not line.startswith("%"))
