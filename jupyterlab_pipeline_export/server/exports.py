"""Artifacts into the workspace."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from jupyterlab_pipeline_export.server.base import PipelineHandler
from jupyterlab_pipeline_export.server.errors import answered_errors
from jupyterlab_pipeline_export.server.models import ExportRequest

__all__ = ["ExportHandler"]


class ExportHandler(PipelineHandler):
    """``export/{format}``."""

    @web.authenticated
    @authorized
    async def post(self, format_name: str) -> None:
        """Build artifacts and write them, all or none."""
        request = await self.read_body(ExportRequest)
        with answered_errors():
            response = await self.service.export(request, format_name)
        self.reply(response, status=201)
