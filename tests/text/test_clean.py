"""Words: what cannot be seen goes, what a person wrote stays, and keys fit any spelling."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp_data.text.clean import clean, fold, visible, with_marks
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
        ("a\u2028b\u2029c\rd", "a\nb\nc\nd"),
        ("_x0_x000D_00D_a_x0041_", "a_x0041_"),
        ("❤️ 👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤ 👩👧 🏴"),
        ("\u2800a\u1680b\u3164", "a b"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


IGNORABLE = {
    *map(ord, "\u034f\u115f\u1160\u17b4\u17b5\u2065\u3164\uffa0"),
    *(*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xFFF0, 0xFFF9)),
    *range(0xE0000, 0xE1000),
}
"""What Unicode has a screen draw as nothing, beyond the classes of controls and formats."""


def is_unseen(char: str) -> bool:
    at = ord(char)
    no_character = 0xFDD0 <= at <= 0xFDEF or at & 0xFFFE == 0xFFFE
    of_class = unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") and char not in "\t\n\r"
    return of_class or no_character or at in IGNORABLE


def test_what_is_removed_is_what_unicode_calls_unseen() -> None:
    """The seven format signs that Unicode 15 added are removed by an older Python too."""
    every = [chr(at) for at in range(sys.maxunicode + 1) if not 0x13439 <= at <= 0x1343F]
    kept = set(visible("".join(every))) | set("\r\u2028\u2029")  # these end a line, as \n
    removed = [char for char in every if char not in kept]
    assert removed == list(filter(is_unseen, every))


@given(st.text(st.sampled_from("_x0D\x00\r\n \u200ba")) | st.text())
def test_clean_text_is_clean(text: str) -> None:
    assert clean(clean(text)) == clean(visible(text)) == clean(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Not started", " NOT-STARTED "), ("Children's", "children’s"), ("A & B", "a and b"),
     ("Café", "cafe"), ("S 11", "s.11"), ("a_b", "a b"), ("１.１", "1.1"), ("a\u3164", "a")],
)  # fmt: skip  # a row a line
def test_fold_makes_spellings_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_fold_keeps_letters_and_digits() -> None:
    assert [fold(text) for text in ("Café & Co. 2", "…", "")] == ["cafeandco2", "", ""]


def test_a_mark_of_direction_is_spelled_out() -> None:
    assert with_marks("e\u202egnp.xlsx") == "e[U+202E]gnp.xlsx"
    assert with_marks("\u2066a\u2069\u200f b \u00e9") == "[U+2066]a[U+2069][U+200F] b \u00e9"


def test_quoted_is_one_short_line() -> None:
    assert quoted("a\nb\u00a0 c") == '"a b c"'
    assert quoted("x" * 40) == f'"{"x" * 40}"'
    assert quoted("x" * 41) == f'"{"x" * 39}…"'


def test_listed() -> None:
    assert [listed(names) for names in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a or b", "a, b or c",
    ]  # fmt: skip  # a list in few lines
