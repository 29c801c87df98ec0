"""The catalogue of components and formats."""

from __future__ import annotations

from jupyter_server.auth.decorator import authorized
from tornado import web

from jupyterlab_pipeline_export._version import __version__
from jupyterlab_pipeline_export.server.base import PipelineHandler
from jupyterlab_pipeline_export.server.catalog import describe_catalog
from jupyterlab_pipeline_export.server.errors import answered_errors

__all__ = ["ComponentsHandler"]


class ComponentsHandler(PipelineHandler):
    """``components``."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """List components and formats."""
        with answered_errors():
            catalog = await self.service.catalog(self.get_query_argument("path", None))
        # Known without building the answer, unlike the hash of the answer that tornado would take.
        self._etag = f'"{__version__}-{catalog.digest}"'
        self.set_header("Cache-Control", "no-cache")
        self.set_etag_header()
        if self.check_etag_header():
            self.set_status(304)
            self.finish()
            return
        self.reply(describe_catalog(catalog))

    def compute_etag(self) -> str | None:
        """Return the tag of the catalogue; None for an error."""
        return getattr(self, "_etag", None)
