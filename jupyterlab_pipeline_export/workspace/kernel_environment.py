"""What is installed where a kernel runs: asked of that kernel's own interpreter."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from string import Template
from threading import Event, Lock, Timer
from typing import TYPE_CHECKING, Any, Final

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpec, NoSuchKernel
from jupyter_core.utils import ensure_async, run_sync
from packaging.utils import canonicalize_name

from jupyterlab_pipeline_export.exporters.base import EnvironmentSnapshot
from jupyterlab_pipeline_export.pipeline.problems import Problem, pointer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["SnapshotResult", "find_interpreter", "snapshot", "snapshot_sync"]

TIMEOUT: Final = 20.0
"""Seconds: a cold start from a network drive is slow, a kernel that hangs must not hold an export up for long."""

OUTPUT_LIMIT: Final = 4 * 2**20
"""Bytes; an environment of a thousand packages takes about 50,000."""

# Runs in the kernel's Python, whatever its version, and stays on one line because `conda run` refuses arguments with line
# breaks. `-I` leaves the user's own packages out, which the kernel itself would see, so they are added here.
PROGRAM: Final = (
    "import sys, site, json, importlib.metadata as m; "
    "p = [x for x in sys.path if x]; "
    "p += [site.getusersitepackages()] if sys.prefix == sys.base_prefix else []; "
    "print(json.dumps({'python': sys.version_info[:2], 'paths': p, "
    "'packages': [[x.get(k) for k in ('Name', 'Version', 'Requires-Python')] "
    "for x in (d.metadata for d in m.distributions(path=p))]}))"
)

# Commands that run the command in their arguments on this machine and install nothing on the way.
WRAPPERS: Final = frozenset({"conda", "env", "ionice", "mamba", "micromamba", "nice"})
PYTHON_NAME: Final = re.compile(r"python[\d.]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SnapshotResult:
    """What a kernel's environment holds, or why that is unknown."""

    environment: EnvironmentSnapshot | None
    problems: tuple[Problem, ...] = ()


class KernelUnavailableError(Exception):
    """The kernel's environment cannot be asked; the message is the reason."""


@dataclass(frozen=True, slots=True)
class _Answer:
    python: str
    packages: dict[str, str]
    requires_python: dict[str, str]
    times: tuple[tuple[str, int], ...]
    """The folders that packages lie in, with the times of their last changes."""


_answers: dict[tuple[str, ...], _Answer] = {}
_answers_lock = Lock()


async def snapshot(kernel: str | None, kernel_spec_manager: Any) -> SnapshotResult:  # noqa: ANN401 - servers bring their own managers
    """Ask a kernel's interpreter which packages it has, without holding up the event loop.

    No kernel is started: the interpreter runs for a moment, isolated from the
    working directory and from environment variables. The answer is kept until
    packages of that environment change.

    Parameters
    ----------
    kernel
        Name of a kernelspec; None for Jupyter's default.
    kernel_spec_manager
        A `jupyter_client.kernelspec.KernelSpecManager`, or a server's own.

    Returns
    -------
    SnapshotResult
        The environment, or a warning that says why there is none.
    """
    name = kernel or NATIVE_KERNEL_NAME
    try:
        specification = await ensure_async(kernel_spec_manager.get_kernel_spec(name))
    except (NoSuchKernel, KeyError):
        return _unavailable(name, "it is not installed")
    # A broken kernel.json or a remote server may raise anything.
    except Exception as error:
        return _unavailable(name, f"its description cannot be read ({type(error).__name__})")
    try:
        environment = await asyncio.to_thread(_ask, name, specification)
    except KernelUnavailableError as error:
        return _unavailable(name, str(error))
    return SnapshotResult(environment)


def snapshot_sync(kernel: str | None, kernel_spec_manager: Any) -> SnapshotResult:  # noqa: ANN401 - as for `snapshot`
    """Do what `snapshot` does, for callers without an event loop such as the command line."""
    return run_sync(snapshot)(kernel, kernel_spec_manager)


def find_interpreter(argv: Sequence[str]) -> tuple[str, ...] | None:
    """Find the command that runs a kernel's Python.

    Parameters
    ----------
    argv
        The command line of a kernelspec.

    Returns
    -------
    tuple of str or None
        The interpreter, after the command that wraps it where there is one (``conda run -n x python``); None where the
        kernel is no Python of this machine.
    """
    if not argv:
        return None
    # As jupyter_client does: a kernelspec that ships with a package names no folder and means the server's own Python.
    major, minor = sys.version_info[:2]
    if argv[0] in {"python", f"python{major}", f"python{major}.{minor}"}:
        return (sys.executable,)
    if _is_python(argv[0]):
        return (argv[0],)
    if Path(argv[0]).stem not in WRAPPERS:
        return None
    # An environment may be called `python`, too: the interpreter is the one with options of its own after it.
    places = [
        place
        for place, (word, following) in enumerate(pairwise(argv))
        if place and _is_python(word) and following.startswith("-")
    ]
    return tuple(argv[: places[-1] + 1]) if places else None


def _is_python(word: str) -> bool:
    name = re.split(r"[/\\]", word)[-1]
    return PYTHON_NAME.fullmatch(name.removesuffix(".exe")) is not None


def _unavailable(kernel: str, reason: str) -> SnapshotResult:
    problem = Problem(
        severity="warning",
        code="kernel-unavailable",
        pointer=pointer("environment", "kernel"),
        message=f"The packages of the kernel `{kernel}` are unknown: {reason}.",
        remedy="Choose another kernel, or export with the tested versions that come with this extension.",
    )
    return SnapshotResult(None, (problem,))


def _ask(name: str, specification: object) -> EnvironmentSnapshot:
    if not isinstance(specification, KernelSpec):
        reason = "it runs on another machine"
        raise KernelUnavailableError(reason)
    if specification.language.lower() != "python":
        reason = f"its language is {specification.language or 'not given'}, not Python"
        raise KernelUnavailableError(reason)
    provisioner = specification.metadata.get("kernel_provisioner", {}).get(
        "provisioner_name", "local-provisioner"
    )
    if provisioner != "local-provisioner":
        reason = f"it is started by {provisioner}, not as a process of this machine"
        raise KernelUnavailableError(reason)
    interpreter = find_interpreter(specification.argv)
    if interpreter is None:
        reason = "its command runs no Python of this machine"
        raise KernelUnavailableError(reason)
    answer = _ask_interpreter(interpreter, _variables(specification.env))
    return EnvironmentSnapshot(
        name,
        specification.display_name or name,
        answer.python,
        answer.packages,
        answer.requires_python,
    )


def _variables(declared: Mapping[str, str]) -> dict[str, str]:
    """Return the environment variables that the kernel would get: they may say where its wrapper is found."""
    known = dict(os.environ)
    return known | {
        name: Template(str(value)).safe_substitute(known) for name, value in declared.items()
    }


def _ask_interpreter(interpreter: tuple[str, ...], variables: Mapping[str, str]) -> _Answer:
    with _answers_lock:
        answer = _answers.get(interpreter)
    if answer is None or answer.times != _times([path for path, _ in answer.times]):
        answer = _parse(_run([*interpreter, "-I", "-c", PROGRAM], variables), interpreter)
        with _answers_lock:
            _answers[interpreter] = answer
    return answer


def _times(paths: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple((path, _changed(path)) for path in paths)


def _changed(path: str) -> int:
    try:
        return Path(path).stat().st_mtime_ns
    except OSError:
        return 0


def _run(command: Sequence[str], variables: Mapping[str, str]) -> bytes:
    """Run a command for its output, within the limits of time and size."""
    overdue = Event()
    try:
        process = subprocess.Popen(  # noqa: S603 - the user's own kernelspec names the interpreter
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=variables,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        reason = f"{command[0]} cannot be run ({type(error).__name__})"
        raise KernelUnavailableError(reason) from error

    def end() -> None:
        overdue.set()
        _kill(process)

    timer = Timer(TIMEOUT, end)
    with process:
        timer.start()
        try:
            output = process.stdout.read(OUTPUT_LIMIT + 1) if process.stdout else b""
            if len(output) > OUTPUT_LIMIT:
                _kill(process)
                reason = f"{command[0]} answers with more than {OUTPUT_LIMIT:,} bytes"
                raise KernelUnavailableError(reason)
            status = process.wait()
        finally:
            timer.cancel()
    if overdue.is_set():
        reason = f"{command[0]} did not answer within {TIMEOUT:g} seconds"
        raise KernelUnavailableError(reason)
    if status != 0:
        reason = f"{command[0]} ended with exit code {status}"
        raise KernelUnavailableError(reason)
    return output


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process, with those that it started where the system can tell."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except ProcessLookupError:
        pass


def _parse(output: bytes, interpreter: tuple[str, ...]) -> _Answer:
    try:
        # Whatever a start-up file of that Python prints comes before.
        answer = json.loads(output.splitlines()[-1])
        major, minor = answer["python"]
        packages: dict[str, str] = {}
        requires_python: dict[str, str] = {}
        for name, version, supported in answer["packages"]:
            # What comes first on the path is what gets imported; a damaged installation has no name.
            if name and version and (key := canonicalize_name(name)) not in packages:
                packages[key] = version
                if supported:
                    requires_python[key] = supported
        paths = [interpreter[-1], *answer["paths"]]
    except (ValueError, LookupError, TypeError) as error:
        reason = f"{interpreter[-1]} gave an answer that makes no sense"
        raise KernelUnavailableError(reason) from error
    return _Answer(f"{major}.{minor}", packages, requires_python, _times(paths))
