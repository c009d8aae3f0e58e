"""What stands above every page: the sample notice, the quarter, and how fresh the data is."""

from collections.abc import Callable, Sequence
from datetime import date

import streamlit as st
from streamlit.navigation.page import StreamlitPage as Page

from escp_data.evidence.agency import agencies_shown
from escp_data.plan.actions import View
from escp_data.plan.plans import (
    PlanOnRecord,
    also_in_force,
    ended,
    newest_told,
    opening,
    plan_of_quarter,
    plan_words,
    plans_on_record,
    quarter_of_day,
)
from escp_data.plan.returns import QuarterReturns, returns_of_quarter
from escp_data.records.demonstration import is_demonstration
from escp_data.store.database import utc_now
from escp_data.text.periods import Period, is_period, parse_period
from escp_data.text.wording import day_words, joined
from pages.parts import gate, links, names
from pages.parts.answers import ask
from pages.parts.pieces import draw_paper_line, plain

AGENCIES = "Agencies"
"""The menu's section with a page for each agency, folded: there are many."""
MEETING = "The meeting"
"""The section about meetings: while nothing is on record for it, the meeting view alone."""
UNNAMED = "The plan"
"""What a plan is called that nothing on record names."""
NO_QUARTER = {names.UPLOAD, names.HISTORY, names.METHODS, names.ABOUT}
"""Pages that show the same whichever quarter is chosen."""
ONLY_PLAN = {names.CHILDREN}
"""Pages on which nothing but the plan is chosen."""
OF_FIGURES = {names.DISPROPORTIONALITY, names.MEASURES, names.RETURNS}
"""Pages that have something to show of a quarter with figures and no report yet."""
OF_EVIDENCE = {names.VOICE, names.TRAINING, names.ASSURANCE, names.REVIEWS, names.MEETINGS}
NO_COMPARISON = NO_QUARTER | ONLY_PLAN | OF_FIGURES | OF_EVIDENCE
"""Pages that compare with no quarter, or with each measure's own."""
FEW = 2
"""How many agencies are named of those that have not returned."""
_VIEW = "_view"
_PLANS = "_plans"
_NO_EARLIER = "_no_earlier"
_PRIORITY = "_priority"
_AGENCY = "_agency"
_AS_AT = "_as_at"


def draw_menu(menu: dict[str, list[Page]]) -> None:
    """The menu in the sidebar, a heading a section.

    (Streamlit's own, with sections, is a list that holds what no list may: screen readers lose
    count.)
    """
    with st.sidebar:
        whose_plan()
        for section, pages in menu.items():
            if not pages:
                continue
            if section == AGENCIES:
                here = any(links.is_here(each.url_path) for each in pages)
                with st.expander(section, expanded=here), st.container(gap="xxsmall"):
                    _menu_links(pages)
                continue
            with st.container(gap="xxsmall"):
                st.caption(section)
                _menu_links(pages)


def _menu_links(pages: list[Page]) -> None:
    for each in pages:
        links.link(each.url_path, plain(each.title), width="stretch")


def plan_title() -> str:
    """The plan's title, as the quarter's Plans sheet has it."""
    if _VIEW not in st.session_state:
        return UNNAMED
    return ask(plan_words, view()).title or UNNAMED


def whose_plan() -> None:
    """The partnership's name and the plan's title, as the quarter's Plans sheet has them."""
    if _VIEW not in st.session_state:
        return
    words = ask(plan_words, view())
    if words.title:
        name = f"**{plain(words.partnership)}**  \n" if words.partnership else ""
        st.markdown(f"{name}{plain(words.title)}")
        return
    st.markdown(f"**{UNNAMED}**")
    st.caption("It has no name yet: add a Plans sheet to the plan workbook.")


def note_priority(path: str) -> None:
    """Keep which priority the run's address stands for, where it stands for one."""
    st.session_state[_PRIORITY] = names.priority_number(path)


def note_agency(path: str) -> None:
    """Keep which agency the run's address stands for, where it stands for one."""
    every = ask(agencies_shown, view())
    own = [each for each in every if names.agency_path(each) == path]
    st.session_state[_AGENCY] = own[0] if own else None


def chosen_agency() -> str:
    """The agency whose page this is."""
    return str(st.session_state[_AGENCY])


def chosen_priority() -> int:
    """The number of the priority whose page this is."""
    return int(st.session_state[_PRIORITY])


def read_day() -> None:
    """Settle the day that the store is shown as it was on, as the link has it (`as_at=2025-01-31`).

    The link wins where it was changed from outside; else the day stays from page to page.
    """
    if links.from_outside(names.AS_AT):
        text = links.last_of(links.asked(names.AS_AT))
        day = _day(text)
        is_past = day is not None and day <= utc_now()[:10]
        show_day(day if is_past else None)
        if text and not is_past:
            links.miss(_no_day(text, day))
    links.say(names.AS_AT, as_at())


def show_day(day: str | None) -> None:
    """Show the store as it was on this day from the next run on; None is today."""
    st.session_state[_AS_AT] = day


def as_at() -> str | None:
    """The day that this run shows the store as it was on; None is today."""
    day: str | None = st.session_state.get(_AS_AT)
    return day


def past_notice() -> None:
    """Says on every page that it shows the past, and leads back to today."""
    day = as_at()
    if day is None:
        return
    today = "" if day == utc_now()[:10] else ", not as it is today"
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f":violet-badge[:material/history: As it was] Everything here is as the dashboard "
            f"stood at the end of **{day_words(day)}**{today}."
        )
        st.button("Back to today", on_click=show_day, args=(None,))


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _no_day(text: str, day: str | None) -> str:
    """What stands where the link's day cannot be shown."""
    why = f"{day_words(day)}, which has not come yet" if day else f'"{text}", which is no date'
    return f"The link asks for {why}. This is the dashboard as it is today."


def settle_view() -> View | None:
    """The plan, the quarter and the one it is compared with, as the address or the controls have
    them; None where nothing of a plan is on record. Draws nothing.
    """
    st.session_state.pop(_VIEW, None)
    plans = ask(plans_on_record, as_at())
    if not plans:
        return None
    st.session_state[_PLANS] = plans
    own = _settle_plan(plans)
    links.say(names.PLAN, own.name if len(plans) > 1 else None)
    asked_outside = links.from_outside(names.PERIOD)
    no_quarter = _settle_quarter(own, [*own.figures, *own.quarters])
    if no_quarter and asked_outside:
        of = f"of the plan {own.name} " if len(plans) > 1 else ""
        shown = _spelled(st.session_state[names.PERIOD])
        links.miss(f"There is no quarter {no_quarter} {of}on record. This is {shown}.")
    return view()


def keep_to_reports(path: str) -> None:
    """On a page of the plan, a quarter that has figures and no report gives way to the newest that
    was reported on.
    """
    own = _own_plan()
    if path in NO_QUARTER or view().period in _quarters(path):
        return
    words = f"for {view().period.spelled}"
    nobody = f"Nobody has reported on the plan {words} yet."
    if view().period < own.quarters[0]:
        nobody = f"Nobody reported on the plan {words}."
    _settle_quarter(own, own.quarters)
    links.miss(f"{nobody} This is {view().period.spelled}.")


def _settle_quarter(own: PlanOnRecord, quarters: Sequence[Period]) -> str | None:
    """Settle the view on one of these quarters; gives back what was wanted where it is none."""
    by_name = {str(quarter): quarter for quarter in quarters}
    no_quarter = links.settle_one(names.PERIOD, list(by_name), str(own.quarters[0]))
    period = by_name[st.session_state[names.PERIOD]]
    st.session_state[_NO_EARLIER] = links.settle_one(names.COMPARED, _earlier(own, period))
    other = st.session_state[names.COMPARED]
    links.say(names.PERIOD, str(period))
    links.say(names.COMPARED, other)
    st.session_state[_VIEW] = View(period, _compared(period, other), as_at(), own.plan)
    return no_quarter


def _own_plan() -> PlanOnRecord:
    """The plan of the view."""
    plans: tuple[PlanOnRecord, ...] = st.session_state[_PLANS]
    return next(each for each in plans if each.plan == view().plan)


def _settle_plan(plans: tuple[PlanOnRecord, ...]) -> PlanOnRecord:
    """The plan that the address names, or the control; else the quarter's, else the one that
    opens.
    """
    by_name = {each.name: each for each in plans}
    default = opening(plans, ask(newest_told, as_at())).name
    wanted = links.last_of(links.asked(names.PERIOD))
    if not links.asked(names.PLAN) and wanted:
        quarters = {
            str(quarter): quarter for each in plans for quarter in each.quarters + each.figures
        }
        if wanted in quarters:
            default = ask(plan_of_quarter, quarters[wanted], as_at())
    no_plan = links.settle_one(names.PLAN, list(by_name), default)
    chosen = by_name[st.session_state[names.PLAN]]
    if no_plan:
        links.miss(f"There is no plan {no_plan} on record. This is {chosen.name}.")
    return chosen


def _earlier(own: PlanOnRecord, period: Period) -> list[str]:
    before = (str(quarter) for quarter in own.quarters if quarter < period.shifted(-1))
    return [names.BEFORE, *before]


def draw_view(path: str) -> None:
    """One row: what kind of data this is, how fresh, who is missing; then the choosers."""
    with st.container(
        horizontal=True, gap="xsmall", vertical_alignment="center", key="view-controls"
    ):
        with st.container(
            horizontal=True, gap="xsmall", vertical_alignment="center", key="freshness"
        ):
            if path not in NO_QUARTER:
                draw_paper_line(view(), compares=path not in NO_COMPARISON)
            _say_fresh(view())
        if path not in NO_QUARTER:
            _choosers(path)
    with st.container(gap=None):  # one place, so that what follows keeps its own
        _say_other_views(_quarters(path))
        if path not in NO_QUARTER:
            _say_ended(view())
    no_earlier = st.session_state[_NO_EARLIER]
    if no_earlier and path not in NO_COMPARISON and no_earlier != names.BEFORE:
        links.miss(
            f"{_spelled(no_earlier)} is not a quarter before {view().period.spelled} with updates. "
            "It is compared with the quarter before."
        )


def _choosers(path: str) -> None:
    """The plan, where there are several; the quarter; and the one it is compared with."""
    plans: tuple[PlanOnRecord, ...] = st.session_state[_PLANS]
    if len(plans) > 1:
        _chooser("Plan", [each.name for each in plans], names.PLAN, 130, "Plan {}".format)
    if path not in ONLY_PLAN:
        options = [str(each) for each in _quarters(path)]
        _chooser("Quarter", options, names.PERIOD, 245, _spelled)
    if path not in NO_COMPARISON:
        options = _earlier(_own_plan(), view().period)
        _chooser("Compared with", options, names.COMPARED, 240, _since)


def _quarters(path: str) -> list[Period]:
    """The quarters that this page has something to show of, newest first."""
    own = _own_plan()
    more = own.figures if path in OF_FIGURES else ()
    if path == names.RETURNS:  # before the first report nobody was asked for one
        more = tuple(each for each in more if each > own.quarters[0])
    return sorted([*more, *own.quarters], reverse=True)


def _chooser(
    label: str, options: list[str], key: str, width: int, shown: Callable[[str], str]
) -> None:
    """A chooser without room for its label, which a screen reader says."""
    st.selectbox(
        label, options, key=key, width=width, format_func=shown, label_visibility="collapsed"
    )


def _spelled(quarter: str) -> str:
    """`October to December 2025 (Q3)` for `2025-26 Q3`; the address keeps its short form."""
    return parse_period(quarter).spelled if is_period(quarter) else quarter


def _since(compared: str) -> str:
    """`since July to September 2025`, what a quarter is compared with.

    The quarter before reads the same whichever quarter is chosen: Streamlit keeps a choice by what
    it reads as, and would lose it with the words.
    """
    if compared == names.BEFORE:
        return "since the quarter before"
    return f"since {parse_period(compared).words}"


def _say_other_views(quarters: list[Period]) -> None:
    """Ways to a newer quarter and to another plan in force, where there are any."""
    newest, shown = quarters[0], view()
    if newest != shown.period:
        words = f"A newer quarter, {newest.words}, is here"
        links.here(words, {names.PERIOD: str(newest)})
    for other in ask(also_in_force, shown):
        there = {names.PLAN: other, names.PERIOD: str(shown.period)}
        links.here(f"The plan {other} is in force in this quarter, too", there)


def _say_ended(shown: View) -> None:
    """A line where the plan has ended and none follows it yet."""
    today = quarter_of_day(shown.as_at or utc_now())
    last = ask(ended, shown, today)
    if last:
        st.caption(
            f"This plan ended in {last}, and no plan that follows it is on record. Late updates "
            "still belong to it."
        )


def say_what_was_missed() -> None:
    """A line for everything that the link asks for and that is not here."""
    for sentence in links.missed():
        st.info(plain(sentence))


def view() -> View:
    """The view chosen in the frame of this run."""
    chosen: View = st.session_state[_VIEW]
    return chosen


def _compared(period: Period, other: str) -> Period:
    return period.shifted(-1) if other == names.BEFORE else parse_period(other)


def _say_fresh(shown: View) -> None:
    """`Data to 31 December 2025`, and who has not returned, as the way to the returns; before the
    first report nobody was asked for one.
    """
    sample = (
        ":orange-badge[Demonstration] RAG, updates and most figures are samples. "
        if is_demonstration()
        else ""
    )
    st.markdown(f"{sample}Data to {day_words(shown.period.end)}.", width="content")
    if gate.own_agency() is not None or shown.period < _own_plan().quarters[-1]:
        return
    back = ask(returns_of_quarter, shown)
    if back.awaited:
        links.link(names.RETURNS, f":orange-badge[{plain(_awaited_words(back))}]")
    elif back.expected:
        links.link(names.RETURNS, "Every agency has returned")


def _awaited_words(back: QuarterReturns) -> str:
    """`NHS NCL ICB has not returned`; how many, where they are more than two."""
    many = len(back.awaited)
    if many > FEW:
        return f"{many} of {len(back.expected)} agencies have not returned"
    return f"{joined(back.awaited)} {'has' if many == 1 else 'have'} not returned"
