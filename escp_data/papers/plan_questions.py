"""Questions about the plan: where it stands, what changed, who returned, what is recommended."""

from dataclasses import replace
from datetime import timedelta

from escp_data.evidence.challenges import Challenge
from escp_data.model import FrameRow
from escp_data.papers.answers import Answers
from escp_data.papers.told import Told
from escp_data.plan.actions import NO_UPDATE
from escp_data.plan.board import OutstandingItem
from escp_data.plan.filters import rag_counts
from escp_data.plan.glance import Glance, helped_words
from escp_data.plan.returns import DAYS_TO_RETURN, QuarterReturns
from escp_data.rag import LOOKS
from escp_data.text.days import in_words
from escp_data.text.wording import capital, day_words, joined, plural, short_day, spelled


def told(answers: Answers, about: str, *cells: str, table: str = "progress") -> Told:
    """An answer about the whole plan and the view's quarter."""
    return Told(cells, about, str(answers.view.period), answers.upload_of(table))


def headline(answers: Answers, _: str) -> Told:
    """How many actions are off track, and where."""
    found = told(answers, "Live actions by RAG", f"{answers.glance.headline}.")
    return replace(found, says=rag_counts(answers.live))


def changed(answers: Answers, _: str) -> Told:
    """What got worse or better, any other change of RAG, and what moved."""
    own = answers.glance
    parts = [
        f"{spelled(len(found))} {kind.one if len(found) == 1 else kind.many} "
        f"({joined([each.ref for each in found])})"
        for kind, found in own.movements
        if found
    ]
    since = answers.view.compared.words
    if not own.earlier:
        nothing = f"Nothing{own.of_this_plan} was reported by {since}"
        words = f"{nothing}, so there is nothing to compare with."
    elif not parts:
        words = f"No action's RAG or due date has changed since {since}."
    else:
        words = f"Since {since}, {joined(parts)}."
    return told(answers, "Actions that changed", words)


def impact(answers: Answers, _: str) -> Told:
    """How many actions can show that they have helped children."""
    own = answers.glance
    shown, first_signs = (own.impact.get(each, ()) for each in ("Evidenced", "Emerging"))
    named = f" ({joined(shown)})" if shown else ""
    words = helped_words(len(shown), own.total, spelled)
    return told(
        answers, "Impact of live actions", f"{words}{named}{_first_words(own, first_signs)}."
    )


def _first_words(own: Glance, first_signs: tuple[str, ...]) -> str:
    """How many see first signs: more than those that can show it, where any can."""
    if not first_signs:
        return ""
    if own.total == 1:
        return "; it sees first signs"
    more = " more" if own.impact.get("Evidenced") else ""
    see = "sees" if len(first_signs) == 1 else "see"
    return f"; {spelled(len(first_signs))}{more} {see} first signs"


def rag(answers: Answers, ref: str) -> Told:
    """An action's row: what it is, who leads it, its RAG now and before, when it is due."""
    row = action(answers, ref)
    due = short_day(row.due) + (", overdue" if row.overdue else "")
    cells = (
        f"{ref} {called(row)}",
        str(row.lead_agency or "not set"),
        with_sign(row.rag),
        with_sign(row.rag_before),
        due,
    )
    upload = None if row.upload_id != row.upload_id or row.upload_id is None else int(row.upload_id)
    return Told(cells, f"RAG of action {ref}", str(answers.view.period), upload, str(row.rag))


def returned(answers: Answers, back: str) -> Told:
    """How many of the agencies expected have returned for a quarter, and who has not."""
    found = answers.returns_of(int(back)) if back else answers.returns
    period = str(found.period)
    if not found.expected:
        return Told((f"No return was expected for {period}.",), "Returns", period, None)
    words = f"{_returned_words(found)}."
    late = f" {joined(found.late)} came late." if found.late else ""
    return Told((words + late,), "Returns received", period, answers.upload_of("progress"))


def _returned_words(found: QuarterReturns) -> str:
    if len(found.expected) == 1:
        have = "has not" if found.awaited else "has"
        return (
            f"{joined(found.expected)}, the only agency expected, {have} returned for "
            f"{found.period.words}"
        )
    many = len(found.received)
    some = capital(spelled(many)) if many else "None"
    rest = f"; {joined(found.awaited)} {_have(len(found.awaited))} not" if found.awaited else ""
    return (
        f"{some} of {spelled(len(found.expected))} agencies {_have(many)} returned for "
        f"{found.period.words}{rest}"
    )


def on_time(answers: Answers) -> str:
    """The last day on which a return is in time."""
    return day_words(answers.view.period.end + timedelta(days=DAYS_TO_RETURN))


def recommendation(answers: Answers, number: str) -> Told:
    """One recommendation to the executive, which begins with a verb."""
    words = answers.once("recommendations", recommendations)[int(number) - 1]
    return told(answers, f"Recommendation {number}", words)


def recommendations(answers: Answers) -> list[str]:
    """What is recommended: decide, ask, then note; a sentence each."""
    found = [
        f"Decide what is asked for action {each.action.ref} ({each.standing}); section 2 has the "
        "words."
        for each in answers.glance.decisions
    ]
    found += [
        f"Agree what is to be done about action {each.action.ref} ({each.standing})."
        for each in answers.glance.calls
        if each.action.rag != NO_UPDATE
    ]
    found += [f"Ask {agency} for {joined(names)}." for agency, names in _owed(answers).items()]
    found += [
        f"Ask {each.asked or 'whoever was asked'} to answer {each.name.lower()}, "
        f"which {_since(each)}."
        for each in answers.at_the_meeting
        if each.is_open
    ]
    return [*found, f"Note {_stand_words(len(answers.live))}the figures in sections 6 and 9."]


def _stand_words(live: int) -> str:
    if not live:
        return ""
    stand = plural(live, "live action stands", "live actions stand")
    return f"where the {stand}, and "


def _since(each: Challenge) -> str:
    if each.later:
        return f"was raised on {in_words(each.raised)}"
    return f"has been open for {plural(each.waited, 'day')}"


def _owed(answers: Answers) -> dict[str, list[str]]:
    """What each agency still owes, each thing in a few words."""
    found: dict[str, list[str]] = {}
    for each in answers.owed:
        found.setdefault(each.agency, []).append(_owed_words(each))
    return found


def _owed_words(item: OutstandingItem) -> str:
    return f"its report on {item.name}" if item.kind == "Action" else f"its figures on {item.words}"


def action(answers: Answers, ref: str) -> FrameRow:
    """A live action's row as the pages have it."""
    return answers.once("actions", _by_ref)[ref]


def _by_ref(answers: Answers) -> dict[str, FrameRow]:
    return {str(row.ref): row for row in answers.live.itertuples()}


def called(row: FrameRow) -> str:
    """What an action goes by in a table: its short name, else all of it."""
    return str(row.short_name or row.action)


def without_words(row: FrameRow) -> str:
    """What is said of a report that has no update: silence is another thing than few words."""
    return "No report." if row.rag == NO_UPDATE else "It was reported without words."


def with_sign(status: str) -> str:
    """`■ Red`: the shape and the word, so that it reads without colour."""
    return f"{LOOKS[status].icon} {status}"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


QUESTIONS = {
    "headline": headline,
    "changed": changed,
    "impact": impact,
    "rag": rag,
    "returned": returned,
    "recommendation": recommendation,
}
