"""The nearest word: by the letters in common, in their order, over all letters of both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp_data.text.clean import fold
from escp_data.text.nearest import nearest

WORDS = st.text(st.sampled_from("abc A-é"), max_size=8)


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("metropolitan polcie", ["NHS", "Metropolitan Police"], "Metropolitan Police"),
        ("xyz", ["NHS", "Metropolitan Police"], None),
        ("Ambr", ["Red", "Amber", "Green"], "Amber"),
        ("AMBER!", ["amber"], "amber"),
        ("abx", ["aba", "abc"], None),  # 4 of 6 letters: too few
        ("abcx", ["abca", "abcd"], "abcd"),  # 6 of 8, twice: the last by letters
        ("word" * 20 + "and much more", ["word" * 20], "word" * 20),
        ("", ["-"], "-"),
        ("", ["a"], None),
        ("a", [], None),
    ],
)
def test_nearest(text: str, options: list[str], expected: str | None) -> None:
    assert nearest(text, options) == expected


def letters_in_common(one: str, other: str) -> int:
    """The longest common subsequence, by the textbook's table."""
    row = [0] * (len(other) + 1)
    for letter in one:
        above, row = row, [0]
        for at, same in enumerate(other, start=1):
            row.append(above[at - 1] + 1 if letter == same else max(above[at], row[-1]))
    return row[-1]


@given(WORDS, st.lists(WORDS, max_size=5), st.sampled_from([0.5, 0.72, 1.0]))
def test_nearest_is_the_textbooks(text: str, options: list[str], cutoff: float) -> None:
    wanted = fold(text)
    scored = []
    for key, option in {fold(option): option for option in options}.items():
        letters = len(wanted) + len(key)
        common = letters_in_common(wanted, key)
        scored.append((2 * common / letters if letters else 1.0, key, option))
    best = max((one for one in scored if one[0] >= cutoff), default=None)
    assert nearest(text, options, cutoff) == (best and best[2])
