"""The audit: what can no longer be protected, whether proofs hold, and what is hidden now.

A number that was given away before anybody could know stops the upload that brings it to light; the
business unit reads which and why, and the number itself is in no sentence.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from escp_data.markers import is_small
from escp_data.suppression.decided import METHOD, GivenAway, decided, pages
from escp_data.suppression.kept import Guarded
from escp_data.suppression.protection import OUTSIDER
from escp_data.suppression.timeline import History, history, state_after
from escp_data.suppression.totals import totals_of
from escp_data.text.periods import Period, parse_period
from escp_data.text.wording import plural

LEAVE_OR_KEEP = "Leave those rows out, or store it and keep these sums hidden from now on."


def why_stopped(file: str, given: Sequence[GivenAway]) -> str:
    """Why an upload was not stored: which numbers would be given away, and to whom."""
    first, more = given[0], len(given) - 1
    also = f" So could {plural(more, 'other number')}." if more else ""
    return (
        f"{file} was not stored. With what was shown before, {_who(first.secret)} could work out "
        f"a small count of children that has to stay hidden: {words(first.code, first.secret)}."
        f"{also} {LEAVE_OR_KEEP}"
    )


def what_is_given(given: Sequence[GivenAway]) -> tuple[str, ...]:
    """Which numbers, and who could work each out: `SEARCH, 2024-25 Q4, Black: anybody`."""
    return tuple(f"{words(each.code, each.secret)}: {_who(each.secret)}" for each in given)


def words(code: str, secret: Guarded) -> str:
    """`SEARCH, four quarters to 2024-25 Q1, Black`: which number is meant."""
    period = str(secret.period)
    window = f"four quarters to {period}" if secret.quarters == 4 else period
    return f"{code}, {window}, {secret.group}"


def _who(secret: Guarded) -> str:
    return "anybody" if secret.reader == OUTSIDER else secret.reader


def unprotected(connection: sqlite3.Connection) -> Iterator[str]:
    """Every number that can no longer be protected, a sentence each. Read-only."""
    for page in pages(connection, history(connection)):
        for secret, proof in page.record.proofs.items():
            if not proof:
                guarded = page.guarded(secret)
                yield (
                    f"A hidden number can no longer be protected: {words(page.code, guarded)}; "
                    f"{_who(guarded)} can work it out from what was shown."
                )


def broken_proofs(connection: sqlite3.Connection) -> Iterator[str]:
    """Hidden numbers whose proof does not hold against every sum ever shown. Read-only.

    In whole numbers, from the sums themselves, without the graph that found the proofs.
    """
    for page in pages(connection, history(connection)):
        record = page.record
        for secret in sorted(record.broken(record.versions)):
            guarded = page.guarded(secret)
            yield f"What proves a hidden number safe does not hold: {words(page.code, guarded)}."


def newly_hidden(connection: sqlite3.Connection) -> Iterator[str]:
    """Sums that an earlier method showed and this one hides, a sentence a measure. Read-only."""
    past = history(connection)
    now = decided(connection, past)
    hidden: dict[str, list[str]] = {}
    for code, quarters, period, group in connection.execute(
        "SELECT code, quarters, period, ethnic_group FROM suppression_decisions WHERE shown"
        " AND agency IS NULL AND period IS NOT NULL AND round_id IN"
        " (SELECT id FROM suppression_rounds WHERE method < ?)"
        " GROUP BY code, quarters, period, ethnic_group",
        (METHOD,),
    ):
        place = parse_period(period), quarters
        flags = [each.shown for each in now.get(code, ()) if each.place == place]
        if flags and not any(each.get(group, True) for each in flags):
            hidden.setdefault(code, []).append(f"{group}, {period}")
    for code, sums in sorted(hidden.items()):
        yield _hidden_words(code, "sum", "shown", sorted(sums))
    for code, periods in _totals_hidden(connection, past):
        yield _hidden_words(code, "total", "that could be shown", list(map(str, periods)))


def _hidden_words(code: str, what: str, how: str, which: Sequence[str]) -> str:
    some = "; ".join(which[:3]) + ("; …" if len(which) > 3 else "")
    verb = "is" if len(which) == 1 else "are"
    return f"{code}: {plural(len(which), what)} {how} before {verb} hidden now ({some})."


def _totals_hidden(
    connection: sqlite3.Connection, past: History
) -> Iterator[tuple[str, list[Period]]]:
    """By measure, the totals on record under an earlier method, above the small, not told now.

    What that method showed of totals was not kept: those above the small it could show.
    """
    [(upload, decision)] = connection.execute(
        "SELECT max(last_upload), max(last_decision) FROM suppression_rounds WHERE method < ?",
        (METHOD,),
    )
    if upload is None:
        return
    then = sum(each.upload <= upload and each.decision <= decision for each in past.events)
    for code in sorted(past.given):
        state = state_after(past, code, len(past.events))
        before = totals_of(state_after(past, code, then))
        seen = {period for period, one in before.items() if one.count and not is_small(one.count)}
        hidden = {period for period, one in totals_of(state).items() if not one.told}
        if state.of_children and (found := sorted(seen & hidden)):
            yield code, found
