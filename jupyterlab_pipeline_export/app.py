"""The server extension: what an administrator may set, and the wiring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from jupyter_server.extension.application import ExtensionApp
from traitlets import Bool, Integer

from jupyterlab_pipeline_export.pipeline.limits import DEEPEST, Limits
from jupyterlab_pipeline_export.server.routes import make_handlers
from jupyterlab_pipeline_export.server.service import PipelineService, ServiceSettings

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

__all__ = ["PipelineExportApp"]

DEFAULTS: Final = Limits()


class PipelineExportApp(ExtensionApp):
    """Adds the REST API to a Jupyter server.

    Its traits are set like any other of the server's, for example with
    ``c.PipelineExportApp.max_steps = 500`` in ``jupyter_server_config.py``.
    """

    name = "jupyterlab_pipeline_export"
    description = (
        "Export machine-learning pipelines as notebooks, scripts, requirements and Docker bundles."
    )
    load_other_extensions = True

    max_document_bytes = Integer(
        DEFAULTS.max_bytes,
        min=1,
        help="Largest pipeline document that is read, in bytes of JSON text.",
    ).tag(config=True)

    max_depth = Integer(
        DEFAULTS.max_depth,
        min=1,
        max=DEEPEST,
        help="How many levels deep a pipeline document may nest objects and lists.",
    ).tag(config=True)

    max_steps = Integer(
        DEFAULTS.max_steps,
        min=1,
        help="Largest number of steps in a pipeline.",
    ).tag(config=True)

    user_components = Bool(
        True,
        help="Take components of the folders `pipeline_components` on the Jupyter data path.",
    ).tag(config=True)

    workspace_components = Bool(
        False,
        help=(
            "Take components of a folder `.pipeline_components` beside a pipeline."
            " Whoever can write to the workspace then decides what code a step stands for."
        ),
    ).tag(config=True)

    def initialize_handlers(self) -> None:
        """Add the handlers of the REST API."""
        server = cast("ServerApp", self.serverapp)
        limits = Limits(self.max_document_bytes, self.max_depth, self.max_steps)
        settings = ServiceSettings(limits, self.user_components, self.workspace_components)
        service = PipelineService(server.contents_manager, server.kernel_spec_manager, settings)
        self.handlers.extend(make_handlers(service))
