"""Every answer that a paper is made from, each asked once of one state of the store."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any

import pandas as pd

from escp_data import contract
from escp_data.disproportionality import (
    Comparison,
    Finding,
    Together,
    coverage,
)
from escp_data.disproportionality.phrasing import in_order
from escp_data.disproportionality.questions import with_together
from escp_data.evidence.assurance import Round, assessments, rounds
from escp_data.evidence.challenges import Challenge, at_the_meeting, challenges
from escp_data.evidence.groups import Meeting, in_year, meetings
from escp_data.evidence.loop import Loop, loop, since
from escp_data.evidence.measured import Measured
from escp_data.evidence.measures import scorecard
from escp_data.evidence.practice_audits import PracticeAudit, practice_audits
from escp_data.evidence.promises import Promise, promises
from escp_data.evidence.reviews import Recommendation, reviews
from escp_data.evidence.training import training
from escp_data.evidence.voice import Said, voice
from escp_data.plan.actions import View, priorities, rag_history
from escp_data.plan.board import OutstandingItem, outstanding_items
from escp_data.plan.glance import Glance, glance, live_actions
from escp_data.plan.returns import QuarterReturns, returns_of_quarter
from escp_data.store.database import Store
from escp_data.text.periods import parse_period

GROUP = "Black"
"""The group that the one answer is about, as on the screens until another is chosen."""


class Answers:
    """The dashboard's answers for a view, as pages ask for them; each is asked when first needed.

    `quarters` is how many quarters the paper is about: 1, or 4 for a year's.
    """

    def __init__(self, store: Store, view: View, quarters: int = 1) -> None:
        self.store, self.view, self.quarters = store, view, quarters
        self._kept: dict[str, Any] = {}

    @property
    def comparison(self) -> Comparison:
        """What is asked about ethnic groups: each measure's own comparator and population."""
        return Comparison(self.view.period, self.view.as_at)

    @cached_property
    def glance(self) -> Glance:
        """The quarter in one minute."""
        return glance(self.store, self.view)

    @cached_property
    def live(self) -> pd.DataFrame:
        """The quarter's live actions, as `plan.actions` has them."""
        return live_actions(self.store, self.view)

    @cached_property
    def priorities(self) -> pd.DataFrame:
        """The plan's priorities."""
        return priorities(self.store, self.view)

    @cached_property
    def promises(self) -> dict[str, Promise]:
        """What stands beside each action's promise."""
        return promises(self.store, self.view, self.scorecard)

    @cached_property
    def history(self) -> pd.DataFrame:
        """Every action's RAG, quarter by quarter."""
        return rag_history(self.store, self.view, 4 if self.quarters > 1 else 12)

    @cached_property
    def scorecard(self) -> tuple[Measured, ...]:
        """Every measure, small numbers hidden."""
        return scorecard(self.store, self.view.period, self.view.as_at)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """One verdict a measure for `GROUP`, what moved first."""
        return in_order(self._gap[0])

    @cached_property
    def together(self) -> Together:
        """The one answer for `GROUP`."""
        return self._gap[1]

    @cached_property
    def _gap(self) -> tuple[tuple[Finding, ...], Together]:
        return with_together(self.store, self.comparison, None, GROUP)

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """What can be said of each measure and group."""
        return coverage(self.store, self.comparison)

    @cached_property
    def returns(self) -> QuarterReturns:
        """Who has returned for the quarter."""
        return returns_of_quarter(self.store, self.view)

    def returns_of(self, back: int) -> QuarterReturns:
        """Who has returned for the quarter so many before."""
        period = self.view.period.shifted(-back)
        return returns_of_quarter(self.store, replace(self.view, period=period))

    @cached_property
    def owed(self) -> tuple[OutstandingItem, ...]:
        """What is still expected for the quarter."""
        return outstanding_items(self.store, self.view)

    @cached_property
    def challenges(self) -> tuple[Challenge, ...]:
        """Challenges and decisions, open ones first."""
        return challenges(self.store, self.view)

    @cached_property
    def at_the_meeting(self) -> tuple[Challenge, ...]:
        """The same, and what was raised and answered since, at the meeting about the quarter."""
        return at_the_meeting(self.store, self.view)

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """Meetings of the last four quarters, the newest first."""
        return in_year(meetings(self.store, self.view), self.view.period)

    @cached_property
    def voice(self) -> tuple[Said, ...]:
        """What children said; small groups show neither agency nor day."""
        return voice(self.store, self.view)

    @cached_property
    def loop(self) -> Loop:
        """How far what children said has come."""
        return loop(self.voice, since(self.store, self.view))

    @cached_property
    def training(self) -> pd.DataFrame:
        """The rows of Training."""
        return training(self.store, self.view)

    @cached_property
    def reviews(self) -> tuple[Recommendation, ...]:
        """Reviews' recommendations as they stood."""
        return reviews(self.store, self.view)

    @cached_property
    def rounds(self) -> tuple[Round, ...]:
        """Rounds of self-assessment, the newest first."""
        return rounds(assessments(self.store, self.view))

    @cached_property
    def practice_audits(self) -> tuple[PracticeAudit, ...]:
        """Audits of cases, small counts hidden."""
        return practice_audits(self.store, self.view)

    def once(self, name: str, question: Callable[["Answers"], Any]) -> Any:
        """What a question of the paper's own answers, asked once; `name` is what it is kept as."""
        if name not in self._kept:
            self._kept[name] = question(self)
        return self._kept[name]

    def upload_of(self, table: str, field: str = "", *values: str) -> int | None:
        """The newest upload with a row of a table that is no later than the quarter; None if none.

        With a field, of the rows that have one of these values in it.
        """
        newest = self.once(f"{table} by {field}", lambda _: self._newest(table, field))
        wanted = values if field else ("",)
        return max((newest[value] for value in wanted if value in newest), default=None)

    def upload_of_challenges(self, *numbers: str) -> int | None:
        """The newest upload that says anything of these challenges."""
        rows = self.once("challenges", lambda _: self.store.current("challenges", self.view.as_at))
        own = rows.loc[rows["challenge_number"].isin(numbers), "upload_id"]
        return None if own.empty else int(own.max())

    def _newest(self, table: str, field: str) -> dict[str, int]:
        """The newest upload by each value of a field; of all rows where none is named."""
        rows = self.once(f"{table} until", lambda _: self._until(table))
        if not field:
            return {} if rows.empty else {"": int(rows["upload_id"].max())}
        found = rows.groupby(field)["upload_id"].max()
        return {str(value): int(upload) for value, upload in found.items()}

    def _until(self, table: str) -> pd.DataFrame:
        """A table's rows that stand, up to the quarter's end."""
        rows = self.store.current(table, self.view.as_at)
        own, end = contract.sheet(table), self.view.period.end
        if own.day:
            return rows[rows[own.day] <= end.isoformat()]
        if "period" in rows:
            begun = {text for text in rows["period"].unique() if parse_period(text).start <= end}
            return rows[rows["period"].isin(begun)]
        return rows
