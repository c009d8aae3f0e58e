"""Words: what cannot be seen goes, what a person wrote stays, and keys fit any spelling."""

import pytest

from escp_data.text.clean import clean, fold
from escp_data.text.nearest import nearest
from escp_data.text.wording import listed, quoted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a b ", "a b"),
        ("a\u00a0b\u2009c", "a b c"),
        ("\ufeffa\u200bb\u00ad", "ab"),
        ("a\r\nb\rc_x000D_", "a\nb\nc"),
        ("“a’s”", "“a’s”"),
        ("\x00a\x1b[31m", "a[31m"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("Not started", " NOT-STARTED "), ("Children's", "children’s"), ("A & B", "a and b"),
     ("Café", "cafe"), ("S 11", "s.11"), ("a_b", "a b"), ("１.１", "1.1")],
)  # fmt: skip  # a row a line
def test_fold_makes_spellings_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_quoted_is_one_short_line() -> None:
    assert quoted("a\nb\u00a0 c") == '"a b c"'
    assert quoted("x" * 40) == f'"{"x" * 40}"'
    assert quoted("x" * 41) == f'"{"x" * 39}…"'


def test_nearest() -> None:
    assert nearest("metropolitan polcie", ["NHS", "Metropolitan Police"]) == "Metropolitan Police"
    assert nearest("xyz", ["NHS", "Metropolitan Police"]) is None


def test_listed() -> None:
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a or b", "a, b or c",
    ]  # fmt: skip  # a list in few lines
