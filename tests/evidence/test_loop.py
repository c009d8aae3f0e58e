"""The loop in one sentence and in counts, and whose voice is missing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from escp_data.evidence.loop import counts, loop, not_heard, since, waiting
from escp_data.evidence.loop_chart import loop_words
from escp_data.evidence.small_groups import Speakers, When
from escp_data.evidence.voice import Said, voice
from escp_data.evidence.voice_filters import VoiceFilters, filter_voice, voice_choices
from escp_data.papers.voice_file import voice_shown
from escp_data.plan.actions import View
from escp_data.records.demonstration import LEFT_FOR_THE_NEWCOMER, SAMPLES
from escp_data.store.database import open_store
from escp_data.text.periods import parse_period
from tests.stores import plan_store, put, return_workbook, view

Q3 = parse_period("2025-26 Q3")
DAY = When(date(2025, 11, 14), True)


def thing(theme: str, day: date = DAY.day, priority: int = 1, **more: object) -> Said:
    """Something said by a dozen children aged 11 to 15 to the council."""
    by = Speakers(False, "Council", "12", When(day, True), None, None)
    made = Said(
        f"{priority}.1", priority, theme, "Focus group", "11 to 15", "Listen", by, None, False,
        None, None, False, None, "1 month",
    )  # fmt: skip  # a list in few lines
    return replace(made, **more)  # type: ignore[arg-type]  # fields by name


FOUR = (
    thing("open"),
    thing("older", date(2023, 11, 8), age="2 years 1 month", heard=True),
    thing("new lights", told=True, priority=2, changed="Lights", heard=True),
    thing("no money", not_possible="No money", age_band="5 to 10"),
)


def test_the_loop_in_one_sentence() -> None:
    found = loop(FOUR, "April 2023")
    assert found.headline == "1 of 4 things children said led to change"
    assert found.sentence == (
        "Of 4 things children told us since April 2023, 1 led to a change, 1 was not possible and "
        "2 are not answered yet; the oldest: older, November 2023, 2 years 1 month."
    )
    assert found.told_back_sentence == "Of 2 answers, children were told 1."
    assert loop_words(found) == (
        "Told us 4; heard by a group 2, answered 2, led to a change 1, told back 1."
    )
    assert [each.theme for each in waiting(FOUR)] == ["older", "open"]


def test_the_sentence_says_no_more_than_there_is() -> None:
    assert loop((), "").sentence == "Nothing that children said is on record yet."
    answered = loop(FOUR[2:3], "April 2023")
    assert answered.sentence == (
        "Of 1 thing children told us since April 2023, 1 led to a change and none waits for an "
        "answer."
    )
    assert loop(FOUR[:1], "May 2025").told_back_sentence == ""


def test_who_has_no_answer_was_not_told_back(tmp_path: Path) -> None:
    """The sentence, the counts, the path and the file agree, whatever the row says of a day."""
    store = plan_store(tmp_path)
    row = {"Date": "10/05/2024", "Ref": "1.1", "Agency": "Met", "Children involved": 12,
           "Told back on": "20/06/2024", "Told back how": "Assembly"}  # fmt: skip  # pairs
    rows = [
        row | {"What children said": "Wait for us"},
        row
        | {
            "Date": "11/05/2024",
            "What children said": "More lights",
            "What changed as a result": "Lights",
        },
    ]
    put(store, return_workbook("2024-25 Q1", Voice=rows), "q1.xlsx", "2024-07-20")
    said = sorted(voice(store, view("2024-25 Q2")), key=lambda each: each.words)
    assert loop(said, "April").told_back_sentence == "Of 1 answer, children were told 1."
    assert counts(said, "Priority").to_numpy().tolist() == [["1", 2, 1, 0, 1, 1]]
    shown = voice_shown(said)
    names = ["What children said", "Told back", "Told back on", "Told back how"]
    assert shown[names].to_numpy().tolist() == [
        ["More lights", "Yes", "20 June 2024", "Assembly"],
        ["Wait for us", "No", None, None],
    ]
    assert [each.path[-1] for each in said] == [
        "Told back 20 June 2024: Assembly",
        "Not answered, 4 months",
    ]


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("Priority", [["1", 3, 0, 1, 2, 0], ["2", 1, 1, 0, 0, 1]]),
        ("Age band", [["11 to 15", 3, 1, 0, 2, 1], ["5 to 10", 1, 0, 1, 0, 0]]),
        ("Agency", [["Council", 4, 1, 1, 2, 1]]),
        ("Method", [["Focus group", 4, 1, 1, 2, 1]]),
    ],
)
def test_counted_by(by: str, rows: list[list[object]]) -> None:
    found = counts(FOUR, by)
    heads = [by, "Said", "Changed", "Not possible", "Not answered yet", "Told back"]
    assert (list(found.columns), found.to_numpy().tolist()) == (heads, rows)


def test_whose_voice_is_missing() -> None:
    old = thing("young", date(2024, 10, 23), age_band="5 to 10")
    mixed = thing("mixed", date(2024, 11, 1), age_band="Mixed")
    older = "No young person aged 16 or 17 has been heard under this plan"
    assert not_heard((thing("a"), old), (1, 2), Q3) == (
        "No child under 11 has been heard since 2024.",
        f"{older}.",
        "Nothing children said on priority 2 is on record under this plan.",
    )
    assert not_heard((thing("a"), old, mixed), (1,), Q3) == (
        "No child under 11 has been heard since 2024, as far as ages are known: 1 group had mixed "
        "ages or none given.",
        f"{older}, as far as ages are known: 1 group had mixed ages or none given.",
    )
    assert not_heard((), (1, 2), Q3) == ()


def test_four_quarters_without_a_word_are_a_year() -> None:
    within, before = (thing("x", day, age_band="16 to 17") for day in (
        date(2025, 1, 1), date(2024, 12, 31),
    ))  # fmt: skip  # one thought
    others = (thing("a"), thing("b", age_band="5 to 10"))
    assert not_heard((*others, within), (1,), Q3) == ()
    assert not_heard((*others, before), (1,), Q3) == (
        "No young person aged 16 or 17 has been heard since 2024.",
    )


def test_ages_that_nobody_gave_are_said_once() -> None:
    assert not_heard((thing("a", age_band="Age not given"),), (1,), Q3) == (
        "How old the children were is not on record: returns have an Age band for it.",
    )


@pytest.mark.parametrize(
    ("filters", "themes", "words"),
    [
        (VoiceFilters(), ["open", "older", "new lights", "no money"],
         "None: everything children said"),
        (VoiceFilters(priority=(2,)), ["new lights"], "Priority 2"),
        (VoiceFilters(theme=("open", "older"), age_band=("11 to 15",)), ["open", "older"],
         "Theme open or older; Age band 11 to 15"),
        (VoiceFilters(agency=("Police",)), [], "Agency Police"),
    ],
)  # fmt: skip  # rows
def test_filters(filters: VoiceFilters, themes: list[str], words: str) -> None:
    assert [each.theme for each in filter_voice(FOUR, filters)] == themes
    assert filters.words == words


def test_what_can_be_chosen() -> None:
    assert voice_choices(FOUR) == {
        "agency": ["Council"],
        "theme": ["new lights", "no money", "older", "open"],
        "age_band": ["5 to 10", "11 to 15"],
    }


def test_the_whole_sample_plan_in_a_sentence(own_store: Path) -> None:
    store = open_store(own_store)
    put(store, (SAMPLES / LEFT_FOR_THE_NEWCOMER).read_bytes(), LEFT_FOR_THE_NEWCOMER, "2026-04-14")
    last = parse_period("2025-26 Q4")
    here = View(last, Q3, None, "2023-26")
    found = loop(voice(store, here), since(store, here))
    assert found.sentence == (
        "Of 25 things children told us since April 2023, 14 led to a change, 5 were not possible "
        "and 6 are not answered yet; the oldest: Group chats, November 2023, 2 years 4 months."
    )
    assert not_heard(voice(store, here), (1, 2, 3), last) == (
        "No child under 11 has been heard since 2024.",
    )
