"""Export machine-learning pipelines from JupyterLab as runnable artifacts."""

from __future__ import annotations

from ._version import __version__

__all__ = ["__version__"]


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "jupyterlab-pipeline-export"}]


def _jupyter_server_extension_points() -> list[dict[str, object]]:
    from .app import PipelineExportApp  # noqa: PLC0415 - the command line never pays for the server

    return [{"module": "jupyterlab_pipeline_export.app", "app": PipelineExportApp}]
