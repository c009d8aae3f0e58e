"""The inspector's pack: front-door questions, each answered with its date, or not held.

The questions are those of a joint targeted area inspection of the front door: each agency's part,
the hub where agencies decide together, timeliness, how the partnership monitors and evaluates, and
what leaders changed (gov.uk, guidance of April 2024). Measures and actions are found by the words
in their names, which stand beside each answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from escp_data.evidence.groups import since_words
from escp_data.model import FrameRow
from escp_data.papers.answers import Answers
from escp_data.papers.front import begun, write_about
from escp_data.papers.marks import Figures, Tell, checked_paper, silent
from escp_data.papers.plan_questions import called, with_sign, without_words
from escp_data.papers.sections import answer_words, challenge_table, measure_table, write_quotes
from escp_data.papers.word.paper import WordPaper
from escp_data.plan.actions import View
from escp_data.store.database import Store
from escp_data.text.wording import day_words, joined

NOT_HELD = "We do not hold this."
FRONT_DOOR = ("front door", "mash", "referral", "contacts", "early help", "strategy discussion")


@dataclass(frozen=True)
class Inspected:
    """A question about figures, and the words that a measure's name has to have one of."""

    question: str
    words: tuple[str, ...]


MEASURED = (
    Inspected("How many contacts come to the front door, and from whom?", ("contact",)),
    Inspected("How many referrals are accepted?", ("referrals to", "referrals by", "conver")),
    Inspected("Are decisions made in time?", ("decision",)),
    Inspected("Do police, health and care all take part in strategy discussions?", ("strategy",)),
    Inspected("Do enquiries lead to a conference, and in time?", ("conference", "section 47")),
    Inspected("How many children come back?", ("within 12 months", "second or later")),
    Inspected("Is help offered early?", ("early help",)),
    Inspected("How are children who went missing spoken with?", ("return interview",)),
    Inspected("How often does the police protect a child at once?", ("police protection",)),
)


def inspection_pack(store: Store, view: View, tell: Tell = silent) -> bytes:
    """The pack as a Word file, its figures checked. Raises MarksDiffer."""
    return checked_paper(store, view, 4, lambda figures: _written(figures, tell), tell)


def _written(figures: Figures, tell: Tell) -> WordPaper:
    answers = figures.answers
    paper = begun("Front door: questions of an inspection", answers)
    tell("Writing the answers")
    paper.heading("The front door in figures", 1)
    for asked in MEASURED:
        _measured(paper, figures, asked)
    paper.heading("How the partnership monitors and evaluates", 1)
    _looked_at(paper, figures)
    _audited(paper, answers)
    paper.heading("What leaders changed", 1)
    _acted(paper, figures)
    _challenged(paper, figures)
    paper.heading("What children say of it", 1)
    _said(paper, answers)
    paper.heading("Annex", 1, new_page=True)
    write_about(paper, answers)
    paper.heading("List of figures", 2)
    figures.write_annex(paper)
    return paper


def _measured(paper: WordPaper, figures: Figures, asked: Inspected) -> None:
    """The latest of each measure that the question is about."""
    paper.heading(asked.question, 2)
    own = [
        each
        for each in figures.answers.scorecard
        if any(words in each.definition.measure.casefold() for words in asked.words)
    ]
    if not own:
        paper.text(NOT_HELD)
        return
    measure_table(paper, figures, [each.code for each in own], asked.question)
    named = joined([f"“{words}”" for words in asked.words], "or")
    paper.note(f"Measures whose names have {named}.")


def _looked_at(paper: WordPaper, figures: Figures) -> None:
    """Whether these measures and actions were before a meeting, and when last."""
    answers = figures.answers
    paper.heading("Which groups looked at the front door?", 2)
    about = {str(row.ref) for row in _actions(answers)}
    held = [each for each in answers.meetings if about & set(each.refs)]
    since = since_words(answers.view.period)
    if not held:
        paper.text(f"{NOT_HELD} No meeting on record since {since} had it before it.")
        return
    last = {each.group: each.day for each in reversed(held)}
    paper.bullets([f"{group}, last on {day_words(day)}." for group, day in last.items()])
    paper.text(figures.sentence("attended"))


def _audited(paper: WordPaper, answers: Answers) -> None:
    """What audits of cases at the front door taught."""
    paper.heading("What did audits of cases find?", 2)
    own = [each for each in answers.practice_audits if _is_about(f"{each.audit} {each.theme}")]
    for each in own:
        paper.text(each.learned or "Nothing on record of what was learned.", bold=f"{each.name}.")
    if not own:
        paper.text(NOT_HELD)


def _acted(paper: WordPaper, figures: Figures) -> None:
    """The actions about the front door, and whether they helped."""
    paper.heading("What is being done, and has it helped?", 2)
    own = _actions(figures.answers)
    quarter = figures.answers.view.period
    for row in own:
        told = row.progress_update or row.rag_reason or without_words(row)
        words = f"{with_sign(row.rag)}. {told}"
        paper.text(words, bold=f"{row.ref} {called(row)}, {quarter}.")
        paper.text(figures.sentence("strength", str(row.ref)))
    if not own:
        paper.text(NOT_HELD)


def _challenged(paper: WordPaper, figures: Figures) -> None:
    """What was asked of whom about the front door."""
    paper.heading("What did leaders challenge?", 2)
    answers = figures.answers
    about = {str(row.ref) for row in _actions(answers)}
    own = [each for each in answers.challenges if each.ref in about or _is_about(each.question)]
    if not own:
        paper.text(f"{NOT_HELD} No challenge on record is about the front door.")
        return
    numbers = [each.number for each in own]
    challenge_table(paper, figures, "challenge", numbers, "Challenges about the front door")


def _said(paper: WordPaper, answers: Answers) -> None:
    """What children said under the actions about the front door."""
    about = {str(row.ref) for row in _actions(answers)}
    own = [each for each in answers.voice if each.ref in about or _is_about(each.words)]
    write_quotes(paper, own)
    if not own:
        paper.text(NOT_HELD)
    elif not any(answer_words(each).startswith("What changed") for each in own):
        paper.text("Nothing on record says that this led to a change yet.")


def _actions(answers: Answers) -> list[FrameRow]:
    rows: Iterable[FrameRow] = answers.live.itertuples()
    return [row for row in rows if _is_about(f"{row.action} {row.short_name or ''}")]


def _is_about(text: str) -> bool:
    return any(words in text.casefold() for words in FRONT_DOOR)
