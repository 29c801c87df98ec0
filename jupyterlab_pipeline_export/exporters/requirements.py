"""The packages that a program needs, with versions, as an installable ``requirements.txt``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, ClassVar, Final

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from jupyterlab_pipeline_export.codegen.program import ProgramRequirement, Symbols
from jupyterlab_pipeline_export.errors import ExportError
from jupyterlab_pipeline_export.exporters.base import Artifact, ExportContext
from jupyterlab_pipeline_export.exporters.pins import pin
from jupyterlab_pipeline_export.exporters.stamp import pipeline_digest, stamp_text
from jupyterlab_pipeline_export.exporters.text_templates import render_text
from jupyterlab_pipeline_export.exporters.version_choice import choose_version
from jupyterlab_pipeline_export.exporters.versions import DEVELOPMENT_TOOLS, version_table
from jupyterlab_pipeline_export.pipeline.problems import Problem, pointer

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.codegen.program import Program

__all__ = [
    "PinnedRequirement",
    "PinnedRequirements",
    "RequirementsBuilder",
    "RequirementsExporter",
    "pep723_dependencies",
    "render_requirements",
]

SHOWN_REASONS: Final = 5
"""A package that every step needs has hundreds of reasons; a few of them explain it."""


@dataclass(frozen=True, slots=True)
class PinnedRequirement:
    """A line of a requirements file."""

    package: str
    """Canonical name of the distribution."""
    requirement: str
    """PEP 508, pinned in the chosen style."""
    needed_by: tuple[str, ...]
    note: str
    """Why the version is not the installed one as it is; empty where it is."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class PinnedRequirements:
    """All lines, sorted by package, and what the user should know about them."""

    program: tuple[PinnedRequirement, ...]
    development: tuple[PinnedRequirement, ...]
    problems: tuple[Problem, ...]


class RequirementsBuilder:
    """Finds a version for every package that a program needs."""

    def build(self, program: Program, context: ExportContext) -> PinnedRequirements:
        """Pin all requirements of a program.

        Parameters
        ----------
        program
            The program; its requirements are merged already.
        context
            Facts around the export.

        Returns
        -------
        PinnedRequirements
            With the development tools if the options ask for them.

        Raises
        ------
        ExportError
            If a requirement of the document is none.
        """
        lines = self._pin_all(program.requirements, context)
        development: tuple[PinnedRequirement, ...] = ()
        if context.options.dev_requirements:
            listed = {line.package for line in lines}
            tools = [
                ProgramRequirement(tool, (use,))
                for tool, use in DEVELOPMENT_TOOLS.items()
                if tool not in listed
            ]
            development = self._pin_all(tools, context)
        # That an environment lacks a tool says nothing about the program, so the tools' problems are left out.
        problems = [problem for line in lines for problem in line.problems]
        return PinnedRequirements(lines, development, (*_other_python(context), *problems))

    def _pin_all(
        self,
        needed: list[ProgramRequirement] | tuple[ProgramRequirement, ...],
        context: ExportContext,
    ) -> tuple[PinnedRequirement, ...]:
        lines = (self._pin(each, context) for each in needed)
        return tuple(sorted(lines, key=lambda line: (line.package, line.requirement)))

    def _pin(self, needed: ProgramRequirement, context: ExportContext) -> PinnedRequirement:
        requirement = _parse(needed.requirement)
        package = canonicalize_name(requirement.name)
        if requirement.url is not None:
            problems = _local_file(package, requirement.url)
            return PinnedRequirement(package, str(requirement), needed.reasons, "", problems)
        choice = choose_version(requirement, context)
        if choice.version is not None:
            requirement.specifier = pin(requirement.specifier, choice.version, context.pins)
        problems = ()
        if choice.severity is not None:
            problem = Problem(
                severity=choice.severity,
                code="other-version",
                pointer=pointer("environment"),
                message=f"`{package}`: {choice.note}.",
                remedy="Choose a kernel whose environment has a version that fits, or name one in the environment's requirements.",
            )
            problems = (problem,)
        return PinnedRequirement(package, str(requirement), needed.reasons, choice.note, problems)


class RequirementsExporter:
    """Exports ``requirements.txt``."""

    name: ClassVar[str] = "requirements"
    label: ClassVar[str] = "Requirements"
    description: ClassVar[str] = "A requirements.txt with the versions that you really run."

    def symbols(self, context: ExportContext) -> Symbols:  # noqa: ARG002 - the same for every context
        """Say how the code spells its folders: as in a notebook, since none of it is written."""
        return Symbols()

    def export(self, program: Program, context: ExportContext) -> tuple[Artifact, ...]:
        """Render the requirements of a program.

        Parameters
        ----------
        program
            The program.
        context
            Facts around the export.

        Returns
        -------
        tuple of Artifact
            One.

        Raises
        ------
        ExportError
            If a requirement of the document is none.
        """
        return (render_requirements(program, context, self.name),)


def render_requirements(program: Program, context: ExportContext, format_name: str) -> Artifact:
    """Render the requirements of a program as a file.

    Parameters
    ----------
    program
        The program.
    context
        Facts around the export.
    format_name
        Format that makes the file again, as its header says.

    Returns
    -------
    Artifact
        ``requirements.txt``.

    Raises
    ------
    ExportError
        If a requirement of the document is none.
    """
    text = render_text(
        "requirements.txt.jinja",
        name=program.pipeline.name,
        python=context.python,
        pins=context.pins,
        environment=context.environment,
        table=version_table(),
        requirements=RequirementsBuilder().build(program, context),
        shown_reasons=SHOWN_REASONS,
    )
    stamped = stamp_text(
        text,
        style="hash",
        source=context.source,
        digest=pipeline_digest(program.pipeline),
        format_name=format_name,
    )
    return Artifact(
        PurePosixPath("requirements.txt"),
        stamped.encode(),
        "text/plain",
        fallback=PurePosixPath(f"{context.stem}-requirements.txt"),
    )


def pep723_dependencies(program: Program, context: ExportContext) -> tuple[str, ...]:
    """Return the requirements for the header of a script, pinned as in ``requirements.txt``.

    Parameters
    ----------
    program
        The program.
    context
        Facts around the export.

    Returns
    -------
    tuple of str
        PEP 508, sorted by package.

    Raises
    ------
    ExportError
        If a requirement of the document is none.
    """
    return tuple(line.requirement for line in RequirementsBuilder().build(program, context).program)


def _parse(text: str) -> Requirement:
    try:
        return Requirement(text)
    except InvalidRequirement as error:
        problem = Problem(
            severity="error",
            code="invalid-requirement",
            pointer=pointer("environment", "requirements"),
            message=f"`{text}` is no requirement.",
            remedy="Write a package with an optional version, such as `extra-package>=1`.",
        )
        message = "A requirement of the environment cannot be read."
        raise ExportError(message, [problem]) from error


def _local_file(package: str, url: str) -> tuple[Problem, ...]:
    if not url.lower().startswith("file:"):
        return ()
    problem = Problem(
        severity="warning",
        code="local-requirement",
        pointer=pointer("environment", "requirements"),
        message=f"`{package}` comes from a file of this machine, which no other machine can install.",
        remedy="Name a version that an index has, or an address that others can reach.",
    )
    return (problem,)


def _other_python(context: ExportContext) -> tuple[Problem, ...]:
    environment = context.environment
    if environment is None or environment.python == context.python or context.pins == "none":
        return ()
    problem = Problem(
        severity="info",
        code="other-python",
        pointer=pointer("environment", "python"),
        message=f"The versions come from Python {environment.python}, the artifacts are made for Python {context.python}.",
        remedy=f"Choose a kernel that runs Python {context.python}, or try the installation once.",
    )
    return (problem,)
