"""Measures over time: the scorecard, then one measure's run chart with all that it rests on.

Scorecard, chart and files come from one answer (`escp_data.evidence.measures`), small numbers
hidden.
"""

from functools import partial

import pandas as pd
import streamlit as st

from escp_data.evidence.measure_charts import KEY, chart_words, measure_chart, spark
from escp_data.evidence.measure_table import (
    before_words,
    latest_words,
    measure_table,
    years_table,
)
from escp_data.evidence.measure_words import (
    benchmark_words,
    chance_words,
    direction,
    figure_words,
    per_words,
    returned_words,
    sentence,
    short,
    target_words,
    without_words,
)
from escp_data.evidence.measured import Measured
from escp_data.evidence.measures import by_chance, has_rules, scorecard
from escp_data.papers.measures_file import measures_csv, measures_excel
from escp_data.plan.actions import priorities
from escp_data.plan.plans import codes_of_priority
from escp_data.store.database import Store
from escp_data.text.periods import Period
from escp_data.text.wording import day_words, plural
from pages.parts import names
from pages.parts.answers import ask, store
from pages.parts.downloads import offer_both
from pages.parts.figures import SAMPLE
from pages.parts.frame import view
from pages.parts.links import cell_link, link, one_or_none, several_of
from pages.parts.pieces import (
    Drawn,
    draw_table,
    plain,
    show_labelled,
    show_table,
    small,
    stacked,
    whole,
)

NONE = "No measure is on record yet"
TELL_HOW = "Add them on the plan workbook's Measures sheet, and numbers on Measure values."


def choose(every: tuple[Measured, ...]) -> list[Measured]:
    """The measures of the chosen priorities and agencies; with neither, all."""
    numbered = [str(number) for number in ask(priorities, view())["priority"]]
    suppliers = sorted({each.definition.supplier for each in every} - {""})
    first, second, _ = st.columns([1, 1.6, 2.4], gap="small")
    with first:
        chosen = several_of("Priority", numbered, names.PRIORITY)
    with second:
        agency = several_of("Agency", suppliers, names.AGENCY)
    serving = {code for number in chosen for code in ask(codes_of_priority, view(), int(number))}
    return [
        each
        for each in every
        if (not chosen or each.code in serving)
        and (not agency or each.definition.supplier in agency)
    ]


def headline(found: list[Measured], ruled: int) -> str:
    """`2 of 15 measures show a sign of change`: of those that could show one."""
    signals = sum(each.signal is not None for each in found)
    if not ruled:
        return "No measure has enough points to show a change yet"
    verb = "shows" if signals <= 1 else "show"
    return f"{signals or 'None'} of {plural(ruled, 'measure')} {verb} a sign of change"


def more_words(found: list[Measured], ruled: int, share: float) -> str:
    """How many cannot say yet, and what chance alone would bring."""
    rest = len(found) - ruled
    cannot = f"{plural(rest, 'other')} cannot tell: too few points, or too few counted."
    return f"{cannot if rest else ''} {chance_words(ruled, share)}".strip()


def card(found: list[Measured]) -> None:
    """A row a measure; its small picture has the sentence as its text alternative."""
    rows = [
        {
            "Measure": stacked(_to_chart(each), small(_beneath(each))),
            "Latest": stacked(_value(each), small(_when(each))),
            "A year before": stacked(plain(before_words(each)), small(direction(each))),
            "Over time": _picture(each),
            "Signal": plain(short(each) or ("None" if has_rules(each) else "Cannot tell")),
            "Target": plain(target_words(each).removeprefix("Target: ")),
        }
        for each in found
    ]
    draw_table(pd.DataFrame(rows), alt="The scorecard: a row a measure")


def _to_chart(each: Measured) -> str:
    """Its name, as the way to its chart."""
    return cell_link(f"**{plain(each.definition.measure)}**", {names.MEASURE: each.code})


def _beneath(each: Measured) -> str:
    sample = "Illustrative sample" if each.definition.sample else ""
    return " · ".join(part for part in (each.code, each.definition.supplier, sample) if part)


def _value(each: Measured) -> str:
    return f"**{plain(latest_words(each))}** {small(per_words(each.definition))}".rstrip()


def _when(each: Measured) -> str:
    """The latest period; who it lacks, or what the newest value was where it has none."""
    if not each.periods:
        return "never returned"
    last = each.totals[-1]
    place = each.newest_place
    parts = [str(each.periods[-1]), without_words(each)]
    if last.state == "missing":
        parts.append("not returned")
        if place is not None:
            value = figure_words(each.chart.values[place], each.definition)
            parts.append(f"last {value} for {each.periods[place]}")
    if last.state == "hidden":
        parts.append("too small to show")
    return ", ".join(part for part in parts if part)


def _picture(each: Measured) -> str:
    address = spark(each)
    return f"![{plain(sentence(each))}]({address})" if address else plain(sentence(each))


def draw_chart(kept: Store, period: Period, as_at: str | None, code: str) -> Drawn:
    """One measure's run chart, as Vega-Lite."""
    return measure_chart(scorecard(kept, period, as_at, (code,))[0]).to_dict()


def one_measure(each: Measured) -> None:
    """The run chart beside what it rests on, and its numbers a click away."""
    own = each.definition
    st.header(plain(own.measure), divider="gray", anchor=False)
    if own.sample:
        st.markdown(SAMPLE)
    plot, rest = st.columns([3, 2], gap="large")
    with plot:
        st.text(sentence(each))
        for words in (target_words(each), *each.again):
            if words:
                st.text(words)
        if each.newest_place is not None:
            drawn = ask(draw_chart, view().period, view().as_at, each.code)
            st.vega_lite_chart(drawn, alt=chart_words(each))
            st.caption(plain(KEY))
    with rest:
        beside(each)
    numbers(each)


def beside(each: Measured) -> None:
    """Definition, source, who returned, what a rise could mean, and what happened to it."""
    own = each.definition
    with whole("beside", "small"):
        show_labelled("A rise could mean", own.rise)
        show_labelled("What is counted", own.definition)
        show_labelled("Numerator", own.numerator)
        show_labelled("Denominator", own.denominator)
        show_labelled("Who returned", returned_words(each))
        show_labelled("Source", own.source)
        for one in each.breaks:
            show_labelled(f"The line starts again in {one.period}", f"{one.why}.")
        for mark in each.benchmarks:
            show_labelled(f"{mark.area}, {mark.period}", benchmark_words(mark, own))
        for look in each.looks:
            kind = "Challenged" if look.kind == "challenged" else "Considered"
            show_labelled(f"{kind} on {day_words(look.day)}", look.words)


def numbers(each: Measured) -> None:
    """The chart's numbers as a table, and published years that it does not join."""
    with st.expander("The numbers as a table", icon=":material/table:"):
        if each.periods:
            table = measure_table(each)[::-1]
            shown = table.loc[:, [(table[name] != "").any() for name in table]]
            show_table(shown, alt=f"Numbers of {each.definition.measure}, newest first")
        if each.years:
            st.text("Published years. They stand beside the quarters and are never joined to them.")
            show_table(years_table(each), alt="Published years")
        if not each.periods and not each.years:
            st.text(sentence(each))


def downloads(found: list[Measured]) -> None:
    """What is shown, suppressed as on screen."""
    codes = tuple(each.code for each in found)
    shown = (store(), view().period, view().as_at, codes)
    excel, csv = partial(measures_excel, *shown), partial(measures_csv, *shown)
    offer_both("Measures", names.MEASURES, ", ".join(codes), excel, csv)


def one_chosen(found: list[Measured]) -> Measured | None:
    """The measure that the link names, or that is chosen; by its code."""
    titles = {each.code: each.definition.measure for each in found}
    code = one_or_none(
        "One measure over time", list(titles), names.MEASURE, "Choose one", titles.__getitem__
    )
    return next((each for each in found if each.code == code), None)


every = ask(scorecard, view().period, view().as_at)
if not every:
    st.title(NONE, anchor=False)
    st.info(TELL_HOW)
else:
    heading = st.container(gap="xsmall")
    found = choose(every)
    ruled, share = by_chance(found)
    heading.title(headline(found, ruled), anchor=False)
    heading.text(more_words(found, ruled, share))
    chosen = one_chosen(found)
    if chosen:
        one_measure(chosen)
        st.header("All measures", divider="gray", anchor=False)
    if found:
        card(found)
        downloads(found)
    else:
        st.info("No measure passes these filters. Take one away to see more.")
    link(names.METHODS, "How these figures are worked out")
