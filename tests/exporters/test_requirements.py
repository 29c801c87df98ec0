from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement
from pip_requirements_parser import RequirementsFile

from jupyterlab_pipeline_export.errors import ExportError
from jupyterlab_pipeline_export.exporters.requirements import (
    RequirementsBuilder,
    RequirementsExporter,
    pep723_dependencies,
)
from jupyterlab_pipeline_export.exporters.versions import version_table
from tests.exporters.hand_made import make_context, make_program

INSTALLED = {"pandas": "3.1.1", "scikit-learn": "1.9.1", "pyarrow": "26.0.1"}


def export(program, context):
    (artifact,) = RequirementsExporter().export(program, context)
    assert artifact.path.as_posix() == "requirements.txt"
    return artifact.content.decode()


def read_back(text, folder):
    """Read a requirements file with the parser that was taken out of pip."""
    path = folder / "requirements.txt"
    path.write_text(text, encoding="utf-8")
    parsed = RequirementsFile.from_file(str(path))
    assert not parsed.options
    assert not parsed.invalid_lines
    return [str(each.req) for each in parsed.requirements]


def build(program, context):
    return RequirementsBuilder().build(program, context)


def only_line(*requirements, **context):
    (line,) = build(make_program(*requirements), make_context(**context)).program
    return line


def test_one_sorted_line_for_each_package_with_the_steps_that_need_it():
    program = make_program(
        ("scikit_learn>=1.5", ("Train", "Evaluate")),
        ("pandas>=2.0", ("Read data (holds the table)",)),
    )
    lines = export(program, make_context(INSTALLED)).splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == [
        "pandas==3.1.1  # needed by: Read data (holds the table)",
        "scikit_learn==1.9.1  # needed by: Train, Evaluate",
    ]
    assert "# What Penguins needs, on Python 3.12." in lines
    assert "# The versions are those of the kernel Python 3, Python 3.12." in lines


@pytest.mark.parametrize(
    ("pins", "expected"),
    [
        ("exact", "pandas==3.1.1"),
        ("compatible", "pandas~=3.1.1"),
        ("minimum", "pandas>=3.1.1"),
        ("none", "pandas>=2.0"),
    ],
)
def test_styles(pins, expected):
    assert only_line("pandas>=2.0", packages=INSTALLED, pins=pins).requirement == expected


def test_extras_and_markers_stay():
    line = only_line('pandas[excel,parquet]>=2; sys_platform != "win32"', packages=INSTALLED)
    assert line.requirement == 'pandas[excel,parquet]==3.1.1; sys_platform != "win32"'


def test_version_of_the_user_stays():
    assert only_line("pandas==2.2.3", packages=INSTALLED).requirement == "pandas==2.2.3"


def test_canonical_names_find_the_installed_version():
    assert only_line("Scikit.Learn", packages=INSTALLED).requirement == "Scikit.Learn==1.9.1"


def test_package_that_the_environment_lacks_gets_the_tested_version():
    line = only_line("pandas>=2.0", packages={})
    assert line.requirement == f"pandas=={version_table().packages['pandas'].version}"
    assert line.note.startswith("not installed in the kernel's environment")
    (problem,) = line.problems
    assert (problem.severity, problem.code) == ("info", "other-version")


@pytest.mark.parametrize(
    ("installed", "reason"),
    [
        ("1.5.3", "the installed 1.5.3 does not fit what is needed, >=2.0"),
        ("3.2.0.dev0+12.gabc", "is a development version"),
        ("unknown", "a number that cannot be read"),
    ],
)
def test_installed_version_that_nobody_should_pin(installed, reason):
    line = only_line("pandas>=2.0", packages={"pandas": installed})
    assert line.requirement == f"pandas=={version_table().packages['pandas'].version}"
    assert reason in line.note
    assert line.problems


def test_installed_version_that_the_chosen_python_cannot_have():
    line = only_line(
        "pandas>=2.0",
        packages={"pandas": "9.0"},
        environment={"python": "3.13", "requires_python": {"pandas": ">=3.13"}},
    )
    assert line.requirement == f"pandas=={version_table().packages['pandas'].version}"
    assert "does not support Python 3.12" in line.note


def test_tested_version_that_the_chosen_python_cannot_have_is_not_pinned():
    line = only_line("pandas>=2.0", packages=None, python="3.10")
    assert line.requirement == "pandas>=2.0"
    (problem,) = line.problems
    assert problem.severity == "warning"


def test_unknown_package_keeps_its_bounds_and_is_told():
    line = only_line("extra-package>=1,<3", packages={})
    assert line.requirement == "extra-package<3,>=1"
    (problem,) = line.problems
    assert problem.severity == "warning"
    assert "`extra-package`" in problem.message


def test_local_label_is_dropped_and_told_in_a_comment():
    line = only_line("torch>=2", packages={"torch": "2.13.0+cpu"})
    assert line.requirement == "torch==2.13.0"
    assert "installed as 2.13.0+cpu" in line.note
    assert line.problems == ()


def test_without_a_kernel_the_table_gives_all_versions_and_its_date():
    text = export(make_program("pandas>=2.0"), make_context(None))
    table = version_table()
    assert f"The versions were tested on {table.date} with Python {table.python}" in text
    assert f"pandas=={table.packages['pandas'].version}  # needed by" in text


def test_versions_of_another_python_are_told():
    built = build(make_program("pandas"), make_context(INSTALLED, environment={"python": "3.11"}))
    assert [problem.code for problem in built.problems] == ["other-python"]


def test_file_of_this_machine_is_told():
    line = only_line("mine @ file:///home/me/mine", packages=INSTALLED)
    assert line.requirement == "mine @ file:///home/me/mine"
    assert [problem.code for problem in line.problems] == ["local-requirement"]


def test_what_is_no_requirement_is_refused():
    with pytest.raises(ExportError) as caught:
        export(make_program("pandas >== 2"), make_context(INSTALLED))
    assert caught.value.problems[0].pointer == "/environment/requirements"


def test_development_tools_are_a_section_of_their_own():
    program = make_program("pandas", "pytest>=8")
    plain = export(program, make_context(INSTALLED))
    text = export(program, make_context(INSTALLED, dev_requirements=True))
    assert "# Development" not in plain
    head, _, development = text.partition("# Development\n")
    assert "pytest==" in head
    names = [line.split("==")[0] for line in development.splitlines() if not line.startswith("#")]
    assert names == ["ipykernel", "jupyterlab", "ruff"]


def test_many_reasons_are_counted():
    text = export(
        make_program(("pandas", [f"Step {n}" for n in range(1000)])), make_context(INSTALLED)
    )
    assert "# needed by: Step 0, Step 1, Step 2, Step 3, Step 4 and 995 more\n" in text


def test_script_header_has_the_same_versions():
    program = make_program("scikit-learn>=1.5", "pandas>=2.0")
    context = make_context(INSTALLED, dev_requirements=True)
    assert pep723_dependencies(program, context) == ("pandas==3.1.1", "scikit-learn==1.9.1")


def test_nothing_needed_is_a_file_all_the_same(tmp_path):
    assert read_back(export(make_program(), make_context(INSTALLED)), tmp_path) == []


def test_same_input_gives_the_same_bytes():
    program = make_program("scikit-learn>=1.5", "pandas>=2.0")
    turned = make_program("pandas>=2.0", "scikit-learn>=1.5")
    assert export(program, make_context(INSTALLED)) == export(turned, make_context(INSTALLED))


# A backslash at the end of a line and every kind of line break are what pip's reader acts on.
titles = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from("\\\r\n\x0b\x0c\x1c\x85\u2028#\x00\u202e")
)


@given(title=titles, name=titles.filter(bool))
def test_no_title_becomes_a_requirement(title, name, tmp_path_factory):
    program = make_program(
        ("pandas>=2.0", (f"{title}\\",)),
        ("scikit-learn", (title, f"--index-url=x {title}")),
        name=name[:200],
    )
    context = make_context({**INSTALLED, "pandas": "1.0+cpu"})
    text = export(program, context)
    assert read_back(text, tmp_path_factory.mktemp("requirements")) == [
        f"pandas=={version_table().packages['pandas'].version}",
        "scikit-learn==1.9.1",
    ]
    assert all(line.isprintable() or not line.isascii() for line in text.split("\n"))


@given(
    st.sampled_from(["pandas", "extra.package", "a[b,c]"]),
    st.sampled_from(["", ">=1", "<9", "!=1.5", "~=1.2", "==1.*"]),
    st.sampled_from(["", '; python_version < "4"']),
    st.sampled_from(["exact", "compatible", "minimum", "none"]),
    st.sampled_from(["1.2", "3", "1.2.3+cpu", "2rc1", "0.1.dev3"]),
)
def test_line_is_at_least_as_narrow_as_what_is_needed(name, bounds, marker, pins, installed):
    needed = Requirement(f"{name}{bounds}{marker}")
    packages = {"pandas": installed, "extra-package": installed, "a": installed}
    line = only_line(str(needed), packages=packages, pins=pins)
    got = Requirement(line.requirement)
    assert (got.name, got.extras, got.marker) == (needed.name, needed.extras, needed.marker)
    for version in ("0.9", "1.0", "1.2", "1.2.3", "1.5", "2", "2rc1", "3", "9"):
        if got.specifier.contains(version, prereleases=True):
            assert needed.specifier.contains(version, prereleases=True)
