"""Which actions to show: one set of filters for the page, its link, the download, the command."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from escp_data.plan.actions import IMPACT_WORDS, NO_UPDATE, STATUSES
from escp_data.text.wording import joined, plural

_SEARCHED = [
    "ref",
    "action",
    "success_measure",
    "rag_reason",
    "progress_update",
    "evidence",
    "barriers",
    "next_steps",
    "owner_role",
]


@dataclass(frozen=True)
class Filters:
    """Each empty filter lets every action through; several values of one mean any of them."""

    priority: tuple[int, ...] = ()
    agency: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    rag: tuple[str, ...] = ()
    impact: tuple[str, ...] = ()
    overdue: bool = False
    text: str = ""
    leads: bool = False
    """Whether an agency's actions are those it leads, and none that it only contributes to."""

    @property
    def words(self) -> str:
        """The filters in one line, as exports state them: `Priority 2; RAG Red or Amber`."""
        chosen = {
            "Priority": self.priority,
            f"Agency ({'lead' if self.leads else 'lead or contributing'})": self.agency,
            "Group": self.group,
            "RAG": self.rag,
            "Impact": tuple(IMPACT_WORDS.get(each, each) for each in self.impact),
        }
        overdue = "Overdue only" if self.overdue else ""
        text = f'Text "{self.text.strip()}"' if self.text.strip() else ""
        return chosen_words(chosen, "every action", overdue, text)


def chosen_words(chosen: Mapping[str, Sequence[object]], nothing: str, *others: str) -> str:
    """`Priority 2; RAG Red or Amber`: what is chosen under each label, then the `others` that are
    not blank; what is shown where nothing is chosen is `nothing`.
    """
    parts = [
        f"{label} {joined([str(value) for value in values], 'or')}"
        for label, values in chosen.items()
        if values
    ]
    return "; ".join([*parts, *filter(None, others)]) or f"None: {nothing}"


def have_chosen(frame: pd.DataFrame, chosen: Mapping[str, Sequence[object]]) -> "pd.Series[bool]":
    """Which rows have, in each of the columns, a value that is chosen; nothing chosen lets all
    through.
    """
    keep = pd.Series(True, index=frame.index)
    for column, values in chosen.items():
        if values:
            keep &= frame[column].isin(values)
    return keep


def filter_actions(frame: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """The rows of `plan.actions` that pass every filter; an agency may lead or contribute, unless
    only what it leads is asked for.
    """
    chosen: dict[str, Sequence[object]] = {
        "priority": filters.priority,
        "activity_group": filters.group,
        "rag": filters.rag,
        "impact": filters.impact,
    }
    keep = have_chosen(frame, chosen)
    if filters.agency and filters.leads:
        keep &= frame["lead"].isin(filters.agency)
    elif filters.agency:
        keep &= pd.Series(
            [bool(set(filters.agency) & taking_part(row)) for _, row in frame.iterrows()],
            index=frame.index,
            dtype=bool,
        )
    if filters.overdue:
        keep &= frame["overdue"].astype(bool)
    for word in filters.text.casefold().split():
        keep &= _searchable(frame).str.contains(word, regex=False)
    return frame[keep].reset_index(drop=True)


def rag_counts(found: pd.DataFrame) -> str:
    """The answer in one line: `2 Red, 3 Amber, 4 Green, 1 not reported`."""
    if found.empty:
        return "No action under these filters"
    counts = found["rag"].value_counts()
    return ", ".join(f"{counts[rag]} {counted_as(rag)}" for rag in STATUSES if rag in counts)


def live_counts(found: pd.DataFrame) -> str:
    """`rag_counts` of the live actions, as a quarter counts them; the others are named apart."""
    live = found[found["state"] == "Live"]
    ended = len(found) - len(live)
    if not ended:
        return rag_counts(found)
    if live.empty:
        return plural(ended, "action that is not live", "actions that are not live")
    return f"{rag_counts(live)}, and {ended} that {'is' if ended == 1 else 'are'} not live"


def counted_as(rag: str) -> str:
    """A RAG after how many have it: `Red`, `not reported`."""
    return "not reported" if rag == NO_UPDATE else rag


def taking_part(row: pd.Series) -> set[str]:
    """The agencies of one action, as they are known now: its lead and its contributors."""
    contributing = str(row["contributors"] or "").split(";")
    return {name for name in (str(row["lead"] or ""), *map(str.strip, contributing)) if name}


def choices(frame: pd.DataFrame) -> dict[str, list[str]]:
    """What can be chosen from these actions: agency and group names in alphabetical order."""
    agencies = {name for _, row in frame.iterrows() for name in taking_part(row)}
    return {
        "agency": sorted(agencies),
        "group": sorted(frame["activity_group"].dropna().unique()),
    }


def _searchable(frame: pd.DataFrame) -> "pd.Series[str]":
    rows = frame[_SEARCHED].fillna("").astype(str).itertuples(index=False, name=None)
    return pd.Series([" ".join(row).casefold() for row in rows], index=frame.index, dtype=str)
