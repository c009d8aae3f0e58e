"""The quarterly paper, read back: every number is what the store's own questions answer."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from escp_data.disproportionality import Comparison, findings, together
from escp_data.disproportionality.numbers import ratio_words
from escp_data.disproportionality.phrasing import in_order, verdict_of
from escp_data.disproportionality.together import together_words
from escp_data.disproportionality.wording import brief, full, short
from escp_data.evidence.challenges import challenges, counted_words
from escp_data.evidence.loop import loop, since
from escp_data.evidence.measure_charts import KEY
from escp_data.evidence.measure_table import before_words, latest_words, scorecard_table
from escp_data.evidence.measure_words import chance_words, per_words
from escp_data.evidence.measures import by_chance, scorecard
from escp_data.evidence.promises import promises
from escp_data.evidence.voice import voice
from escp_data.model import FrameRow
from escp_data.papers import annex
from escp_data.papers.answers import Answers
from escp_data.papers.front import TO_FILL_IN, Front, paper_facts
from escp_data.papers.quarterly import quarterly_paper
from escp_data.plan.actions import MEANINGS, View, actions
from escp_data.plan.board import outstanding_items
from escp_data.rag import LOOKS
from escp_data.store.database import Store
from escp_data.text.wording import short_day
from tests.papers.conftest import QUARTER, VIEW
from tests.papers.reading import numbers, opened, outline, rows, table_with, texts, under
from tests.stores import plan_store, view


def test_the_front_says_what_it_knows_and_leaves_the_rest(quarterly: bytes) -> None:
    assert opened(quarterly).paragraphs[0].text == "Quarterly paper: October to December 2025"
    assert table_with(quarterly, "What", "Answer") == [
        ("Meeting", TO_FILL_IN),
        ("Date", TO_FILL_IN),
        ("Author, by role", TO_FILL_IN),
        ("Purpose", "To decide"),
        ("Period", "October to December 2025 (2025-26 Q3)"),
    ]


def test_recommendations_begin_with_a_verb(quarterly: bytes) -> None:
    assert under(quarterly, "Recommendations") == [
        "The executive is recommended to:",
        "Decide what is asked for action 2.1 (Red, overdue); section 2 has the words.",
        "Decide what is asked for action 2.3 (Red for three quarters); section 2 has the words.",
        "Ask NHS NCL ICB for its report on 3.4 and its figures on Health assessments in time when "
        "care starts.",
        "Ask Metropolitan Police to answer challenge 5, which has been open for 98 days.",
        "Ask NHS NCL ICB to answer challenge 7, which has been open for 14 days.",
        "Note where the 10 live actions stand, and the figures in sections 6 and 9.",
    ]
    numbered = [
        p.text for p in opened(quarterly).paragraphs if p.style and p.style.name == "List Number"
    ]
    assert [each.split()[0] for each in numbered] == [
        "Decide",
        "Decide",
        "Ask",
        "Ask",
        "Ask",
        "Note",
    ]


def test_the_summary_is_five_sentences(quarterly: bytes, sample: Store) -> None:
    pooled = together_words(together(sample, Comparison(QUARTER), None, "Black"))
    assert under(quarterly, "1 Summary") == [
        "5 of 10 actions are not on track; two need a decision.",
        "Since July to September 2025, two got worse (1.2 and 2.1), one got better (3.1), one was "
        "completed (1.3), one was not reported on (3.4) and one had a due date moved (2.3).",
        "Three of ten actions can show they have helped children (1.1, 1.3 and 3.2); three more "
        "see first signs.",
        f"{pooled.partition('. ')[0]}.",
        "Five of six agencies have returned for October to December 2025; NHS NCL ICB has not.",
    ]


def test_each_action_has_its_row(quarterly: bytes, sample: Store) -> None:
    live = actions(sample, VIEW)
    every: Iterable[FrameRow] = live[live["state"] == "Live"].itertuples()
    assert table_with(quarterly, "Action", "Lead", "RAG", "Before", "Due") == [
        (
            f"{row.ref} {row.short_name}",
            row.lead_agency,
            f"{LOOKS[row.rag].icon} {row.rag}",
            f"{LOOKS[row.rag_before].icon} {row.rag_before}",
            short_day(row.due) + (", overdue" if row.overdue else ""),
        )
        for row in every
    ]


def test_each_measure_has_its_row(quarterly: bytes, sample: Store) -> None:
    found = scorecard(sample, QUARTER)
    read = table_with(
        quarterly, "Measure", "Period", "Latest", "A year before", "Direction", "Target", "Signal"
    )
    table = scorecard_table(found)
    assert [each[4] for each in read] == list(table["Direction"])
    assert [each[6] for each in read] == [words or "None" for words in table["Signal"]]
    assert [each[:4] for each in read] == [
        (
            each.definition.measure + (" (sample)" if each.definition.sample else ""),
            str(each.periods[-1]),
            f"{latest_words(each)} {per_words(each.definition)}".strip(),
            before_words(each) or "none",
        )
        for each in found
    ]


def test_each_gap_has_its_verdict_in_words(quarterly: bytes, sample: Store) -> None:
    found = in_order(findings(sample, Comparison(QUARTER)))
    headings = ("Measure", "Verdict", "Ratio now", "Ratio before", "Compared with")
    assert table_with(quarterly, *headings) == [
        (
            each.measure + (" (sample)" if each.sample else ""),
            short(each) or verdict_of(each).capitalize(),
            ratio_words(each.later.ratio, each.later.why),
            ratio_words(each.earlier.ratio, each.earlier.why),
            each.reference,
        )
        for each in found
    ]
    assert [each[1:4] for each in table_with(quarterly, *headings)][-2:] == [
        ("Hidden: too few children to show", "[c]", "[c]")
    ] * 2


def test_what_is_missing_is_named(quarterly: bytes, sample: Store) -> None:
    assert table_with(quarterly, "Agency", "What is missing", "Last had") == [
        (each.agency, f"{each.name} {each.words}", each.last)
        for each in outstanding_items(sample, VIEW)
    ]


def test_open_challenges_are_listed(quarterly: bytes, sample: Store) -> None:
    found = challenges(sample, VIEW)
    assert under(quarterly, "8 Challenges") == [counted_words(found)]
    read = table_with(quarterly, "Challenge", "Raised on", "By, and of whom", "Question", "Answer")
    assert [(each[0], each[3], each[4]) for each in read] == [
        (each.name, each.question, each.state_words) for each in found if each.is_open
    ]


def test_each_priority_has_its_four_parts(quarterly: bytes) -> None:
    four = ["What we did", "Has it helped?", "What children said", "What is next"]
    names = [name for level, name in outline(quarterly) if level == 3]
    assert names == four * 3


def told_by_the_store(store: Store, view: View = VIEW) -> Iterator[object]:
    """Everything that a quarter's questions answer, asked apart from any paper."""
    asked, live = Comparison(QUARTER), actions(store, view)
    every, said = scorecard(store, QUARTER), voice(store, view)
    yield from (live.to_dict(), said, challenges(store, view), outstanding_items(store, view))
    yield from (*map(short_day, live["due"]), paper_facts(Answers(store, view)))
    yield from (scorecard_table(every).to_csv(), chance_words(*by_chance(every)))
    for measure in every:
        yield from (measure.definition, before_words(measure), latest_words(measure))
    for finding in findings(store, asked):
        yield from (full(finding), brief(finding), ratio_words(finding.earlier.ratio))
        yield ratio_words(finding.later.ratio)
    yield together_words(together(store, asked, None, "Black"))
    yield counted_words(challenges(store, view))
    for number in (1, 2, 3):
        own = [each for each in said if each.priority == number]
        yield loop(own, since(store, view)).sentence
    for promise in promises(store, view).values():
        yield from (promise.strength, *((each.said, each.gaps) for each in promise.evidence))
    yield from (MEANINGS, annex.METHODS, KEY, QUARTER, QUARTER.words, QUARTER.shifted(-1).words)


OF_THE_PAPER = (
    "10 live actions over 11 quarters; 9 of 11 measures, 2 hidden; 1 of 30 measures; sections 1 "
    "to 9, 5.1, 5.2 and 5.3; F1, F2; in time until 31 January 2026"
)
"""Counts that the paper makes of them, counted here by hand."""


def test_every_number_is_the_stores(quarterly: bytes, sample: Store) -> None:
    """Numbers in texts and tables are all among those that the questions answer."""
    allowed = numbers(" ".join([*map(str, told_by_the_store(sample)), OF_THE_PAPER]))
    shown = numbers(" ".join(texts(quarterly)))
    assert sorted(shown - allowed) == []
    assert len(shown) > 150


def test_it_states_what_it_rests_on(quarterly: bytes, sample: Store) -> None:
    facts = dict(paper_facts(Answers(sample, VIEW)))
    assert set(facts) == {
        "Plan", "Area", "Quarter", "Compared with", "Filters", "Date of the data", "Last upload",
        "Seal", "Made by",
    }  # fmt: skip  # a list in few lines
    own = next(rows(each) for each in opened(quarterly).tables if rows(each)[1][0] == "Plan")
    assert own[1:] == list(facts.items())
    assert sample.version().startswith(facts["Seal"])
    assert len(facts["Seal"]) == 12


def test_a_small_plan_without_evidence_says_so(tmp_path: Path) -> None:
    store = plan_store(tmp_path)
    paper = quarterly_paper(store, view("2024-25 Q2"), Front("Executive", "1 May", "Analyst"))
    assert table_with(paper, "What", "Answer")[:3] == [
        ("Meeting", "Executive"), ("Date", "1 May"), ("Author, by role", "Analyst")
    ]  # fmt: skip  # a list in few lines
    assert under(paper, "6 Is disproportionality decreasing?") == [
        "No measure has counts by ethnic group yet."
    ]
    assert under(paper, "8 Challenges") == ["No challenge or decision is on record."]
    assert under(paper, "What children said") == ["Nothing is on record for this priority."] * 2


def test_made_again_it_is_the_same(quarterly: bytes, sample: Store) -> None:
    assert quarterly_paper(sample, VIEW) == quarterly
