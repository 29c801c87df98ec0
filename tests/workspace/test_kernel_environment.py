from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from importlib.metadata import metadata, version
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager

from jupyterlab_pipeline_export.workspace import kernel_environment
from jupyterlab_pipeline_export.workspace.kernel_environment import (
    find_interpreter,
    snapshot,
    snapshot_sync,
)


@pytest.fixture
def install_kernel(tmp_path):
    """Give a function that installs a kernelspec and returns the manager that finds it."""
    manager = KernelSpecManager(kernel_dirs=[str(tmp_path / "kernels")])

    def install(argv, *, name="mine", **more):
        folder = tmp_path / "kernels" / name
        folder.mkdir(parents=True)
        specification = {"argv": argv, "display_name": "Mine", "language": "python", **more}
        (folder / "kernel.json").write_text(json.dumps(specification), encoding="utf-8")
        return manager

    return install


@pytest.fixture
def own_environment(tmp_path):
    """Make an empty virtual environment with one distribution in it."""
    folder = tmp_path / "own"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    site = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
    )
    add_distribution(site, "Some_Package", "1.2.3")
    return python, site


def add_distribution(site, name, number):
    folder = site / f"{name}-{number}.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {number}\n")


def script(path, text):
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def only_problem(result):
    assert result.environment is None
    (problem,) = result.problems
    assert problem.severity == "warning"
    assert problem.code == "kernel-unavailable"
    assert problem.pointer == "/environment/kernel"
    return problem.message


def test_default_kernel_gives_the_versions_of_this_environment():
    result = snapshot_sync(None, KernelSpecManager())

    assert result.problems == ()
    environment = result.environment
    assert environment.kernel == "python3"
    assert environment.python == f"{sys.version_info.major}.{sys.version_info.minor}"
    for package in ("pytest", "scikit-learn", "pandas"):
        assert environment.packages[package] == version(package)
        assert environment.requires_python[package] == metadata(package)["Requires-Python"]


def test_another_environment_has_its_own_packages_only(install_kernel, own_environment):
    python, _ = own_environment
    manager = install_kernel([str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"])

    environment = snapshot_sync("mine", manager).environment

    assert environment.display_name == "Mine"
    assert environment.packages == {"some-package": "1.2.3"}


def test_answer_is_kept_until_packages_change(install_kernel, own_environment, tmp_path):
    python, site = own_environment
    counter = tmp_path / "runs"
    wrapper = script(tmp_path / "env", f'echo run >> "{counter}"\nexec "$@"')
    manager = install_kernel([wrapper, str(python), "-m", "ipykernel_launcher"])

    first = snapshot_sync("mine", manager).environment
    again = snapshot_sync("mine", manager).environment
    assert first == again
    assert counter.read_text().count("run") == 1

    add_distribution(site, "later", "2")
    assert snapshot_sync("mine", manager).environment.packages["later"] == "2"
    assert counter.read_text().count("run") == 2


def test_working_directory_and_python_variables_stay_out(
    install_kernel, own_environment, tmp_path, monkeypatch
):
    python, _ = own_environment
    trap = tmp_path / "trap"
    trap.mkdir()
    (trap / "json.py").write_text("raise SystemExit('code of the workspace ran')")
    monkeypatch.chdir(trap)
    monkeypatch.setenv("PYTHONPATH", str(trap))

    result = snapshot_sync("mine", install_kernel([str(python), "-m", "ipykernel_launcher"]))

    assert result.environment is not None


def test_variables_of_the_kernelspec_find_the_wrapper(install_kernel, own_environment, tmp_path):
    python, _ = own_environment
    tools = tmp_path / "tools"
    tools.mkdir()
    # `conda run -n NAME python OPTIONS` is called without the first word.
    script(tools / "conda", f'shift 4\nexec "{python}" "$@"')
    manager = install_kernel(
        ["conda", "run", "-n", "python", "python", "-m", "ipykernel_launcher"],
        env={"PATH": f"{tools}{os.pathsep}${{PATH}}"},
    )

    assert snapshot_sync("mine", manager).environment.packages == {"some-package": "1.2.3"}


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        (["python", "-m", "ipykernel_launcher"], (sys.executable,)),
        (["python3", "-m", "ipykernel_launcher"], (sys.executable,)),
        (["/opt/x/bin/python3.12", "-m", "k"], ("/opt/x/bin/python3.12",)),
        ([r"C:\x\python.exe", "-m", "k"], (r"C:\x\python.exe",)),
        (["/usr/bin/env", "A=1", "python3", "-m", "k"], ("/usr/bin/env", "A=1", "python3")),
        (
            ["conda", "run", "-n", "python", "python", "-m", "k"],
            ("conda", "run", "-n", "python", "python"),
        ),
        (["R", "--slave", "-e", "IRkernel::main()"], None),
        (["docker", "run", "image", "python", "-m", "k"], None),
        (["bash", "-c", "python -m k"], None),
        (["conda", "run", "-n", "python"], None),
        ([], None),
    ],
)
def test_interpreter_of_a_command_line(argv, expected):
    assert find_interpreter(argv) == expected


def test_unknown_kernel(install_kernel):
    manager = install_kernel(["python"], name="other")
    assert "`absent` are unknown: it is not installed" in only_problem(
        snapshot_sync("absent", manager)
    )


@pytest.mark.parametrize(
    ("argv", "more", "reason"),
    [
        (["/no/such/python", "-m", "k"], {}, "cannot be run"),
        (["R", "-e", "x"], {"language": "R"}, "its language is R"),
        (["ssh", "host", "python", "-m", "k"], {}, "no Python of this machine"),
    ],
)
def test_kernel_that_cannot_be_asked(install_kernel, argv, more, reason):
    assert reason in only_problem(snapshot_sync("mine", install_kernel(argv, **more)))


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("exit 3", "exit code 3"),
        ("echo no json", "makes no sense"),
        ("echo '[1]'", "makes no sense"),
        ("exec cat /dev/zero", "more than"),
    ],
)
def test_interpreter_that_answers_wrongly(install_kernel, tmp_path, program, reason):
    python = script(tmp_path / "python3", program)
    assert reason in only_problem(snapshot_sync("mine", install_kernel([python, "-m", "k"])))


def test_interpreter_that_hangs_is_ended(install_kernel, tmp_path, monkeypatch):
    monkeypatch.setattr(kernel_environment, "TIMEOUT", 0.5)
    # A child of its own keeps the pipe open, as `conda run` does.
    python = script(tmp_path / "python3", f'echo $$ > "{tmp_path}/pid"\nsleep 60\n')

    started = time.monotonic()
    reason = only_problem(snapshot_sync("mine", install_kernel([python, "-m", "k"])))

    assert "did not answer within 0.5 seconds" in reason
    assert time.monotonic() - started < 10
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_broken_kernelspec_is_a_warning(install_kernel, tmp_path):
    manager = install_kernel(["python"])
    (tmp_path / "kernels" / "mine" / "kernel.json").write_text("{")
    assert "cannot be read" in only_problem(snapshot_sync("mine", manager))


def test_kernel_of_a_gateway_is_a_warning():
    class Gateway:
        async def get_kernel_spec(self, name):
            return {"name": name, "spec": {"argv": ["python"]}}

    assert "another machine" in only_problem(snapshot_sync("mine", Gateway()))


def test_kernel_of_a_cluster_is_a_warning():
    metadata = {"kernel_provisioner": {"provisioner_name": "cluster"}}

    class Manager:
        def get_kernel_spec(self, name):
            return KernelSpec(name=name, argv=["python"], language="python", metadata=metadata)

    assert "started by cluster" in only_problem(snapshot_sync("mine", Manager()))


def test_event_loop_goes_on_meanwhile(install_kernel, own_environment, tmp_path):
    python, _ = own_environment
    slow = script(tmp_path / "nice", 'sleep 0.5\nexec "$@"')
    manager = install_kernel([slow, str(python), "-m", "k"])

    async def count_ticks():
        asked = asyncio.ensure_future(snapshot("mine", manager))
        ticks = 0
        while not asked.done():
            await asyncio.sleep(0.01)
            ticks += 1
        return ticks, (await asked).environment

    ticks, environment = asyncio.run(count_ticks())

    assert environment is not None
    assert ticks > 10


def test_first_distribution_on_the_path_wins_and_broken_ones_are_left_out(
    install_kernel, own_environment
):
    python, site = own_environment
    (site / "broken-1.dist-info").mkdir()
    (site / "broken-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\n")

    environment = snapshot_sync("mine", install_kernel([str(python), "-m", "k"])).environment

    assert environment.packages == {"some-package": "1.2.3"}
