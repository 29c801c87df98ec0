"""Problems of documents."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from jupyterlab_pipeline_export.server.base import PipelineHandler
from jupyterlab_pipeline_export.server.errors import answered_errors
from jupyterlab_pipeline_export.server.models import CheckRequest, CheckResponse

__all__ = ["CheckHandler"]


class CheckHandler(PipelineHandler):
    """``check``."""

    # Reading, although it is a POST: those who may only read may check, too.
    @web.authenticated
    @authorized(action="read")  # type: ignore[untyped-decorator]
    async def post(self) -> None:
        """Find all problems of a document."""
        request = await self.read_body(CheckRequest)
        with answered_errors():
            problems = await self.service.check(request)
        self.reply(CheckResponse(problems=list(problems)))
