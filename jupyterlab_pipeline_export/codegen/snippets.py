"""The snippet language: the names and functions that a component's template sees."""

from __future__ import annotations

import keyword
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from jupyterlab_pipeline_export.codegen.functions import make_function
from jupyterlab_pipeline_export.codegen.source import PyCode, PyComment, to_source

if TYPE_CHECKING:
    from jupyterlab_pipeline_export.codegen.program import PlannedInput, PlannedStep
    from jupyterlab_pipeline_export.codegen.values import StepValues

__all__ = ["Snippet"]

_LEARNING: Final = "scikit-learn>=1.2"


class _Names:
    """Values by name that a template reads by ``a.b`` or ``a["b"]``.

    It has no attributes of its own, so a parameter may be called ``items`` or
    ``values``.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> object:
        return self._values[name]

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        # Python's own would tell of the server's memory.
        return f"<{len(self)} values by name>"


@dataclass
class Snippet:
    """The view of one step that its template is rendered with.

    Parameters
    ----------
    planned
        The step.
    values
        Its parameters.

    Attributes
    ----------
    definitions : list of str
        Functions that the template defined.
    imports : list of str
        Statements for the imports that the functions called for.
    requirements : list of str
        Requirements behind those imports.
    modules : set of str
        Top-level modules that custom code imports by itself.
    """

    planned: PlannedStep
    values: StepValues
    definitions: list[str] = field(init=False, default_factory=list)
    imports: list[str] = field(init=False, default_factory=list)
    requirements: list[str] = field(init=False, default_factory=list)
    modules: set[str] = field(init=False, default_factory=set)

    def context(self) -> dict[str, object]:
        """Return all that the template may name."""
        planned = self.planned
        inputs = {name: _variables(item) for name, item in planned.inputs.items()}
        step = {
            "id": planned.step.id,
            "title": planned.title,
            "function": PyCode(planned.function),
            "inputs": list(inputs.values()),
        }
        return {
            "inputs": _Names(inputs),
            "outputs": _Names(
                {name: PyCode(output.variable) for name, output in planned.outputs.items()}
            ),
            "params": _Names(self.values.rendered),
            "step": _Names(step),
            "arguments": self._arguments,
            "call": self._call,
            "chain": self._chain,
            "comment": PyComment,
            "define": self._define,
            "unfitted": self._unfitted,
        }

    def _arguments(
        self, positional: Sequence[object] = (), named: Collection[str] = (), /, **always: object
    ) -> PyCode:
        """Write an argument list: values, then the named parameters that say something new, then keywords."""
        parts = [to_source(value) for value in positional]
        keywords: dict[str, object] = {}
        for name in named:
            value = self.values.rendered[name]
            if not self.values.left_out(name):
                keywords[name] = value
        for name, value in {**keywords, **always}.items():
            if name.isidentifier() and not keyword.iskeyword(name):
                parts.append(f"{name}={to_source(value)}")
            else:
                # Where a library takes names of columns as those of arguments, they may be any text.
                parts.append(f"**{{{to_source(name)}: {to_source(value)}}}")
        return PyCode(", ".join(parts))

    def _call(
        self,
        function: object,
        positional: Sequence[object] = (),
        named: Collection[str] = (),
        /,
        **always: object,
    ) -> PyCode:
        """Write a call of a function, which the template names by a dotted identifier."""
        name = str(function)
        if not all(part.isidentifier() and not keyword.iskeyword(part) for part in name.split(".")):
            msg = f"{name!r} is no name of a function"
            raise ValueError(msg)
        return PyCode(f"{name}({self._arguments(positional, named, **always)})")

    def _unfitted(self, transformer: object) -> object:
        """Clone each transformer that other steps take, too: fitting it here must not touch theirs."""
        if isinstance(transformer, (list, tuple)):
            return [self._unfitted(item) for item in transformer]
        if isinstance(transformer, PyCode) and transformer.shared:
            self._learn("from sklearn.base import clone")
            return PyCode(f"clone({transformer})")
        return transformer

    def _chain(self, estimators: Sequence[object]) -> object:
        """Join estimators to a pipeline; a single one stays what it is."""
        if not estimators:
            msg = "chain needs at least one estimator"
            raise ValueError(msg)
        if len(estimators) == 1:
            return estimators[0]
        self._learn("from sklearn.pipeline import make_pipeline")
        return self._call("make_pipeline", estimators)

    def _learn(self, statement: str) -> None:
        self.imports.append(statement)
        self.requirements.append(_LEARNING)

    def _define(self, code: PyCode) -> PyCode:
        """Make a function of custom code, and write the statement that calls it.

        It takes the step's inputs and the parameters of the pipeline that the
        code names, and gives the step's outputs.
        """
        planned = self.planned
        function = make_function(
            planned.function,
            str(code),
            inputs=tuple(planned.inputs),
            outputs=tuple(planned.outputs),
            parameters=self.values.variables,
        )
        self.definitions.append(function.definition)
        self.imports += function.imports
        self.modules |= function.modules
        parameters = {name: PyCode(self.values.variables[name]) for name in function.parameters}
        inputs = [_variables(item) for item in planned.inputs.values()]
        call = self._call(planned.function, inputs, (), **parameters)
        targets = ", ".join(output.variable for output in planned.outputs.values())
        return PyCode(f"{targets} = {call}" if targets else str(call))


def _variables(item: PlannedInput) -> list[PyCode] | PyCode | None:
    """Return an input as code: a list where it takes many, None where it takes none."""
    variables = [PyCode(name, shared=name in item.shared) for name in item.variables]
    if item.many:
        return variables
    return variables[0] if variables else None
