"""The whole plan as one picture: its actions down, its quarters across."""

from dataclasses import dataclass

from escp_data.model import FrameRow
from escp_data.plan.actions import View, actions, rag_history
from escp_data.plan.naming import action_name
from escp_data.store.database import Store
from escp_data.text.periods import Period, parse_period


@dataclass(frozen=True)
class Line:
    """One action: its RAG in each quarter of the picture, oldest first."""

    ref: str
    name: str
    priority: int
    rags: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """Nothing but what was reported: a quarter without a report reads `Not reported`."""

    quarters: tuple[Period, ...]
    lines: tuple[Line, ...]

    @property
    def years(self) -> tuple[tuple[str, int], ...]:
        """Each financial year, and how many of the quarters are in it."""
        names = [str(each).partition(" ")[0] for each in self.quarters]
        return tuple((name, names.count(name)) for name in dict.fromkeys(names))


def plan_picture(store: Store, view: View, length: int = 12) -> Picture:
    """The live actions in the plan's order, over at most `length` quarters up to the view's."""
    frame = actions(store, view)
    history = rag_history(store, view, length)
    wide = {(row.ref, row.period): str(row.rag) for row in history.itertuples()}
    quarters = list(dict.fromkeys(history["period"]))
    rows: list[FrameRow] = list(frame[frame["state"] == "Live"].itertuples())
    lines = tuple(
        Line(
            str(row.ref),
            action_name(row.short_name, row.action),
            int(row.priority),
            tuple(wide[(row.ref, quarter)] for quarter in quarters),
        )
        for row in rows
        if quarters
    )
    return Picture(tuple(parse_period(each) for each in quarters), lines)
