"""Reviews: what they recommended, to whom, how far it has come, and the action that carries it."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from escp_data.evidence.review_filters import ReviewFilters, filter_reviews, review_choices
from escp_data.evidence.reviews import (
    NO_REVIEWS,
    Recommendation,
    headline,
    history,
    others_sentence,
    overdue_words,
    rag_by_review,
    rag_sentence,
    reviews,
)
from escp_data.papers.reviews_file import reviews_csv, reviews_excel
from escp_data.plan.actions import actions
from escp_data.plan.strip import strip_table
from escp_data.text.wording import plural
from pages.parts import names
from pages.parts.answers import ask, store
from pages.parts.downloads import offer_both
from pages.parts.filters import filter_row, in_force
from pages.parts.frame import view
from pages.parts.links import link
from pages.parts.pieces import (
    impact_badge,
    in_twos,
    plain,
    show_definitions,
    show_labelled,
    show_table,
    status_badge,
)

FILTERS = {
    names.PRIORITY: ("Priority", 1),
    names.REVIEW: ("Review", 2),
    names.AGENCY: ("Agency", 1.6),
    names.RAG: ("RAG", 1.2),
}


def choose_filters() -> ReviewFilters:
    """One row of filters, each of them in the link."""
    known = review_choices(every) | {names.PRIORITY: priorities}
    numbers, *others = filter_row(FILTERS, known)
    return ReviewFilters(tuple(map(int, numbers)), *others)


def picture(ours: Sequence[Recommendation]) -> None:
    """The partnership's own, review by review; what is overdue beneath."""
    st.header("How the partnership's own stand", divider="gray", anchor=False)
    frame = rag_by_review(ours)
    if ours and frame.empty:
        st.text("None of these was accepted.")
    elif frame.empty:
        st.text("None of these is for the partnership or one of its agencies to do.")
    else:
        show_table(frame, alt="Recommendations to the partnership by review and RAG")
    for sentence in overdue_words(ours) or ("Nothing here is overdue.",):
        st.text(sentence)


def one_review(name: str, own: Sequence[Recommendation]) -> None:
    """A review's recommendations: ours as cards, then what is for others to do, apart."""
    st.header(plain(name), divider="gray", anchor=False)
    in_twos([each for each in own if each.is_ours], card, f"ours-{name}")
    others = [each for each in own if not each.is_ours]
    if others:
        st.subheader("For others to do, not counted as ours", anchor=False)
        st.caption("The RAG says how it looks from here.")
        in_twos(others, other, f"others-{name}")


def card(each: Recommendation) -> None:
    """One recommendation to the partnership: RAG, impact, dates, evidence, and its quarters."""
    head(each)
    if each.rag != each.rag_words:
        st.caption(plain(each.rag_words))
    updated(each)
    show_labelled("Evidence", each.evidence)
    accepted = f" · Accepted: {each.accepted}" if each.accepted else ""
    st.caption(plain(f"Due {each.due_words}{accepted}"))
    carried(each)
    key = f"history-{each.name}"
    with st.expander("RAG by quarter", key=key, on_change="rerun") as opened:
        if opened.open:
            rows = strip_table(history(each))[::-1]
            show_table(rows, alt=f"RAG of {each.name} by quarter, newest first", rags="RAG")


def other(each: Recommendation) -> None:
    """One that is for Government or London to do, by its words alone."""
    head(each)
    updated(each)
    carried(each)


def head(each: Recommendation) -> None:
    """Its number, how it stands, whom it is to, and its words; impact is for ours alone."""
    lead = f" · Led by {each.lead}" if each.lead and each.lead != each.to_whom else ""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{plain(each.number)}**", width="content")
        status_badge(each.rag)
        if each.is_ours:
            impact_badge(each.impact)
        st.caption(plain(f"To: {each.to_whom}{lead}"), width="content")
    st.text(each.text)


def updated(each: Recommendation) -> None:
    """What was reported on it, and for which quarter."""
    show_labelled("Update", f"{each.update} ({each.reported})" if each.update else None)


def carried(each: Recommendation) -> None:
    """The action that carries it, or that none does."""
    if each.ref and each.ref in numbered:
        path = names.priority_path(numbered[each.ref])
        link(path, f"Carried by action {plain(each.ref)}", {names.ACTION: each.ref})
    elif each.is_ours:
        st.caption("No action of this plan carries it.")


def downloads(found: Sequence[Recommendation], filters: ReviewFilters) -> None:
    """Exactly what is shown, with its filters and the date of the data."""
    told = (store(), tuple(found), view(), filters)
    excel, csv = partial(reviews_excel, *told), partial(reviews_csv, *told)
    offer_both("Reviews", names.REVIEWS, filters.words, excel, csv)


def show() -> None:
    """The page of a store in which recommendations are on record."""
    filters = choose_filters()
    found = filter_reviews(every, filters, numbered)
    ours = [each for each in found if each.is_ours]
    heading.title(plain(headline(found)), anchor=False)
    in_force(f"{len(found)} of {plural(len(every), 'recommendation')}.", filters.words, FILTERS)
    if not found:
        st.info("No recommendation passes these filters. Take one away to see more.")
        return
    others = [each for each in found if not each.is_ours]
    heading.text(
        " ".join(filter(None, (rag_sentence(ours), others_sentence(others, more=bool(ours)))))
    )
    picture(ours)
    for name in dict.fromkeys(each.review for each in found):
        one_review(name, [each for each in found if each.review == name])
    show_definitions()
    downloads(found, filters)


plan = ask(actions, view())
numbered: dict[str, int] = dict(plan[["ref", "priority"]].itertuples(index=False, name=None))
priorities = sorted({str(number) for number in numbered.values()})
every = ask(reviews, view())
heading = st.container(gap="xsmall")
if every:
    show()
else:
    heading.title(NO_REVIEWS, anchor=False)
    st.info(
        "What reviews asked for, and how far it has come, appears here once a return has rows on "
        "its Recommendations sheet."
    )
