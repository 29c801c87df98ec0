"""Every component of the library, with every parameter: scripts and notebooks that linters have nothing to say about."""

from __future__ import annotations

import pytest

from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.exporters.base import ExportOptions
from jupyterlab_pipeline_export.exporters.build import build, make_context
from tests.components.library.cases import all_cases
from tests.exporters.building import ENVIRONMENT
from tests.exporters.linting import python_findings


@pytest.mark.parametrize("format_name", ["python", "notebook"])
def test_exports_are_formatted_and_free_of_findings(format_name, tmp_path):
    catalog = builtin_catalog()
    components = set()
    for number, case in enumerate(all_cases()):
        pipeline = case.pipeline()
        source = f"{case.component.id}-{number}.pipeline.json"
        context = make_context(pipeline, source, ExportOptions(), ENVIRONMENT)
        artifact = build(pipeline, catalog, format_name, context).artifacts[0]
        path = tmp_path / artifact.path
        path.write_bytes(artifact.content)
        path.chmod(0o755 if artifact.executable else 0o644)
        components.add(case.component.id)
    # Custom code is linted, or not, by the one who writes it.
    assert components == {
        each.id for each in catalog.components.values() if not each.declared_ports
    }
    # All in one process: that is what makes this quick.
    assert python_findings(tmp_path) == ""
