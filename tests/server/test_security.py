from __future__ import annotations

import json
import logging

import pytest
from jupyter_server.auth.authorizer import Authorizer

from jupyterlab_pipeline_export.server.routes import ROUTES
from tests.documents import PIPELINE

from .conftest import PATH

pytestmark = pytest.mark.usefixtures("workspace")

VERBS = ("get", "head", "post", "put", "patch", "delete")
ENDPOINTS = [
    (pattern.replace("([^/]+)", "notebook"), verb)
    for pattern, handler in ROUTES
    for verb in VERBS
    if verb in vars(handler)
]
WRITING = {("export/notebook", "post"), ("examples", "post")}


class ReadOnlyAuthorizer(Authorizer):
    def is_authorized(self, _handler, _user, action, resource):
        return action == "read" and resource == "contents"


class ClosedAuthorizer(Authorizer):
    def is_authorized(self, _handler, _user, _action, resource):
        return resource != "contents"


def body_for(path, verb):
    if verb != "post":
        return None
    if path == "examples":
        return {"name": "diabetes_regression"}
    return {"document": PIPELINE, "path": PATH}


def test_every_verb_is_in_the_sweep():
    assert sorted(ENDPOINTS) == [
        ("archive/notebook", "post"),
        ("check", "post"),
        ("columns", "post"),
        ("components", "get"),
        ("examples", "get"),
        ("examples", "post"),
        ("export/notebook", "post"),
        ("preview/notebook", "post"),
    ]
    for _, handler in ROUTES:
        inherited = {verb for base in handler.__mro__[1:-1] for verb in VERBS if verb in vars(base)}
        unimplemented = {
            verb for verb in inherited if getattr(handler, verb).__name__ == "_unimplemented_method"
        }
        own = {verb for verb in VERBS if verb in vars(handler)}
        assert inherited - unimplemented <= own


@pytest.mark.parametrize(("path", "verb"), ENDPOINTS)
async def test_nobody_gets_in_without_a_token(call, workspace, path, verb):
    for headers in ({"Authorization": ""}, {"Authorization": "token wrong"}):
        answer = await call(path, body_for(path, verb), headers=headers)
        assert answer.status == 403
        assert answer.json["message"]
    assert [each.name for each in (workspace / "work").iterdir()] == ["penguins.pipeline.json"]


@pytest.mark.parametrize("settings", [{"ServerApp": {"authorizer_class": ReadOnlyAuthorizer}}])
@pytest.mark.parametrize(("path", "verb"), ENDPOINTS)
async def test_a_read_only_authorizer_holds(call, workspace, path, verb):
    for _ in range(2):  # the decorator remembers what it saw first
        answer = await call(path, body_for(path, verb))
        assert answer.status == (403 if (path, verb) in WRITING else 200)
    assert [each.name for each in (workspace / "work").iterdir()] == ["penguins.pipeline.json"]


@pytest.mark.parametrize("settings", [{"ServerApp": {"authorizer_class": ClosedAuthorizer}}])
@pytest.mark.parametrize(("path", "verb"), ENDPOINTS)
async def test_without_the_permission_for_contents_nothing_works(call, path, verb):
    assert (await call(path, body_for(path, verb))).status == 403


@pytest.mark.parametrize("path", [path for path, verb in ENDPOINTS if verb == "post"])
async def test_a_cookie_alone_is_not_enough_for_a_post(
    path, jp_serverapp, jp_base_url, http_server_client
):
    """As a form of another site would send it: the browser adds the cookie, but not the XSRF token."""
    url = f"{jp_serverapp.connection_url.rstrip('/')}/"
    assert jp_base_url in url
    login = await http_server_client.fetch(
        f"{jp_base_url}login?token={jp_serverapp.identity_provider.token}",
        follow_redirects=False,
        raise_error=False,
    )
    cookies = [each.split(";")[0] for each in login.headers.get_list("Set-Cookie")]
    assert any(each.startswith("username-") for each in cookies)
    allowed = {"Cookie": "; ".join(cookies)}
    components = await http_server_client.fetch(
        f"{jp_base_url}pipeline-export/components", headers=allowed, raise_error=False
    )
    assert components.code == 200
    answer = await http_server_client.fetch(
        f"{jp_base_url}pipeline-export/{path}",
        method="POST",
        body=json.dumps(body_for(path, "post")),
        headers=allowed,
        raise_error=False,
    )
    assert answer.code == 403
    assert "_xsrf" in json.loads(answer.body)["message"]


@pytest.mark.parametrize("verb", ["PUT", "DELETE", "PATCH"])
async def test_other_verbs_are_not_allowed(jp_fetch, verb):
    body = "{}" if verb != "DELETE" else None
    with pytest.raises(Exception, match="405"):
        await jp_fetch("pipeline-export", "check", method=verb, body=body)


async def test_an_unexpected_error_tells_nothing_of_the_server(call, monkeypatch, caplog):
    def fail(*_args, **_options):
        message = "secret /home/somebody"
        raise RuntimeError(message)

    monkeypatch.setattr("jupyterlab_pipeline_export.server.service.load_pipeline", fail)
    with caplog.at_level(logging.ERROR):
        answer = await call("check", {"document": {}})
    assert answer.status == 500
    assert "secret" not in answer.body.decode()
    assert set(answer.json) == {"message", "problems", "conflicts"}


async def test_no_name_forges_a_line_of_the_log(call, caplog):
    with caplog.at_level(logging.WARNING):
        await call("check", {"path": "a\n[E 2026] forged"})
    assert not any("\n[E 2026]" in record.getMessage() for record in caplog.records)


async def test_errors_are_json_in_one_form(call):
    for path, raw in [("check", "{"), ("export/pdf", "{}"), ("preview/notebook", "{}")]:
        answer = await call(path, raw=raw)
        assert answer.headers["Content-Type"] == "application/json"
        assert set(json.loads(answer.body)) == {"message", "problems", "conflicts"}
