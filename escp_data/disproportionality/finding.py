"""One answer a measure: the verdict, its sentence, and the numbers the sentence is made of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from escp_data.disproportionality.baselines import baseline_pair, latest_period
from escp_data.disproportionality.compared import compare_with_baseline
from escp_data.disproportionality.comparison import Background, Comparison, reference_of
from escp_data.disproportionality.definitions import Definition, ages_clause
from escp_data.disproportionality.measure_notes import unknown_in_brief, unknown_rose, unknown_words
from escp_data.disproportionality.verdicts import (
    EVENTS,
    EVENTS_ALONE,
    EVENTS_BRIEF,
    brief,
    brief_more,
    crossing,
    excess_sentence,
    sentence,
)
from escp_data.estimates.rates import DECREASING, Estimate
from escp_data.markers import Reason
from escp_data.model import FrameRow

_A_DAY = re.compile(r" (?:on|at) \d{1,2} [A-Z][a-z]+$")
"""A stock's day at the end of its numerator, which the window says already."""


@dataclass(frozen=True)
class Finding:
    """One measure's answer for one group. Numbers are not numbers (NaN) where hidden or missing.

    `verdict` is one of the four phrases, or None where it is withheld; `withheld` then says why.
    `sentence` is the answer in words, complete in itself; `brief` is the ratio now and before, for
    a line that names the verdict, and `brief_more` what to mind beside it; they,
    `excess_sentence`, `caveat` and `ages` (whose ages differ: `ages_clause`) may be blank.
    `crossed` is True where the ratio clearly moved to the other side of 1. A ratio is infinite
    where the comparator had no case: its lower limit still holds. `why_now` and `why_baseline` say
    why a ratio is not given. `now` and `baseline` are windows in words
    (`at 31 March 2025`). Rates are for every `per` children.
    """

    code: str
    measure: str
    group: str
    reference: str
    basis: str
    basis_date: str
    verdict: str | None
    why: Reason
    withheld: str
    hidden: bool
    sentence: str
    brief: str
    brief_more: str
    excess_sentence: str
    caveat: str
    ages: str
    crossed: bool
    confidence: float
    now: str
    baseline: str
    why_now: Reason
    why_baseline: Reason
    rri_now: Estimate
    rri_baseline: Estimate
    change: Estimate
    rate_now: Estimate
    rate_baseline: Estimate
    reference_rate_now: Estimate
    reference_rate_baseline: Estimate
    gap_now: Estimate
    gap_baseline: Estimate
    per: int
    excess: float
    smallest_fall: float
    count_now: float
    reference_count_now: float
    better_when: str
    time_kind: str
    sample: bool


def findings_for(
    known: Background, asked: Comparison, codes: Sequence[str], group: str | None
) -> tuple[Finding, ...]:
    """A finding for each measure, in that order, and each group but the comparator."""
    wanted = [(code, now) for code in codes if (now := latest_period(known.series[code], asked))]
    frame = compare_with_baseline(known, asked, wanted)
    frame = frame[
        (frame["why_ratio"] != Reason.NOT_APPLICABLE) | (frame["group"] != frame["reference"])
    ]
    frame["confidence"] = asked.confidence
    chosen = frame if group is None else frame[frame["group"] == group]
    answers: dict[str, list[FrameRow]] = {code: [] for code in codes}
    for row in chosen.itertuples():
        answers[str(row.code)].append(row)
    return tuple(
        finding
        for code in codes
        for finding in [_finding(row, known, asked) for row in answers[code]]
        or _nothing(known, asked, code, group)
    )


def _finding(row: FrameRow, known: Background, asked: Comparison) -> Finding:
    definition = known.definition(row.code, row.when)
    return Finding(
        code=row.code,
        measure=row.measure,
        group=row.group,
        reference=row.reference,
        basis=row.basis,
        basis_date=row.basis_date,
        verdict=row.verdict,
        why=row.why_verdict,
        withheld=row.withheld,
        hidden=row.hidden,
        sentence=sentence(row),
        brief=brief(row),
        brief_more=brief_more(row, _short_caveat(known, asked, row, definition)),
        excess_sentence=excess_sentence(row, counted(definition)),
        caveat=_caveat(known, asked, row, definition),
        ages=ages_clause(definition, row.basis),
        crossed=bool(crossing(row)),
        confidence=asked.confidence,
        now=row.window,
        baseline=row.base_window,
        why_now=row.why_rri,
        why_baseline=row.base_why_rri,
        rri_now=_estimate(row, "rri"),
        rri_baseline=_estimate(row, "base_rri"),
        change=_estimate(row, "change"),
        rate_now=_estimate(row, "rate"),
        rate_baseline=_estimate(row, "base_rate"),
        reference_rate_now=_estimate(row, "reference_rate"),
        reference_rate_baseline=_estimate(row, "base_reference_rate"),
        gap_now=_estimate(row, "gap"),
        gap_baseline=_estimate(row, "base_gap"),
        per=row.per,
        excess=row.excess,
        smallest_fall=row.smallest_fall,
        count_now=row.count,
        reference_count_now=row.reference_count,
        better_when=definition.better_when,
        time_kind=definition.time_kind,
        sample=definition.sample,
    )


def counted(definition: Definition) -> str:
    """What a measure counts, inside a sentence: `suspensions`, `children looked after`."""
    words = (definition.numerator or definition.measure).rstrip(".")
    words = _A_DAY.sub("", words)
    is_name = words[:2].isupper()
    return words if is_name else words[:1].lower() + words[1:]


def _caveat(known: Background, asked: Comparison, row: FrameRow, definition: Definition) -> str:
    """What keeps the figures from being taken at their word, or ""."""
    each = baseline_pair(known, asked, row.code)
    parts = []
    if definition.time_kind == "events":
        parts.append(EVENTS_ALONE if row.rri != row.rri else EVENTS)
    if unknown_rose(known, asked, row.code, each):
        parts.append(unknown_words(known, asked, row.code, each))
    return " ".join(parts)


def _short_caveat(
    known: Background, asked: Comparison, row: FrameRow, definition: Definition
) -> str:
    """The same in as few words as a line has room for, without the stop."""
    parts = []
    if rose := unknown_in_brief(known, asked, row.code, baseline_pair(known, asked, row.code)):
        does = "look like a fall" if row.verdict == DECREASING else "move the ratio"
        parts.append(f"{rose}, which can {does}")
    if definition.time_kind == "events":
        parts.append(EVENTS_BRIEF)
    return "; ".join(parts)


def _estimate(row: FrameRow, name: str) -> Estimate:
    return Estimate(*(float(getattr(row, name + part)) for part in ("", "_lower", "_upper")))


def _nothing(
    known: Background, asked: Comparison, code: str, group: str | None
) -> tuple[Finding, ...]:
    """The finding of a measure that has no period, or no such group, to find anything in."""
    if group is None or group == reference_of(known, code, asked.period, asked):
        return ()
    definition, each = known.definition(code), baseline_pair(known, asked, code)
    withheld = each.sentence if each.now is None else f'It has no group called "{group}".'
    said = f"{definition.measure}: no verdict. {withheld}"
    nan = float("nan")
    none = Estimate(nan, nan, nan)
    return (
        Finding(
            code, definition.measure, group, asked.reference or definition.reference,
            asked.basis or definition.basis, "", None, Reason.MISSING, withheld, False,
            said, withheld, "", "", "", "", False, asked.confidence, "", "",
            Reason.MISSING, Reason.MISSING,
            none, none, none, none, none, none, none, none, none, definition.per,
            nan, nan, nan, nan,
            definition.better_when, definition.time_kind, definition.sample,
        ),
    )  # fmt: skip  # a list in few lines
