"""Requirements of all steps, merged to one line for each distribution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import Specifier, SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from jupyterlab_pipeline_export.codegen.program import ProgramRequirement
from jupyterlab_pipeline_export.errors import ExportError
from jupyterlab_pipeline_export.pipeline.problems import Problem, pointer

__all__ = ["RequirementsCollector"]


@dataclass
class _Entry:
    name: str
    marker: str
    specifiers: dict[str, None] = field(default_factory=dict)
    extras: set[str] = field(default_factory=set)
    url: str | None = None
    reasons: dict[str, None] = field(default_factory=dict)


# Steps of the same component bring the same texts again and again.
_parse = lru_cache(maxsize=1024)(Requirement)


class RequirementsCollector:
    """Takes requirements as steps need them, and gives each distribution once.

    Requirements with different environment markers stay apart, because no
    single line could say both.
    """

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str], _Entry] = {}

    def add(self, requirement: str, reason: str) -> None:
        """Add a requirement.

        Parameters
        ----------
        requirement
            As in PEP 508.
        reason
            Who needs it.

        Raises
        ------
        ExportError
            If the text is no requirement, or its address contradicts an earlier one.
        """
        try:
            parsed = _parse(requirement)
        except InvalidRequirement as error:
            message = f"`{requirement}` is no requirement: {str(error).partition(chr(10))[0]}."
            raise _failure(message, reason, code="invalid-requirement") from None
        marker = str(parsed.marker) if parsed.marker else ""
        key = (canonicalize_name(parsed.name), marker)
        entry = self._entries.setdefault(key, _Entry(parsed.name, marker))
        if parsed.url and entry.url and parsed.url != entry.url:
            message = f"`{parsed.name}` is required from two addresses."
            raise _failure(message, reason)
        entry.url = entry.url or parsed.url
        entry.extras |= parsed.extras
        entry.specifiers.update(dict.fromkeys(map(str, parsed.specifier)))
        entry.reasons[reason] = None

    def merged(self) -> tuple[ProgramRequirement, ...]:
        """Return all requirements, by name.

        Raises
        ------
        ExportError
            If no version could meet all that is asked of a distribution.
        """
        return tuple(
            ProgramRequirement(_line(entry), tuple(entry.reasons))
            for _, entry in sorted(self._entries.items())
        )


def _line(entry: _Entry) -> str:
    extras = f"[{','.join(sorted(entry.extras))}]" if entry.extras else ""
    if entry.url:
        # A fixed address leaves no choice of versions.
        marker = f" ; {entry.marker}" if entry.marker else ""
        return f"{entry.name}{extras} @ {entry.url}{marker}"
    specifiers = sorted(_essential(entry))
    marker = f"; {entry.marker}" if entry.marker else ""
    return f"{entry.name}{extras}{','.join(specifiers)}{marker}"


def _essential(entry: _Entry) -> Iterator[str]:
    """Yield the specifiers, of several plain lower bounds the highest only."""
    specifiers = [Specifier(text) for text in entry.specifiers]
    everything = SpecifierSet(",".join(entry.specifiers))
    for specifier in specifiers:
        exact = specifier.operator == "==" and not specifier.version.endswith(".*")
        if exact and not everything.contains(specifier.version, prereleases=True):
            message = f"No version of `{entry.name}` meets {everything}."
            raise _failure(message, ", ".join(entry.reasons))
    bounds = [each for each in specifiers if each.operator == ">="]
    highest = max((Version(each.version) for each in bounds), default=None)
    seen = False
    for specifier in specifiers:
        if specifier.operator == ">=":
            if seen or Version(specifier.version) != highest:
                continue
            seen = True
        yield str(specifier)


def _failure(message: str, reason: str, code: str = "conflicting-requirements") -> ExportError:
    problem = Problem(
        severity="error",
        code=code,
        pointer=pointer("environment", "requirements"),
        message=f"{message} (needed by: {reason})",
        remedy="Change the requirements of the environment or of the component.",
    )
    return ExportError(problem.message, [problem])
