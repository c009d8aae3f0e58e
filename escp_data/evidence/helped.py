"""Has it helped? One sentence for each action that is rated Evidenced, from what is on record.

What children said comes first where it led to more than one change, then what people use of what
they learned, then a measure that moved for the better. Where nothing on record bears the rating
out, that is said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from escp_data.evidence.loop import Loop, loop
from escp_data.evidence.measure_words import meaning, short
from escp_data.evidence.measured import Measured
from escp_data.evidence.measures import scorecard
from escp_data.evidence.promises import RECENT, age_words
from escp_data.evidence.training import MORE, Outcome, newest_answer, outcome, training
from escp_data.evidence.voice import Said, voice
from escp_data.model import FrameRow
from escp_data.plan.actions import View, actions
from escp_data.store.database import Store
from escp_data.text.periods import Period
from escp_data.validation.cells import listed_items

EVIDENCED = "Evidenced"
NOTHING = "It is said to have helped, and nothing on record shows how."


@dataclass(frozen=True)
class Helped:
    """An action that is rated Evidenced, and the sentence that shows it, or `NOTHING`."""

    ref: str
    priority: int
    words: str


def helped(store: Store, view: View) -> tuple[Helped, ...]:
    """A sentence for each live action that is rated Evidenced in the quarter, in its order."""
    frame = actions(store, view)
    own = frame[(frame["state"] == "Live") & (frame["impact"] == EVIDENCED)]
    if own.empty:
        return ()
    rows: list[FrameRow] = list(own.itertuples())
    trained, said = training(store, view), voice(store, view)
    measured = {each.code: each for each in scorecard(store, view.period, view.as_at)}
    return tuple(
        Helped(
            str(row.ref), int(row.priority), _sentence(row, view.period, trained, said, measured)
        )
        for row in rows
    )


def _sentence(
    row: FrameRow,
    now: Period,
    trained: pd.DataFrame,
    said: Sequence[Said],
    measured: Mapping[str, Measured],
) -> str:
    ref = str(row.ref)
    heard = [each for each in said if each.ref == ref]
    learned = trained[trained["ref"] == ref]
    codes = listed_items(row.measure_codes or "")
    own = [measured[code] for code in codes if code in measured]
    found = (*_told(heard, learned, now), *filter(None, map(_moved, own)))
    return next(iter(found), NOTHING)


def _told(heard: Sequence[Said], learned: pd.DataFrame, now: Period) -> Iterator[str]:
    """What children and practitioners say, the strongest first, each with its age where old."""
    children, practice = loop(heard, ""), outcome(learned) if len(learned) else None
    since = _age(max((each.by.said.quarter for each in heard), default=None), now)
    lately = _age(newest_answer(learned), now)
    if children.changed > 1:
        yield _changed(children) + since
    for words in (_used(practice), _confident(practice)) if practice else ():
        if words:
            yield words + lately
    if children.changed == 1:
        yield _changed(children) + since


def _changed(found: Loop) -> str:
    if found.total == 1:
        return "The one thing children said led to a change."
    return f"{found.changed} of {found.total} things children said led to a change."


def _used(found: Outcome) -> str:
    if found.used is None or not found.used.part:
        return ""
    return f"{found.used.part:,} of {found.used.whole:,} who answered used the training."


def _confident(found: Outcome) -> str:
    if found.verdict != MORE or found.before is None or found.after is None:
        return ""
    before, after = found.before, found.after
    return f"{before.part:,} of {before.whole:,} felt confident before, {after.part:,} after."


def _moved(each: Measured) -> str:
    """`Suspensions: nine in a row below the mean since …`, where that is an improvement."""
    if meaning(each.definition, each.signal) != "an improvement":
        return ""
    return f"{each.definition.measure}: {short(each)}."


def _age(newest: Period | None, now: Period) -> str:
    """` (six quarters ago)` for what is old; "" for what is not."""
    if newest is None or now.steps_since(newest) < RECENT:
        return ""
    return f" ({age_words(newest, now)})"
