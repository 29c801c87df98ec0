"""Exports a folder that builds and runs as a container."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, ClassVar, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from jupyterlab_pipeline_export.exporters.base import Artifact, ExportContext
from jupyterlab_pipeline_export.exporters.command_line import ScriptOption, script_options
from jupyterlab_pipeline_export.exporters.mounts import (
    APP_FOLDER,
    WRITABLE_FOLDERS,
    MountPlan,
    plan_mounts,
)
from jupyterlab_pipeline_export.exporters.python import PythonExporter, render_script
from jupyterlab_pipeline_export.exporters.requirements import render_requirements
from jupyterlab_pipeline_export.exporters.stamp import CommentStyle, pipeline_digest, stamp_text
from jupyterlab_pipeline_export.exporters.text_templates import one_line, render_text

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.codegen.program import Program, Symbols

__all__ = ["DockerExporter"]

USER_ID: Final = 10001
"""Far above the ids that hosts give to people, so that a container's user is nobody there."""

SYSTEM_PACKAGES: Final = {"lightgbm": ("libgomp1",), "xgboost": ("libgomp1",)}
"""Debian packages that wheels need at run time and that slim images lack, by canonical distribution name."""

# Compares the processor time of all processes but its own with what the check before noted.
HEALTH_PROGRAM: Final = (
    "import os, pathlib, sys; "
    "mark = pathlib.Path('/tmp/.processor-time'); "
    "before = mark.read_text() if mark.exists() else ''; "
    "stats = [each.read_text() for each in pathlib.Path('/proc').glob('[0-9]*/stat') if each.parent.name != str(os.getpid())]; "
    "now = str(sum(int(ticks) for stat in stats for ticks in stat.rpartition(')')[2].split()[11:13])); "
    "mark.write_text(now); "
    "sys.exit(now == before)"
)

DESCRIPTION_LENGTH: Final = 1000
"""BuildKit refuses lines of more than 65,535 bytes, and nobody reads a label of that length."""

SAFE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
UNSAFE: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Bundle:
    """What the templates know about a bundle."""

    name: str
    description: str
    source: str
    """File name of the pipeline document."""
    digest: str
    image: str
    """Name of the image, which Compose takes for its project, too."""
    script: str
    """File name of the script."""
    python: str
    base_image: str
    system_packages: tuple[str, ...]
    mount_plan: MountPlan
    options: tuple[ScriptOption, ...]
    gpu: bool

    @property
    def folders(self) -> tuple[str, ...]:
        """Folders that the image makes for its user to write to."""
        return tuple(str(APP_FOLDER / name) for name in WRITABLE_FOLDERS)

    @property
    def data_folder(self) -> str:
        """Folder of the container that the data paths start from."""
        return str(self.mount_plan.data_folder)

    @property
    def climbs(self) -> bool:
        """Whether data paths lead out of the pipeline's folder, so that data lies in a place of its own."""
        return self.mount_plan.data_folder != APP_FOLDER

    @property
    def entrypoint(self) -> list[str]:
        """The command, to which a user's options are appended."""
        command = ["python", str(APP_FOLDER / self.script)]
        if self.climbs:
            command += ["--data-dir", self.data_folder]
        return command


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file of the bundle that is rendered from a template."""

    path: str
    template: str
    style: CommentStyle
    mimetype: str


TEXT_FILES: Final = (
    TextFile("Dockerfile", "Dockerfile.jinja", "hash", "text/plain"),
    TextFile("docker-compose.yml", "docker-compose.yml.jinja", "hash", "application/yaml"),
    TextFile(".dockerignore", "dockerignore.jinja", "hash", "text/plain"),
    TextFile("README.md", "README.md.jinja", "html", "text/markdown"),
)


class DockerExporter:
    """Exports a folder with Dockerfile, Compose file, instructions, the script and its requirements."""

    name: ClassVar[str] = "docker"
    label: ClassVar[str] = "Docker bundle"
    description: ClassVar[str] = "A folder that builds and runs as a container."

    def symbols(self, context: ExportContext) -> Symbols:
        """Say what the script says: it is the same one."""
        return PythonExporter().symbols(_inside(context))

    def export(self, program: Program, context: ExportContext) -> tuple[Artifact, ...]:
        """Render the bundle.

        Parameters
        ----------
        program
            The program, rendered with the `symbols` of this exporter.
        context
            Facts around the export.

        Returns
        -------
        tuple of Artifact
            All in the folder ``<stem>-docker``.

        Raises
        ------
        ExportError
            If the script or its requirements would not be valid.
        """
        bundle = _bundle(program, context)
        folder = PurePosixPath(f"{context.stem}-docker")
        texts = [_render(file, folder, bundle) for file in TEXT_FILES]
        inside = _inside(context)
        script = render_script(program, inside, self.name)
        requirements = render_requirements(program, inside, self.name)
        return (
            *texts,
            replace(script, path=folder / bundle.script),
            replace(requirements, path=folder / requirements.path, fallback=None),
        )


def _inside(context: ExportContext) -> ExportContext:
    """Return the facts as the container has them: data beside the script, and no tools to develop with."""
    options = context.options.model_copy(update={"dev_requirements": False})
    return replace(context, options=options, data_prefix=PurePosixPath())


def _bundle(program: Program, context: ExportContext) -> Bundle:
    pipeline = program.pipeline
    image = _image_name(context.stem)
    return Bundle(
        name=pipeline.name,
        description=_shortened(pipeline.description),
        source=context.source,
        digest=pipeline_digest(pipeline),
        image=image,
        # COPY takes patterns and variables, .dockerignore patterns: any other name would need three kinds of escaping.
        script=f"{context.stem if SAFE_NAME.fullmatch(context.stem) else image}.py",
        python=context.python,
        base_image=f"python:{context.python}-slim",
        system_packages=_system_packages(program),
        mount_plan=plan_mounts(program.data_files, context.data_prefix),
        options=script_options(program.parameters),
        gpu=context.options.gpu,
    )


def _render(file: TextFile, folder: PurePosixPath, bundle: Bundle) -> Artifact:
    text = render_text(
        file.template,
        bundle=bundle,
        app_folder=str(APP_FOLDER),
        user_id=USER_ID,
        health_program=HEALTH_PROGRAM,
    )
    stamped = stamp_text(
        text,
        style=file.style,
        source=bundle.source,
        digest=bundle.digest,
        format_name=DockerExporter.name,
    )
    return Artifact(folder / file.path, stamped.encode(), file.mimetype)


def _image_name(stem: str) -> str:
    """Make a name that images and Compose projects may have."""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    return UNSAFE.sub("-", plain)[:100].strip("-") or "pipeline"


def _shortened(description: str) -> str:
    line = one_line(description)
    return line if len(line) <= DESCRIPTION_LENGTH else f"{line[:DESCRIPTION_LENGTH]}…"


def _system_packages(program: Program) -> tuple[str, ...]:
    packages = {
        canonicalize_name(Requirement(each.requirement).name) for each in program.requirements
    }
    needed = {name for package in packages for name in SYSTEM_PACKAGES.get(package, ())}
    return tuple(sorted(needed))
