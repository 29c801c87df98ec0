"""The values of a step's parameters, as a snippet sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from jupyterlab_pipeline_export.codegen.program import DataFile, PlannedStep, Symbols
from jupyterlab_pipeline_export.codegen.source import PyCode, to_source
from jupyterlab_pipeline_export.components.step_values import parameter_schemas, same_value
from jupyterlab_pipeline_export.pipeline.model import parameter_reference

if TYPE_CHECKING:
    from pydantic import JsonValue

    from jupyterlab_pipeline_export.components.step_values import Schema

__all__ = ["StepValues"]


@dataclass
class StepValues:
    """The parameters of a step, turned into what its snippet prints.

    Parameters
    ----------
    planned
        The step.
    variables
        The Python name of each parameter of the pipeline.
    defaults
        The default of each parameter of the pipeline.
    symbols
        How the folders are spelled.

    Attributes
    ----------
    rendered : dict of str to object
        All values by name: plain ones, and code for references, paths and code.
    setup : list of str
        Statements that have to run before the snippet.
    imports : list of str
        Statements for the imports that the rendered values need.
    data_files : list of DataFile
        The files that the step reads.
    uses_output_dir : bool
        Whether a value lies below the output folder.
    """

    planned: PlannedStep
    variables: Mapping[str, str]
    defaults: Mapping[str, JsonValue]
    symbols: Symbols
    rendered: dict[str, object] = field(init=False, default_factory=dict)
    setup: list[str] = field(init=False, default_factory=list)
    imports: list[str] = field(init=False, default_factory=list)
    data_files: list[DataFile] = field(init=False, default_factory=list)
    uses_output_dir: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self._schemas = parameter_schemas(self.planned.component)
        params = self.planned.step.params
        for name in dict.fromkeys((*self._schemas, *params)):
            schema = self._schemas.get(name, {})
            value = params[name] if name in params else schema.get("default")
            self.rendered[name] = self._convert(name, value, schema)

    def left_out(self, name: str) -> bool:
        """Tell whether a keyword argument for this parameter would say nothing new."""
        schema = self._schemas.get(name, {})
        if schema.get("x-always") is True or name not in self.planned.step.params:
            return schema.get("x-always") is not True
        return same_value(self.planned.step.params[name], schema.get("default"))

    def _convert(self, name: str, value: JsonValue, schema: Schema) -> object:
        reference = parameter_reference(value)
        items = schema.get("items")
        if isinstance(value, list) and isinstance(items, dict):
            return [self._convert(name, item, items) for item in value]
        if reference is None and not isinstance(value, str):
            return value
        match schema.get("format"):
            case "path":
                return self._path(name, value, reference)
            case "output-path":
                return self._output_path(value, reference)
            case "python" if isinstance(value, str):
                return PyCode(value)
        return value if reference is None else PyCode(self.variables[reference])

    def _path(self, name: str, value: JsonValue, reference: str | None) -> PyCode:
        path = value if reference is None else self.defaults[reference]
        self.data_files.append(DataFile(str(path), self.planned.step.id, name))
        prefix = self.symbols.data_prefix
        if reference is None:
            if _is_absolute(str(value)):
                return PyCode(to_source(value))
            if self.symbols.data_dir is None:
                return PyCode(to_source(str(prefix / str(value)) if prefix.parts else value))
            return PyCode(f"{self.symbols.data_dir} / {to_source(value)}")
        variable = self.variables[reference]
        if self.symbols.data_dir is not None:
            return PyCode(f"{self.symbols.data_dir} / {variable}")
        if not prefix.parts:
            return PyCode(variable)
        self.imports.append("from pathlib import Path")
        return PyCode(f"Path({to_source(str(prefix))}, {variable})")

    def _output_path(self, value: JsonValue, reference: str | None) -> PyCode:
        self.uses_output_dir = True
        folder = self.symbols.output_dir
        if reference is not None:
            path = f"{folder} / {self.variables[reference]}"
            self.setup.append(f"({path}).parent.mkdir(parents=True, exist_ok=True)")
            return PyCode(path)
        parent = PurePosixPath(str(value)).parent
        if parent.parts:
            subfolder = f"{folder} / {to_source(str(parent))}"
            self.setup.append(f"({subfolder}).mkdir(parents=True, exist_ok=True)")
        return PyCode(f"{folder} / {to_source(value)}")


def _is_absolute(path: str) -> bool:
    """Tell whether a path means the same wherever the pipeline lies, on any system."""
    return bool(PureWindowsPath(path).anchor) or path.startswith("~")
