"""The counts behind one measure, for the business unit alone, on a screen.

The one way past disclosure control: `access` is asked, and the audit log says who looked at what.
Nothing here goes into a file, a chart or another page.
"""

import math

import pandas as pd

from escp_data.access.people import Person, require_small_numbers
from escp_data.disclosure import SUPPRESSED
from escp_data.disproportionality import Comparison
from escp_data.store import audit
from escp_data.store.database import Store
from escp_data.suppression.listed import TOTAL
from escp_data.suppression.series import Figure, Series, Span, uncovered
from escp_data.text.ethnicity import UNKNOWN
from escp_data.text.periods import Period

MOST = 4
"""How many of the latest periods are shown."""


def look(store: Store, who: Person | None, asked: Comparison, code: str) -> pd.DataFrame:
    """The counts of one measure by group, each that is hidden elsewhere marked: `3 [c]`.

    Columns: Group, the latest four periods up to the one asked for and, for a flow, four quarters
    together. A count that its supplier hid stays hidden. Raises NotAllowed.
    """
    person = require_small_numbers(who)
    found = uncovered(store, code, asked.as_at)
    where = f"{asked.period}, {asked.agency or 'all agencies'}"
    audit.record(store, person.email, "reveal", f"{code}, {where}")
    periods = [period for period in found.periods if not asked.period < period][-MOST:]
    groups = [*found.groups, UNKNOWN, TOTAL]
    table = pd.DataFrame({"Group": groups}, dtype=object)
    for period in periods:
        table[str(period)] = _column(found, asked.agency, period, groups, "one")
    if periods and found.span == "four":
        last = periods[-1]
        table[f"Four quarters to {last}"] = _column(found, asked.agency, last, groups, "four")
    return table


def _column(
    found: Series, agency: str | None, period: Period, groups: list[str], span: Span
) -> list[str]:
    return [_text(found.figure(agency, period, group, span)) for group in groups]


def _text(figure: Figure) -> str:
    if math.isnan(figure.count):
        return figure.why.mark
    number = f"{int(figure.count):,}"
    return f"{number} {SUPPRESSED}" if figure.why else number
