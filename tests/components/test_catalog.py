"""Where components come from, and what happens to bad ones."""

from __future__ import annotations

import sys
from importlib import metadata

import pytest

from jupyterlab_pipeline_export.components import catalog as catalog_module
from jupyterlab_pipeline_export.components.catalog import (
    ENTRY_POINT_GROUP,
    builtin_catalog,
    load_catalog,
)
from jupyterlab_pipeline_export.components.validate import validate_component

TEXT = "{#---\ntitle: %s\nsummary: A table.\noutputs: {table: {type: table}}\n---#}\n{{ outputs.table }} = 1\n"


def add(folder, place, title="Mine"):
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT % title, encoding="utf-8")
    return path


@pytest.fixture
def user_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    monkeypatch.delenv("JUPYTER_PATH", raising=False)
    return tmp_path / "jupyter" / "pipeline_components"


@pytest.fixture
def declare(monkeypatch):
    """Let entry points be declared, as installing a package would."""

    def declare(*values):
        found = [
            metadata.EntryPoint(f"p{index}", value, ENTRY_POINT_GROUP)
            for index, value in enumerate(values)
        ]
        monkeypatch.setattr(
            catalog_module.metadata,
            "entry_points",
            lambda group: found if group == ENTRY_POINT_GROUP else [],
        )

    return declare


def test_builtin_components_have_no_faults():
    catalog = builtin_catalog()
    assert catalog.problems == ()
    assert len(catalog.components) >= 40
    faults = {each.id: list(validate_component(each)) for each in catalog.components.values()}
    assert {id_: found for id_, found in faults.items() if found} == {}


def test_components_stand_by_category_then_title():
    places = [
        (catalog_module.CATEGORIES.index(each.category), each.title.lower())
        for each in builtin_catalog().components.values()
    ]
    assert places == sorted(places)


def test_get():
    catalog = builtin_catalog()
    assert catalog.get("data.read_csv") is catalog.components["data.read_csv"]
    assert catalog.get("data.gone") is None


def test_users_folder_is_found_and_may_be_left_out(user_folder):
    add(user_folder, "data/mine.py.jinja")
    assert load_catalog(entry_points=False).get("data.mine").origin == "user"
    assert load_catalog(entry_points=False, user_paths=False).get("data.mine") is None


def test_extra_folder_is_the_workspaces(tmp_path):
    add(tmp_path, "clean/mine.py.jinja")
    assert load_catalog(extra_folders=[tmp_path]).get("clean.mine").origin == "workspace"


def test_folders_that_are_not_there_are_fine(tmp_path):
    assert load_catalog(extra_folders=[tmp_path / "none"]).problems == ()


def test_broken_component_is_told_and_the_others_load(user_folder):
    add(user_folder, "data/good.py.jinja")
    bad = add(user_folder, "data/bad.py.jinja")
    bad.write_text("{#---\ntitle: Bad\nsumary: x\n---#}\n", encoding="utf-8")
    catalog = load_catalog(entry_points=False)
    assert catalog.get("data.good") is not None
    assert catalog.get("data.bad") is None
    assert {(problem.file, problem.line) for problem in catalog.problems} == {
        (str(bad), 2),
        (str(bad), 3),
    }


def test_first_of_equal_ids_counts(user_folder, tmp_path):
    shadow = add(user_folder, "data/read_csv.py.jinja")
    first = add(user_folder, "data/mine.py.jinja", "First")
    second = add(tmp_path / "workspace", "data/mine.py.jinja", "Second")
    catalog = load_catalog(entry_points=False, extra_folders=[tmp_path / "workspace"])
    assert catalog.get("data.read_csv").origin == "built-in"
    assert catalog.get("data.mine").title == "First"
    assert [problem.file for problem in catalog.problems] == [str(shadow), str(second)]
    assert first.exists()


def test_misplaced_files_are_told_and_others_ignored(user_folder):
    misplaced = add(user_folder, "mine.py.jinja")
    add(user_folder, "_drafts/mine.py.jinja")
    add(user_folder, ".ipynb_checkpoints/mine.py.jinja")
    (user_folder / "data").mkdir()
    (user_folder / "data" / "notes.md").write_text("x", encoding="utf-8")
    assert [problem.file for problem in load_catalog(entry_points=False).problems] == [
        str(misplaced)
    ]


def test_folder_of_no_category_is_told(user_folder):
    path = add(user_folder, "mine/x.py.jinja")
    (problem,) = load_catalog(entry_points=False).problems
    assert problem.file == str(path)
    assert "category" in problem.message


def test_folder_that_cannot_be_listed_is_told(user_folder, monkeypatch):
    user_folder.mkdir(parents=True)
    listing = catalog_module.os.scandir

    def refuse(path):
        if str(path).startswith(str(user_folder)):
            raise PermissionError(13, "Permission denied", str(path))
        return listing(path)

    monkeypatch.setattr(catalog_module.os, "scandir", refuse)
    catalog = load_catalog(entry_points=False)
    (problem,) = catalog.problems
    assert (problem.file, "Permission denied" in problem.message) == (str(user_folder), True)
    assert catalog.get("data.read_csv") is not None


def test_entry_point_names_a_package_or_a_path(tmp_path, monkeypatch, declare):
    add(tmp_path / "some_package", "data/theirs.py.jinja")
    (tmp_path / "some_package" / "__init__.py").write_text("", encoding="utf-8")
    add(tmp_path / "elsewhere", "clean/theirs.py.jinja")
    (tmp_path / "some_module.py").write_text(
        f"folder = {str(tmp_path / 'elsewhere')!r}", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    declare("some_package", "some_module:folder")
    catalog = load_catalog(user_paths=False)
    assert catalog.problems == ()
    assert catalog.get("data.theirs").origin == "p0"
    assert catalog.get("clean.theirs").origin == "p1"
    assert load_catalog(user_paths=False, entry_points=False).get("data.theirs") is None


def test_origin_is_the_distribution():
    # The distribution's own metadata says so, as for any installed package.
    (entry,) = metadata.entry_points(group="pytest11", name="hypothesispytest")
    assert entry.dist.name == "hypothesis"


@pytest.mark.parametrize(
    "body",
    [
        "raise ValueError('no')",
        "import sys; sys.exit(3)",
        "import no_such_module",
        "syntax error",
        "folder = 3",
    ],
)
def test_entry_point_that_fails_is_told(tmp_path, monkeypatch, declare, body):
    (tmp_path / "failing_module.py").write_text(body, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "failing_module", raising=False)
    declare("failing_module:folder")
    catalog = load_catalog(user_paths=False)
    (problem,) = catalog.problems
    assert "failing_module" in problem.file
    assert catalog.get("data.read_csv") is not None


def test_digest_changes_with_any_component_or_problem(user_folder):
    digests = [load_catalog(entry_points=False).digest]
    path = add(user_folder, "data/mine.py.jinja")
    digests.append(load_catalog(entry_points=False).digest)
    path.write_text((TEXT % "Mine").replace("= 1", "= 2"), encoding="utf-8")
    digests.append(load_catalog(entry_points=False).digest)
    path.write_text("", encoding="utf-8")
    digests.append(load_catalog(entry_points=False).digest)
    assert len(set(digests)) == 4
    assert load_catalog(entry_points=False).digest == digests[-1]
