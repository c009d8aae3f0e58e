"""Section 11 and Section 175: who returned, who did not, and which improvements are open.

A round is an audit in a period. Returned is any grade filled in; what a row says came after the
quarter's end had not come. A school year and a financial year are of different kinds, and are
never set side by side.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from escp_data.model import Statement
from escp_data.plan.actions import View
from escp_data.statements.of_their_time import records
from escp_data.store.database import Store
from escp_data.text.clean import clean
from escp_data.text.periods import Period, parse_period
from escp_data.text.wording import joined, plural

AUDITS = {"S11": "Section 11", "S175": "Section 175"}
NO_AUDITS = "No self-assessment is on record yet"
NO_PHASE = "No phase given"
SCHOOL_YEARS, FINANCIAL_YEARS = "School years", "Financial years"
RACE_WORDS = (
    "racism",
    "race",
    "racial",
    "racist",
    "antiracist",
    "ethnicity",
    "ethnicities",
    "ethnic",
    "disparity",
    "disparities",
    "disproportionality",
    "disproportionate",
    "adultification",
    "adultified",
)
"""A standard with one of these whole words in its name is taken for one on anti-racist practice.

Nothing in the contract marks them, so pages say which were taken.
"""

_DONE = re.compile(r"(?:done|complete|completed|closed|finished|achieved)(?:\s*[-–—.,:;(].*)?")
_COLUMNS = [
    "audit",
    "period",
    "year",
    "kind",
    "organisation",
    "phase",
    "standard",
    "on_race",
    "expected",
    "self_grade",
    "moderated_grade",
    "returned_on",
    "evidence",
    "improvement_needed",
    "deadline",
    "improvement_state",
    "is_open",
    "overdue",
]


@dataclass(frozen=True)
class Round:
    """One audit in one period: the organisations expected, those that returned, those still out.

    `expected` is empty where no row says who was; `unasked` returned without being expected.
    """

    audit: str
    period: Period
    kind: str
    expected: tuple[str, ...]
    returned: tuple[str, ...]
    out: tuple[str, ...]
    unasked: tuple[str, ...]

    @property
    def name(self) -> str:
        """`Section 11, July to September 2025`, `Section 175, school year 2024/25`."""
        return f"{AUDITS.get(self.audit, self.audit)}, {self.period.words}"

    @property
    def words(self) -> str:
        """`9 of 11`, or that nobody says who was expected."""
        if not self.expected:
            return f"{len(self.returned)}; who was expected is not on record"
        return f"{self.counted} of {len(self.expected)}"

    @property
    def counted(self) -> int:
        """How many of those expected returned; all that did where nobody says who was."""
        return len(self.expected) - len(self.out) if self.expected else len(self.returned)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Returned over expected first, then the names still out."""
        said = [f"{self.name}: {self.words} returned."]
        if self.out:
            said.append(f"Still out: {joined(self.out)}.")
        if self.unasked and self.expected:
            said.append(f"Returned without being on the list: {joined(self.unasked)}.")
        return tuple(said)


def assessments(store: Store, view: View) -> pd.DataFrame:
    """The rows of Audits whose period had begun by the quarter's end, the newest round first.

    Columns: audit, period (text), year (`2025-26`, `school year 2024/25`), kind (which years),
    organisation, phase, standard, on_race, expected (both truth values), self_grade and
    moderated_grade (labels, None where not given by then), returned_on, evidence,
    improvement_needed, deadline, improvement_state, is_open and overdue (truth values).
    """
    until = view.period.end
    rows = []
    for row in records(store.current("audits", view.as_at)):
        period = parse_period(row["period"])
        if period.start <= until:
            rows.append((period, _row(row, period, until)))
    rows.sort(key=lambda each: str(each[1]["audit"]))
    rows.sort(key=lambda each: each[0], reverse=True)
    return pd.DataFrame([row for _, row in rows], columns=_COLUMNS, dtype=object)


def _row(row: Statement, period: Period, until: date) -> dict[str, object]:
    come = not row["returned_on"] or date.fromisoformat(str(row["returned_on"])) <= until
    needed = row["improvement_needed"] if come else None
    is_open = bool(needed) and not is_done(row["improvement_state"])
    return {
        **row,
        "year": year_of(period),
        "kind": SCHOOL_YEARS if period.kind == "academic" else FINANCIAL_YEARS,
        "phase": row["phase"] or NO_PHASE,
        "on_race": is_on_race(str(row["standard"])),
        "expected": row["expected"] == "Yes",
        "self_grade": row["self_grade"] if come else None,
        "moderated_grade": row["moderated_grade"] if come else None,
        "returned_on": row["returned_on"] if come else None,
        "improvement_needed": needed,
        "is_open": is_open,
        "overdue": is_open and bool(row["deadline"]) and str(row["deadline"]) < until.isoformat(),
    }


def year_of(period: Period) -> str:
    """`2025-26`; a school year as it is called."""
    return period.words if period.kind == "academic" else str(period)[:7]


def is_on_race(standard: str) -> bool:
    """Whether a standard's name has one of `RACE_WORDS` as a whole word."""
    return not set(RACE_WORDS).isdisjoint(re.findall(r"[a-z]+", clean(standard).casefold()))


def is_done(state: object) -> bool:
    """Whether an improvement's state says that it is done; what says anything else is open.

    `Done`, `Completed: in every team`; but not `Done by May` or `Not done`.
    """
    return bool(state) and _DONE.fullmatch(clean(str(state)).casefold()) is not None


def rounds(rows: pd.DataFrame) -> tuple[Round, ...]:
    """Each round of these rows of `assessments`, the newest first."""
    return tuple(
        _round(str(audit), str(period), own)
        for (audit, period), own in rows.groupby(["audit", "period"], sort=False)
    )


def _round(audit: str, period: str, own: pd.DataFrame) -> Round:
    graded = own[own[["self_grade", "moderated_grade"]].notna().any(axis=1)]
    returned = sorted(set(graded["organisation"]))
    expected = sorted(set(own.loc[own["expected"].astype(bool), "organisation"]))
    return Round(
        audit,
        parse_period(period),
        str(own["kind"].iloc[0]),
        tuple(expected),
        tuple(returned),
        tuple(name for name in expected if name not in returned),
        tuple(name for name in returned if name not in expected),
    )


def headline(found: Sequence[Round]) -> str:
    """`9 of 11 Section 11 returns are in`: the newest round's."""
    if not found:
        return NO_AUDITS
    newest = found[0]
    called = AUDITS.get(newest.audit, newest.audit)
    if not newest.expected:
        return f"{plural(len(newest.returned), f'{called} return')}; who was expected is unknown"
    are = "return is" if len(newest.expected) == 1 else "returns are"
    return f"{newest.words} {called} {are} in"


def returned_table(found: Sequence[Round]) -> pd.DataFrame:
    """Columns: Round, Returned (`9 of 11`), Still out (names)."""
    rows = [(each.name, each.words, joined(each.out) or "Nobody") for each in found]
    return pd.DataFrame(rows, columns=["Round", "Returned", "Still out"], dtype=object)


def returned_by_phase(rows: pd.DataFrame) -> pd.DataFrame:
    """Columns: Phase, Round, Returned, Still out; of rounds in which a phase is given."""
    with_phase = rows[rows["phase"] != NO_PHASE]
    found = [
        (phase, each.name, each.words, joined(each.out) or "Nobody")
        for phase, own in with_phase.groupby("phase")
        for each in rounds(own)
    ]
    return pd.DataFrame(found, columns=["Phase", "Round", "Returned", "Still out"], dtype=object)


def improvements(rows: pd.DataFrame) -> pd.DataFrame:
    """Improvements that are open, overdue ones first, then by deadline; those without one last.

    The columns of `assessments`.
    """
    return rows[rows["is_open"].astype(bool)].sort_values("deadline", kind="stable")


def improvements_words(rows: pd.DataFrame) -> str:
    """`14 improvements are open, 3 of them overdue.`; how many are done comes after."""
    needed = rows[rows["improvement_needed"].notna()]
    if needed.empty:
        return "No improvement is on record here."
    open_, late = int(needed["is_open"].sum()), int(needed["overdue"].sum())
    undated = int((needed["is_open"].astype(bool) & needed["deadline"].isna()).sum())
    parts = [f"{plural(open_, 'improvement is', 'improvements are')} open"]
    parts += [f"{late} of them overdue" if open_ > 1 else "overdue"] if late else []
    count = f"{undated} " if open_ > 1 else ""
    parts += [f"{count}without a deadline"] if undated else []
    are = "is" if len(needed) == 1 else "are"
    return f"{', '.join(parts)}; {len(needed) - open_} of {len(needed)} {are} done."
