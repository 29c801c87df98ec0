"""From a plan to a program: every step's snippet rendered and checked."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import jinja2

from jupyterlab_pipeline_export.codegen.environment import (
    compile_snippet,
    failed_line,
    render_snippet,
)
from jupyterlab_pipeline_export.codegen.imports import (
    imported_modules,
    merge_imports,
    third_party,
)
from jupyterlab_pipeline_export.codegen.indent import has_statements
from jupyterlab_pipeline_export.codegen.program import (
    Block,
    DataFile,
    Plan,
    PlannedStep,
    Program,
    Shown,
    Symbols,
)
from jupyterlab_pipeline_export.codegen.requirements import RequirementsCollector
from jupyterlab_pipeline_export.codegen.snippets import Snippet
from jupyterlab_pipeline_export.codegen.values import StepValues
from jupyterlab_pipeline_export.components.custom_code import analyse_code
from jupyterlab_pipeline_export.components.snippet_budget import Budget, SnippetLimitError
from jupyterlab_pipeline_export.components.step_values import condition_holds
from jupyterlab_pipeline_export.errors import ExportError
from jupyterlab_pipeline_export.pipeline.problems import Problem, pointer

if TYPE_CHECKING:
    from pydantic import JsonValue

__all__ = ["render_program"]


def render_program(plan: Plan, symbols: Symbols = Symbols()) -> Program:  # noqa: B008 - frozen
    """Render the code of all steps.

    Parameters
    ----------
    plan
        The ordered steps.
    symbols
        How the code spells the folders of data and of output. The notebook's
        way by default.

    Returns
    -------
    Program
        Each block parses on its own.

    Raises
    ------
    ExportError
        If a component's snippet fails or gives no Python, or if requirements
        contradict each other. The problem names the step and the component.
    """
    return _Renderer(plan, symbols).render()


# Statements that may mean something else in a function; most code has none of them.
_DELICATE: Final = re.compile(r"\b(?:import|global|class)\b")


class _Renderer:
    """Collects what the blocks of one program need."""

    def __init__(self, plan: Plan, symbols: Symbols) -> None:
        self._plan = plan
        self._symbols = symbols
        self._variables: Mapping[str, str] = {
            planned.parameter.name: planned.variable for planned in plan.parameters
        }
        self._defaults: Mapping[str, JsonValue] = {
            planned.parameter.name: planned.parameter.default for planned in plan.parameters
        }
        self._imports: dict[str, None] = {}
        self._modules: set[str] = set()
        self._requirements = RequirementsCollector()
        self._data_files: list[DataFile] = []
        self._uses_output_dir = False
        self._budget = Budget()

    def render(self) -> Program:
        with warnings.catch_warnings():
            # An invalid escape in a user's string is theirs to see when they run it.
            warnings.simplefilter("ignore")
            blocks = tuple(map(self._block, self._plan.steps))
        for requirement in self._plan.pipeline.environment.requirements:
            self._requirements.add(requirement, "environment")
        modules = third_party(imported_modules(self._imports) | self._modules)
        shows_figure = any(shown.type == "figure" for block in blocks for shown in block.shows)
        return Program(
            plan=self._plan,
            imports=merge_imports(self._imports),
            blocks=blocks,
            requirements=self._requirements.merged(),
            data_files=tuple(self._data_files),
            symbols=self._symbols,
            uses_output_dir=self._uses_output_dir,
            uses_matplotlib=shows_figure or "matplotlib" in modules,
            import_modules=tuple(sorted(modules)),
        )

    def _block(self, planned: PlannedStep) -> Block:
        values = StepValues(planned, self._variables, self._defaults, self._symbols)
        snippet = Snippet(planned, values)
        code = _render_snippet(planned, snippet, self._budget)
        code = "".join(f"{line}\n" for line in values.setup) + code
        definitions = "\n\n".join(snippet.definitions)
        _check_block(planned, definitions + code)
        self._gather(planned, snippet)
        shows = tuple(
            Shown(output.variable, output.type)
            for output in planned.outputs.values()
            if output.show
        )
        return Block(planned, definitions, code, shows)

    def _gather(self, planned: PlannedStep, snippet: Snippet) -> None:
        """Collect what the program needs because of this step."""
        component, params = planned.component, planned.step.params
        linked = {name for name, each in planned.inputs.items() if each.variables}
        for item in component.imports:
            if isinstance(item, str):
                self._imports[item] = None
            elif condition_holds(item.when, params, component, linked, on_reference=False):
                self._imports[item.code] = None
        self._imports.update(dict.fromkeys((*snippet.values.imports, *snippet.imports)))
        self._modules |= snippet.modules
        for requirement in component.requires:
            # A value that is known at run time only may need the package.
            if condition_holds(requirement.when, params, component, linked, on_reference=True):
                reason = f" ({requirement.reason})" if requirement.reason else ""
                self._requirements.add(requirement.package, planned.title + reason)
        for package in dict.fromkeys(snippet.requirements):
            self._requirements.add(package, planned.title)
        self._data_files += snippet.values.data_files
        self._uses_output_dir |= snippet.values.uses_output_dir


def _render_snippet(planned: PlannedStep, snippet: Snippet, budget: Budget) -> str:
    try:
        template = compile_snippet(planned.component.template)
    except jinja2.TemplateSyntaxError as error:
        raise _failure(planned, f"line {error.lineno}: {error.message}") from error
    except Exception as error:
        raise _failure(planned, str(error) or type(error).__name__) from error
    try:
        text = render_snippet(template, snippet.context(), budget)
    except Exception as error:
        # Whatever a component's template does wrong is a problem of that component.
        line = failed_line(template, error)
        place = f" (line {line} of its snippet)" if line else ""
        detail = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        code = error.code if isinstance(error, SnippetLimitError) else "render-failed"
        raise _failure(planned, f"{detail or type(error).__name__}{place}", code) from error
    lines = [line.rstrip() if not line.strip() else line for line in text.split("\n")]
    code = "\n".join(lines).strip("\n")
    code = f"{code}\n" if code else ""
    # A script puts the code into a block, which cannot be empty.
    return code if has_statements(code) else f"{code}pass\n"


def _check_block(planned: PlannedStep, code: str) -> None:
    """Make sure that the code of a step is whole by itself, and may stand in a function."""
    try:
        # Compiling runs nothing; unlike a parser, it knows where `return` may stand.
        compile(code, f"<{planned.step.id}>", "exec", dont_inherit=True)
    except SyntaxError as error:
        detail = f"it is no valid Python: {error.msg} (line {error.lineno} of the step)"
        raise _failure(planned, detail) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise _failure(planned, f"it cannot be read: {error}") from error
    if _DELICATE.search(code):
        analysis = analyse_code(code)
        for problem in analysis.problems:
            raise _failure(planned, f"{problem.message} (line {problem.line} of the step)")
        for hoisted in (*analysis.star_imports, *analysis.future_imports):
            raise _failure(planned, f"`{hoisted.statement}` stands among its statements")


def _failure(planned: PlannedStep, detail: str, code: str = "render-failed") -> ExportError:
    component = planned.component
    what = " ".join(detail.split()).rstrip(".")
    message = f"The code of step `{planned.step.id}` cannot be made: {what}."
    remedy = "Change the settings of the step."
    if component.origin != "built-in":
        remedy = f"Correct the component `{component.id}`, which comes from: {component.origin}."
    problem = Problem(
        severity="error",
        code=code,
        pointer=pointer("steps", planned.index),
        step=planned.step.id,
        message=f"{message} Component: `{component.id}`.",
        remedy=remedy,
    )
    return ExportError(problem.message, [problem])
