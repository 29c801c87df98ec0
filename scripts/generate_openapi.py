"""Write the schemas of the REST API's models into docs/openapi.yaml; ``--check`` only compares."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema

from jupyterlab_pipeline_export.server.models import API_MODELS

if TYPE_CHECKING:
    from pydantic import BaseModel

FILE: Final = Path(__file__).parents[1] / "docs" / "openapi.yaml"
MARK: Final = "\n  schemas:\n"


class UntitledSchema(GenerateJsonSchema):
    """Leaves the titles out that repeat the names of fields."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - as pydantic has it
        """Say no."""
        return False


class IndentingDumper(yaml.SafeDumper):
    """Writes YAML as Prettier formats it."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - as PyYAML has it
        """Indent always."""
        super().increase_indent(flow, False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else '"' if "'" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


IndentingDumper.add_representer(str, _represent_text)


def schemas() -> dict[str, Any]:
    """Return the schemas by the names of their models."""
    models: list[tuple[type[BaseModel], JsonSchemaMode]] = [
        (model, "validation" if model.__name__.endswith("Request") else "serialization")
        for model in API_MODELS
    ]
    _, definitions = models_json_schema(
        models, ref_template="#/components/schemas/{model}", schema_generator=UntitledSchema
    )
    found: dict[str, Any] = definitions["$defs"]
    for schema in found.values():
        schema.pop("title", None)
    return dict(sorted(found.items()))


def with_schemas(text: str) -> str:
    """Return the file with its generated part renewed; the rest keeps its layout and comments."""
    written_by_hand, mark, _ = text.partition(MARK)
    generated = yaml.dump(
        schemas(), Dumper=IndentingDumper, sort_keys=False, allow_unicode=True, width=1_000_000
    )
    return written_by_hand + mark + textwrap.indent(generated, "    ")


def main() -> int:
    """Write the file, or compare it."""
    text = FILE.read_text(encoding="utf-8")
    wanted = with_schemas(text)
    if "--check" in sys.argv[1:]:
        if text != wanted:
            print(f"{FILE.name} is out of date: run {Path(__file__).name}", file=sys.stderr)
        return int(text != wanted)
    FILE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
