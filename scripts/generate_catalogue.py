"""Write docs/components.md, the page about all built-in components, from their manifests.

usage: python scripts/generate_catalogue.py [--check]

``--check`` writes nothing and fails if the page is not what it would write.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from catalogue_words import column_sentences, condition_words, trait_sentences

from jupyterlab_pipeline_export.components.catalog import builtin_catalog
from jupyterlab_pipeline_export.exporters.markdown import code_span, markdown_text

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.manifest import Component

PAGE: Final = Path(__file__).parents[1] / "docs" / "components.md"
INTRODUCTION: Final = """\
<!-- Written by scripts/generate_catalogue.py: change the components, then run `make catalogue`. -->

# Components

All components that come with this project. Each makes one step of a pipeline, and each is [one file](add-a-component.md).
"""


def page(components: Mapping[str, Component]) -> str:
    """Return the whole page."""
    by_category = {
        category: list(members)
        for category, members in groupby(components.values(), key=lambda each: each.category)
    }
    lines = [INTRODUCTION, "| component | id | what it does |", "| --- | --- | --- |"]
    for members in by_category.values():
        for each in members:
            link = f"[{cell(each.title)}](#{anchor(each)})"
            lines.append(f"| {link} | {code_span(each.id)} | {cell(each.summary)} |")
    for category, members in by_category.items():
        lines += ["", f"## {category.capitalize()}"]
        for each in members:
            lines += ["", *section(each)]
    return "\n".join(lines) + "\n"


def section(component: Component) -> Iterator[str]:
    """Yield the lines about one component."""
    yield f'<a id="{anchor(component)}"></a>'
    yield ""
    yield f"### {markdown_text(component.title)}"
    yield ""
    link = f" · [documentation]({component.docs})" if component.docs else ""
    yield f"{code_span(component.id)}{link}"
    yield ""
    yield markdown_text(component.summary)
    yield from ports(component)
    yield from parameters(component)
    notes = [
        *(f"Needs {requirement}." for requirement in requirements(component)),
        *column_sentences(component),
        *trait_sentences(component),
    ]
    if notes:
        yield ""
        yield from (f"- {note}" for note in notes)


def ports(component: Component) -> Iterator[str]:
    """Yield the table of inputs and outputs."""
    if component.declared_ports:
        yield from ("", "Each step declares its inputs and outputs itself.")
        return
    rows = []
    for name, port in component.inputs.items():
        details = [
            port.title,
            port.description,
            *["May be left out"] * port.optional,
            *["Takes several"] * port.many,
        ]
        rows.append(("input", code_span(name), port.type, sentence(details)))
    for name, output in component.outputs.items():
        details = [output.title, output.description]
        rows.append(("output", code_span(name), output.type, sentence(details)))
    yield from table(("port", "name", "type", "meaning"), rows)


def parameters(component: Component) -> Iterator[str]:
    """Yield the table of parameters."""
    properties: dict[str, Any] = component.params.get("properties", {})  # type: ignore[assignment]
    required: list[str] = component.params.get("required", [])  # type: ignore[assignment]
    rows = []
    for name, schema in properties.items():
        default = (
            code_span(json.dumps(schema["default"], ensure_ascii=False))
            if "default" in schema
            else ""
        )
        default = "needed" if name in required else default
        details = [schema.get("title", ""), schema.get("description", "")]
        rows.append((code_span(name), type_words(schema), default, sentence(details)))
    yield from table(("parameter", "type", "default", "meaning"), rows)


def type_words(schema: Mapping[str, Any]) -> str:
    """Name the values that a parameter takes."""
    for key in ("oneOf", "anyOf", "enum"):
        if key in schema:
            choices = (
                schema[key] if key == "enum" else [each.get("const", each) for each in schema[key]]
            )
            return " or ".join(
                type_words(each)
                if isinstance(each, dict)
                else code_span(json.dumps(each, ensure_ascii=False))
                for each in choices
            )
    kind = schema.get("type", "any value")
    words = " or ".join(kind) if isinstance(kind, list) else str(kind)
    words = str(schema.get("format", words))
    if kind == "array" and isinstance(schema.get("items"), dict) and "format" not in schema:
        return f"list of {type_words(schema['items'])}"
    return words


def requirements(component: Component) -> Iterator[str]:
    """Yield each requirement with its reason and its condition."""
    for each in component.requires:
        reason = f", which {markdown_text(each.reason)}" if each.reason else ""
        yield f"{code_span(each.package)}{reason}{condition_words(each.when)}"


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield a table, if there is anything in it."""
    if not rows:
        return
    yield ""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(each.replace('|', chr(92) + '|') for each in row)} |"


def sentence(details: Iterable[str]) -> str:
    """Join what is said of something to sentences within a cell."""
    return " ".join(f"{cell(each).rstrip('.')}." for each in details if each)


def cell(text: str) -> str:
    """Write a text so that it stays in its cell."""
    return markdown_text(" ".join(text.split()))


def anchor(component: Component) -> str:
    """Return the name by which other places link to a component."""
    return component.id.replace(".", "-").replace("_", "-")


def main() -> int:
    """Run the command and return its exit code."""
    parser = argparse.ArgumentParser(description="Write the page about all components.")
    parser.add_argument("--check", action="store_true", help="only compare, and fail if it is old")
    check = parser.parse_args().check
    text = page(builtin_catalog().components)
    if not check:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        print(f"{PAGE.name} is not up to date: run `make catalogue`", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
