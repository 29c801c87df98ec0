"""The sandbox that snippets are compiled for: what they can reach, and that all of it is paid for.

Jinja's own sandbox forbids names that begin with an underscore. This one goes
further: of each type, it lists the attributes there are. And it counts: see
`snippet_budget`. Nothing is computed while a snippet is compiled, as Jinja does
with constants, so compiling takes time in proportion to the text alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, cast

from jinja2 import StrictUndefined, Template, nodes, pass_context
from jinja2.exceptions import SecurityError, TemplateAssertionError
from jinja2.filters import FILTERS
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.visitor import NodeTransformer

from jupyterlab_pipeline_export.components.snippet_budget import Budget, SnippetLimitError

__all__ = [
    "METHODS",
    "REFUSED_STATEMENTS",
    "SNIPPET_FILTERS",
    "SnippetContext",
    "SnippetEnvironment",
]

SNIPPET_FILTERS: Final = frozenset(
    {
        "abs", "count", "d", "default", "dictsort", "first", "float", "int", "items", "join", "last",
        "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace", "reverse",
        "round", "select", "selectattr", "sort", "string", "sum", "title", "trim", "unique", "upper",
    }
)  # fmt: skip
"""The filters of Jinja that are deterministic and make no huge text of a small one: no padding to a width, no formatting."""

REFUSED_STATEMENTS: Final = (
    nodes.Block,
    nodes.CallBlock,
    nodes.Extends,
    nodes.FilterBlock,
    nodes.FromImport,
    nodes.Import,
    nodes.Include,
    nodes.Macro,
    nodes.ScopedEvalContextModifier,
)
"""What could repeat itself without a loop, or reach another file."""

METHODS: Final[dict[type, frozenset[str]]] = {
    str: frozenset(
        {
            "capitalize", "casefold", "count", "endswith", "find", "index", "isalnum", "isalpha", "isascii",
            "isdecimal", "isdigit", "isidentifier", "islower", "isnumeric", "isprintable", "isspace",
            "istitle", "isupper", "join", "lower", "lstrip", "partition", "removeprefix", "removesuffix",
            "replace", "rfind", "rindex", "rpartition", "rsplit", "rstrip", "split", "splitlines",
            "startswith", "strip", "swapcase", "title", "upper",
        }
    ),
    list: frozenset({"copy", "count", "index"}),
    tuple: frozenset({"count", "index"}),
    dict: frozenset({"copy", "get", "items", "keys", "values"}),
    float: frozenset({"is_integer"}),
    LoopContext: frozenset(
        {
            "changed", "cycle", "depth", "depth0", "first", "index", "index0", "last", "length", "nextitem",
            "previtem", "revindex", "revindex0",
        }
    ),
}  # fmt: skip
"""The attributes there are, by type; other types have none."""

MAX_BITS: Final = 1024
MAX_ITEMS: Final = 10_000
MAX_DIGITS: Final = 100
SORTING: Final = 16
"""How often a sort looks at each item, at most: the logarithm of the longest list."""

# Names of filters that no template can spell.
LOOP: Final = "loop over"
LOOK: Final = "look at"


class SnippetContext(Context):
    """What a snippet sees while it is rendered, and what it may use up."""

    budget: Budget


class _Paid(NodeTransformer):
    """Adds to a template the operations that pay for it."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - Jinja's name
        if node.recursive:
            msg = "a snippet cannot loop recursively"
            raise TemplateAssertionError(msg, node.lineno)
        cost = 1 + sum(map(_cost, (*node.body, *filter(None, [node.test]))))
        self.generic_visit(node)
        node.iter = _filter(cast("nodes.Expr", node.iter), LOOP, [nodes.Const(cost)])
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        # Against a constant, only a search in a long text or list takes its time.
        if all(each.op in {"eq", "ne"} and isinstance(each.expr, nodes.Const) for each in node.ops):
            return node
        node.expr = _looked_at(node.expr)
        for operand in node.ops:
            operand.expr = _looked_at(operand.expr)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        node.nodes = [_looked_at(each) for each in node.nodes]
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            return _looked_at(node)
        node.arg = _looked_at(node.arg)
        return node

    def visit_Pair(self, node: nodes.Pair) -> nodes.Node:  # noqa: N802 - Jinja's name
        self.generic_visit(node)
        node.key = _looked_at(node.key)
        return node


def _cost(node: nodes.Node) -> int:
    text = len(node.data) // 8 if isinstance(node, nodes.TemplateData) else 0
    return 1 + text + sum(map(_cost, node.iter_child_nodes()))


def _looked_at(node: nodes.Expr) -> nodes.Expr:
    return node if isinstance(node, nodes.Const) else _filter(node, LOOK, [])


def _filter(node: nodes.Expr, name: str, arguments: list[nodes.Expr]) -> nodes.Expr:
    return nodes.Filter(node, name, arguments, [], None, None, lineno=node.lineno)


class SnippetEnvironment(ImmutableSandboxedEnvironment):
    """The sandbox of the snippets.

    Parameters
    ----------
    finalize
        Turns a value into the text that stands for it in the output.
    paid
        Count what filters and tests cost; without, they are Jinja's own.
    """

    context_class = SnippetContext
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, finalize: Callable[[Any], str] = str, *, paid: bool = True) -> None:
        @pass_context
        def write(context: SnippetContext, value: object, /) -> str:
            context.budget.pay_for(value)
            return finalize(value)

        super().__init__(
            undefined=StrictUndefined,
            finalize=write,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,
            optimized=False,
            cache_size=0,
        )
        self.globals = {"range": _bounded_range}
        self.filters = {name: FILTERS[name] for name in SNIPPET_FILTERS}
        self.tests = dict(TESTS)
        if paid:
            # They look up attributes in the environment that they belong to: a sandbox, too.
            plain = SnippetEnvironment(finalize, paid=False)
            self.filters = {name: _paid_filter(plain, name) for name in SNIPPET_FILTERS}
            self.filters |= {LOOP: _loop_over, LOOK: _look_at}
            self.tests = {name: _paid_test(plain, name) for name in TESTS}

    def compile_snippet(self, text: str) -> Template:
        """Compile a snippet.

        Parameters
        ----------
        text
            The Jinja2 text of a component.

        Returns
        -------
        Template
            To be rendered with a context that has a budget.

        Raises
        ------
        jinja2.TemplateSyntaxError
            If the text is no template, or uses a filter or statement that snippets lack.
        """
        tree = self.parse(text)
        for statement in tree.find_all(REFUSED_STATEMENTS):
            msg = f"a snippet has no {type(statement).__name__.lower()}"
            raise TemplateAssertionError(msg, statement.lineno)
        _Paid().visit(tree)
        return Template.from_code(self, self.compile(tree), self.make_globals(None))

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Allow what `METHODS` lists, and nothing else."""
        return attr in METHODS.get(type(obj), ()) and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: object) -> None:
        """Leave the string methods for formatting to `is_safe_attribute`, which refuses them."""

    def call(self, context: Context, function: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever it is
        """Pay for the arguments of a call, and for the text or list whose method it is."""
        budget = cast("SnippetContext", context).budget
        owner = getattr(function, "__self__", None)
        if type(owner) in METHODS:
            budget.pay_for(owner)
        budget.pay_for(*args, *kwargs.values())
        if type(owner) is str:
            name = function.__name__
            if name == "join" and args:
                _pay_for_join(budget, args[0], owner)
            elif name == "replace" and len(args) > 1:
                _pay_for_replace(budget, owner, args[0], args[1])
        return super().call(context, function, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Refuse arithmetic whose result would be huge, and ``%`` on strings."""
        cast("SnippetContext", context).budget.pay_for(left, right)
        if operator == "%" and isinstance(left, (str, bytes)):
            msg = "a snippet cannot format strings by %"
            raise SecurityError(msg)
        if operator == "*" and _product_size(left, right) > MAX_ITEMS:
            msg = "the result of * is too large"
            raise SnippetLimitError(msg)
        if operator == "**" and _power_bits(left, right) > MAX_BITS:
            msg = "the result of ** is too large"
            raise SnippetLimitError(msg)
        return super().call_binop(context, operator, left, right)


@pass_context
def _loop_over(context: SnippetContext, items: Any, cost: int, /) -> list[object]:  # noqa: ANN401 - what Python loops over
    context.budget.pay(len(items) * cost + 1)
    return list(items)


@pass_context
def _look_at(context: SnippetContext, value: object, /) -> object:
    context.budget.pay_for(value)
    return value


def _paid_filter(plain: SnippetEnvironment, name: str) -> Callable[..., object]:
    @pass_context
    def paid(context: SnippetContext, value: Any, /, *args: Any, **kwargs: Any) -> object:  # noqa: ANN401 - as in templates
        budget = context.budget
        _check_arguments(name, args, kwargs)
        for _ in range(SORTING if name in {"dictsort", "sort"} else 1):
            budget.pay_for(value, *args, *kwargs.values())
        if name == "join":
            _pay_for_join(budget, value, *args[:1], *([kwargs["d"]] if "d" in kwargs else []))
        elif name == "replace":
            _pay_for_replace(budget, str(value), *(*args, *kwargs.values())[:2])
        made = plain.call_filter(name, value, args, kwargs, context=context)
        # Some are lazy; what they do is paid for while it is done.
        return list(made) if hasattr(made, "__next__") else made

    return paid


def _paid_test(plain: SnippetEnvironment, name: str) -> Callable[..., object]:
    @pass_context
    def paid(context: SnippetContext, value: Any, /, *args: Any, **kwargs: Any) -> object:  # noqa: ANN401 - as in templates
        # `is defined` and `is callable` may be asked of functions.
        context.budget.pay_for(*() if callable(value) else (value,), *args, *kwargs.values())
        return plain.call_test(name, value, args, kwargs, context=context)

    return paid


def _check_arguments(name: str, args: Sequence[object], kwargs: dict[str, object]) -> None:
    """Refuse arguments by which a filter would take long, or make much of little."""
    numbers = [each for each in (*args, *kwargs.values()) if isinstance(each, int)]
    if name == "round" and any(abs(each) > MAX_DIGITS for each in numbers):
        msg = f"`round` takes at most {MAX_DIGITS} digits"
        raise SnippetLimitError(msg)
    start = kwargs.get("start", args[1] if len(args) > 1 else 0)
    if name == "sum" and not isinstance(start, (int, float)):
        msg = "`sum` adds numbers alone"
        raise SnippetLimitError(msg)


def _pay_for_join(budget: Budget, items: Any, separator: object = "", /) -> None:  # noqa: ANN401 - as in templates
    number = len(items) if hasattr(items, "__len__") else 0
    budget.pay_for_text(number * len(str(separator)))


def _pay_for_replace(budget: Budget, text: str, old: object = "", new: object = "", /) -> None:
    budget.pay_for_text(text.count(str(old)) * len(str(new)))


def _product_size(left: object, right: object) -> int:
    if isinstance(left, int) and isinstance(right, int):
        return left.bit_length() + right.bit_length()
    for sequence, times in ((left, right), (right, left)):
        if isinstance(sequence, (str, bytes, list, tuple)) and isinstance(times, int):
            return len(sequence) * times
    return 0


def _power_bits(left: object, right: object) -> int:
    if isinstance(left, int) and isinstance(right, int):
        return left.bit_length() * abs(right)
    return 0


def _bounded_range(*bounds: int) -> range:
    numbers = range(*bounds)
    if len(numbers) > MAX_ITEMS:
        msg = f"range is limited to {MAX_ITEMS:,} items in a snippet"
        raise SnippetLimitError(msg)
    return numbers
