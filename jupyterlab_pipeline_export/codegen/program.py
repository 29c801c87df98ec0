"""What passes from planning to exporting: Plan, Block and Program, all frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.components.manifest import Component, PortType
    from jupyterlab_pipeline_export.pipeline.model import Parameter, Pipeline, Step

__all__ = [
    "Block",
    "DataFile",
    "Plan",
    "PlannedInput",
    "PlannedOutput",
    "PlannedParameter",
    "PlannedStep",
    "Program",
    "ProgramRequirement",
    "Shown",
    "Symbols",
]


@dataclass(frozen=True, slots=True)
class PlannedOutput:
    """An output with the variable that holds it."""

    port: str
    type: PortType
    variable: str
    show: bool


@dataclass(frozen=True, slots=True)
class PlannedInput:
    """An input with the variables that feed it, in order."""

    port: str
    many: bool
    variables: tuple[str, ...]
    shared: frozenset[str]
    """Those of the variables that are taken elsewhere, too (a transformer must then be cloned before it is fitted)."""


@dataclass(frozen=True, slots=True)
class PlannedParameter:
    """A parameter of the pipeline with its name in Python."""

    parameter: Parameter
    variable: str


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step with everything that its snippet needs resolved."""

    number: int
    """Counts from 1, in run order, over the steps that are not muted."""
    index: int
    """Position in the document's list."""
    step: Step
    component: Component
    title: str
    """The user's title, else the component's."""
    inputs: Mapping[str, PlannedInput]
    outputs: Mapping[str, PlannedOutput]
    function: str
    """A free name for a function, in case the step's code defines one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Ordered steps with resolved names."""

    pipeline: Pipeline
    parameters: tuple[PlannedParameter, ...]
    steps: tuple[PlannedStep, ...]


@dataclass(frozen=True, slots=True)
class Symbols:
    """How generated code spells the two folders: what differs between formats.

    The defaults are the notebook's: data paths are relative to the working
    directory, output lies below ``OUTPUT_DIR``.
    """

    output_dir: str = "OUTPUT_DIR"
    """Name of the variable (a ``pathlib.Path``) of the output folder."""
    data_dir: str | None = None
    """Name of the variable (a ``pathlib.Path``) of the folder that data paths are relative to; None where that is the working directory."""
    data_prefix: PurePosixPath = PurePosixPath()
    """Way from the artifact's folder to the pipeline's, used where there is no `data_dir`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A result to show after a block's code."""

    variable: str
    type: PortType


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of generated code that belongs to a step."""

    step: PlannedStep
    definitions: str
    """Functions that the code calls: module level in a script. Empty for most."""
    code: str
    """Statements, ending with a newline."""
    shows: tuple[Shown, ...]

    @property
    def is_text(self) -> bool:
        """Whether there is nothing to run, so that title and note are all that the step is."""
        return self.code == "pass\n" and not self.definitions


@dataclass(frozen=True, slots=True)
class ProgramRequirement:
    """A requirement with the steps that need it."""

    requirement: str
    """PEP 508, with the lower bound that components declare, merged over all steps; extras and markers kept."""
    reasons: tuple[str, ...]
    """Titles of the steps (or `environment`), in run order, each with the declared reason in brackets where there is one."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that the program reads, as the document names it."""

    path: str
    step: str
    parameter: str
    """Name of the step's parameter that holds the path."""


@dataclass(frozen=True, slots=True)
class Program:
    """Blocks, imports, parameters and requirements: all that an exporter needs."""

    plan: Plan
    imports: str
    """Merged and sorted import statements, with isort's blank lines between groups; may be empty. Those of the blocks only."""
    blocks: tuple[Block, ...]
    requirements: tuple[ProgramRequirement, ...]
    data_files: tuple[DataFile, ...]
    symbols: Symbols
    uses_output_dir: bool
    uses_matplotlib: bool
    import_modules: tuple[str, ...]
    """Top-level modules that the program imports, sorted, the standard library's left out."""

    @property
    def pipeline(self) -> Pipeline:
        """The document that the program comes from."""
        return self.plan.pipeline

    @property
    def parameters(self) -> tuple[PlannedParameter, ...]:
        """The parameters of the pipeline, with their names in Python."""
        return self.plan.parameters
