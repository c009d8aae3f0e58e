"""The agenda as screens, in its order; every text is an answer that other pages give, too."""

from escp_data.disproportionality import Comparison
from escp_data.disproportionality.gap import gap
from escp_data.evidence.challenges import at_the_meeting, left_open
from escp_data.evidence.helped import helped
from escp_data.meeting.evidence_screens import (
    gap_screens,
    impact_screen,
    next_screen,
    open_screen,
)
from escp_data.meeting.plan_screens import (
    by_ref,
    changed_screen,
    decision_screens,
    glance_screen,
    priority_screens,
)
from escp_data.meeting.screen import Screen, fitted
from escp_data.plan.actions import View
from escp_data.plan.glance import glance, live_actions
from escp_data.store.database import Store


def screens(store: Store, view: View, group: str) -> tuple[Screen, ...]:
    """Every screen of a meeting on the view's quarter; `group` is whose gap is asked about.

    `view.as_at` may be a moment (`2026-01-14T09:30:00.123456Z`): what came later is not there.
    """
    shown = glance(store, view)
    live = live_actions(store, view)
    raised = at_the_meeting(store, view)
    answer = gap(store, Comparison(view.period, view.as_at), group)
    agenda = (
        glance_screen(shown),
        changed_screen(shown, view),
        *decision_screens(shown, live),
        *priority_screens(live),
        *gap_screens(answer),
        impact_screen(shown, helped(store, view), by_ref(shown)),
        open_screen(raised, left_open(store, view)),
        next_screen(shown, raised),
    )
    return tuple(part for screen in agenda for part in fitted(screen))
