"""A finding in words. Every number in a sentence is one that the row shows."""

from typing import Any

from escp_data.estimates import DECREASING, INCREASING, NO_CLEAR_CHANGE, TOO_FEW
from escp_data.figures.comparison import ALL_OTHERS, EVERYONE
from escp_data.rounding import shown, shown_percent

Row = Any
"""A row of `compared.compared`, as `itertuples` gives it."""

_PHRASES = {
    TOO_FEW: "Too few to say whether disproportionality is decreasing",
    DECREASING: "Disproportionality is decreasing",
    INCREASING: "Disproportionality is increasing",
    NO_CLEAR_CHANGE: "No clear change in disproportionality",
}
_NAMED_AFTER = {
    "Mixed": "of Mixed ethnicity", "Other": "of Other ethnic groups",
    "Traveller of Irish heritage": "of Irish Traveller heritage",
    ALL_OTHERS: "", EVERYONE: "",
}  # fmt: skip
EVENTS = (
    "One child can be counted several times, so the real uncertainty is greater than the "
    "interval says."
)


def people(group: str, basis: str) -> str:
    """`Black pupils`, `children of Mixed ethnicity`, `all other children`."""
    noun = "pupils" if "pupil" in basis.casefold() else "children"
    if group == ALL_OTHERS:
        return f"all other {noun}"
    if group == EVERYONE:
        return f"all {noun}"
    if group.startswith("Any other"):
        return f"{noun} of {group[0].lower()}{group[1:]}"
    after = _NAMED_AFTER.get(group)
    return f"{noun} {after}" if after else f"{group} {noun}"


def sentence(row: Row) -> str:
    """The answer in one sentence, as complete as the counts allow."""
    if row.verdict is None:
        opening = f"No verdict: {_begun_small(row.withheld)[:-1]}"
        return ". ".join([opening, *_what_is_known(row)]) + "."
    parts = [f"{_PHRASES[row.verdict]}: {_ratios(row)}", f"{_rates(row)}", _gap(row)]
    return "; ".join([*parts, _power(row)]) + "."


def brief(row: Row) -> str:
    """One line for the plan at a glance: the verdict, the ratio now and before, the rates."""
    if row.verdict is None:
        return f"No verdict: {_begun_small(row.withheld)}"
    ratio = f"{shown(row.rri, 2)} ({_limits(row, 'rri', 2, '–')})"
    who, other = people(row.group, row.basis), people(row.reference, row.basis)
    return (
        f"{row.verdict[0].upper()}{row.verdict[1:]}. {_capital(who)} {ratio} times as likely as "
        f"{other}; was {shown(row.base_rri, 2)}. {_capital(_rates_moved(row))}."
    )


def excess_sentence(row: Row, counted: str) -> str:
    """What the reference group's rate would have given; "" where it is hidden or missing."""
    if row.excess != row.excess:
        return ""
    who, other = people(row.group, row.basis), people(row.reference, row.basis)
    number = abs(row.excess)
    about = f"about {shown(number)} {'fewer' if row.excess > 0 else 'more'}"
    if number < 0.5:
        about = "about as many"
    return (
        f"If {who} had had the rate of {other}, there would have been {about} {counted} "
        f"{when(row.window)}."
    )


def when(window: str) -> str:
    """A window as a sentence has it: `in the four quarters to …`, `at 31 March 2025`."""
    return window if window.startswith("at ") else f"in the {window}"


def _what_is_known(row: Row) -> list[str]:
    if row.rri == row.rri:
        return [_now(row)]
    if row.rate == row.rate and row.why_ratio != "z":
        return [f"The rate for {people(row.group, row.basis)} was {_rate(row)} {when(row.window)}"]
    return []


def _now(row: Row) -> str:
    who, other = people(row.group, row.basis), people(row.reference, row.basis)
    return (
        f"{_capital(who)} were {shown(row.rri, 2)} times as likely as {other} "
        f"({_interval(row, 'rri')}) {when(row.window)}"
    )


def _ratios(row: Row) -> str:
    return (
        f"{_now(row)}, and {shown(row.base_rri, 2)} times ({_limits(row, 'base_rri')}) "
        f"{when(row.base_window)}"
    )


def _rates(row: Row) -> str:
    """Both groups' rates then and now; an RRI can fall while both rates rise, and it is said."""
    link = "although" if _is_against_expectation(row) else "while"
    moved = _moved(row.base_rri, row.rri)
    ratio = "the ratio stayed the same" if moved == "stayed" else f"the ratio {moved}"
    places = _places(row)
    before, now = shown(row.base_rate, places), shown(row.rate, places)
    own = f"{people(row.group, row.basis)} from {before} to {now}"
    other = (
        f"{people(row.reference, row.basis)} from {shown(row.base_reference_rate, places)} to "
        f"{shown(row.reference_rate, places)} per {row.per:,}"
    )
    return f"{ratio} {link} {_rates_moved(row)} ({own}, {other})"


def _rates_moved(row: Row) -> str:
    own = _moved(row.base_rate, row.rate)
    other = _moved(row.base_reference_rate, row.reference_rate)
    if own == other:
        return "both rates stayed the same" if own == "stayed" else f"both rates {own}"
    who, reference = people(row.group, row.basis), people(row.reference, row.basis)
    words = {"rose": "rose", "fell": "fell", "stayed": "stayed the same"}
    return f"the rate for {who} {words[own]} and for {reference} {words[other]}"


def _is_against_expectation(row: Row) -> bool:
    """The ratio fell and both rates rose, or the other way round."""
    directions = {
        _moved(row.base_rate, row.rate),
        _moved(row.base_reference_rate, row.reference_rate),
    }
    return directions in ({"rose"}, {"fell"}) and _moved(row.base_rri, row.rri) not in directions


def _moved(before: float, after: float) -> str:
    return "rose" if after > before else "fell" if after < before else "stayed"


def _gap(row: Row) -> str:
    places = _places(row)
    return (
        f"the gap between the rates went from {shown(row.base_gap, places)} to "
        f"{shown(row.gap, places)} per {row.per:,} ({_limits(row, 'gap', places)})"
    )


def _power(row: Row) -> str:
    """The smallest change towards 1 that could have shown: a fall, or from below 1 a rise."""
    if row.smallest_fall > 0.995:
        return "with these counts no change in the ratio could have shown"
    fall = row.smallest_fall
    change, size = ("rise", fall / (1 - fall)) if row.base_rri < 1 else ("fall", fall)
    return (
        f"with these counts only a {change} in the ratio of {shown_percent(size)} or more could "
        "have shown"
    )


def _interval(row: Row, name: str) -> str:
    return f"{_confidence(row)} interval {_limits(row, name)}"


def _confidence(row: Row) -> str:
    return f"{row.confidence * 100:.10g}%"


def _limits(row: Row, name: str, places: int = 2, to: str = " to ") -> str:
    lower, upper = getattr(row, f"{name}_lower"), getattr(row, f"{name}_upper")
    return f"{shown(lower, places)}{to}{shown(upper, places)}"


def _rate(row: Row) -> str:
    return f"{shown(row.rate, _places(row))} per {row.per:,}"


def _places(row: Row) -> int:
    """Decimals enough for three figures of the greatest rate."""
    rates = (row.rate, row.reference_rate, row.base_rate, row.base_reference_rate)
    most = max((rate for rate in rates if rate == rate), default=0)
    return 2 if most < 10 else 1 if most < 1000 else 0


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _begun_small(text: str) -> str:
    return text[:1].lower() + text[1:]
