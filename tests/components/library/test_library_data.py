"""Steps that read give the rows that were written, from files of every format and over the network."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from jupyterlab_pipeline_export.checks.check import check_pipeline
from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.pipeline.model import Pipeline
from tests.components.library.execution import Run, program_of
from tests.components.library.sample_data import SPECIES, penguins


def _pipeline(component: str, params: dict[str, Any]) -> Pipeline:
    step = {"id": "read", "component": component, "params": params}
    return Pipeline.model_validate({"name": "Read", "steps": [step]})


def _read(folder: Path, component: str, **params: Any) -> pd.DataFrame:
    return Run(program_of(_pipeline(component, params)), folder).outputs["table"]


def _assert_penguins(table: pd.DataFrame) -> None:
    expected = penguins()
    assert list(table) == list(expected)
    pd.testing.assert_frame_equal(
        table, expected, check_dtype=False, check_index_type=False, check_column_type=False
    )


FORMATS = {
    "csv": "data.read_csv",
    "tsv": "data.read_tsv",
    "xlsx": "data.read_excel",
    "feather": "data.read_feather",
    "json": "data.read_json",
    "parquet": "data.read_parquet",
}


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_gives_the_same_rows(folder: Path, ending: str) -> None:
    _assert_penguins(_read(folder, FORMATS[ending], path=f"data/penguins.{ending}"))


def test_lines_of_json(folder: Path) -> None:
    _assert_penguins(_read(folder, "data.read_json", path="data/penguins.jsonl", lines=True))


@pytest.mark.parametrize("component", ["data.read_csv", "data.read_tsv"])
def test_a_file_without_a_header(folder: Path, component: str) -> None:
    ending = component[-3:]
    lines = (folder / f"data/penguins.{ending}").read_text(encoding="utf-8").splitlines(True)
    (folder / f"data/headless.{ending}").write_text("".join(lines[1:]), encoding="utf-8")
    names = [f"{name} ü" for name in penguins()]
    table = _read(folder, component, path=f"data/headless.{ending}", names=names)
    _assert_penguins(table.set_axis(list(penguins()), axis="columns"))
    assert list(table) == names


def test_a_sheet_without_a_header(folder: Path) -> None:
    penguins().to_excel(folder / "data/headless.xlsx", header=False, index=False)
    names = list(penguins())
    _assert_penguins(_read(folder, "data.read_excel", path="data/headless.xlsx", names=names))


def test_columns_keep_the_type_that_they_are_given(folder: Path) -> None:
    (folder / "data/codes.csv").write_text("code,n\n007,1\n042,\n", encoding="utf-8")
    types = {"code": "string", "n": "Int64"}
    table = _read(folder, "data.read_csv", path="data/codes.csv", dtype=types)
    assert table["code"].tolist() == ["007", "042"]
    assert table["n"].dtype == "Int64"


def test_names_that_look_like_missing_values_can_be_kept(folder: Path) -> None:
    (folder / "data/countries.csv").write_text("country\nNA\nDE\n", encoding="utf-8")
    kept = _read(folder, "data.read_csv", path="data/countries.csv", keep_default_na=False)
    assert kept["country"].tolist() == ["NA", "DE"]
    usual = _read(folder, "data.read_csv", path="data/countries.csv")
    assert usual["country"].isna().tolist() == [True, False]


READERS = {
    "csv": "*.csv",
    "tsv": "*.tsv",
    "excel": "*.xlsx",
    "feather": "*.feather",
    "json": "*.jsonl",
    "parquet": "*.parquet",
}


@pytest.mark.parametrize("reader", READERS)
def test_files_of_a_folder_become_one_table(folder: Path, reader: str) -> None:
    params = {"reader": reader, "pattern": READERS[reader]}
    _assert_penguins(_read(folder, "data.read_files", path="data/parts", **params))


def test_rows_tell_the_file_that_they_come_from(folder: Path) -> None:
    table = _read(folder, "data.read_files", path="data/parts", file_column="aus Datei")
    assert table["aus Datei"].tolist() == [f"{name}.csv" for name in penguins()["species"]]


def test_files_come_in_the_order_of_their_names(folder: Path) -> None:
    table = _read(folder, "data.read_files", path="data", pattern="parts/*.csv")
    assert list(table["species"].unique()) == sorted(SPECIES)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """A web server of the folder, and the tokens that it was sent."""
    tokens: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            tokens.append(self.headers.get("Authorization", ""))
            super().do_GET()

        def log_message(self, *_: object) -> None:
            """Keep the output of the tests free of requests."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder / "data")))
    thread = threading.Thread(target=http.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{http.server_port}", tokens
    http.shutdown()
    thread.join()
    http.server_close()


@pytest.mark.parametrize(
    ("file", "reader"),
    [
        ("penguins.csv", "csv"),
        ("penguins.tsv", "tsv"),
        ("penguins.xlsx", "excel"),
        ("penguins.feather", "feather"),
        ("penguins.json", "json"),
        ("penguins.parquet", "parquet"),
    ],
)
def test_tables_are_read_from_the_web(
    folder: Path, server: tuple[str, list[str]], file: str, reader: str
) -> None:
    table = _read(folder, "data.read_url", url=f"{server[0]}/{file}", reader=reader)
    _assert_penguins(table)


def test_a_secret_comes_from_the_environment_alone(
    folder: Path, server: tuple[str, list[str]]
) -> None:
    params = {
        "url": f"{server[0]}/penguins.csv",
        "storage_options": {"Authorization": "API_TOKEN"},
    }
    run = Run(program_of(_pipeline("data.read_url", params)), folder)
    _assert_penguins(run.outputs["table"])
    assert server[1][-1] == "secret"
    assert "secret" not in run.subject.code.replace("secrets", "")


def test_a_secret_itself_is_refused() -> None:
    options = {"Authorization": "Bearer 3f9"}
    params = {"url": "https://example.org/a.csv", "storage_options": options}
    problems = check_pipeline(_pipeline("data.read_url", params), builtin_catalog())
    assert [each.code for each in problems if each.severity == "error"] == ["bad-value"]


@pytest.mark.parametrize("url", ["https://me:pass@example.org/a.csv", "data/a.csv", "s3:bucket"])
def test_an_address_needs_a_scheme_and_must_not_hold_a_password(url: str) -> None:
    problems = check_pipeline(_pipeline("data.read_url", {"url": url}), builtin_catalog())
    assert [each.code for each in problems if each.severity == "error"] == ["bad-value"]


@pytest.mark.parametrize(
    ("url", "package"),
    [
        ("https://example.org/a.csv", None),
        ("s3://bucket/a.csv", "fsspec[s3]"),
        ("gs://bucket/a.csv", "fsspec[gcs]"),
        ("abfs://container@account.dfs.core.windows.net/a.csv", "fsspec[abfs]"),
        ("memory://a.csv", "fsspec"),
    ],
)
def test_an_address_needs_the_package_of_its_store(url: str, package: str | None) -> None:
    program = program_of(_pipeline("data.read_url", {"url": url}))
    needed = {each.requirement.partition(">=")[0] for each in program.requirements}
    assert needed == {"pandas", package} - {None}


def test_rows_are_typed_in(folder: Path) -> None:
    text = 'name,größe\n"O\'Hara, ""Al""",1.5\nß\\n,\n'
    table = _read(folder, "data.inline_table", text=text)
    assert table["name"].tolist() == ['O\'Hara, "Al"', "ß\\n"]
    assert table["größe"].isna().tolist() == [False, True]


def test_values_of_a_query_are_no_part_of_its_text(folder: Path) -> None:
    params = {
        "sql": "SELECT * FROM penguins WHERE species = :species",
        "con": "DATABASE_URL",
        "params": {"species": "Gentoo"},
    }
    table = _read(folder, "data.read_sql", **params)
    assert table["species"].unique().tolist() == ["Gentoo"]
    hostile = {**params, "params": {"species": "' OR 1=1 --"}}
    assert _read(folder, "data.read_sql", **hostile).empty


@pytest.mark.parametrize(
    ("dataset", "rows", "targets"),
    [
        ("iris", 150, ["target"]),
        ("wine", 178, ["target"]),
        ("breast_cancer", 569, ["target"]),
        ("diabetes", 442, ["target"]),
        ("digits", 1797, ["target"]),
        ("linnerud", 20, ["Weight", "Waist", "Pulse"]),
    ],
)
def test_datasets_hold_their_targets(
    folder: Path, dataset: str, rows: int, targets: list[str]
) -> None:
    table = _read(folder, "data.sample_dataset", dataset=dataset)
    assert len(table) == rows
    assert set(targets) <= set(table)
    assert table.notna().all(axis=None)
