"""The quarterly paper: front sheet, summary, decisions, each priority, evidence, annex."""

from escp_data.model import FrameRow
from escp_data.papers.annex import write_annex
from escp_data.papers.answers import Answers
from escp_data.papers.front import Front, begun, write_front
from escp_data.papers.marks import Figures, Tell, checked_paper, silent
from escp_data.papers.plan_questions import action, called, without_words
from escp_data.papers.sections import (
    write_evidence,
    write_gap,
    write_measures,
    write_open_challenges,
    write_plan,
    write_quotes,
    write_returns,
)
from escp_data.papers.word.paper import Pieces, WordPaper
from escp_data.plan.actions import NO_UPDATE, View
from escp_data.plan.glance import MOVED, decision_words
from escp_data.store.database import Store
from escp_data.text.wording import day_words

SUMMARY = (("headline", ""), ("changed", ""), ("impact", ""), ("gap", "first"), ("returned", ""))


def quarterly_paper(
    store: Store, view: View, front: Front | None = None, tell: Tell = silent
) -> bytes:
    """The quarter's paper as a Word file, its figures checked.

    Raises MarksDiffer where a figure in it is not what the store answers.
    """
    own = front or Front()
    return checked_paper(store, view, 1, lambda figures: _written(figures, own, tell), tell)


def _written(figures: Figures, front: Front, tell: Tell) -> WordPaper:
    paper = begun("Quarterly paper", figures.answers)
    write_front(paper, figures, front)
    tell("Writing the plan")
    _write_position(paper, figures)
    tell("Writing the priorities")
    _write_priorities(paper, figures)
    tell("Writing the evidence and drawing charts")
    _write_evidence(paper, figures)
    write_annex(paper, figures)
    return paper


def _write_position(paper: WordPaper, figures: Figures) -> None:
    answers = figures.answers
    paper.heading("1 Summary", 1, new_page=True)
    for kind, subject in SUMMARY:
        paper.text(figures.sentence(kind, subject))
    paper.heading("2 Decisions needed", 1)
    _write_decisions(paper, answers)
    paper.heading(f"3 What changed since {answers.view.compared.words}", 1)
    paper.text(figures.sentence("changed"))
    paper.bullets(_changes(answers))
    paper.heading("4 RAG on one page", 1, new_page=True)
    paper.text(figures.sentence("headline"))
    write_plan(paper, figures)


def _write_decisions(paper: WordPaper, answers: Answers) -> None:
    sought = [row for row in answers.live.itertuples() if row.decision_sought]
    if not sought:
        paper.text("No lead has sought a decision in the return.")
    for row in sought:
        paper.text(decision_words(row), bold=f"{row.ref} {called(row)}.")
    calls = answers.glance.calls
    if calls:
        paper.text("These actions are Red, overdue or without a report all the same.")
    for each in calls:
        why = action(answers, each.action.ref).rag_reason or each.words
        paper.text(str(why), bold=f"{each.action.title}, {each.standing}.")


def _changes(answers: Answers) -> list[Pieces]:
    """A line an action that changed, and why."""
    own = answers.glance
    found = own.movements if own.earlier else ((MOVED, own.moved),)
    moved = {each.ref for _, changed in found for each in changed}
    return [_change(row) for row in answers.live.itertuples() if row.ref in moved]


def _change(row: FrameRow) -> str:
    now = row.rag if row.rag == row.rag_before else f"{row.rag}, was {row.rag_before}"
    moved = f" Due {day_words(row.due)}, moved." if row.moved_since else ""
    why = f" {row.rag_reason}" if row.rag_reason else ""
    return f"{row.ref} {called(row)}: {now}.{moved}{why}"


def _write_priorities(paper: WordPaper, figures: Figures) -> None:
    answers = figures.answers
    paper.heading("5 Priorities", 1)
    live = answers.live
    for number, title, aim in answers.priorities[["priority", "title", "aim"]].itertuples(
        index=False
    ):
        own = list(live[live["priority"] == number].itertuples())
        paper.heading(f"5.{number} {title}", 2)
        paper.text(aim or "")
        if own:
            _write_priority(paper, figures, int(number), own)
        else:
            paper.text("No live action serves this priority.")


def _write_priority(paper: WordPaper, figures: Figures, number: int, own: list[FrameRow]) -> None:
    paper.heading("What we did", 3)
    for row in own:
        paper.text(_did(row), bold=f"{row.ref} {called(row)}.")
    paper.heading("Has it helped?", 3)
    for row in own:
        write_evidence(paper, figures, str(row.ref), f"{row.ref} {called(row)}.")
    paper.heading("What children said", 3)
    said = [each for each in figures.answers.voice if each.priority == number]
    paper.text(figures.sentence("voice", str(number)) or "Nothing is on record for this priority.")
    write_quotes(paper, said)
    paper.heading("What is next", 3)
    for row in own:
        paper.text(row.next_steps or "No next step is on record.", bold=f"{row.ref}.")


def _did(row: FrameRow) -> str:
    """The update, and why the RAG; a plain sentence where nobody reported, or without words."""
    if not row.progress_update and not row.rag_reason:
        if row.rag != NO_UPDATE:
            return without_words(row)
        return f"{row.lead or 'Nobody leads it, and nobody'} has not reported on it."
    why = f"Why {row.rag}: {row.rag_reason}" if row.rag_reason else ""
    return " ".join(part for part in (row.progress_update, why) if part)


def _write_evidence(paper: WordPaper, figures: Figures) -> None:
    paper.heading("6 Is disproportionality decreasing?", 1)
    write_gap(paper, figures)
    paper.heading("7 Who returned, and what is missing", 1)
    write_returns(paper, figures)
    paper.heading("8 Challenges", 1)
    write_open_challenges(paper, figures)
    paper.heading("9 Measures and their signals", 1)
    write_measures(paper, figures)
