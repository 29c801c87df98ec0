"""The gallery of examples."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from jupyterlab_pipeline_export.server.base import PipelineHandler
from jupyterlab_pipeline_export.server.errors import answered_errors
from jupyterlab_pipeline_export.server.models import ExampleRequest

__all__ = ["ExamplesHandler"]


class ExamplesHandler(PipelineHandler):
    """``examples``."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """List the examples."""
        self.reply(await self.service.gallery.list())

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Copy an example into the workspace."""
        request = await self.read_body(ExampleRequest)
        with answered_errors():
            response = await self.service.gallery.copy(request)
        self.reply(response, status=201)
