"""What a label says that begins with Total: a row of totals, or one thing's own figure.

`Total White` may be the count of a group, and is then lost with the totals: it is asked about.
"""

import re
from functools import lru_cache

from escp_data.kinds import Kind
from escp_data.text.ethnic_labels import read_group
from escp_data.text.ethnicity import Group, broad_group
from escp_data.text.period_words import read_period
from escp_data.text.periods import Period

PERIODS = ("period", "moment")
"""The kinds of cell that say when."""

_TOTAL_WORD = r"\W*(?:grand\s*|overall\s*|sub-?\s*)?totals?"
_TOTAL = re.compile(rf"{_TOTAL_WORD}\W*", re.IGNORECASE)
_TOTAL_OF = re.compile(
    rf"{_TOTAL_WORD}(?:[\s:(](?:\W|\b(?:number|no|of|for|in|the|all)\b)*(?P<of>.*))?",
    re.IGNORECASE | re.DOTALL,
)
_ALL = re.compile(
    r"\W*(?:overall|all(?:\s+(?:ethnic\s+)?(?:groups|ethnicities|children|pupils))?"
    r"(?:\s+incl?(?:uding|\.)?\s.*)?)\W*",
    re.IGNORECASE,
)


def is_total(text: str) -> bool:
    """Whether a text is the word Total and no more."""
    return bool(_TOTAL.fullmatch(text))


@lru_cache(maxsize=4096)
def names_a_total(kind: Kind, text: str) -> bool:
    """Total; before other words too where no name can begin so; All, for an ethnic group."""
    if kind in ("text", "agency", "basis"):
        return is_total(text)
    if kind == "group":
        found = _TOTAL_OF.fullmatch(text) and not names_one(kind, text)
        return bool(found or _ALL.fullmatch(text))
    return bool(_TOTAL_OF.fullmatch(text))


def total_of(text: str) -> str:
    """What a label is the total of: `White` of `Total (White)`; "" where it says of nothing."""
    found = _TOTAL_OF.fullmatch(text)
    return re.sub(r"\W+\Z", "", found["of"] or "") if found else ""


def names_one(kind: Kind, text: str) -> bool:
    """Whether what a label is the total of is, or may be, one ethnic group or one period."""
    of = total_of(text)
    if kind in PERIODS:
        return any(isinstance(read_period(each), Period) for each in (of, f"{of})"))
    if len(of) < 2 or of.isdecimal():  # `Total (N)`
        return False
    found = read_group(of)
    if isinstance(found, Group):
        return True
    likeliest = broad_group(found.offered[0]) if found.offered else ""
    return likeliest not in ("", "Other", "Unknown")
