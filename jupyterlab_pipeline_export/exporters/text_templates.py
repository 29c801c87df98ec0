"""The Jinja2 environment of all text formats but Python, and one escaping filter for each language.

A template that forgets to escape a value fails: only what a filter returned,
and whole numbers, may be put into the text.
"""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING, Final

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined
from packaging.requirements import Requirement

from jupyterlab_pipeline_export.exporters.markdown import markdown_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyterlab_pipeline_export.exporters.mounts import Mount

__all__ = ["Escaped", "one_line", "render_text"]


class Escaped(str):
    """Text that is safe at the place in the language for which a filter made it."""

    __slots__ = ()


# Not printable for Python, but words of some scripts and many emoji need them.
JOINERS: Final = "\u200c\u200d"
PLAIN_WORD: Final = re.compile(r"[A-Za-z0-9./][A-Za-z0-9._:/@+-]*")
DOCKERFILE_SPECIAL: Final = re.compile(r'[\\"$]')


def one_line(text: str) -> str:
    """Return a text as one line without what a terminal or an editor would act on.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        The text with single spaces for all white space, and escape sequences for all else that is not printable.
    """
    return _printable(" ".join(text.split()))


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() or each in JOINERS else each.encode("unicode_escape").decode()
        for each in text
    )


def render_text(template: str, **values: object) -> str:
    """Render a template of this package.

    Parameters
    ----------
    template
        Name of the file in ``templates/``.
    **values
        What it needs.

    Raises
    ------
    jinja2.UndefinedError
        If it needs something else.
    TypeError
        If it puts a value into the text without a filter.
    """
    return ENVIRONMENT.get_template(template).render(**values)


def _requirement(text: str) -> Escaped:
    """Return a PEP 508 requirement, which is one by its grammar: it has no line break and starts no comment or option."""
    return Escaped(str(Requirement(text)))


def _comment(text: str) -> Escaped:
    """Escape for the rest of a line after ``#``, in any of the languages."""
    line = one_line(text)
    # pip and Docker take a backslash at the end for a line that goes on.
    return Escaped(f"{line}." if line.endswith("\\") else line)


def _dockerfile(text: str) -> Escaped:
    """Quote for a value in LABEL or ENV."""
    line = one_line(text)
    # Some parsers take any backslash before the closing quote for one that escapes it.
    value = f"{line} " if line.endswith("\\") else line
    return Escaped('"' + DOCKERFILE_SPECIAL.sub(r"\\\g<0>", value) + '"')


def _words(words: Sequence[str]) -> Escaped:
    """Join words that mean themselves in every shell and in a Dockerfile; refuse all others."""
    for word in words:
        if not PLAIN_WORD.fullmatch(word):
            message = f"{word!r} is no plain word"
            raise ValueError(message)
    return Escaped(" ".join(words))


def _exec_form(words: Sequence[str]) -> Escaped:
    """Return words as the JSON that RUN, CMD and ENTRYPOINT take: no shell reads it, no variable is put in."""
    return Escaped(json.dumps(list(words)))


def _yaml(text: str) -> Escaped:
    """Return a text as a YAML scalar on one line; everything in it comes back."""
    dumped = yaml.safe_dump(text, default_style='"', width=float("inf"), allow_unicode=True)
    return Escaped(dumped.removesuffix("\n"))


def _compose(text: str) -> Escaped:
    """Return a text as a YAML scalar in which Compose replaces no variable."""
    return _yaml(text.replace("$", "$$"))


def _markdown(text: str) -> Escaped:
    return Escaped(markdown_text(one_line(text)))


def _mount_option(mount: Mount) -> Escaped:
    """Return the value of `docker run --mount`: fields of CSV, quoted for a POSIX shell."""
    source, target = _printable(mount.source), _printable(mount.target)
    if not source.startswith("/"):
        # The engine wants absolute paths, which only the shell knows.
        source = f"\0/{source.removeprefix('./')}"
    fields = ["type=bind", f"source={source}", f"target={target}"]
    fields += ["readonly"] if mount.read_only else []
    option = ",".join(_csv_field(field) for field in fields)
    return Escaped('"$PWD"'.join(shlex.quote(part) for part in option.split("\0")))


def _csv_field(text: str) -> str:
    if "," not in text and '"' not in text:
        return text
    return '"' + text.replace('"', '""') + '"'


def _only_escaped(value: object) -> object:
    if isinstance(value, Escaped) or type(value) is int:
        return value
    message = f"a template puts {value!r} into the text without escaping it"
    raise TypeError(message)


ENVIRONMENT: Final = Environment(
    loader=PackageLoader("jupyterlab_pipeline_export.exporters"),
    undefined=StrictUndefined,
    finalize=_only_escaped,
    # HTML has no say in these languages, each filter escapes for its own.
    autoescape=False,  # noqa: S701
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
ENVIRONMENT.filters |= {
    "comment": _comment,
    "compose": _compose,
    "dockerfile": _dockerfile,
    "exec_form": _exec_form,
    "markdown": _markdown,
    "mount_option": _mount_option,
    "requirement": _requirement,
    "words": _words,
    "yaml": _yaml,
}
