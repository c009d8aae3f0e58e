"""Is disproportionality decreasing? What can be said at all, the verdicts, all there is on one.

A measure that a link names comes before everything else.

Everything shown, a chart's data and its tooltips included, comes from the suppressed table.
"""

from functools import partial

import pandas as pd
import streamlit as st

from escp_data.disproportionality import (
    Comparison,
    Finding,
    agencies,
    bases,
    findings,
    groups,
    measures,
    notes,
    on_every_basis,
    references,
    stages,
    together,
)
from escp_data.disproportionality.gap import gap_of
from escp_data.disproportionality.phrasing import (
    BASES_DIFFER,
    EXCESS_KEY,
    NOTHING_COUNTED,
    in_order,
    not_supplied,
    panels_words,
    stages_words,
)
from escp_data.disproportionality.readable import compared_groups, stages_table
from escp_data.disproportionality.shown import coverage_shown, period_shown, trend_shown
from escp_data.disproportionality.together import together_headline, together_words
from escp_data.disproportionality.wording import full
from escp_data.papers.disproportionality_file import AS_SET, figures_csv, figures_excel
from pages.parts import figures, names
from pages.parts import pieces as p
from pages.parts.answers import ask, store
from pages.parts.downloads import offer_both
from pages.parts.frame import as_at, view
from pages.parts.gap_dots import gap_dots
from pages.parts.links import cell_link, in_link, link, named_by_link, soon
from pages.parts.sign_in import small_numbers

ALL_AGENCIES = "All agencies"
OWN = AS_SET
CONFIDENCES = {"95%": 0.95, "99.8%": 0.998}
SURE = "95%"
PANELS = 5


def choose_comparison() -> tuple[str, Comparison]:
    """The group and what it is compared with, each of them in the link; what is asked less often
    is folded.
    """
    day = as_at()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        group = in_link("Group", ask(groups, None, day), names.GROUP, 115, figures.GROUP)
        reference = in_link("Compared with", [OWN, *ask(references, day)], names.REFERENCE, 205)
        on = (names.AGENCY, ALL_AGENCIES), (names.CONFIDENCE, SURE), (names.BASIS, OWN)
        with st.popover(more_words(on), key="more-filters"):
            basis = in_link("Out of whom", [OWN, *ask(bases, day)], names.BASIS, 285)
            agency = in_link("Agency", [ALL_AGENCIES, *ask(agencies, day)], names.AGENCY, 285)
            confidence = in_link("Confidence", list(CONFIDENCES), names.CONFIDENCE, 285)
    return group, Comparison(
        view().period,
        day,
        None if reference == OWN else reference,
        None if basis == OWN else basis,
        None if agency == ALL_AGENCIES else agency,
        CONFIDENCES[confidence],
    )


def more_words(defaults: tuple[tuple[str, str], ...]) -> str:
    """The folded filters' label, with how many of them are in force."""
    on = sum(soon(key) not in ([], [by]) for key, by in defaults)
    return f"More filters ({on} on)" if on else "More filters"


def choose_measure(known: pd.DataFrame) -> tuple[str, str]:
    """The code and the name of the measure to look at."""
    titles = dict(zip(known["measure"], known["code"], strict=True))
    if st.session_state.get(names.MEASURE) not in titles:  # not the agency's that was chosen since
        st.session_state.pop(names.MEASURE, None)
    title = in_link("Measure", list(titles), names.MEASURE, 420)
    return titles[title], title


def matrix(group: str, asked: Comparison, own: pd.DataFrame) -> None:
    """The honest first picture: for which measures and groups there is a number, and why not."""
    codes = tuple(own["code"]) if asked.agency else None
    found = ask(coverage_shown, asked, codes, group)
    st.markdown(f"**{p.plain(found.words)}**")
    shown = found.table
    shown["Measure"] = [to_measure(name) for name in shown["Measure"]]
    p.show_table(shown, alt="What can be shown, by measure and group", linked="Measure")
    if found.reasons:
        st.caption("  \n".join(map(p.plain, found.reasons)))


def to_measure(name: str) -> str:
    """A measure's name in a table, as the way to all there is on it."""
    return cell_link(p.plain(name), {names.MEASURE: name})


def then_and_now(group: str, asked: Comparison, own: pd.DataFrame) -> None:
    """A row of dots a measure, what moved first."""
    codes = tuple(own["code"])
    found = ask(findings, asked, codes, group)
    if found:
        st.markdown("**Then and now, measure by measure**")
        gap_dots(gap_of(ask(together, asked, codes, group), found), group)


def downloads(asked: Comparison) -> None:
    """Every measure, group and period under the filters, suppressed as on screen."""
    chosen = (asked.reference or OWN, asked.basis or OWN, asked.agency or ALL_AGENCIES)
    excel, csv = (partial(make, store(), asked) for make in (figures_excel, figures_csv))
    offer_both("Disproportionality", names.DISPROPORTIONALITY, ", ".join(chosen), excel, csv)


def one_measure(code: str, group: str, asked: Comparison, own: Finding | None) -> None:
    """The answer, the groups beside what the figures rest on, the trend, the table, the stages."""
    noted, now = ask(notes, asked, code), ask(period_shown, asked, code)
    if now.rows.empty:
        st.text(now.words)
        return
    sample = own is not None and own.sample
    with st.container(key="beside"):
        plot, rest = st.columns([3, 2], gap="large")
    with plot:
        if own:
            answer(own)
            on_bases(own, asked)
        st.markdown("**Each group, and those it is compared with**")
        drawn = figures.draw_intervals
        figures.chart(drawn, now.words, now.rows, asked, code, group, sample)
    with rest:
        figures.box(noted)
    note = " ".join(words for words in (EXCESS_KEY, noted.ages) if words)
    p.show_table(now.rates, alt="Counts, rates, ratios and gaps by group", note=note)
    small_numbers(code, asked)
    over_time(code, group, asked, sample)
    on_the_way(code, group, asked, sample)


def answer(own: Finding) -> None:
    """The verdict in full, and beneath it what stands beside it."""
    sample = f" {figures.SAMPLE}" if own.sample else ""
    st.markdown(f"{p.plain(full(own))}{sample}")
    more = " ".join(words for words in figures.beside(own) if words)
    if more:
        st.text(more)


def on_bases(own: Finding, asked: Comparison) -> None:
    """Both answers side by side, where they hang on the population."""
    found = ask(on_every_basis, asked, own.code, own.group)
    if found:
        st.text(BASES_DIFFER)
        figures.bases_table(found)


def over_time(code: str, group: str, asked: Comparison, sample: bool) -> None:
    """A panel a group, and the same numbers as a table."""
    found = ask(trend_shown, asked, code)
    rows = found.rows
    st.markdown("**Over time**")
    if rows.empty:
        st.text("No period has a whole figure yet. It takes four quarters in a row.")
        return
    every = compared_groups(rows)
    for first in range(0, len(every), PANELS):
        some = tuple(every[first : first + PANELS])
        own = rows[rows["group"].isin(some)]
        words = panels_words(own, group if group in some else some[0])
        figures.chart(figures.draw_panels, words, own, asked, code, some, sample)
    p.folded_table("The trend as a table", found.table, "Ratios by period and group")


def on_the_way(code: str, group: str, asked: Comparison, sample: bool) -> None:
    """Where on the way disparity arises; nothing for a measure that stands alone."""
    rows = ask(stages, asked, code)
    rows = rows[(rows["group"] == group) & (rows["reference"] != group)]
    if rows.empty:
        return
    st.markdown(f"**Where on the way the difference arises: {p.plain(group)}**")
    figures.chart(figures.draw_stages, stages_words(rows), rows, asked, code, group, sample)
    alt = f"Ratios at each stage: {group}"
    p.folded_table("The stages as a table", stages_table(rows), alt)


def verdicts(group: str, asked: Comparison, own: pd.DataFrame) -> tuple[Finding, ...]:
    """The title, what stands beneath it, and the table; gives back what they tell.

    `own` are the measures that the chosen agency supplies; the others are named and left out.
    """
    codes = tuple(own["code"])
    found = ask(findings, asked, codes, group)
    answer = ask(together, asked, codes, group)
    words = together_words(answer)
    heading.title(p.plain(together_headline(answer)))
    others = known.loc[~known["code"].isin(own["code"]), "measure"]
    rest = not_supplied(list(others), asked.agency) if asked.agency and len(others) else ""
    if words or rest:
        heading.text(f"{words} {rest}".strip())
    if found:
        ordered = in_order(found)
        with st.expander("Verdicts, ratios and rates, measure by measure", icon=":material/table:"):
            figures.verdict_table(ordered)
        figures.in_full(ordered)
    else:
        st.info("Choose another group, or another to compare with, to see verdicts.")
    return found


known = ask(measures, as_at())
heading = st.container(gap="xsmall")
if known.empty:
    heading.title(NOTHING_COUNTED)
    st.info(
        "Verdicts appear here once a return has rows on its Ethnicity counts sheet and the plan "
        "workbook has populations."
    )
else:
    measure_first = named_by_link(names.MEASURE)
    group, asked = choose_comparison()
    own = ask(measures, as_at(), asked.agency)
    first, every, last = (st.container() for _ in range(3))
    with every:
        matrix(group, asked, own)
        then_and_now(group, asked, own)
        found = verdicts(group, asked, own)
        downloads(asked)
    with first if measure_first else last:
        st.header("One measure in detail", divider="gray")
        code, title = choose_measure(own)
        one_measure(code, group, asked, next((each for each in found if each.code == code), None))
    link(names.METHODS, "How these figures are worked out")
