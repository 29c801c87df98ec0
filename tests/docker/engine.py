"""A container engine for the tests: the contributor's own, else one that is started for them."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"


class NoEngineError(Exception):
    """There is no engine, and none can be started; the message says why."""


@dataclass
class Engine:
    """A client that Docker's command line fits, with the variables that it needs."""

    client: str
    variables: dict[str, str] = field(default_factory=dict)
    started: bool = False

    @property
    def environment(self):
        """All variables for commands that use the engine."""
        return {**os.environ, **self.variables, "DOCKER": self.client}

    def run(self, *arguments, check=True, timeout=600, **options):
        """Run the client and return what it answers."""
        done = subprocess.run(
            [self.client, *arguments],
            check=False,
            capture_output=True,
            text=True,
            timeout=timeout,
            env=self.environment,
            **options,
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    def has_image(self, image):
        return self.run("image", "inspect", image, check=False).returncode == 0


def find_engine():
    """Return an engine that answers, or start one.

    Raises
    ------
    NoEngineError
        If there is none to be had.
    """
    for client in filter(None, [os.environ.get("DOCKER"), "docker", "podman"]):
        if shutil.which(client) and answers(client):
            return Engine(client)
    if not can_install():
        message = "no engine answers, and one is started on Debian for root only"
        raise NoEngineError(message)
    done = subprocess.run(
        [SCRIPTS / "start_docker.sh"], check=False, capture_output=True, text=True
    )
    if done.returncode != 0:
        message = f"scripts/start_docker.sh failed: {done.stderr[-500:]}"
        raise NoEngineError(message)
    words = shlex.split(done.stdout.strip().splitlines()[-1])[1:]
    variables = dict(word.split("=", 1) for word in words)
    return Engine(variables.pop("DOCKER"), variables, variables.pop("STARTED_ENGINE") == "1")


def provide_base_image(engine, python):
    """Pull the image that bundles start from, or make one where no registry can be reached.

    Raises
    ------
    NoEngineError
        If there is none to be had.
    """
    image = f"python:{python}-slim"
    if engine.has_image(image) or engine.run("pull", image, check=False).returncode == 0:
        return
    if not can_install():
        message = f"{image} cannot be pulled, and one is made on Debian for root only"
        raise NoEngineError(message)
    done = subprocess.run(
        [SCRIPTS / "make_base_image.sh", python],
        check=False,
        capture_output=True,
        text=True,
        env=engine.environment,
    )
    if done.returncode != 0:
        message = f"scripts/make_base_image.sh failed: {done.stderr[-500:]}"
        raise NoEngineError(message)


def answers(client):
    done = subprocess.run([client, "version"], check=False, capture_output=True, timeout=60)
    return done.returncode == 0


def can_install():
    return Path("/etc/debian_version").exists() and hasattr(os, "geteuid") and os.geteuid() == 0
