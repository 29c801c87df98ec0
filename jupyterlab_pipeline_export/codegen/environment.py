"""The single Jinja environment that renders Python.

A snippet is data of a component, perhaps of one that a user found somewhere:
it runs in a sandbox, sees nothing of the server but what `snippets` hands in,
and all that it prints passes `to_source`, so a plain value always comes out
as a literal. String filters and ``~`` give plain strings, hence literals, too:
code can be put together by the functions of the snippet language alone.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from jinja2 import StrictUndefined, Template
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from jupyterlab_pipeline_export.codegen.source import to_source
from jupyterlab_pipeline_export.components.validate_snippet import SNIPPET_FILTERS

if TYPE_CHECKING:
    from jinja2.runtime import Context

__all__ = ["compile_snippet"]

_MAX_BITS: Final = 1024
_MAX_ITEMS: Final = 10_000

_UNBOUNDED_METHODS: Final = frozenset(
    {"center", "expandtabs", "format", "format_map", "ljust", "rjust", "zfill"}
)


class SnippetEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox of the snippets, with bounds on what an expression may grow to."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Refuse private names and the methods that make huge strings of small ones."""
        if isinstance(obj, str) and attr in _UNBOUNDED_METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: object) -> None:
        """Leave the string methods for formatting to `is_safe_attribute`, which refuses them."""

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Refuse arithmetic whose result would be huge, and ``%`` on strings."""
        if operator == "%" and isinstance(left, (str, bytes)):
            msg = "a snippet cannot format strings by %"
            raise SecurityError(msg)
        if operator == "*" and _product_size(left, right) > _MAX_ITEMS:
            msg = "the result of * is too large"
            raise SecurityError(msg)
        if operator == "**" and _power_bits(left, right) > _MAX_BITS:
            msg = "the result of ** is too large"
            raise SecurityError(msg)
        return super().call_binop(context, operator, left, right)


def _product_size(left: object, right: object) -> int:
    if isinstance(left, int) and isinstance(right, int):
        return left.bit_length() + right.bit_length()
    for sequence, times in ((left, right), (right, left)):
        if isinstance(sequence, (str, bytes, list, tuple)) and isinstance(times, int):
            return len(sequence) * times
    return 0


def _power_bits(left: object, right: object) -> int:
    if isinstance(left, int) and isinstance(right, int):
        return left.bit_length() * abs(right)
    return 0


def _bounded_range(*bounds: int) -> range:
    numbers = range(*bounds)
    if len(numbers) > _MAX_ITEMS:
        msg = f"range is limited to {_MAX_ITEMS} items in a snippet"
        raise SecurityError(msg)
    return numbers


def _make_environment() -> SnippetEnvironment:
    environment = SnippetEnvironment(
        undefined=StrictUndefined,
        finalize=to_source,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        cache_size=0,
    )
    environment.globals = {"range": _bounded_range}
    environment.filters = {name: environment.filters[name] for name in SNIPPET_FILTERS}
    return environment


_ENVIRONMENT: Final = _make_environment()


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
        To be rendered with the names of the snippet language.

    Raises
    ------
    jinja2.TemplateSyntaxError
        If the text is no template, or uses a filter or tag that snippets lack.
    """
    return _ENVIRONMENT.from_string(template)
