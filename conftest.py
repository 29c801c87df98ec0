"""Fixtures for every test of the server."""

from __future__ import annotations

from typing import Any

import pytest

pytest_plugins = ("pytest_jupyter.jupyter_server",)


@pytest.fixture
def jp_server_config(jp_server_config: dict[str, Any]) -> dict[str, Any]:
    """Load the extension, on a server that refuses every unauthenticated request.

    A handler without authentication makes the server warn, and a warning is an error here; the
    server would only log either, and go on without the extension.
    """
    server_app = {
        "allow_unauthenticated_access": False,
        "jpserver_extensions": {"jupyterlab_pipeline_export": True},
        "reraise_server_extension_failures": True,
        # Its own endpoints would be found first.
        "terminals_enabled": False,
    }
    return {
        **jp_server_config,
        "ServerApp": {**jp_server_config.get("ServerApp", {}), **server_app},
    }
