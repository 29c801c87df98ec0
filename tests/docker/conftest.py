"""An engine, and the bundle of an example as a user would have it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager

from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.exporters.base import ExportOptions
from jupyterlab_pipeline_export.exporters.build import build, make_context
from jupyterlab_pipeline_export.pipeline.load import load_pipeline
from jupyterlab_pipeline_export.workspace.kernel_environment import snapshot_sync
from tests.docker.engine import ROOT, SCRIPTS, NoEngineError, find_engine, provide_base_image

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
EXAMPLE = ROOT / "jupyterlab_pipeline_export" / "examples" / "penguins_classification.pipeline.json"


def pytest_collection_modifyitems(items):
    """Mark all tests of this folder; give them the time that a first build takes."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.docker)
            item.add_marker(pytest.mark.timeout(1800))


@dataclass
class Bundle:
    """An exported folder with the engine that builds it."""

    folder: Path
    engine: object
    image: str

    def command(self, start, *, more=""):
        """Run a command out of the README in a shell, as a reader does who copies it."""
        readme = (self.folder / "README.md").read_text(encoding="utf-8")
        block = next(block for block in readme.split("```sh\n")[1:] if start in block)
        text = block.partition("\n```")[0]
        return subprocess.run(
            [shutil.which("bash"), "-euo", "pipefail", "-c", f"{text} {more}"],
            check=False,
            capture_output=True,
            text=True,
            cwd=self.folder,
            env=self.engine.environment,
        )

    def run(self, *options, program="", check=True):
        """Run the image with other options, or another program in it."""
        inner = ["python", "-c", program] if program else []
        return self.engine.run("run", "--rm", *options, self.image, *inner, check=check)


@pytest.fixture(scope="session")
def engine(tmp_path_factory):
    """Find or start an engine, and end what was started."""
    try:
        found = find_engine()
        # The README says `docker`; what answers here may lie elsewhere or be called otherwise.
        tools = tmp_path_factory.mktemp("tools")
        (tools / "docker").symlink_to(shutil.which(found.client))
        found.variables["PATH"] = f"{tools}:{found.environment['PATH']}"
        provide_base_image(found, PYTHON)
    except NoEngineError as error:
        pytest.skip(f"Nothing is built or run: {error}.")
    yield found
    if found.started:
        # Enough for the dependencies of the next run.
        found.run("builder", "prune", "--force", "--keep-storage", "1GB")
        subprocess.run([SCRIPTS / "stop_docker.sh"], check=True)


def export_to(folder, pipeline, source, format_name):
    """Export for the Python and the packages that run the tests, so that results can be compared."""
    environment = snapshot_sync(None, KernelSpecManager()).environment
    context = make_context(pipeline, source, ExportOptions(python=PYTHON), environment)
    result = build(pipeline, builtin_catalog(), format_name, context)
    write(result.artifacts, folder)


def write(artifacts, folder):
    for artifact in artifacts:
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.content)


@pytest.fixture(scope="session")
def workspace(tmp_path_factory):
    """Export the example as a script and as a bundle, beside its data."""
    folder = tmp_path_factory.mktemp("workspace with spaces")
    pipeline = load_pipeline(EXAMPLE.read_bytes()).pipeline
    (folder / "data").mkdir()
    (folder / "data" / "penguins.csv").write_bytes(
        (EXAMPLE.parent / "data" / "penguins.csv").read_bytes()
    )
    for format_name in ("python", "docker"):
        export_to(folder, pipeline, EXAMPLE.name, format_name)
    return folder


@pytest.fixture(scope="session")
def bundle(engine, workspace):
    """Build the bundle of the example by its README."""
    made = Bundle(workspace / "penguins_classification-docker", engine, "penguins-classification")
    done = made.command("docker build --tag")
    assert done.returncode == 0, done.stdout + done.stderr
    yield made
    engine.run("image", "rm", "--force", made.image)
