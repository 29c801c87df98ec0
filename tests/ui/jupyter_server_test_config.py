"""Server for the browser tests: never use it elsewhere, it has no protection at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

from jupyterlab.galata import configure_jupyter_server
from traitlets.config import get_config

c = get_config()
configure_jupyter_server(c)
c.ServerApp.allow_root = True
# Galata asks for files that are not there yet; only what is wrong may stand between the results.
c.Application.log_level = "ERROR"

# The news notice would cover what the tests click on.
page_config = Path(os.environ["JUPYTER_CONFIG_DIR"]) / "labconfig" / "page_config.json"
page_config.parent.mkdir(parents=True, exist_ok=True)
page_config.write_text(
    json.dumps({"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}),
    encoding="utf-8",
)
