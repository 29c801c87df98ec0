"""The single Jinja environment that renders Python.

A snippet is data of a component, perhaps of one that a user found somewhere:
it runs in the sandbox of `components.snippet_environment`, sees nothing of the
server but what `snippets` hands in, and all that it prints passes `to_source`,
so a plain value always comes out as a literal. String filters and ``~`` give
plain strings, hence literals, too: code can be put together by the functions of
the snippet language alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final, cast

from jupyterlab_pipeline_export.codegen.source import to_source
from jupyterlab_pipeline_export.components.snippet_environment import (
    SnippetContext,
    SnippetEnvironment,
)

if TYPE_CHECKING:
    from jinja2 import Template

    from jupyterlab_pipeline_export.components.snippet_budget import Budget

__all__ = ["compile_snippet", "failed_line", "render_snippet"]

_ENVIRONMENT: Final = SnippetEnvironment(to_source)


@lru_cache(maxsize=1024)
def compile_snippet(template: str) -> Template:
    """Compile a snippet, once for each text.

    Parameters
    ----------
    template
        The Jinja2 text of a component.

    Returns
    -------
    Template
        For `render_snippet`.

    Raises
    ------
    jinja2.TemplateSyntaxError
        If the text is no template, or uses a filter or tag that snippets lack.
    """
    return _ENVIRONMENT.compile_snippet(template)


def render_snippet(template: Template, names: Mapping[str, object], budget: Budget) -> str:
    """Render a snippet.

    Parameters
    ----------
    template
        The compiled snippet.
    names
        What it may name.
    budget
        What is left for it, and less afterwards.

    Returns
    -------
    str
        Code.

    Raises
    ------
    SnippetLimitError
        If the budget does not suffice. Any other exception is a mistake of the snippet.
    """
    context = cast("SnippetContext", template.new_context(dict(names)))
    context.budget = budget
    pieces = []
    # Piece by piece, so that it ends as soon as it is too long.
    for piece in template.root_render_func(context):
        budget.pay_for_output(len(piece))
        pieces.append(piece)
    return "".join(pieces)


def failed_line(template: Template, error: BaseException) -> int | None:
    """Return the line of a snippet that raised an error; none if that was not within it."""
    line, traceback = None, error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_globals is template.root_render_func.__globals__:
            line = template.get_corresponding_lineno(traceback.tb_lineno)
        traceback = traceback.tb_next
    return line
