"""Artifacts as a download."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from jupyterlab_pipeline_export.server.base import PipelineHandler
from jupyterlab_pipeline_export.server.errors import answered_errors
from jupyterlab_pipeline_export.server.models import PreviewRequest
from jupyterlab_pipeline_export.workspace.archive import ZIP_TYPE

__all__ = ["ArchiveHandler"]


class ArchiveHandler(PipelineHandler):
    """``archive/{format}``."""

    # Reading, although it is a POST: nothing is written to the workspace.
    @web.authenticated
    @authorized(action="read")  # type: ignore[untyped-decorator]
    async def post(self, format_name: str) -> None:
        """Build artifacts and send them as a ZIP archive."""
        request = await self.read_body(PreviewRequest)
        with answered_errors():
            archive = await self.service.archive(request, format_name)
        self.set_attachment_header(archive.name)
        self.finish(archive.content, set_content_type=ZIP_TYPE)
