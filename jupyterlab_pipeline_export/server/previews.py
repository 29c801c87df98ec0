"""Artifacts as an export would write them."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from jupyterlab_pipeline_export.server.base import PipelineHandler
from jupyterlab_pipeline_export.server.errors import answered_errors
from jupyterlab_pipeline_export.server.models import PreviewRequest

__all__ = ["PreviewHandler"]


class PreviewHandler(PipelineHandler):
    """``preview/{format}``."""

    # Reading, although it is a POST: those who may only read may preview, too.
    @web.authenticated
    @authorized(action="read")  # type: ignore[untyped-decorator]
    async def post(self, format_name: str) -> None:
        """Build artifacts without writing them."""
        request = await self.read_body(PreviewRequest)
        with answered_errors():
            response = await self.service.preview(request, format_name)
        self.reply(response)
