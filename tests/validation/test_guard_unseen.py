"""The guard reads what would be stored: nothing that storing removes hides a child's number."""

import sys

import pytest

from escp_data.text.clean import clean
from escp_data.validation.guard import looks_like_child_record
from escp_data.validation.identifiers import identifiers_in
from tests.made_up import codes

SECRETS = {
    "G01": ("NHS 999", "0000018"),
    "G02": ("B80120", "0005001"),
    "G03": ("AB1234", "56C"),
    "G04": ("EN1 3", "XA"),
    "G05": ("born 3 March 20", "14"),
}
"""Each cut in two, for something to be put between."""
REMOVED = [char for char in map(chr, range(sys.maxunicode + 1)) if clean(f"a{char}b") == "ab"]


def test_every_character_that_storing_removes_hides_nothing() -> None:
    """A hundred at a time: one that the guard did not remove would hide all five."""
    assert len(REMOVED) > 140_000
    for start in range(0, len(REMOVED), 100):
        between = "".join(REMOVED[start : start + 100])
        text = "; ".join(between.join(halves) for halves in SECRETS.values())
        assert [kind.code for kind in identifiers_in(text)] == list(SECRETS), ascii(between)


HIDING = (
    "\x7f\x00\x0b\x85\xad\u034f\u061c\u115f\u17b4\u180e\u200b\u202c\u202d\u2060\u2066\u2067\u2068"
    "\u2069\u3164\ufe0f\ufeff\uffa0\ufff9\ufffe\ud800\ue000\U000e0020\U000e01ef\U0010ffff"
)


@pytest.mark.parametrize("char", HIDING, ids=ascii)
@pytest.mark.parametrize("code", SECRETS)
def test_a_cell_with_it_is_refused_as_without(char: str, code: str) -> None:
    halves = SECRETS[code]
    grids = [[["Note"], [between.join(halves)]] for between in ("", char)]
    plain, inside = (looks_like_child_record("S", grid) for grid in grids)
    assert [problem.code for problem in plain] == [code]
    assert inside == plain


def test_turns_of_direction_around_the_middle_digits() -> None:
    assert codes("NHS 999\u202d000\u202c0018") == ["G01"]


OF_OTHER_SCRIPTS = (
    "９９９　０００　００１８",
    "٩٩٩ ٠٠٠ ٠٠١٨",
    "९९९ ००० ००१८",
    "⁹⁹⁹ ⁰⁰⁰ ⁰⁰¹⁸",
    "❾❾❾ ⓿⓿⓿ ⓿⓿➊❽",
)


@pytest.mark.parametrize("text", OF_OTHER_SCRIPTS)
def test_digits_of_every_script(text: str) -> None:
    assert codes(text) == ["G01"]


DASHES = (
    "-\u058a\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u207b\u208b\u2212\u2796\u2e3a\u301c"
    "\u30a0\ufe31\ufe58\ufe63\uff0d"
)
SPACES = " \t\xa0\u1680\u2000\u2007\u2009\u200a\u202f\u205f\u2800\u3000"


@pytest.mark.parametrize("gap", DASHES + SPACES, ids=ascii)
def test_odd_dashes_and_spaces(gap: str) -> None:
    assert codes(f"999{gap}000{gap}0018") == ["G01"]


def test_headings_and_what_stands_under_them_are_read_as_stored() -> None:
    counts = [["Agency", "Home address"], *[["Police", f"{n}\u200b"] for n in (12, 30)]]
    people = [["Agency", "D\u2060OB"], ["Police", "x y"]]
    assert looks_like_child_record("S", counts) == []
    assert [problem.code for problem in looks_like_child_record("S", people)] == ["G05"]
