"""The screens about the plan: at a glance, what changed, decisions sought, each priority."""

from collections.abc import Iterator, Sequence

import pandas as pd

from escp_data.meeting.screen import About, Line, Screen, first_sentence
from escp_data.model import FrameRow
from escp_data.plan.actions import NO_UPDATE, View
from escp_data.plan.glance import (
    Change,
    Decision,
    Glance,
    Named,
    named_action,
    plan_headline,
    times_moved,
)
from escp_data.text.wording import day_words, joined, spelled

AT_A_GLANCE, CHANGED, DECISIONS = "The plan at a glance", "What changed", "Decisions sought"
IN_TITLE = ("worse", "better", "completed")
NO_DECISION = "No decision is asked of this meeting"


def glance_screen(shown: Glance) -> Screen:
    """How the plan stands, and every action as a badge."""
    others = joined([words for _, words in shown.others])
    standing = f"{shown.on_track} of {shown.total} on track or complete"
    lines = [Line(f"{standing}{f'; {others}' if others else ''}.")] if shown.total else []
    lines += [
        Line(f"Priority {each.priority}", tuple(each.actions), leads=True) for each in shown.board
    ]
    calls = tuple(Line(each.words) for each in shown.calls)
    return Screen("glance", AT_A_GLANCE, shown.headline, tuple(lines), calls)


def changed_screen(shown: Glance, view: View) -> Screen:
    """What got worse or better, every other change, which dates were moved.

    The title counts what got worse, better or was completed; where nothing did, the rest.
    """
    since = view.compared.words
    if not shown.earlier:
        nothing = f"Nothing{shown.of_this_plan} is on record up to {since} to compare with"
        return Screen("changed", CHANGED, nothing)
    found = [(kind, own) for kind, own in shown.movements if own]
    first = [(kind, own) for kind, own in found if kind.change in IN_TITLE]
    said = [f"{spelled(len(own))} {_verb(kind, len(own))}" for kind, own in first or found]
    title = f"Since {since}: {joined(said)}" if said else f"No action changed since {since}"
    lines = tuple(
        Line(kind.label if own else f"{kind.label}: none", own, True)
        for kind, own in shown.movements
    )
    again = tuple(
        Line(f"{each.title}: its due date moved {times}.")
        for each in shown.moved
        if (times := times_moved(each))
    )
    return Screen("changed", CHANGED, title, lines, again)


def _verb(kind: Change, many: int) -> str:
    if kind.change == "completed":
        return "completed"
    return kind.one if many == 1 else kind.many


def decision_screens(shown: Glance, live: pd.DataFrame) -> Iterator[Screen]:
    """A screen for each decision; where none is asked, one that says so."""
    if not shown.decisions:
        calls = tuple(Line(each.words) for each in shown.calls)
        yield Screen("decisions", DECISIONS, NO_DECISION, calls)
    rows: dict[str, FrameRow] = {str(row.ref): row for row in live.itertuples()}
    for each in shown.decisions:
        yield _decision(each, rows[each.action.ref], len(shown.decisions))


def _decision(asked: Decision, row: FrameRow, many: int) -> Screen:
    section = DECISIONS if many > 1 else "Decision sought"
    of_and_by = [Line(f"Asked of: {asked.of_and_by}.")] if asked.of_and_by else []
    lines = [
        Line(asked.standing, (asked.action,)),
        *of_and_by,
        *_said("Why", row.rag_reason),
    ]
    detail = [
        *_said("What was done", row.progress_update),
        *_said("In the way", row.barriers),
        *_said("Next", row.next_steps),
    ]
    key = f"decision-{asked.action.ref}"
    ref = About(ref=asked.action.ref)
    return Screen(key, section, asked.asks, tuple(lines), tuple(detail), ref)


def _said(label: str, text: str | None) -> list[Line]:
    """A workbook's words after their label; nothing where it has none."""
    words = " ".join(str(text or "").split())
    return [Line(f"{label}: {words}")] if words else []


def priority_screens(live: pd.DataFrame) -> Iterator[Screen]:
    """A screen for each priority that has live actions: each action's RAG, and a line on it."""
    for _, own in live.groupby("priority", sort=True):
        rows: list[FrameRow] = list(own.itertuples())
        title, number = rows[0].priority_title or "", int(rows[0].priority)
        yield Screen(
            f"priority-{number}",
            f"Priority {number}: {title}",
            plan_headline(own.reset_index(drop=True)),
            tuple(_action(row) for row in rows),
            tuple(_detail(rows)),
        )


def _action(row: FrameRow) -> Line:
    return Line(_in_a_line(row), (named_action(row),))


def _in_a_line(row: FrameRow) -> str:
    """Its reason, else the first sentence of its update."""
    if row.rag == NO_UPDATE:
        who = f"{row.lead} has not" if row.lead else "Nobody has"
        return f"{who} reported."
    late = f" Overdue: it was due by {day_words(row.due)}." if row.overdue else ""
    return f"{first_sentence(row.rag_reason or row.progress_update)}{late}".strip()


def _detail(rows: Sequence[FrameRow]) -> Iterator[Line]:
    for row in rows:
        if row.rag != NO_UPDATE and row.progress_update:
            yield Line(f"{row.ref}: {' '.join(str(row.progress_update).split())}")


def by_ref(shown: Glance) -> dict[str, Named]:
    """Every live action by its ref."""
    return {each.ref: each for board in shown.board for each in board.actions}
