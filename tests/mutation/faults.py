"""Small faults as a tired person would make them: one at a time, each in one place of a module."""

import ast
import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_SQL = (
    (r" < ", " <= "),
    (r" <= ", " < "),
    (r" > ", " >= "),
    (r"\bAND\b", "OR"),
    (r"\bOR\b", "AND"),
    (r"\bIS NOT\b", "IS"),
    (r"\bDESC\b", "ASC"),
    (r"\bmax\(", "min("),
    (r"\bNOT IN\b", "IN"),
)
_IS_SQL = re.compile(r"\b(SELECT|WHERE|PRAGMA|ORDER BY|INSERT INTO|BEGIN)\b")


@dataclass(frozen=True)
class Fault:
    """A module's source with one fault in it; `line` and `what` say where and which."""

    line: int
    what: str
    source: str


def faults(source: str) -> list[Fault]:
    """Every fault that can be made in a module. Docstrings and annotations are left alone."""
    tree = ast.parse(source)
    _leave_out(tree)
    found = []
    places = [node for node in ast.walk(tree) if not getattr(node, "left_out", False)]
    for number, node in enumerate(places):
        for what, _ in _changes(node):
            found.append((number, what, getattr(node, "lineno", 0)))
    return [Fault(line, what, _made(tree, number, what)) for number, what, line in found]


def _leave_out(tree: ast.AST) -> None:
    """Mark what no test could notice: docstrings, annotations, `__all__`, type aliases."""
    for node in ast.walk(tree):
        quiet: list[ast.AST | None] = []
        if isinstance(node, ast.FunctionDef):
            quiet = [
                node.returns,
                *(arg.annotation for arg in ast.walk(node.args) if isinstance(arg, ast.arg)),
            ]
        if isinstance(node, ast.AnnAssign):
            quiet = [node.annotation]
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            quiet = [node]
        for each in quiet:
            for inner in ast.walk(each) if each else ():
                inner.left_out = True  # type: ignore[attr-defined]  # our own mark on a node


def _made(tree: ast.Module, number: int, what: str) -> str:
    changed = copy.deepcopy(tree)
    node = [n for n in ast.walk(changed) if not getattr(n, "left_out", False)][number]
    next(change for name, change in _changes(node) if name == what)()
    return ast.unparse(ast.fix_missing_locations(changed))


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:
    """What can go wrong at a node, and what makes it so."""
    if isinstance(node, ast.Compare):
        old = type(node.ops[0])
        if old in _COMPARISONS:
            new = _COMPARISONS[old]
            yield f"{old.__name__} to {new.__name__}", lambda: node.ops.__setitem__(0, new())
    elif isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"{type(node.op).__name__} to {other.__name__}", lambda: setattr(node, "op", other())
        yield "last condition dropped", lambda: node.values.__delitem__(-1)
    elif isinstance(node, ast.BinOp) and type(node.op) in _ARITHMETIC:
        sign = _ARITHMETIC[type(node.op)]
        yield f"{type(node.op).__name__} to {sign.__name__}", lambda: setattr(node, "op", sign())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not dropped", lambda: _bool(node)
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.Return) and node.value is not None:
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield "returns None", lambda: setattr(node, "value", ast.Constant(None))
    elif (
        isinstance(node, ast.If)
        and not node.orelse
        and isinstance(node.body[0], ast.Return | ast.Raise | ast.Continue)
    ):
        yield "early way out dropped", lambda: setattr(node, "test", ast.Constant(False))
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "call dropped", lambda: setattr(node, "value", ast.Constant(None))
    elif isinstance(node, ast.Call) and len(node.args) == 2 and not node.keywords:
        yield "arguments swapped", lambda: node.args.reverse()


def _bool(node: ast.UnaryOp) -> None:
    """`not x` becomes `not not x`: `+x` would raise for what is no number."""
    node.operand = ast.UnaryOp(ast.Not(), node.operand)


def _constants(node: ast.Constant) -> Iterator[tuple[str, Callable[[], None]]]:
    value = node.value
    if isinstance(value, bool):
        yield f"{value} to {not value}", lambda: setattr(node, "value", not value)
    elif isinstance(value, int | float):
        yield f"{value} to {value + 1}", lambda: setattr(node, "value", value + 1)
    elif isinstance(value, str) and _IS_SQL.search(value):
        made = [
            (pattern, other, re.sub(pattern, other, value, count=1))
            for pattern, other in _SQL
            if re.search(pattern, value)
        ]
        for pattern, other, changed in made[:1]:
            what = f"SQL {pattern.strip()} to {other.strip()}"
            yield what, partial(setattr, node, "value", changed)
