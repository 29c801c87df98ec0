from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyterlab_pipeline_export.codegen.slugs import slug, stem

READABLE = {
    "Palmer penguins": "palmer_penguins",
    "PenguinData": "penguin_data",
    "CSVFile": "csv_file",
    "X_train": "x_train",
    "  clean--up!  ": "clean_up",
    "Größe (cm)": "grosse_cm",
    "Café crème": "cafe_creme",
    "Œuvre d'Ærø": "oeuvre_d_aero",
    "İstanbul": "istanbul",
    "ﬁle №2": "file_no2",
    "данные": "данные",
    "Йод": "йод",
    "売上データ": "売上データ",
    "हिन्दी": "हिन्दी",
    "2024 sales": "2024_sales",
    "e\N{COMBINING ACUTE ACCENT}té": "ete",
    "日本 2024": "日本_2024",
    "": "",
    "!!!": "",
    "😀": "",
    "a" * 50: "a" * 40,
    "the quick brown fox jumps over the lazy dog": "the_quick_brown_fox_jumps_over_the_lazy",
}


@pytest.mark.parametrize(("text", "expected"), READABLE.items())
def test_slugs_read_well(text, expected):
    assert slug(text) == expected


STEMS = {
    "data/penguins.csv": "penguins",
    "penguins.csv.gz": "penguins",
    "sales.january.csv": "sales_january",
    "C:\\data\\My Table.XLSX": "my_table",
    "https://example.org/data/iris.parquet?raw=1#top": "iris",
    "s3://bucket/key/": "key",
    "iris": "iris",
    ".hidden": "hidden",
    "v1.2": "v1_2",
    "folder/": "folder",
    "": "",
    "/": "",
}


@pytest.mark.parametrize(("value", "expected"), STEMS.items())
def test_stems_read_well(value, expected):
    assert stem(value) == expected


@given(st.text() | st.text(st.characters(categories=["L", "M", "N"])))
def test_a_slug_is_the_part_of_an_identifier(text):
    made = slug(text)
    assert made == "" or f"_{made}".isidentifier()
    assert made == unicodedata.normalize("NFKC", made)
    assert len(made) <= 41
    assert slug(made) == made
    assert stem(text) == "" or f"_{stem(text)}".isidentifier()
