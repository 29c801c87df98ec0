"""A workspace with a pipeline in it, and a short way to call the API."""

from __future__ import annotations

import json
from typing import NamedTuple

import pytest
from tornado.httpclient import HTTPClientError

from tests.documents import PIPELINE, text

PATH = "work/penguins.pipeline.json"


class Answer(NamedTuple):
    status: int
    body: bytes
    headers: dict

    @property
    def json(self):
        return json.loads(self.body)


@pytest.fixture
def workspace(jp_root_dir):
    """Give the root of the server, with a pipeline in a folder."""
    file = jp_root_dir / PATH
    file.parent.mkdir()
    file.write_bytes(text(PIPELINE))
    return jp_root_dir


@pytest.fixture
def settings():
    """Settings of the server beyond the usual ones; tests parametrise it."""
    return {}


@pytest.fixture
def jp_server_config(jp_server_config, settings):
    merged = {**jp_server_config, **settings}
    merged["ServerApp"] = {**jp_server_config["ServerApp"], **settings.get("ServerApp", {})}
    return merged


@pytest.fixture
def call(jp_fetch):
    """Call the API; an error status is an answer like any other."""

    async def run(path, body=None, *, query=None, headers=None, raw=None):
        content = raw if raw is not None else None if body is None else json.dumps(body)
        options = {"headers": headers} if headers is not None else {}
        try:
            response = await jp_fetch(
                "pipeline-export",
                *path.split("/"),
                method="GET" if content is None else "POST",
                body=content,
                params=query or {},
                **options,
            )
        except HTTPClientError as error:
            response = error.response
        return Answer(response.code, response.body, response.headers)

    return run
