"""The annual report: twelve items, answered from the store or left to whom they belong."""

from pathlib import Path

from escp_data.evidence.reviews import others_sentence, rag_sentence, reviews
from escp_data.evidence.training import by_action, outcome, training
from escp_data.evidence.voice import voice
from escp_data.papers.annual import ITEMS, annual_report, year_view
from escp_data.plan.actions import View
from escp_data.store.database import Store
from tests.papers.conftest import VIEW
from tests.papers.reading import alternatives, opened, outline, table_with, texts, under
from tests.scenarios import ACTION, BU, C, I, Partnership, V, quarter, told

BLANK = "The dashboard does not hold"


def test_it_has_the_twelve_items_in_order(annual: bytes) -> None:
    assert opened(annual).paragraphs[0].text == "Annual report: 2025-26"
    assert [name for level, name in outline(annual) if level == 1] == [
        *("The year in short", "From the chair of the partnership"),
        "From the independent scrutineer",
        *(f"{number} {item.title}" for number, item in enumerate(ITEMS, start=1)),
        *("What you told us, and what we did", "Annex"),
    ]


def test_what_is_not_on_record_says_who_writes_it(annual: bytes) -> None:
    assert [text for text in texts(annual) if text.startswith(BLANK)] == [
        "The dashboard does not hold this. The chair writes it here.",
        "The dashboard does not hold this. The independent scrutineer writes it here.",
        "The dashboard does not hold more about this. The business unit writes it here.",
        "The dashboard does not hold this. The business unit writes it here.",
        "The dashboard does not hold this. The partnership's chair writes it here.",
        "The dashboard does not hold more about this. The business unit writes it here.",
    ]
    for heading in ("8 Costs, each partner's money, and value",
                    "11 Changes to the published arrangements"):  # fmt: skip  # one thought
        assert len(under(annual, heading)) == 1


def test_training_is_by_action(annual: bytes, sample: Store) -> None:
    own = by_action(training(sample, year_view(VIEW)))
    told = under(annual, "Training")
    assert len(told) == len(own)
    for ref, paragraph in zip(own, told, strict=True):
        words = " ".join(outcome(own[ref]).sentences)
        assert paragraph.startswith(f"{ref}. {words}")


def test_reviews_stand_one_by_one(annual: bytes, sample: Store) -> None:
    found = reviews(sample, year_view(VIEW))
    ours = [each for each in found if each.is_ours]
    told = under(annual, "3 Local and national reviews: decisions, actions and results")
    others = others_sentence([each for each in found if not each.is_ours])
    assert told[:2] == [rag_sentence(ours), others]
    headings = ("Recommendation", "What it asks", "RAG", "Due", "What came of it")
    rows = table_with(annual, *headings)
    assert [row[0] for row in rows] == [each.name for each in ours]
    refused = [row[4].split("\n")[0] for row in rows if row[4].startswith("Not accepted: ")]
    assert refused == [f"Not accepted: {each.accepted}" for each in ours if each.is_refused]
    assert len(refused) == 1


def test_each_agency_has_what_it_did(annual: bytes) -> None:
    headings = ("Agency", "Leads", "Joins", "Quarters without its return")
    rows = {row[0]: row[1:] for row in table_with(annual, *headings)}
    assert (
        rows["NHS NCL ICB"] == ("3.4", "1.1, 2.1, 2.2 and 3.2", "2025-26 Q3")
        or rows["NHS NCL ICB"][2] == "2025-26 Q3"
    )
    assert len(rows) == 7


def test_the_page_for_children_names_nobody(annual: bytes, sample: Store) -> None:
    said = voice(sample, VIEW)
    parts = ("You said, we did", "What we could not do", "What we still owe you an answer on")
    words = [line for part in parts for line in under(annual, part)]
    assert sum(line.startswith("You said: ") for line in words) == len(said)
    names = {each.by.agency for each in said} | {each.by.said.words for each in said}
    assert [name for name in names if name and any(name in line for line in words)] == []


def test_what_counts_in_no_quarter_is_in_no_picture_and_all_training_is_told(
    tmp_path: Path,
) -> None:
    plan = Partnership.base(tmp_path)
    trained = {"Course": "A", "Period": "2025-26 Q3", "Agency": I, "Places attended": 40}
    plan.send(BU, "Q3", Progress=[told("Green", ref="1.1"), told("Green")], Training=[trained])
    plan.send(BU, "Q4", Actions=[{**ACTION, "State": "Superseded"}])
    plan.send(BU, "Q4", Progress=[told("Green", ref="1.1")])
    paper = annual_report(plan.store, year_view(View(quarter("Q4"), quarter("Q3"))))
    assert under(paper, "Training") == [
        "No action named. 40 people came; places offered: not given. How many of them answered is "
        "not on record, so nothing shows what it did. Whether it was used in practice is not on "
        "record."
    ]
    headings = ("Agency", "Leads", "Joins", "Quarters without its return")
    assert [row[:3] for row in table_with(paper, *headings)] == [
        (C, "none", "none"), (I, "1.1", "none"), (V, "none", "none")
    ]  # fmt: skip  # a list in few lines
    pictured = [each for each in alternatives(paper) if each.startswith("RAG of")]
    assert [each.partition(" ")[2][:11] for each in pictured] == ["of 1 action"]
