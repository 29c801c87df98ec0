"""Documents for the tests of the server and of the command line: one that is fine, and all kinds that are not."""

from __future__ import annotations

import json
from copy import deepcopy

PIPELINE = {
    "schema_version": 1,
    "name": "Penguins",
    "parameters": [
        {"name": "separator", "type": "string", "default": ","},
        {"name": "rows", "type": "integer", "default": 5},
        {"name": "share", "type": "number", "default": 0.25},
        {"name": "shuffle", "type": "boolean", "default": True},
    ],
    "steps": [
        {
            "id": "load",
            "component": "data.read_csv",
            "params": {"path": "data/penguins.csv", "sep": {"$parameter": "separator"}},
        },
        {"id": "clean", "component": "clean.drop_missing", "inputs": {"table": "load.table"}},
        {
            "id": "split",
            "component": "prepare.train_test_split",
            "inputs": {"table": "clean.table"},
            "params": {"target": "species", "test_size": {"$parameter": "share"}},
        },
    ],
}


def changed(**steps):
    """Return the pipeline with keys of its steps replaced; `extra` are keys of the document."""
    document = deepcopy(PIPELINE)
    document.update(steps.pop("extra", {}))
    for step in document["steps"]:
        step.update(steps.get(step["id"], {}))
    return document


def text(document):
    return json.dumps(document, indent=2).encode()


# Name: bytes of the file, code of the first error, its pointer.
BAD_DOCUMENTS = {
    "truncated": (text(PIPELINE)[:200], "not-json", ""),
    "empty file": (b"", "empty-document", ""),
    "NUL bytes": (b'{"schema_version": 1,\0 "name": "x"}', "nul-byte", ""),
    "not UTF-8": (b'{"name": "\xe4"}', "not-utf-8", ""),
    "no object": (b"[1, 2]", "not-an-object", ""),
    "deep nesting": (b"[" * 5_000_000 + b"]" * 5_000_000, "too-large", ""),
    "too deep": (b"[" * 100_000 + b"]" * 100_000, "too-deep", ""),
    "lone surrogate": (b'{"schema_version": 1, "name": "\\ud800"}', "lone-surrogate", "/name"),
    "wrong type": (text(changed(extra={"name": 5})), "bad-value", "/name"),
    "unknown key": (text(changed(extra={"nmae": "x"})), "unknown-key", "/nmae"),
    "newer version": (
        text(changed(extra={"schema_version": 99})),
        "newer-version",
        "/schema_version",
    ),
    "duplicate id": (text(changed(clean={"id": "load"})), "duplicate-step", "/steps/1/id"),
    "unknown component": (
        text(changed(load={"component": "data.read_cvs"})),
        "unknown-component",
        "/steps/0/component",
    ),
    "unknown port": (
        text(changed(clean={"inputs": {"table": "load.tabel"}})),
        "unknown-output",
        "/steps/1/inputs/table",
    ),
    "unknown input": (
        text(changed(clean={"inputs": {"table": "load.table", "tabel": "load.table"}})),
        "unknown-input",
        "/steps/1/inputs/tabel",
    ),
    "type mismatch": (
        text(changed(split={"id": "split"}, clean={"inputs": {"table": "split.y_train"}})),
        "type-mismatch",
        "/steps/1/inputs/table",
    ),
    "cycle": (
        text(changed(clean={"inputs": {"table": "split.X_train"}})),
        "cycle",
        "/steps/1/inputs/table",
    ),
    "self link": (
        text(changed(clean={"inputs": {"table": "clean.table"}})),
        "self-link",
        "/steps/1/inputs/table",
    ),
    "missing value": (
        text(changed(load={"params": {}})),
        "missing-value",
        "/steps/0/params",
    ),
}
