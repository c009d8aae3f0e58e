"""The year of quarters that stand bare: from the titles above a table, or from their own order."""

import re
from collections.abc import Sequence
from datetime import date

from escp_data.store.database import utc_now
from escp_data.text.period_words import NoYear
from escp_data.text.periods import Period, quarter_of
from escp_data.trackers.heads import Head
from escp_data.trackers.questions import Option, plainly
from escp_data.trackers.shapes import Shape

_YEARS = re.compile(r"(?<!\d)(?<!\d[/.-])(?:20)?(\d\d)\s*[-/–—]\s*(?:20)?(\d\d)(?!\d|[/.-]\d)")

_QUARTERS = 16


def years_in(text: str) -> set[str]:
    """The financial years that a text names: two years that follow each other (`2025-26`)."""
    pairs = (match.groups() for match in _YEARS.finditer(text))
    return {f"20{a}-{b}" for a, b in pairs if int(b) == (int(a) + 1) % 100 and int(a) > 12}


def only_year(titles: Sequence[str]) -> str:
    """The one year that the lines above a table name; "" for none or several."""
    named = {year for title in titles for year in years_in(title)}
    return named.pop() if len(named) == 1 else ""


def recent_quarters() -> list[str]:
    """The quarters that a return may be about, the present one first."""
    now = quarter_of(date.fromisoformat(utc_now()[:10]))
    return [str(now.shifted(-steps)) for steps in range(_QUARTERS)]


def recent_years() -> list[Option]:
    """The financial years that a return may be about, the present one first."""
    return plainly(quarter.partition(" ")[0] for quarter in recent_quarters())


def years_offered(shape: Shape) -> list[Option]:
    """The years that the titles and the headings of a table name, none of them for certain."""
    texts = [*shape.titles, *(head.text for head in shape.heads)]
    return plainly(sorted((year for text in texts for year in years_in(text)), reverse=True))


def running_on(heads: Sequence[Head]) -> dict[int, str]:
    """The period of each bare quarter that goes on, one by one, from a dated one before it.

    `Sept 24`, `Q3`, `Q4`, `Q1` are three quarters more. Where one of them does not follow the one
    before it, or a later date says otherwise, none is said.
    """
    found: dict[int, str] = {}
    last: Period | None = None
    for head in heads:
        period = head.reading.period
        if isinstance(period, NoYear) and period.quarter:
            if last is None or last.shifted(1).quarter != period.quarter:
                return {}
            last = last.shifted(1)
            found[head.position] = str(last)
        elif isinstance(period, Period) and period.quarter:
            if last and found and period not in (last, last.shifted(1)):
                return {}
            last = period
    return found
