"""What may be shown of those who spoke: the one place that holds the rule for small groups.

A quote from a group of five children or fewer shows neither its agency nor a day: with the theme
beside them, either could say which child it was. A group whose size nobody gave is treated as a
small one, because it may be one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from escp_data.markers import MARKS, MISSING, SUPPRESSED
from escp_data.model import StoredValue
from escp_data.statements.few import is_small_group
from escp_data.text.days import in_words
from escp_data.text.periods import Period, quarter_of
from escp_data.text.rounding import digits

LEFT_OUT = (
    "Quotes from groups of five children or fewer, or of a size nobody gave, show no agency and "
    "are left out here."
)
"""What stands wherever agencies are chosen or counted."""


@dataclass(frozen=True)
class When:
    """A day; of a small group the last day of its quarter, which is all that is known of it."""

    day: date
    exact: bool

    @property
    def quarter(self) -> Period:
        """The quarter that it falls in."""
        return quarter_of(self.day)

    @property
    def words(self) -> str:
        """`8 November 2023`, or `October to December 2023`."""
        return in_words(self.day) if self.exact else self.quarter.words

    @property
    def month(self) -> str:
        """`November 2023`, or `October to December 2023`."""
        return in_words(self.day).split(" ", 1)[1] if self.exact else self.quarter.words


@dataclass(frozen=True)
class Speakers:
    """What may be shown of those who spoke, and when: no agency (None) and no day if `small`.

    `children` is their number as it may be written: `412`, `[c]`, or `[x]` where nobody gave it.
    """

    small: bool
    agency: str | None
    children: str
    said: When
    heard: When | None
    told_back: When | None

    @property
    def words(self) -> str:
        """Who listened, or why neither agency nor day is shown."""
        if self.agency is not None:
            return self.agency
        few = "five children or fewer" if self.children == SUPPRESSED else "size not on record"
        return f"Agency and day not shown: {few}"

    @property
    def involved(self) -> str:
        """`Children involved: 12`; nothing where `words` says why there is no number."""
        return "" if self.children in MARKS.values() else f"Children involved: {self.children}"


def may_be_shown(row: Mapping[str, StoredValue], *, small_now: bool = False) -> Speakers:
    """The rule, for one row of Voice; `small_now` says that a later row makes the group small."""
    number, marker = row["children_involved"], row["children_involved_marker"]
    small = small_now or is_small_group(number, marker)

    def when(day: StoredValue) -> When | None:
        if not day:
            return None
        exact = date.fromisoformat(str(day))
        return When(quarter_of(exact).end if small else exact, not small)

    said = when(row["voice_date"])
    assert said is not None  # the contract requires it
    return Speakers(
        small,
        None if small else str(row["agency"]),
        _children(number, marker, small),
        said,
        when(row["heard_on"]),
        when(row["told_back_on"]),
    )


def _children(number: StoredValue, marker: StoredValue, small: bool) -> str:
    if marker is not None:
        return MARKS.get(str(marker), MISSING)
    if number is None or number != number:
        return MISSING
    return SUPPRESSED if small else digits(number)
