"""An agency's headline: of the live actions it leads, and silence is not being on track."""

import pytest

from escp_data.evidence.agency import JOINS, LEADS, Part, agency_headline


def part(rag: str, state: str = "Live", part: str = LEADS) -> Part:
    return Part("1.1", 1, "An action", part, rag, "same", "", "", "", state)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([], "takes part in no action"),
        ([part("Red", "Closed")], "takes part in no live action"),
        ([part("Green", part=JOINS), part("Red", "Superseded", JOINS)], "joins 1 action"),
        ([part("Green"), part("Red", "Closed")], "leads one action, none off track"),
        ([part("Not reported"), part("Green", part=JOINS)], "leads one action, one not reported"),
        ([part("Not reported"), part("Not reported", "Superseded"), part("Amber"), part("Red")],
         "leads three actions, two off track, one not reported"),
        ([part("Complete"), part("Not started")], "leads two actions, none off track"),
    ],
)  # fmt: skip  # a row a line
def test_the_headline_counts_what_is_live_and_what_is_silent(parts: list[Part], words: str) -> None:
    assert agency_headline(tuple(parts), ()) == words
