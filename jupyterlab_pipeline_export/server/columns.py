"""Columns of the tables of a pipeline."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from jupyterlab_pipeline_export.server.base import PipelineHandler
from jupyterlab_pipeline_export.server.errors import answered_errors
from jupyterlab_pipeline_export.server.models import CheckRequest

__all__ = ["ColumnsHandler"]


class ColumnsHandler(PipelineHandler):
    """``columns``."""

    # Reading, although it is a POST.
    @web.authenticated
    @authorized(action="read")  # type: ignore[untyped-decorator]
    async def post(self) -> None:
        """Tell the columns of every table without running anything."""
        request = await self.read_body(CheckRequest)
        with answered_errors():
            response = await self.service.columns(request)
        self.reply(response)
