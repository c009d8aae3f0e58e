"""The plan's questions: the state of every action for a quarter, and how it came to be.

A quarter's RAG is what was reported for that quarter: where nobody reported, it is `No update`,
never an earlier colour. An action's wording, lead and dates are those of the newest upload whose
Cover period is not later than the quarter, so that an old quarter shows the plan as it was then;
a quarter before the plan's first Cover shows the first plan.
"""

import re
from dataclasses import dataclass

import pandas as pd

from escp_data import rag
from escp_data.contract import IMPACT
from escp_data.store.database import Store
from escp_data.text.periods import Period, parse_period, quarter_of

NO_UPDATE = rag.NO_UPDATE
STATUSES = tuple(rag.LOOKS)
MEANINGS = {
    "Green": "On track to be delivered by its due date.",
    "Amber": "Off track or at risk, and the owner can recover it; or its due date was moved.",
    "Red": "Off track, and it needs a decision or help from the executive group.",
    "Complete": "Delivered, and its evidence is recorded.",
    "Not started": "Nothing was due to start yet.",
    NO_UPDATE: "Nobody reported on it for this quarter.",
}
IMPACTS = (*IMPACT, NO_UPDATE)

_SEVERITY = {"Complete": 0, "Green": 1, "Amber": 2, "Red": 3}
_REPORTED = [
    "rag", "rag_reason", "progress_update", "evidence", "impact", "barriers", "next_steps",
]  # fmt: skip  # a list in few lines


@dataclass(frozen=True)
class View:
    """What is looked at: a quarter, the one it is compared with, and the store as at a day."""

    period: Period
    compared: Period
    as_at: str | None = None


def quarters(store: Store, as_at: str | None = None) -> list[Period]:
    """Every quarter from the first to the last that was reported on, newest first.

    A plan that nobody has reported on yet has one: the quarter in which its newest version starts.
    """
    known = [parse_period(text) for text in store.current("progress", as_at)["period"].unique()]
    if not known:
        covers = store.versions("actions", as_at)["cover_period"].dropna()
        known = [quarter_of(parse_period(text).start) for text in covers.iloc[-1:]]
    if not known:
        return []
    first, last = min(known), max(known)
    return [last.shifted(-steps) for steps in range(last.steps_since(first) + 1)]


def priorities(store: Store, as_at: str | None = None) -> pd.DataFrame:
    """The priorities in order: priority (whole number), title, aim."""
    frame = store.current("priorities", as_at).astype({"priority": "int64"})
    return frame[["priority", "title", "aim"]].sort_values("priority", ignore_index=True)


def actions(store: Store, view: View) -> pd.DataFrame:
    """One row an action, in the order of its ref, as it stood in the quarter of the view.

    The columns of Actions and Progress, and: `rag_before`, `change` (worse, better, completed,
    same, started, first update, reported again, no update), `due` (the date now agreed),
    `due_dates` (every date agreed in turn), `moved` and `moved_since` (how often, and since the
    quarter compared with), `overdue` (due before the quarter's last day, live, not Complete),
    `red_since`, `last_update` (the latest quarter reported on, or None), `quarters_silent`
    (quarters since then; NaN if never).
    """
    progress = _reported_until(store, view)
    frame = _actions_in(store, view, progress)
    now = _of_quarter(progress, view.period)
    before = _of_quarter(progress, view.compared)["rag"].rename("rag_before")
    frame = frame.join(now, on="ref").join(before, on="ref")
    for column in ("rag", "rag_before", "impact"):
        frame[column] = frame[column].astype(object).fillna(NO_UPDATE)
    first = progress.groupby("ref")["quarter"].min()
    frame["change"] = [
        _change(before, rag, is_first=first.get(ref) == view.period)
        for ref, before, rag in zip(frame["ref"], frame["rag_before"], frame["rag"], strict=True)
    ]
    end = view.period.end.isoformat()
    frame["overdue"] = [
        _is_day(due) and due < end and rag != "Complete" and state == "Live"
        for due, rag, state in zip(frame["due"], frame["rag"], frame["state"], strict=True)
    ]
    frame["red_since"] = [_red_since(progress, ref, view.period) for ref in frame["ref"]]
    last = progress.groupby("ref")["quarter"].max()
    frame["last_update"] = [last.get(ref) for ref in frame["ref"]]
    frame["quarters_silent"] = [
        float("nan") if when is None else float(view.period.steps_since(when))
        for when in frame["last_update"]
    ]
    return _none_for_blank(frame)


def leads(store: Store, view: View) -> pd.DataFrame:
    """Each action's ref, lead_agency and state as it stood in the quarter; a part of `actions`.

    It takes a quarter of the time, for those who ask about many quarters.
    """
    versions = _versions_in(store, view, _reported_until(store, view))
    frame = versions.drop_duplicates("ref", keep="last")[["ref", "lead_agency", "state"]]
    return frame.assign(state=frame["state"].fillna("Live")).reset_index(drop=True)


def rag_history(store: Store, view: View, length: int = 12) -> pd.DataFrame:
    """Every action's RAG in the quarters up to the view's: ref, period (text), rag.

    A quarter nobody reported on reads `No update`; quarters before the plan's first are left out.
    """
    progress = _reported_until(store, view)
    if progress.empty:
        return pd.DataFrame({"ref": [], "period": [], "rag": []}, dtype=object)
    first = progress["quarter"].min()
    span = min(length, view.period.steps_since(first) + 1)
    labels = [str(view.period.shifted(-steps)) for steps in reversed(range(span))]
    refs = actions_order(_versions_in(store, view, progress)["ref"])
    wide = progress.pivot(index="ref", columns="period", values="rag").reindex(
        index=refs, columns=labels
    )
    long = wide.astype(object).fillna(NO_UPDATE).rename_axis(index="ref").reset_index()
    return long.melt(id_vars="ref", var_name="period", value_name="rag")


def updates(store: Store, ref: str, view: View) -> pd.DataFrame:
    """One action's story, newest quarter first: period, the reported columns, upload_id."""
    every = every_update(store, view)
    own = every[every["ref"] == ref]
    return own[::-1].reset_index(drop=True)[["period", *_REPORTED, "upload_id"]]


def every_update(store: Store, view: View) -> pd.DataFrame:
    """Every update up to the quarter, in the plan's order, then by quarter.

    Columns: ref, period, the reported columns, upload_id.
    """
    progress = _reported_until(store, view)
    order = {ref: number for number, ref in enumerate(actions_order(progress["ref"]))}
    progress["order"] = progress["ref"].map(order)
    in_order = progress.sort_values(["order", "quarter"], ignore_index=True)
    return in_order[["ref", "period", *_REPORTED, "upload_id"]]


def actions_order(refs: pd.Series) -> list[str]:
    """Refs in the plan's order: 1.2 before 1.10."""
    return sorted(refs.unique(), key=_ref_order)


def _actions_in(store: Store, view: View, progress: pd.DataFrame) -> pd.DataFrame:
    """Each action's newest version not later than the quarter, with how its due date moved."""
    known = _versions_in(store, view, progress)
    since = [q is not None and q.start > view.compared.end for q in known["cover"]]
    known["is_recent"] = pd.Series(since, index=known.index, dtype=bool)
    moves = {ref: _due_dates(versions) for ref, versions in known.groupby("ref")}
    frame = known.drop_duplicates("ref", keep="last").copy()
    frame["due_dates"] = [moves[ref][0] for ref in frame["ref"]]
    frame["moved"] = [max(len(dates) - 1, 0) for dates in frame["due_dates"]]
    frame["moved_since"] = [moves[ref][1] for ref in frame["ref"]]
    frame["due"] = [dates[-1] if dates else None for dates in frame["due_dates"]]
    frame["state"] = frame["state"].fillna("Live")
    frame["priority"] = frame["priority"].astype("int64")
    frame = frame.sort_values("ref", key=lambda refs: refs.map(_ref_order), ignore_index=True)
    titles = priorities(store, view.as_at).set_index("priority")["title"]
    frame["priority_title"] = frame["priority"].map(titles)
    return frame.drop(columns=["sheet_row", "id", "cover_period", "cover", "is_recent"])


def _versions_in(store: Store, view: View, progress: pd.DataFrame) -> pd.DataFrame:
    """Every version of every action that was there in the quarter, oldest first.

    An action of a later Cover was there where it had been reported on: its first version counts.
    """
    versions = store.versions("actions", view.as_at)
    cover = {text: parse_period(text) for text in versions["cover_period"].dropna().unique()}
    covers = [cover.get(text) for text in versions["cover_period"]]
    versions["cover"] = pd.Series(covers, index=versions.index, dtype=object)
    end = max([view.period.end, *([min(cover.values()).end] if cover else [])])
    in_time = [q is None or q.start <= end for q in versions["cover"]]
    first_and_reported = ~versions.duplicated("ref") & versions["ref"].isin(progress["ref"])
    return versions[pd.Series(in_time, index=versions.index, dtype=bool) | first_and_reported]


def _due_dates(versions: pd.DataFrame) -> tuple[tuple[str, ...], int]:
    """Every due date agreed in turn, and how many moves came after the quarter compared with.

    A version without a date leaves the last one standing.
    """
    dates: list[str] = []
    recent = 0
    for due, revised, is_recent in zip(
        versions["due_date"], versions["revised_due_date"], versions["is_recent"], strict=True
    ):
        for day in (revised or due,) if dates else (due, revised):
            if day and dates[-1:] != [day]:
                recent += bool(dates) and bool(is_recent)
                dates.append(day)
    return tuple(dates), recent


def _reported_until(store: Store, view: View) -> pd.DataFrame:
    progress = store.current("progress", view.as_at)
    quarter = {text: parse_period(text) for text in progress["period"].unique()}
    quarters = [quarter[text] for text in progress["period"]]
    progress["quarter"] = pd.Series(quarters, index=progress.index, dtype=object)
    until = [each <= view.period for each in quarters]
    return progress[pd.Series(until, index=progress.index, dtype=bool)]


def _of_quarter(progress: pd.DataFrame, quarter: Period) -> pd.DataFrame:
    return progress[progress["period"] == str(quarter)].set_index("ref")[_REPORTED]


def _change(before: str, now: str, *, is_first: bool) -> str:
    if now == NO_UPDATE:
        return "no update"
    if before == NO_UPDATE:
        return "first update" if is_first else "reported again"
    if now == before:
        return "same"
    if now == "Complete":
        return "completed"
    if before == "Not started":
        return "started" if now == "Green" else "worse"
    if now == "Not started":
        return "worse"
    return "worse" if _SEVERITY[now] > _SEVERITY[before] else "better"


def _red_since(progress: pd.DataFrame, ref: str, period: Period) -> str | None:
    """The first quarter of the unbroken run of Red that ends in this one."""
    rag = progress[progress["ref"] == ref].set_index("period")["rag"]
    since = None
    while rag.get(str(period)) == "Red":
        since, period = str(period), period.shifted(-1)
    return since


def _is_day(due: object) -> bool:
    return isinstance(due, str) and due[:1].isdigit()


def _ref_order(ref: str) -> list[tuple[int, str]]:
    """1.2, 1.2a, 1.10: by numbers first, then by letters."""
    return [(int(number), letter) for number, letter in re.findall(r"(\d+)([a-z]*)", ref)]


def _none_for_blank(frame: pd.DataFrame) -> pd.DataFrame:
    """None, not NaN, where a text is blank: pandas puts NaN where a join found nothing."""
    text = frame.select_dtypes(include=["object", "str"]).columns
    frame[text] = frame[text].astype(object).where(frame[text].notna(), None)
    return frame
