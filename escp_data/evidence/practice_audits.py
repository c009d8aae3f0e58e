"""Audits of cases by several agencies. Cases are children: the rules of small numbers hold.

Each row (an audit's theme) is a table of its own: its grades, what is left of its cases, and their
total. Every version of it that was ever on record is looked at, also one that was corrected or
withdrawn since, and `audit_counts` says what of them must be hidden; what had to be hidden in one
is hidden in all. A row in which its supplier suppressed a count, or whose grades are more than its
cases, shows no count at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

import pandas as pd

from escp_data.contract import PRACTICE_AUDITS
from escp_data.evidence.audit_counts import CASES, EVERYTHING, GRADES, Counts, hidden_of
from escp_data.evidence.voice import last_day
from escp_data.markers import MISSING, SUPPRESSED
from escp_data.model import StoredValue
from escp_data.plan.actions import View, of_view
from escp_data.plan.plans import of_plan
from escp_data.statements.of_their_time import Key, key_of, records
from escp_data.store.database import Store
from escp_data.text.days import in_words
from escp_data.text.rounding import digits

READ_AS = "[c] is a number of children from 1 to 5, or one that would give such a number away."


@dataclass(frozen=True)
class PracticeAudit:
    """One theme of an audit; `counts` has its cases and each grade as they may be written."""

    audit: str
    day: date
    theme: str
    ref: str | None
    counts: Mapping[str, str]
    learned: str | None

    @property
    def name(self) -> str:
        """`Language in records, Adultification, 19 November 2025`."""
        return f"{self.audit}, {self.theme}, {in_words(self.day)}"


def practice_audits(store: Store, view: View) -> tuple[PracticeAudit, ...]:
    """Those under the view's plan up to its quarter, the newest first; small counts are hidden."""
    reading, plan = of_view(store, view)
    until = last_day(reading, plan, view.period).isoformat()
    hidden = hidden_counts(store)
    own = of_plan(store.current("practice_audits", view.as_at), plan)
    found = []
    for row in records(own[own["audit_date"] <= until]):
        withheld = _counts(row).is_withheld
        hide = EVERYTHING if withheld else hidden[key_of(PRACTICE_AUDITS, row)]
        found.append(_audit(row, hide))
    return tuple(sorted(found, key=lambda each: (-each.day.toordinal(), each.audit, each.theme)))


def practice_table(found: Iterable[PracticeAudit]) -> pd.DataFrame:
    """Columns: Audit, Date, Theme, Ref, Cases, each grade, What was learned."""
    rows = [
        (
            each.audit,
            in_words(each.day),
            each.theme,
            each.ref,
            *(each.counts[name] for name in (CASES, *GRADES)),
            each.learned,
        )
        for each in found
    ]
    names = ["Audit", "Date", "Theme", "Ref", "Cases", *GRADES.values(), "What was learned"]
    return pd.DataFrame(rows, columns=names, dtype=object)


def hidden_counts(store: Store) -> dict[Key, frozenset[str]]:
    """By row, what may be shown of no version of it, of all that were ever on record."""
    versions: dict[Key, list[Counts]] = {}
    states = [records(state) for state in store.states("practice_audits")]
    for row in chain.from_iterable(states):
        versions.setdefault(key_of(PRACTICE_AUDITS, row), []).append(_counts(row))
    found = {key: hidden_of(tuple(dict.fromkeys(every))) for key, every in versions.items()}
    for row in (*store.statements("practice_audits"), *states[-1]):
        if _counts(row).is_withheld:
            found[key_of(PRACTICE_AUDITS, row)] = EVERYTHING
    return found


def _counts(row: Mapping[str, StoredValue]) -> Counts:
    grades, cases = tuple(_number(row[name]) for name in GRADES), _number(row[CASES])
    too_many = cases is not None and sum(grade or 0 for grade in grades) > cases
    of_supplier = any(row[f"{name}_marker"] == "c" for name in EVERYTHING)
    return Counts(grades, cases, too_many or of_supplier)


def _audit(row: Mapping[str, StoredValue], hide: frozenset[str]) -> PracticeAudit:
    return PracticeAudit(
        str(row["audit"]),
        date.fromisoformat(str(row["audit_date"])),
        str(row["theme"]),
        row["ref"],
        {name: _written(row, name, hide) for name in (CASES, *GRADES)},
        row["what_was_learned"],
    )


def _written(row: Mapping[str, StoredValue], name: str, hide: frozenset[str]) -> str:
    number = _number(row[name])
    if name in hide and (number is not None or hide == EVERYTHING):
        return SUPPRESSED
    return MISSING if number is None else digits(number)


def _number(value: StoredValue) -> int | None:
    return None if value is None or value != value else int(value)
