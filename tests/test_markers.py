"""What a small count is, said once; and that nobody else says it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from escp_data import markers
from escp_data.markers import is_small, small_in_sql, small_in_words

CODE = [path for folder in ("escp_data", "pages") for path in Path(folder).rglob("*.py")]


@pytest.mark.parametrize("threshold", [5, 10], indirect=True)
def test_one_count_or_many_from_one_to_the_threshold(threshold: int) -> None:
    counts = [0, 1, threshold, threshold + 1, float("nan")]
    small = [False, True, True, False, False]
    assert [is_small(count) for count in counts] == small
    for many in (counts, np.array(counts), pd.Series(counts, index=list("abcde"))):
        assert is_small(many).tolist() == small
    assert [is_small(None), is_small("3")] == [False, False]
    assert is_small(threshold + 1, threshold=threshold + 1)


@pytest.mark.parametrize(
    ("threshold", "sql", "words"),
    [
        (5, '("count" > 0 AND "count" <= 5)', "1 to 5"),
        (10, '("count" > 0 AND "count" <= 10)', "1 to 10"),
    ],
    indirect=["threshold"],
)
def test_the_same_in_sql_and_in_words(threshold: int, sql: str, words: str) -> None:
    assert (small_in_sql("count"), small_in_words()) == (sql, words)
    assert threshold == markers.THRESHOLD


def nodes() -> Iterator[tuple[str, ast.AST]]:
    """Every piece of the product's code, and where it stands; but not of `markers` itself."""
    for path in CODE:
        if path != Path("escp_data/markers.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                yield f"{path}:{getattr(node, 'lineno', 0)}", node


def test_nobody_keeps_a_threshold_of_their_own() -> None:
    """An import by name, or as a default, would not follow the setting."""
    for where, node in nodes():
        if isinstance(node, ast.ImportFrom):
            assert "THRESHOLD" not in {name.name for name in node.names}, where
        if isinstance(node, ast.FunctionDef):
            given = [*node.args.defaults, *node.args.kw_defaults]
            assert "THRESHOLD" not in "".join(ast.dump(each) for each in given if each), where


def test_nobody_else_compares_with_it() -> None:
    """A length may be five, a count never is asked but by `is_small`."""
    found = [
        where
        for where, node in nodes()
        if isinstance(node, ast.Compare)
        and any(isinstance(each, ast.Constant) and each.value == 5 for each in node.comparators)
        and "len(" not in ast.unparse(node)
    ]
    assert found == []
