"""Bundles of hostile pipelines on a real engine: without packages, so that they build quickly."""

from __future__ import annotations

import json
import random

import pytest

from jupyterlab_pipeline_export.exporters.docker import DockerExporter
from jupyterlab_pipeline_export.exporters.text_templates import ENVIRONMENT, one_line
from tests.docker.conftest import PYTHON, Bundle, write
from tests.exporters.hand_made import make_context, make_program

NAME = 'a "name" with $HOME, `id`, \\ and 模型 \\'
FOLDER = 'da"ta, $HOME `x` \\'


@pytest.fixture(scope="module")
def hostile(engine, tmp_path_factory):
    """Build a bundle without BuildKit, as its README says."""
    above = tmp_path_factory.mktemp("above")
    workspace = above / "workspace"
    for path in (above / "shared" / "a.csv", workspace / FOLDER / "b.csv", workspace / "c c.csv"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x\n1\n", encoding="utf-8")
    program = make_program(
        name=NAME,
        description=NAME * 5,
        data_files=["../shared/a.csv", f"{FOLDER}/b.csv", "c c.csv"],
    )
    context = make_context({}, python=PYTHON, source="[x] $y.pipeline.json")
    write(DockerExporter().export(program, context), workspace)
    made = Bundle(workspace / "[x] $y-docker", engine, "x-y")
    engine.variables["DOCKER_BUILDKIT"] = "0"
    try:
        done = made.command("| docker build")
    finally:
        engine.variables["DOCKER_BUILDKIT"] = "1"
    assert done.returncode == 0, done.stdout + done.stderr
    yield made
    engine.run("image", "rm", "--force", made.image)


def test_labels_hold_any_text(hostile):
    answer = hostile.engine.run(
        "image", "inspect", "--format", "{{json .Config.Labels}}", hostile.image
    )
    labels = json.loads(answer.stdout)
    assert labels["org.opencontainers.image.title"].rstrip(" ") == NAME
    assert labels["org.opencontainers.image.description"].rstrip(" ") == NAME * 5


def test_run_command_finds_data_beside_below_and_above_the_pipeline(hostile):
    done = hostile.command("docker run", more="--dry-run")
    assert done.returncode == 0, done.stdout + done.stderr


def test_data_that_is_gone_is_told(hostile):
    file = hostile.folder.parent / FOLDER / "b.csv"
    content = file.read_bytes()
    file.unlink()
    try:
        done = hostile.command("docker run", more="--dry-run")
    finally:
        file.write_bytes(content)
    assert done.returncode == 1
    assert "b.csv" in done.stderr


def test_engine_reads_every_label_as_it_was_meant(engine, tmp_path):
    chosen = random.Random(1)  # noqa: S311
    alphabet = 'ab \\\\\\""$${}\'`#<>\x1b\néЖ🐧=|%\t'
    texts = [
        one_line("".join(chosen.choices(alphabet, k=chosen.randrange(30)))) for _ in range(200)
    ]
    quoted = [ENVIRONMENT.filters["dockerfile"](text) for text in texts]
    lines = " \\\n".join(f"label{number}={value}" for number, value in enumerate(quoted))
    (tmp_path / "Dockerfile").write_text(f"FROM scratch\nLABEL {lines}\n", encoding="utf-8")
    engine.run("build", "--quiet", "--tag", "labels", str(tmp_path))
    try:
        answer = engine.run("image", "inspect", "--format", "{{json .Config.Labels}}", "labels")
    finally:
        engine.run("image", "rm", "--force", "labels")
    labels = json.loads(answer.stdout)
    assert [labels[f"label{number}"].rstrip(" ") for number in range(len(texts))] == texts
