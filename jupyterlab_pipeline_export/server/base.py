"""What all handlers share: reading a request, answering it, and errors as JSON."""

from __future__ import annotations

import asyncio
from http.client import responses
from typing import TYPE_CHECKING, Any, Final, TypeVar

from jupyter_server.base.handlers import APIHandler
from pydantic import BaseModel, ValidationError
from tornado import web

from jupyterlab_pipeline_export.pipeline.limits import DEEPEST, Limits
from jupyterlab_pipeline_export.pipeline.problems import Problem
from jupyterlab_pipeline_export.pipeline.text import UnreadableDocumentError, parse
from jupyterlab_pipeline_export.server.errors import ApiError
from jupyterlab_pipeline_export.server.models import ErrorResponse
from jupyterlab_pipeline_export.workspace.store import TOO_LARGE

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.server.service import PipelineService

__all__ = ["AUTH_RESOURCE", "PipelineHandler"]

AUTH_RESOURCE: Final = "contents"
"""All that these handlers read and write is the user's files, so the rules for files hold."""

RequestModel = TypeVar("RequestModel", bound=BaseModel)


class PipelineHandler(APIHandler):
    """Base of the handlers.

    It has no verb of its own on purpose: ``authorized`` remembers the resource
    of the first class that a verb is called on, so that only verbs of concrete
    classes are safe to decorate.
    """

    auth_resource = AUTH_RESOURCE

    def initialize(self, service: PipelineService) -> None:
        """Take what the route table gives.

        Parameters
        ----------
        service
            What the handlers delegate to.
        """
        self.service = service

    async def read_body(self, model: type[RequestModel]) -> RequestModel:
        """Read the body of the request.

        Parameters
        ----------
        model
            What the body must be.

        Raises
        ------
        ApiError
            400 if the body is not that, 413 if it is too large.
        """
        body = self.request.body
        limit = self.service.max_body_bytes
        if len(body) > limit:
            message = f"The request is {len(body):,} bytes long; at most {limit:,} are read."
            remedy = "Split the pipeline, or have the administrator of the server raise the limit."
            raise _bad_request(413, TOO_LARGE, message, remedy)
        # Megabytes of JSON take a while: the event loop stays free for others.
        return await asyncio.to_thread(_parse_body, body, model, limit)

    def reply(self, payload: BaseModel, status: int = 200) -> None:
        """Answer with JSON."""
        self.set_status(status)
        self.finish(payload.model_dump_json())

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ANN401 - as tornado has it
        """Answer an error as JSON, an unexpected one without any details."""
        error = kwargs["exc_info"][1] if "exc_info" in kwargs else None
        if isinstance(error, ApiError):
            reply = error.reply
        elif isinstance(error, web.HTTPError):
            reply = ErrorResponse(message=error.log_message or responses.get(status_code, "Error"))
        else:
            reply = ErrorResponse(
                message="Something unexpected went wrong; the log of the server tells more."
            )
        self.finish(reply.model_dump_json())


def _parse_body(body: bytes, model: type[RequestModel], limit: int) -> RequestModel:
    if not body.strip():
        message = "The request has no body."
        raise _bad_request(400, "invalid-request", message, "Send a JSON object.")
    try:
        # As deep as it may be at all: how deep a document may be is for the check of the document to say.
        value, _ = parse(body, Limits(max_bytes=limit, max_depth=DEEPEST))
    except UnreadableDocumentError as error:
        raise ApiError(400, _reply([error.problem])) from None
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise ApiError(400, _reply([_explain(each) for each in error.errors()])) from None


def _explain(error: Any) -> Problem:  # noqa: ANN401 - pydantic_core.ErrorDetails
    place = ".".join(str(part) for part in error["loc"])
    where = f"`{place}` of the request" if place else "The request"
    message = f"{where}: {error['msg'][0].lower()}{error['msg'][1:]}."
    return _problem("invalid-request", message, "Compare the request with the API's description.")


def _problem(code: str, message: str, remedy: str) -> Problem:
    return Problem(severity="error", code=code, message=message, remedy=remedy)


def _bad_request(status: int, code: str, message: str, remedy: str) -> ApiError:
    return ApiError(status, _reply([_problem(code, message, remedy)]))


def _reply(problems: list[Problem]) -> ErrorResponse:
    return ErrorResponse(message=problems[0].message, problems=problems)
