"""The table of URLs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.server.archives import ArchiveHandler
from jupyterlab_pipeline_export.server.checks import CheckHandler
from jupyterlab_pipeline_export.server.columns import ColumnsHandler
from jupyterlab_pipeline_export.server.components import ComponentsHandler
from jupyterlab_pipeline_export.server.examples import ExamplesHandler
from jupyterlab_pipeline_export.server.exports import ExportHandler
from jupyterlab_pipeline_export.server.previews import PreviewHandler

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.server.base import PipelineHandler
    from jupyterlab_pipeline_export.server.service import PipelineService

__all__ = ["NAMESPACE", "ROUTES", "make_handlers"]

NAMESPACE: Final = "pipeline-export"
FORMAT: Final = "([^/]+)"

ROUTES: Final[tuple[tuple[str, type[PipelineHandler]], ...]] = (
    ("components", ComponentsHandler),
    ("check", CheckHandler),
    ("columns", ColumnsHandler),
    ("examples", ExamplesHandler),
    (f"preview/{FORMAT}", PreviewHandler),
    (f"export/{FORMAT}", ExportHandler),
    (f"archive/{FORMAT}", ArchiveHandler),
)
"""Path below the namespace, and its handler."""


def make_handlers(
    service: PipelineService,
) -> list[tuple[str, type[PipelineHandler], dict[str, object]]]:
    """Return the handlers as an extension of the server adds them: pattern, class, arguments."""
    arguments: dict[str, object] = {"service": service}
    return [(f"/{NAMESPACE}/{path}", handler, arguments) for path, handler in ROUTES]
