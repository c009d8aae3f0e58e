"""The figures of a comparison as files: Excel with a cover and notes, and tidy CSV.

Where a number is not given its cell says `[c]`, `[x]` or `[z]`, and the row says why in words.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from escp_data.disproportionality import (
    COLUMNS,
    Codes,
    answers_for_groups,
    chance_words,
    coverage,
    measures,
    notes,
    stages,
    table,
)
from escp_data.disproportionality.compared import REASONS
from escp_data.disproportionality.comparison import Comparison
from escp_data.disproportionality.together import together_headline, together_words
from escp_data.excel.writer import Facts, comma_separated, excel
from escp_data.markers import Reason
from escp_data.papers.covers import plan_facts
from escp_data.store.database import Store

WHY_COLUMN = "why"
AS_SET = "As set for each measure"
"""What stands where neither the group compared with nor the population was chosen."""

_REASON_FOR = {
    "count": "why_count",
    "population": "why_population",
    **dict.fromkeys(("rate", "rate_lower", "rate_upper"), "why_rate"),
    **dict.fromkeys(("rri", "rri_lower", "rri_upper"), "why_rri"),
    **dict.fromkeys(
        ("excess", "excess_lower", "excess_upper", "gap", "gap_lower", "gap_upper"), "why_ratio"
    ),
    "verdict": "why_verdict",
    **dict.fromkeys(("change", "change_lower", "change_upper"), "why_change"),
}
_IN_FILES = (
    *COLUMNS,
    "code",
    "window",
    "basis_date",
    "per",
    "gap",
    "gap_lower",
    "gap_upper",
    "change",
    "change_lower",
    "change_upper",
    "confidence",
    "baseline",
)
_STAGES = (
    "measure",
    "group",
    "reference",
    "window",
    "count",
    "rri",
    "rri_lower",
    "rri_upper",
    "before_measure",
    "before_count",
    "ratio",
    "ratio_lower",
    "ratio_upper",
    "reason",
)

_STAGE_REASON_FOR = {
    "count": "why_count",
    "before_count": "why_before",
    **dict.fromkeys(("rri", "rri_lower", "rri_upper"), "why_rri"),
    **dict.fromkeys(("ratio", "ratio_lower", "ratio_upper"), "why"),
}


def mark_gaps(frame: pd.DataFrame) -> pd.DataFrame:
    """A copy of `table`'s or `trend`'s frame in which each gap is `[c]`, `[x]` or `[z]`.

    Numbers stay numbers, `change` (the ratio over the ratio at the `baseline`) among them; the last
    column, `why`, says in words why something is not there.
    """
    frame = frame.rename(columns={"earlier_window": "baseline"})
    answer = _marked(frame, [name for name in _IN_FILES if name in frame], _REASON_FOR)
    answer[WHY_COLUMN] = [_in_words(whys) for whys in _reasons(frame)]
    return answer


def figures_csv(
    store: Store, asked: Comparison, codes: Codes = None, *, every_period: bool = True
) -> bytes:
    """One row a measure, period and group; what the cover states stands as columns."""
    found = mark_gaps(table(store, asked, codes, every_period=every_period))
    return comma_separated(found, figures_facts(store, asked))


def figures_excel(store: Store, asked: Comparison, codes: Codes = None) -> bytes:
    """A cover, what can be said at all, the figures now and over time, stages, and notes."""
    chosen = tuple(measures(store, asked.as_at)["code"]) if codes is None else codes
    said = coverage(store, asked, None if asked.agency is None and codes is None else chosen)
    sheets = {
        "Coverage": said[["measure", "group", "reference", "state", "why"]],
        "Figures": mark_gaps(table(store, asked, chosen)),
        "Over time": mark_gaps(table(store, asked, chosen, every_period=True)),
        "Stages": _stages(store, asked, chosen),
        "Notes": _notes(store, asked, chosen),
    }
    return excel(sheets, figures_facts(store, asked), "Disproportionality")


def figures_facts(store: Store, asked: Comparison) -> Facts:
    """What the cover states: what was asked for, and how to read a gap."""
    answers = [
        f"{together_headline(each)}. {together_words(each)}"
        for each in answers_for_groups(store, asked)
    ]
    return [
        *plan_facts(store, asked.as_at),
        ("Up to", f"{asked.period} ({asked.period.words})"),
        ("Compared with", asked.reference or AS_SET),
        ("Out of whom", asked.basis or AS_SET),
        ("Agency", asked.agency or "All agencies"),
        ("Confidence", f"{asked.confidence * 100:.10g}%"),
        ("Taken together", " ".join(answers)),
        ("By chance", chance_words(store, asked)),
        ("Not given", "[c] hidden to protect children, [x] missing, [z] not applicable"),
    ]


def _marked(
    frame: pd.DataFrame, names: Sequence[str], reason_for: Mapping[str, str]
) -> pd.DataFrame:
    """These columns, a mark for each gap; `reason_for` names the column that has a gap's reason."""
    marked = frame[list(names)].astype(object)
    for name in names:
        whys = frame[reason_for[name]] if name in reason_for else [Reason.GIVEN] * len(frame)
        pairs = zip(frame[name], whys, strict=True)
        marked[name] = pd.Series([_cell(*pair) for pair in pairs], index=frame.index, dtype=object)
    return marked


def _cell(value: object, why: Reason) -> object:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return Reason(why).mark
    return value


def _reasons(frame: pd.DataFrame) -> Iterable[tuple[Reason, ...]]:
    return frame[list(REASONS)].itertuples(index=False, name=None)


def _in_words(whys: Iterable[Reason]) -> str:
    return "; ".join(Reason(why).sentence for why in dict.fromkeys(whys) if why)


def _stages(store: Store, asked: Comparison, codes: tuple[str, ...]) -> pd.DataFrame:
    """Every chain once, with its gaps marked."""
    frames = [each for code in codes if not (each := stages(store, asked, code)).empty]
    if not frames:
        return pd.DataFrame(columns=list(_STAGES))
    every = pd.concat(frames).drop_duplicates(["code", "group"])
    return _marked(every, _STAGES, _STAGE_REASON_FOR)


def _notes(store: Store, asked: Comparison, codes: tuple[str, ...]) -> pd.DataFrame:
    titles = measures(store, asked.as_at).set_index("code")["measure"]
    rows = [
        (titles[code], label, words)
        for code in codes
        for label, words in notes(store, asked, code).lines()
    ]
    return pd.DataFrame(rows, columns=["measure", "note", "words"])
