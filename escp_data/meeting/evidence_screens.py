"""The screens about children and questions: the gap, what helped, what is open, what is next."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from escp_data.disproportionality.gap import Gap, short_measure
from escp_data.evidence.challenges import Challenge, still_open, waiting
from escp_data.evidence.helped import EVIDENCED, Helped
from escp_data.evidence.meetings import headline
from escp_data.meeting.screen import Line, Screen
from escp_data.plan.actions import IMPACT_WORDS, NO_UPDATE
from escp_data.plan.glance import Glance, Named, helped_words, refs_words
from escp_data.text.days import in_words
from escp_data.text.wording import plural

DISPROPORTIONALITY, IMPACT = "Disproportionality", "Evidence of impact"
OPEN, NEXT = "Challenges open", "Actions for next time"
SAMPLE = "These figures are samples."
SAMPLES = "Some of these figures are samples. The detail says which are not."
NOT_SHOWN_YET = ("Emerging", "Not yet evidenced", NO_UPDATE)


def gap_screens(answer: Gap | None) -> Iterator[Screen]:
    """Whether the gap is narrowing, over a line of dots a measure; the words are the detail."""
    if answer is None:
        yield Screen("gap", DISPROPORTIONALITY, "No figures by ethnic group are on record yet")
        return
    about = (answer.published, answer.hidden, answer.without, answer.other)
    said = (answer.factor, answer.alone, *about)
    detail = _lines([*filter(None, said), *(_dots(e.measure, e.now, e.then) for e in answer.dots)])
    lines = _lines([SAMPLES if answer.published else SAMPLE] if answer.sample else [])
    whole = Screen("gap", DISPROPORTIONALITY, answer.sentence.rstrip("."), lines, detail)
    starts = range(0, len(answer.dots), whole.most_dots)
    parts = [answer.dots[at : at + whole.most_dots] for at in starts] or [()]
    for at, own in enumerate(parts, start=1):
        yield replace(
            whole,
            key="gap" if at == 1 else f"gap-{at}",
            section=DISPROPORTIONALITY + (f", {at} of {len(parts)}" if len(parts) > 1 else ""),
            dots=replace(answer, dots=own) if own else None,
        )


def _dots(measure: str, now: str, then: str) -> str:
    was = f", {then} times before" if then else ""
    return f"{short_measure(measure)}: {now} times as likely{was}."


def impact_screen(shown: Glance, showing: Sequence[Helped], named: Mapping[str, Named]) -> Screen:
    """Which actions can show that they have helped children, and how."""
    many = len(shown.impact.get(EVIDENCED, ()))
    title = helped_words(many, shown.total, str)
    lines = [Line(each.words, (named[each.ref],)) for each in showing]
    rest = [(IMPACT_WORDS[each], shown.impact.get(each, ())) for each in NOT_SHOWN_YET]
    lines += [
        Line(f"{words[0].upper()}{words[1:]}: {refs_words(own)}.") for words, own in rest if own
    ]
    return Screen("impact", IMPACT, title, tuple(lines))


def open_screen(found: Sequence[Challenge], before: Mapping[str, int]) -> Screen:
    """What still waits for an answer, the earliest due first; then what was answered."""
    lines = [Line(_challenge(each)) for each in by_due(waiting(found))]
    for plan, many in before.items():
        lines.append(Line(f"{still_open(many, more=bool(lines))} from {plan}."))
    answered = tuple(
        Line(f"{each.name}: {each.question} {each.state_words}. {each.answer or ''}".strip())
        for each in found
        if not each.is_open
    )
    return Screen("challenges", OPEN, _open_title(found), tuple(lines), answered)


def _open_title(found: Sequence[Challenge]) -> str:
    return headline((), found) if found else "No challenge or decision is on record"


def by_due(found: Iterable[Challenge]) -> tuple[Challenge, ...]:
    """The earliest due first; then those without a day, the oldest first."""
    return tuple(sorted(found, key=lambda each: (each.due or date.max, each.raised, each.number)))


def _challenge(each: Challenge) -> str:
    asked = f" Asked of {each.asked}." if each.asked else ""
    return f"{each.name}{_on(each)}: {each.question}{asked} {each.state_words}."


def next_screen(shown: Glance, found: Sequence[Challenge]) -> Screen:
    """Who is asked for what, by when: open questions, decisions, and whom to ring."""
    asked = [_to_answer(each) for each in by_due(waiting(found))]
    asked += [
        f"Decide on {each.action.ref}{f': {each.of_and_by}' if each.of_and_by else ''}."
        for each in shown.decisions
    ]
    asked += [each.words for each in shown.calls]
    title = (
        f"{plural(len(asked), 'thing')} to be done by next time"
        if asked
        else ("Nothing is asked of anybody for next time")
    )
    return Screen("next", NEXT, title, _lines(asked))


def _to_answer(each: Challenge) -> str:
    due = f", by {in_words(each.due)}" if each.due else ", with no day set"
    late = " (overdue)" if each.overdue else ""
    return f"{each.asked or 'Nobody named'}: answer {each.name.lower()}{_on(each)}{due}{late}."


def _on(each: Challenge) -> str:
    about = each.ref or each.measure
    return f" on {about}" if about else ""


def _lines(words: Iterable[str]) -> tuple[Line, ...]:
    return tuple(map(Line, words))
