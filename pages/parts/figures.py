"""How figures about ethnic groups are shown: verdicts in words, samples marked, charts with words.

Blue and grey only: a figure has no RAG. A verdict is a word and an icon, never a colour alone.
"""

from collections.abc import Callable, Hashable, Sequence

import pandas as pd
import streamlit as st

from escp_data.disproportionality import (
    Comparison,
    Finding,
    Moment,
    Together,
    notes,
    stages,
    table,
    trend,
)
from escp_data.disproportionality.charts import intervals, panels, stage_dots
from escp_data.disproportionality.measure_notes import Notes
from escp_data.disproportionality.numbers import interval_words, number_words, ratio_words
from escp_data.disproportionality.phrasing import (
    EXCESS_KEY,
    EXPECTED,
    HIDDEN,
    MOVED,
    VERDICT_KEY,
    VERDICTS,
    WITHHELD,
    has_ratio,
    in_order,
    verdict_of,
)
from escp_data.disproportionality.readable import decimals
from escp_data.disproportionality.together import together_headline
from escp_data.disproportionality.wording import (
    brief,
    brief_more,
    excess_words,
    full,
    short,
    sureness,
    unknown_moved,
    year_end_words,
)
from escp_data.estimates.change import DECREASING, INCREASING, NO_CLEAR_CHANGE, TOO_FEW
from escp_data.estimates.shared import Estimate
from escp_data.markers import Reason
from escp_data.store.database import Store
from pages.parts import names
from pages.parts.answers import ask
from pages.parts.links import cell_link, link
from pages.parts.pieces import Drawn, draw_table, plain, small, stacked, whole

GROUP = "Black"
"""The group that is answered for until another is chosen."""
SAMPLE = ":gray-badge[Illustrative sample]"
VERDICT_SIGN = {
    INCREASING: "\u2191",
    DECREASING: "\u2193",
    NO_CLEAR_CHANGE: "=",
    TOO_FEW: "",
    WITHHELD: "\u2013",
    HIDDEN: "",
}
"""Plain characters, which a screen reader passes over; each verdict's word follows. The arrows
are about disproportionality, which can decrease while a ratio below 1 goes up."""


def verdict_badge(finding: Finding) -> str:
    """The verdict's short form after its sign, as Markdown; blue where it moved, else grey."""
    word = verdict_of(finding)
    colour = "blue" if word in VERDICTS[:2] else "gray"
    phrase = short(finding) or word.capitalize()
    return f":{colour}-badge[{f'{plain(VERDICT_SIGN[word])} {plain(phrase)}'.strip()}]"


def verdict_table(findings: Sequence[Finding]) -> None:
    """A row a measure: the verdict, the ratio now and at its baseline, both rates, the excess.

    All findings are about one group. Where measures have comparators of their own, each cell
    names its own.
    """
    compared = {each.reference for each in findings}
    comparator = compared.pop() if len(compared) == 1 else "those compared with"
    rows = [
        {
            "Measure and verdict": stacked(
                cell_link(f"**{plain(each.measure)}**", {names.MEASURE: each.measure}),
                f"{verdict_badge(each)} {_sample(each)}".rstrip(),
                small(year_end_words(each)),
                small(_basis_words(each)),
                small(each.ages.capitalize()),
                small(each.old.capitalize()),
            ),
            "Ratio now": _ratio(each.later, bold=True),
            "Ratio then": _ratio(each.earlier),
            f"Rate, {each.group}": _rate(each, "rate"),
            f"Rate, {comparator}": stacked(
                small(each.reference) if compared else "", _rate(each, "reference_rate")
            ),
            EXPECTED: _excess(each),
        }
        for each in findings
    ]
    frame = pd.DataFrame(rows).rename(columns=plain)
    draw_table(frame, "The verdict for each measure", f"{VERDICT_KEY} {EXCESS_KEY}")


def in_full(findings: Sequence[Finding]) -> None:
    """The sentences that say all of each verdict, a click away."""
    with st.expander("Each verdict in full", icon=":material/format_quote:"):
        for each in findings:
            words = plain(" ".join(filter(None, [full(each), *beside(each)])))
            st.markdown(f"**{plain(each.measure)}:** {_sample(each)} {words}")


def bases_table(findings: Sequence[Finding]) -> None:
    """One measure's answers side by side, a row a population."""
    rows = [
        {
            "Out of whom": stacked(
                f"**{plain(each.basis)}**", small(each.basis_date), small(each.old.capitalize())
            ),
            "Verdict": stacked(verdict_badge(each), small(each.withheld)),
            "Ratio now": _ratio(each.later, bold=True),
            "Ratio then": _ratio(each.earlier),
        }
        for each in findings
    ]
    draw_table(pd.DataFrame(rows), alt="The answer on each population")


def beside(finding: Finding) -> tuple[str, ...]:
    """What stands beside a verdict: how sure it is, the year's own, excess, unknown ethnicity."""
    unknown = unknown_moved(finding)
    sure = f"At {sureness(finding)}" if finding.verdict else ""
    return (
        sure,
        year_end_words(finding),
        excess_words(finding),
        f"{unknown}." if unknown else "",
    )


def show_answer(answer: Together) -> None:
    """The one answer alone, in a sentence."""
    sample = f" {SAMPLE}" if answer.sample else ""
    st.markdown(f"**{plain(together_headline(answer))}.**{sample}")


def verdict_lines(findings: Sequence[Finding], group: str) -> None:
    """A line a measure: its name as the way to its figures, the verdict, the ratio and what it was.

    What to mind stands under those that moved, and under published figures.
    """
    is_one = len({each.reference for each in findings}) == 1
    with st.grid(2, min_column_width=320, gap=("xxsmall", "small"), vertical_alignment="center"):
        for each in in_order(findings):
            about = {names.MEASURE: each.measure, names.GROUP: group}
            link(names.DISPROPORTIONALITY, f"**{plain(each.measure)}**", about)
            against = "" if is_one else f"Against {each.reference}:"
            sample = ":gray-badge[Sample]" if each.sample else ""
            parts = (verdict_badge(each), plain(against), plain(brief(each)), sample)
            to_mind = each.verdict and (each.verdict in MOVED or not each.sample)
            more = small(brief_more(each)) if to_mind else small(year_end_words(each))
            st.markdown(stacked(" ".join(part for part in parts if part), more))
    bases = dict.fromkeys(_basis_words(each) for each in findings)
    st.caption(
        "How many times as likely, the range that chance allows in brackets, and what it was. "
        "Rates are out of: " + plain(f"{'; '.join(each for each in bases if each)}.")
    )


def face(noted: Notes, sample: bool) -> tuple[str, ...]:
    """What stands on the chart itself: comparator, basis with its date, source, sample."""
    source = "Illustrative sample, not real figures." if sample else f"Source: {noted.source}."
    return (f"{noted.comparator} {noted.basis}", f"{noted.period.split('. ')[0]}. {source}")


def box(noted: Notes) -> None:
    """All that a reader needs beside the figures, each with its label."""
    with whole("beside", "small"):
        lines = [f"**{label}.** {plain(words)}" for label, words in noted.lines()]
        st.markdown(":small[" + "]\n\n:small[".join(lines) + "]")


def chart(draw: Callable[..., Drawn], words: str, rows: pd.DataFrame, *args: Hashable) -> None:
    """A sentence that says what the chart shows, then the chart; the sentence is its `alt`, too.

    `draw` takes the store and the arguments and is asked once for each version of the store. There
    is no chart where `rows` have no ratio to draw: the sentence says so.
    """
    st.text(words)
    if has_ratio(rows):
        st.vega_lite_chart(ask(draw, *args), alt=words)


def draw_intervals(store: Store, asked: Comparison, code: str, group: str, sample: bool) -> Drawn:
    """The interval plot of a measure's latest period, as Vega-Lite."""
    rows = table(store, asked, (code,))
    return intervals(rows, group, face(notes(store, asked, code), sample)).to_dict()


def draw_panels(
    store: Store, asked: Comparison, code: str, groups: tuple[str, ...], sample: bool
) -> Drawn:
    """The trend of some groups, as Vega-Lite."""
    rows = trend(store, asked, code)
    return panels(rows, groups, face(notes(store, asked, code), sample)).to_dict()


def draw_stages(store: Store, asked: Comparison, code: str, group: str, sample: bool) -> Drawn:
    """The stages of one group, as Vega-Lite."""
    rows = stages(store, asked, code)
    return stage_dots(
        rows[rows["group"] == group], face(notes(store, asked, code), sample)
    ).to_dict()


def _basis_words(finding: Finding) -> str:
    """The population the rates are on, and its date."""
    return ", ".join(part for part in (finding.basis, finding.basis_date) if part)


def _sample(finding: Finding) -> str:
    return SAMPLE if finding.sample else ""


def _ratio(moment: Moment, *, bold: bool = False) -> str:
    words = plain(ratio_words(moment.ratio, moment.why))
    return stacked(f"**{words}**" if bold else words, small(moment.window))


def _rate(finding: Finding, name: str) -> str:
    """`7.92 per 100, was 7.35`, with decimals that suit all four of the finding's rates."""
    now, before = (getattr(each, name) for each in (finding.later, finding.earlier))
    rates = (now, before, finding.later.rate, finding.later.reference_rate)
    places = decimals(pd.Series([rate.value for rate in rates]))
    value, was = (plain(_value(rate, finding, places)) for rate in (now, before))
    return stacked(f"**{value}** :small[per {finding.per:,}]", f":small[was {was}]")


def _excess(finding: Finding) -> str:
    """The number and its limits beneath it."""
    above = finding.later.excess
    limits = interval_words(above, places=0).partition(" ")[2] if above.value == above.value else ""
    return stacked(plain(_value(above, finding, 0)), small(limits))


def _value(estimate: Estimate, finding: Finding, places: int) -> str:
    return number_words(estimate.value, _why(finding), places)


def _why(finding: Finding) -> Reason:
    return Reason.HIDDEN if finding.hidden or finding.why == Reason.HIDDEN else Reason.MISSING
