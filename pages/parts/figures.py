"""How figures about ethnic groups are shown: verdicts in words, samples marked, charts with words.

Blue and grey only: a figure has no RAG. A verdict is a word and an icon, never a colour alone.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from escp_data.disproportionality import Comparison, Finding, notes, stages, table, trend
from escp_data.estimates import (
    DECREASING,
    INCREASING,
    NO_CLEAR_CHANGE,
    TOO_FEW,
    Estimate,
)
from escp_data.figures.charts import intervals, panels, stage_dots
from escp_data.figures.notes import Notes
from escp_data.figures.numbers import number_words, ratio_words
from escp_data.figures.phrasing import (
    HIDDEN,
    VERDICTS,
    WITHHELD,
    beneath,
    headline,
    in_order,
    verdict_of,
)
from escp_data.figures.readable import decimals
from escp_data.store import Store
from pages.parts.answers import ask
from pages.parts.pieces import plain

GROUP = "Black"
"""The group that is answered for until another is chosen."""
SAMPLE = ":gray-badge[:material/science: Illustrative sample]"
VERDICT_ICON = {
    INCREASING: ":material/expand:", DECREASING: ":material/compress:",
    NO_CLEAR_CHANGE: ":material/drag_handle:", TOO_FEW: ":material/grain:",
    WITHHELD: ":material/block:", HIDDEN: ":material/visibility_off:",
}  # fmt: skip


def verdict_badge(finding: Finding) -> str:
    """The verdict's word with its icon, as Markdown; blue where the ratio moved, else grey."""
    word = verdict_of(finding)
    colour = "blue" if word in VERDICTS[:2] else "gray"
    return f":{colour}-badge[{VERDICT_ICON[word]} {plain(word.capitalize())}]"


def verdict_table(findings: Sequence[Finding]) -> None:
    """A row a measure: the verdict, the ratio now and at its baseline, both rates, the excess.

    All findings are about one group; the sentences that say it all follow, a click away. Where
    measures have comparators of their own, each cell names its own.
    """
    compared = {each.reference for each in findings}
    comparator = compared.pop() if len(compared) == 1 else "comparator"
    rows = [
        {
            "Measure and verdict": _stacked(
                f"**{plain(each.measure)}**",
                f"{verdict_badge(each)} {_sample(each)}".rstrip(),
                _basis(each),
                f":small[{plain(each.ages.capitalize())}]" if each.ages else "",
            ),
            "Ratio now": _ratio(each.rri_now, each.why_now, each.now, bold=True),
            "At baseline": _ratio(each.rri_baseline, each.why_baseline, each.baseline),
            f"Rate, {each.group}": _rate(each, each.rate_now, each.rate_baseline),
            f"Rate, {comparator}": _stacked(
                f":small[{plain(each.reference)}]" if compared else "",
                _rate(each, each.reference_rate_now, each.reference_rate_baseline),
            ),
            "Excess": plain(_value(Estimate(each.excess, 0, 0), each, 0)),
        }
        for each in findings
    ]
    frame = pd.DataFrame(rows).rename(columns=plain)
    st.table(frame, hide_index=True, alt="The verdict for each measure")
    with st.expander("Each verdict as a sentence", icon=":material/format_quote:"):
        for each in findings:
            said = each.sentence.removeprefix(f"{each.measure}: ")
            words = plain(f"{said} {each.excess_sentence} {each.caveat}".strip())
            st.markdown(f"**{plain(each.measure)}:** {_sample(each)} {words}")


def verdict_lines(findings: Sequence[Finding], every: Sequence[Finding], group: str) -> None:
    """The answer, then a line a measure, for pages about something else."""
    rest = beneath(findings, every, group)
    st.markdown(f"**{plain(headline(findings, group))}.** {plain(rest)}")
    lines = []
    for each in in_order(findings):
        said = each.brief.removeprefix(f"{verdict_of(each).capitalize()}. ")
        words = [plain(said), _basis(each)] if each.verdict else [plain(each.withheld)]
        parts = (f"**{plain(each.measure)}**", verdict_badge(each), *words, _sample(each))
        lines.append(" ".join(part for part in parts if part))
    st.markdown("  \n".join(lines))


def face(noted: Notes, sample: bool) -> tuple[str, ...]:
    """What stands on the chart itself: comparator, basis with its date, source, sample."""
    source = "Illustrative sample, not real figures." if sample else f"Source: {noted.source}."
    return (f"{noted.comparator} {noted.basis}", f"{noted.period.split('. ')[0]}. {source}")


def box(noted: Notes) -> None:
    """All that a reader needs beside the figures, each with its label."""
    with st.container(border=True):
        lines = [f"**{label}.** {plain(words)}" for label, words in noted.lines()]
        st.markdown(":small[" + "]\n\n:small[".join(lines) + "]")


def chart(draw: Callable[..., dict[str, Any]], words: str, *args: Any) -> None:
    """A sentence that says what the chart shows, then the chart; the sentence is its `alt`, too.

    `draw` takes the store and the arguments and is asked once for each version of the store.
    """
    st.text(words)
    st.vega_lite_chart(ask(draw, *args), alt=words)


def intervals_drawn(
    store: Store, asked: Comparison, code: str, group: str, sample: bool
) -> dict[str, Any]:
    """The interval plot of a measure's latest period, as Vega-Lite."""
    rows = table(store, asked, (code,))
    return intervals(rows, group, face(notes(store, asked, code), sample)).to_dict()


def panels_drawn(
    store: Store, asked: Comparison, code: str, groups: tuple[str, ...], sample: bool
) -> dict[str, Any]:
    """The trend of some groups, as Vega-Lite."""
    rows = trend(store, asked, code)
    return panels(rows, groups, face(notes(store, asked, code), sample)).to_dict()


def stages_drawn(
    store: Store, asked: Comparison, code: str, group: str, sample: bool
) -> dict[str, Any]:
    """The stages of one group, as Vega-Lite."""
    rows = stages(store, asked, code)
    return stage_dots(
        rows[rows["group"] == group], face(notes(store, asked, code), sample)
    ).to_dict()


def _stacked(*lines: str) -> str:
    return "  \n".join(line for line in lines if line)


def _basis(finding: Finding) -> str:
    """The population the rates are on, and its date."""
    words = ", ".join(part for part in (finding.basis, finding.basis_date) if part)
    return f":small[{plain(words)}]" if words else ""


def _sample(finding: Finding) -> str:
    return SAMPLE if finding.sample else ""


def _ratio(estimate: Estimate, why: str, window: str, *, bold: bool = False) -> str:
    words = plain(ratio_words(estimate, why))
    return _stacked(f"**{words}**" if bold else words, f":small[{plain(window)}]" if window else "")


def _rate(finding: Finding, now: Estimate, before: Estimate) -> str:
    """`7.92 per 100, was 7.35`, with decimals that suit all four of the finding's rates."""
    rates = (now, before, finding.rate_now, finding.reference_rate_now)
    places = decimals(pd.Series([rate.value for rate in rates]))
    value, was = (plain(_value(rate, finding, places)) for rate in (now, before))
    return _stacked(f"**{value}** :small[per {finding.per:,}]", f":small[was {was}]")


def _value(estimate: Estimate, finding: Finding, places: int) -> str:
    return number_words(estimate.value, _why(finding), places)


def _why(finding: Finding) -> str:
    return "c" if finding.hidden or finding.why == "c" else "x"
