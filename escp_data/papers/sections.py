"""Sections that the quarter's and the year's paper share; each figure goes in with its mark."""

from collections.abc import Sequence

from escp_data.disproportionality.coverage_matrix import coverage_reasons
from escp_data.disproportionality.phrasing import VERDICT_KEY
from escp_data.evidence.challenges import on_the_table
from escp_data.evidence.measure_charts import KEY, chart_words, measure_chart
from escp_data.evidence.promises import CHILDREN, FIGURES, PRACTITIONERS
from escp_data.evidence.voice import CHANGED, NOT_POSSIBLE, Said
from escp_data.papers.answers import Answers
from escp_data.papers.marks import Figures
from escp_data.papers.paper_charts import (
    GAPS_KEY,
    gaps_chart,
    gaps_chart_words,
    having_ratios,
    plan_chart,
    plan_chart_words,
)
from escp_data.papers.plan_questions import with_sign
from escp_data.papers.word.paper import Pieces, Text, WordPaper
from escp_data.papers.word.pictures import drawn
from escp_data.rag import LOOKS
from escp_data.text.wording import joined

RAG_COLOURS = {
    with_sign(status): (look.fill.removeprefix("#"), look.ink.removeprefix("#"))
    for status, look in LOOKS.items()
}
MORE = {
    FIGURES: "the table of measures has it",
    PRACTITIONERS: "the page of training has it",
    CHILDREN: "the page of children's voice has it",
}
MOST_QUOTES, MOST_CHARTS = 4, 6
"""What is printed of what children said on a priority, and of measures with a signal."""
NO_CHALLENGE = "No challenge or decision is on record."
_CHALLENGES = "Challenges and decisions: who asked what of whom, and how each stands"


def write_plan(paper: WordPaper, figures: Figures) -> None:
    """The whole plan as one picture, and a row an action."""
    refs = list(figures.answers.live["ref"])
    every = figures.answers.history
    history = every[every["ref"].isin(refs)]
    if len(history):
        paper.picture(drawn(plan_chart(history)), plan_chart_words(history))
    if not refs:
        paper.text("There are no live actions yet.")
        return
    paper.table(
        ("Action", "Lead", "RAG", "Before", "Due"),
        [figures.row("rag", ref) for ref in refs],
        (4.6, 2.5, 2, 2, 2.2),
        "Each live action, its lead, its RAG now and before, and when it is due",
        RAG_COLOURS,
    )


def write_evidence(paper: WordPaper, figures: Figures, ref: str, label: str) -> None:
    """How strong the evidence of an action is; what stands beside its promise; what is missing."""
    paper.text(figures.sentence("strength", ref), bold=label)
    lines: list[Pieces] = []
    for each in figures.answers.promises[ref].evidence:
        missing = range(len(each.said), len(each.said) + len(each.gaps))
        for number in (*range(len(each.first)), *missing):
            lines.append(figures.sentence("evidence", f"{ref}/{each.kind}/{number}"))
        if each.more:
            lines.append(f"There is more; {MORE[each.kind]}.")
    paper.bullets(lines)


def write_quotes(paper: WordPaper, said: list[Said]) -> None:
    """What children said, the newest first, and what came of it."""
    for each in said[:MOST_QUOTES]:
        paper.quote(f"“{each.words}”")
        paper.note(f"{each.theme}. {each.by.words}. {answer_words(each)}")
    if len(said) > MOST_QUOTES:
        paper.note("More of what children said is on the page of children's voice.")


def answer_words(each: Said) -> str:
    """What came of something that children said."""
    if each.outcome == CHANGED:
        return f"What changed: {each.changed}"
    if each.outcome == NOT_POSSIBLE:
        return f"Not possible: {each.not_possible}"
    return f"{each.outcome}."


def write_gap(paper: WordPaper, figures: Figures) -> None:
    """The pooled answer, each measure's verdict, a picture, and what cannot be shown."""
    answers = figures.answers
    if not answers.findings:
        paper.text("No measure has counts by ethnic group yet.")
        return
    for part in ("first", "rest"):
        paper.text(figures.sentence("gap", part))
    paper.text(figures.sentence("covered"))
    paper.table(
        ("Measure", "Verdict", "Ratio now", "Ratio before", "Compared with"),
        [figures.row("finding", each.code) for each in answers.findings],
        (3.6, 2.5, 2.8, 2.8, 1.9),
        "Each measure's verdict, its ratio now and before, with the range that chance allows",
    )
    if having_ratios(answers.findings):
        words = gaps_chart_words(answers.findings)
        paper.picture(drawn(gaps_chart(answers.findings), 430), words, caption=GAPS_KEY)
    paper.note(VERDICT_KEY)
    for reason in coverage_reasons(answers.coverage):
        paper.note(reason)


def write_measures(paper: WordPaper, figures: Figures) -> None:
    """The scorecard, and the run chart of each measure that shows a signal."""
    answers = figures.answers
    if not answers.scorecard:
        paper.text("No measure is on record yet.")
        return
    paper.text(figures.sentence("signals"))
    codes = [each.code for each in answers.scorecard]
    about = "Each measure: latest, the same quarter a year before, target and signal"
    measure_table(paper, figures, codes, about)
    signalled = [each for each in answers.scorecard if each.signal is not None]
    for each in signalled[:MOST_CHARTS]:
        paper.text(figures.sentence("series", each.code))
        words = chart_words(each)
        paper.picture(drawn(measure_chart(each), 420), words, 120, caption="")
    if signalled:
        paper.note(KEY)
    rest = [each.definition.measure for each in signalled[MOST_CHARTS:]]
    if rest:
        paper.note(f"The charts of {joined(rest)} are on the page of measures.")


def measure_table(paper: WordPaper, figures: Figures, codes: Sequence[str], words: str) -> None:
    """A row a measure, by its code."""
    paper.table(
        ("Measure", "Period", "Latest", "A year before", "Direction", "Target", "Signal"),
        [figures.row("measure", code) for code in codes],
        (4.3, 2.2, 1.9, 1.6, 2.4, 1.9, 2.6),
        words,
    )


def write_challenges(paper: WordPaper, figures: Figures) -> None:
    """How many challenges there are, then every one."""
    paper.text(figures.sentence("asked") or NO_CHALLENGE)
    numbers = [each.number for each in figures.answers.challenges]
    challenge_table(paper, figures, "challenge", numbers, _CHALLENGES)


def write_open_challenges(paper: WordPaper, figures: Figures) -> None:
    """How many there were at the quarter's end, and those that the meeting about it has."""
    answers = figures.answers
    since = figures.sentence("asked since")
    paper.text(figures.sentence("asked") or ("" if since else NO_CHALLENGE))
    paper.text(since)
    own = [e.number for e in answers.at_the_meeting if on_the_table(e, answers.view.period)]
    challenge_table(paper, figures, "challenge at the meeting", own, _CHALLENGES)


def challenge_table(
    paper: WordPaper, figures: Figures, kind: str, numbers: Sequence[str], words: str
) -> None:
    """A row a challenge, by its number; `kind` is the question that gives it."""
    if numbers:
        paper.table(
            ("Challenge", "Raised on", "By, and of whom", "Question", "Answer"),
            [figures.row(kind, number) for number in numbers],
            (2.3, 2.4, 2.8, 4, 3.4),
            words,
        )


def write_returns(paper: WordPaper, figures: Figures) -> None:
    """Who returned, then each thing that is still missing."""
    answers = figures.answers
    paper.text(figures.sentence("returned"))
    if answers.owed:
        paper.table(
            ("Agency", "What is missing", "Last had"),
            [(each.agency, f"{each.name} {each.words}", each.last) for each in answers.owed],
            (2.2, 6, 1.6),
            "What is still expected for the quarter, and when it last came",
        )
    else:
        paper.text("Nothing is missing.")


def definition_rows(answers: Answers) -> list[tuple[Text, ...]]:
    """A row a measure: what it counts, and where it comes from."""
    return [
        (
            f"{own.code} {own.measure}",
            own.definition or "not given",
            own.supplier or "not set",
            "Illustrative sample, not real figures" if own.sample else own.source or "not given",
        )
        for own in (each.definition for each in answers.scorecard)
    ]
