"""What a return is filled in with before an agency sees it: the rows it is asked for.

Only refs, codes, periods, groups and words that the partnership already has: never a count. What
stands beside the blanks for orientation is in columns that the reader leaves alone, because no
sheet of the contract has headings like theirs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from escp_data.contract import ALL_AGENCIES
from escp_data.errors import EscpError, NotFound
from escp_data.plan.actions import View, actions, every_update
from escp_data.statements.who import Identities, identities
from escp_data.store.database import Store
from escp_data.text.ethnicity import LABELS
from escp_data.text.periods import Period, parse_period
from escp_data.validation.agencies import registered

PrefilledRows = tuple[dict[str, str], ...]


@dataclass(frozen=True)
class Aside:
    """A column for reading only: its heading, and the contract's column that it stands before."""

    heading: str
    before: str
    width: int = 18


@dataclass(frozen=True)
class PrefilledSheet:
    """One sheet's rows, each a text by its heading, and the columns among them to read only."""

    rows: PrefilledRows
    asides: tuple[Aside, ...]


def read_period(text: str) -> Period:
    """A period as a person gave it; an EscpError that says how to write one."""
    try:
        return parse_period(text)
    except ValueError as error:
        raise EscpError(f'"{text}" is not a period. Write it as 2025-26 Q3.') from error


def read_agency(store: Store, text: str) -> str:
    """An agency's registered name, by any name it goes by. Raises NotFound."""
    agencies, _ = registered(None, store)
    name = agencies.find(text)
    if name is None:
        raise NotFound(agencies.unknown(text))
    return name


def prefill(
    store: Store, period: Period, agency: str, as_at: str | None = None
) -> dict[str, PrefilledSheet]:
    """The rows an agency is asked for, by sheet; All agencies asks for everybody's."""
    who = identities(store.current("agencies", as_at))
    agency = who.of(agency) or agency
    measures = _supplied(store, who, agency, as_at)
    return {
        "Progress": _progress(store, period, agency, as_at),
        "Measure values": _values(store, measures, period, agency, as_at),
        "Ethnicity counts": _counts(store, measures, period, agency, as_at),
    }


def _progress(store: Store, period: Period, agency: str, as_at: str | None) -> PrefilledSheet:
    """One row a live action that the agency leads, with what was said of it a quarter ago."""
    earlier = period.shifted(-1)
    plan = actions(store, View(period, earlier, as_at))
    live = plan[plan["state"] == "Live"]
    own = live if agency == ALL_AGENCIES else live[live["lead"] == agency]
    reported = every_update(store, View(earlier, earlier.shifted(-1), as_at, _plan(plan)))
    said = reported[reported["period"] == str(earlier)].set_index("ref")["progress_update"]
    words = Aside("What the plan says", "RAG", 46)
    rag = Aside(f"RAG in {earlier}", "RAG", 14)
    update = Aside(f"Written for {earlier}", "Progress update", 46)
    rows = tuple(
        {
            "Ref": str(ref),
            "Period": str(period),
            words.heading: str(action),
            rag.heading: str(before),
            update.heading: str(said.get(ref) or ""),
        }
        for ref, action, before in zip(own["ref"], own["action"], own["rag_before"], strict=True)
    )
    return PrefilledSheet(rows, (words, rag, update))


def _plan(shown: pd.DataFrame) -> str | None:
    """The plan of these actions; None where it has no name, or there are none."""
    return None if shown.empty else shown["plan"].iloc[0]


def _supplied(store: Store, who: Identities, agency: str, as_at: str | None) -> pd.DataFrame:
    """The measures that an agency supplies; whoever supplies one goes by the name it has now."""
    measures = store.current("measures", as_at).sort_values("code")
    suppliers = [who.of(name) for name in measures["supplier_agency"]]
    now = pd.Series(suppliers, measures.index, dtype=object)  # None, where it is nobody, stays so
    own = measures.assign(supplier_agency=now)
    return own if agency == ALL_AGENCIES else own[now == agency]


def _values(
    store: Store, measures: pd.DataFrame, period: Period, agency: str, as_at: str | None
) -> PrefilledSheet:
    latest = _latest_periods(store.current("measure_values", as_at))
    return _asked(measures, latest, period, agency, dict.fromkeys(measures["code"], ({},)))


def _counts(
    store: Store, measures: pd.DataFrame, period: Period, agency: str, as_at: str | None
) -> PrefilledSheet:
    """One row a group where the measure had counts by group before, under the names used last."""
    counts = store.current("ethnicity_counts", as_at)
    latest = _latest_periods(counts)
    groups: dict[str, PrefilledRows] = {
        code: tuple({"Ethnic group": label} for label in _labels(counts, code, when))
        for code, when in latest.items()
    }
    return _asked(measures, latest, period, agency, groups)


def _labels(counts: pd.DataFrame, code: str, when: Period) -> list[str]:
    used = counts[(counts["code"] == code) & (counts["period"] == str(when))]["ethnic_group"]
    order = list(LABELS)
    return sorted(used.unique(), key=order.index)


def _latest_periods(frame: pd.DataFrame) -> dict[str, Period]:
    """Each code's newest period of the kind it was last reported for."""
    parsed = frame["period"].map({text: parse_period(text) for text in frame["period"].unique()})
    return {str(code): max(periods) for code, periods in parsed.groupby(frame["code"])}


def _asked(
    measures: pd.DataFrame,
    latest: dict[str, Period],
    period: Period,
    agency: str,
    rows: dict[str, PrefilledRows],
) -> PrefilledSheet:
    """The rows of the measures that are due, with the measure's name to read beside them."""
    name = Aside("What is counted", "Agency", 34)

    def each() -> Iterator[dict[str, str]]:
        for code, measure, supplier in zip(
            measures["code"], measures["measure"], measures["supplier_agency"], strict=True
        ):
            due = _due(latest.get(code), period)
            if due is None:
                continue
            who = agency if agency != ALL_AGENCIES else supplier or agency
            for row in rows.get(code, ()):
                start = {"Code": code, "Period": str(due), name.heading: measure, "Agency": who}
                yield start | row

    return PrefilledSheet(tuple(each()), (name,))


def _due(latest: Period | None, period: Period) -> Period | None:
    """The period to report: a yearly measure is asked for once its next year has ended."""
    if latest is None or latest.kind == period.kind:
        return period
    following = latest.shifted(1)
    return following if following.end <= period.end else None
