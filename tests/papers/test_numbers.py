"""Each number in a paper of a year, or for an inspector, is one that the store's questions answer.

They are asked here apart from any paper; `test_quarterly` does the same for a quarter's.
"""

from collections.abc import Iterator

import pytest

from escp_data.evidence.assurance import assessments, improvements_words, rounds
from escp_data.evidence.attendance import sent_nobody
from escp_data.evidence.challenges import challenges
from escp_data.evidence.groups import in_year, meetings, since_words
from escp_data.evidence.loop import loop, since
from escp_data.evidence.meetings import attendance, attended_words, scrutiny, voice_words
from escp_data.evidence.practice_audits import practice_audits
from escp_data.evidence.reviews import others_sentence, overdue_words, rag_sentence, reviews
from escp_data.evidence.training import by_action, outcome, training
from escp_data.evidence.voice import voice
from escp_data.papers.annual import year_view
from escp_data.plan.actions import View, rag_history
from escp_data.plan.returns import returns_of_quarter
from escp_data.store.database import Store
from tests.papers.conftest import QUARTER, VIEW
from tests.papers.reading import numbers, texts
from tests.papers.test_quarterly import told_by_the_store

YEAR = year_view(VIEW)
OF_THE_YEAR = (
    "10 actions over 4 quarters; items 1 to 12; item 3; of 12 recommendations; KCSIE 2025; 2025-26"
)
"""Counts that the papers make, counted here by hand."""


def told_of_a_year(store: Store) -> Iterator[object]:
    """What a year's questions answer beside those of a quarter."""
    yield from told_by_the_store(store, YEAR)
    found, said, rows = reviews(store, YEAR), voice(store, YEAR), training(store, YEAR)
    held = in_year(meetings(store, YEAR), QUARTER)
    whole = loop(said, since(store, YEAR))
    yield from (whole, whole.sentence, whole.told_back_sentence)
    yield from (found, list(overdue_words(found)), rag_sentence([e for e in found if e.is_ours]))
    yield from (others_sentence([e for e in found if not e.is_ours]), practice_audits(store, YEAR))
    for own in by_action(rows).values():
        yield from (outcome(own).sentences, sent_nobody(own))
    yield from ([each.sentences for each in rounds(assessments(store, YEAR))], held)
    yield improvements_words(assessments(store, YEAR))
    seats, start = attendance(held), since_words(QUARTER)
    yield from (attended_words(seats, start), voice_words(held, start), rag_history(store, YEAR))
    yield from (each.sentence(start) for each in seats)
    yield scrutiny(held, challenges(store, YEAR), QUARTER)
    for back in range(4):
        quarter = QUARTER.shifted(-back)
        yield (quarter, quarter.words, quarter.end, quarter.start)
        yield returns_of_quarter(store, View(quarter, quarter.shifted(-1), None, VIEW.plan))


@pytest.mark.parametrize("name", ["annual", "inspection"])
def test_every_number_is_the_stores(
    name: str, sample: Store, request: pytest.FixtureRequest
) -> None:
    paper: bytes = request.getfixturevalue(name)
    allowed = numbers(" ".join([*map(str, told_of_a_year(sample)), OF_THE_YEAR]))
    shown = numbers(" ".join(texts(paper)))
    assert sorted(shown - allowed) == []
    assert len(shown) > {"annual": 200, "inspection": 30}[name]
