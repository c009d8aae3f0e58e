"""What a meeting records: a challenge or decision, an answer, who came. One place writes it."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st

from escp_data.access.permits import Doing
from escp_data.errors import EscpError
from escp_data.evidence.agency import agencies_shown
from escp_data.evidence.challenges import (
    CHALLENGE,
    DECISION,
    OPEN,
    STATES,
    Challenge,
    at_the_meeting,
    waiting,
)
from escp_data.evidence.groups import APOLOGIES, CAME, DEPUTY, NOT_INVITED
from escp_data.meeting.recording import (
    Answered,
    Asked,
    Came,
    LookFirst,
    answered_book,
    asked_book,
    attendance_book,
    measure_names,
    record,
)
from escp_data.meeting.screen import About
from escp_data.plan.actions import View, actions
from escp_data.text.periods import quarter_of
from pages.parts import gate
from pages.parts.answers import ask, store
from pages.parts.frame import as_at
from pages.parts.pieces import plain

NOT_HERE = "seat not recorded"
LONGEST = 600
WHAT = ("Challenge or decision", "Answer", "Who came")
LOOK_FIRST = "Nothing is recorded yet. Change it, or press Record it again to keep it as it is."
_DONE, _LOOKED_AT = "_recorded", "_looked_at"


def record_button(about: About, shown: View) -> None:
    """The way to the form; what was stored is said once beside it."""
    if not gate.offers(Doing.UPLOAD):
        return
    done = st.session_state.pop(_DONE, "")
    if st.button("Record", icon=":material/edit:", disabled=as_at() is not None):
        st.session_state.pop(_LOOKED_AT, None)
        _dialog(about, shown)
    if done:
        st.caption(plain(done), width="content")


@st.dialog("Record what the meeting decided", width="large")
def _dialog(about: About, shown: View) -> None:
    what = st.segmented_control("What is recorded", WHAT, default=WHAT[0], required=True)
    left, right = st.columns(2)
    day = left.date_input(
        "Day of the meeting", value="today", max_value="today", format="DD/MM/YYYY"
    )
    by = right.text_input("Your role", value="Business unit", max_chars=80)
    if what == WHAT[0]:
        _ask(about, shown, day, by)
    elif what == WHAT[1]:
        _answer(shown, day, by)
    else:
        _attend(shown, day, by)


def _ask(about: About, shown: View, day: date, by: str) -> None:
    """A challenge or decision against an action or a measure."""
    refs = list(ask(actions, shown)["ref"])
    codes = ask(measure_names)
    with st.form("record-ask", border=False):
        kind = st.segmented_control("Kind", (CHALLENGE, DECISION), default=CHALLENGE, required=True)
        left, right = st.columns(2)
        ref = left.selectbox("Action", refs, index=_place(refs, about.ref), placeholder="None")
        measure = right.selectbox(
            "Measure",
            list(codes),
            index=None,
            format_func=lambda code: codes[code],
            placeholder="None",
        )
        asked_by = left.text_input("Asked by (a role, never a name)", max_chars=80)
        of = right.selectbox(
            "Asked of", ask(agencies_shown, shown), index=None, placeholder="Nobody"
        )
        question = st.text_area("What is asked", max_chars=LONGEST)
        due = left.date_input("By when", value=None, format="DD/MM/YYYY")
        group = right.text_input("Meeting (its group)", max_chars=80)
        if st.form_submit_button("Record it", type="primary"):
            asked = Asked(str(kind), asked_by, of, question, due, group or None, ref, measure)
            _keep(lambda: asked_book(store(), shown, asked, day), by, day)


def _answer(shown: View, day: date, by: str) -> None:
    """An answer to a challenge that waits for one."""
    found: Sequence[Challenge] = waiting(ask(at_the_meeting, shown))
    if not found:
        st.text("No challenge waits for an answer.")
        return
    named = {each.number: f"{each.name}: {each.question}" for each in found}
    with st.form("record-answer", border=False):
        number = st.selectbox("Challenge", list(named), format_func=lambda each: named[each])
        state = st.segmented_control(
            "It is now",
            [each for each in STATES if each != OPEN],
            default="Answered",
            required=True,
        )
        answer = st.text_area("Answer", max_chars=LONGEST)
        if st.form_submit_button("Record it", type="primary"):
            answered = Answered(str(number), answer, str(state))
            _keep(lambda: answered_book(store(), shown, answered, day), by, day)


def _attend(shown: View, day: date, by: str) -> None:
    """Each agency's seat at the meeting."""
    ways = (NOT_HERE, CAME, DEPUTY, APOLOGIES, NOT_INVITED)
    with st.form("record-came", border=False):
        group = st.text_input("Group that met", max_chars=80)
        seats = []
        for agency in ask(agencies_shown, shown):
            left, right = st.columns([2, 1])
            how = left.selectbox(plain(agency), ways, key=f"came-{agency}")
            role = right.text_input("Role", key=f"role-of-{agency}", max_chars=80)
            seats.append(Came(agency, how, role or None))
        if st.form_submit_button("Record it", type="primary"):
            came = [each for each in seats if each.attended != NOT_HERE]
            if not came:
                st.error("Say of one agency at least whether it came.")
                return
            _keep(lambda: attendance_book(store(), shown, group, came, day), by, day)


def _keep(book: Callable[[], bytes], by: str, day: date) -> None:
    """The one place where a meeting writes; says why nothing was stored, where nothing was.

    What a check asks to look at is said first; the same again, once it was read, is stored.
    """
    looked_at = st.session_state.pop(_LOOKED_AT, ())
    try:
        gate.require(Doing.UPLOAD)
        receipt = record(store(), book(), by, day, looked_at)
    except LookFirst as found:
        st.session_state[_LOOKED_AT] = found.sentences
        for sentence in found.sentences:
            st.warning(plain(sentence))
        st.text(LOOK_FIRST)
        return
    except EscpError as problem:
        st.error(plain(problem))
        return
    quarter = quarter_of(day).spelled
    st.session_state[_DONE] = f"Recorded as upload {receipt.upload_id}, under {quarter}."
    st.rerun()


def _place(options: Sequence[str], wanted: str | None) -> int | None:
    return options.index(wanted) if wanted in options else None
