"""Who says what about an action: its headline, and what others report beside it.

The lead's rows and those compiled for all agencies are the action's own; a contributor's row is
its own view, and changes no headline. Agencies are compared by who they are, not by name.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from escp_data.contract import ALL_AGENCIES, PROGRESS
from escp_data.model import Statement, StoredValue
from escp_data.statements.of_their_time import fields
from escp_data.text.clean import same


@dataclass(frozen=True)
class Told:
    """One action in one quarter: its headline, and each other agency's own words, newest last.

    `upload` is the newest upload of its own rows.
    """

    headline: dict[str, StoredValue]
    beside: dict[str, dict[str, StoredValue]]
    upload: int | None


@dataclass(frozen=True)
class Identities:
    """Which agency a name stands for now: by its name, or one that it went by."""

    now: Mapping[str, str]

    def of(self, name: str | None) -> str | None:
        """The agency's name as it is now; any other name stays what it is."""
        return None if name is None else self.now.get(same(name), name)

    def every(self, names: str | None) -> str | None:
        """Names in one text, parted by `;`, each as it is now and said once; as it is where all
        are.
        """
        said = [name.strip() for name in (names or "").split(";")]
        now = [str(self.of(name)) for name in said]
        return names if now == said else "; ".join(dict.fromkeys(now))

    def are_one(self, one: str | None, other: str | None) -> bool:
        """Whether two names stand for one agency."""
        return one is not None and other is not None and self.of(one) == self.of(other)


def identities(agencies: pd.DataFrame) -> Identities:
    """From the Agencies on record: one that another is also known as, is that one now."""
    registered = {same(name): name for name in agencies["agency"]}
    now: dict[str, str] = {}
    for name, also in zip(agencies["agency"], agencies["also_known_as"], strict=True):
        for alias in re.split(r"[;\n]", also or ""):
            other = registered.get(same(alias))
            if other is not None and other != name:
                now[same(other)] = name
    return Identities({name: _last(name, now) for name in now})


def _last(name: str, now: Mapping[str, str]) -> str:
    """Where a chain of names ends; a circle is left where it would close."""
    seen = [name]
    while (following := same(now[seen[-1]])) in now and following not in seen:
        seen.append(following)
    return now[seen[-1]]


def told(rows: Iterable[Statement], lead: str | None, who: Identities) -> Told:
    """What the statements about one action and one quarter come to, the lead being as given."""
    own: list[Statement] = []
    others: list[Statement] = []
    for row in rows:
        (own if is_own(row["agency"], lead, who) else others).append(row)
    own = [_without_restating(row, own) for row in own]
    own.sort(key=lambda row: (row["upload_id"], row["agency"] != ALL_AGENCIES, row["id"]))
    beside: dict[str, dict[str, StoredValue]] = {}
    for agency in dict.fromkeys(str(row["agency"]) for row in others):
        beside[agency] = _folded(row for row in others if row["agency"] == agency)
    return Told(_folded(own), beside, int(own[-1]["upload_id"]) if own else None)


def _without_restating(row: Statement, rows: Iterable[Statement]) -> Statement:
    """A row without what it only says again of its own agency's: that moves nothing, so that what
    goes out and comes back leaves the headline as it is.
    """
    before = _folded(
        each for each in rows if each["agency"] == row["agency"] and each["id"] < row["id"]
    )
    said = fields(row["says"])
    changed = {name for name in said if before.get(name) != row.get(name)}
    leaders = {_LEADERS.get(name, name) for name in changed}
    together = [name for name in said if _LEADERS.get(name, name) in leaders]
    return {**row, "says": json.dumps(sorted(together))}


_LEADERS = {column.field: column.goes_with for column in PROGRESS.says if column.goes_with}
"""What belongs to what, by field: a reason to its RAG."""


def _folded(rows: Iterable[Statement]) -> dict[str, StoredValue]:
    """The newest that is said, but that no reason stands beside a RAG that it was not given for.

    Who withdraws an upload may leave a later row that relied on it: that row's RAG stands alone.
    """
    values: dict[str, StoredValue] = {}
    for row in rows:
        said = fields(row["says"])
        for name, leader in _LEADERS.items():
            is_other = row.get(leader) not in (None, values.get(leader))
            if name in values and name not in said and leader in said and is_other:
                values[name] = None
        values |= {name: row.get(name) for name in said}
    return values


def is_own(agency: str | None, lead: str | None, who: Identities) -> bool:
    """Whether a row of this agency is the action's own; where no lead is set, every row is."""
    return lead is None or agency in (ALL_AGENCIES, None) or who.are_one(agency, lead)
