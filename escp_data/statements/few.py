"""Quotes of small groups, compared without telling whose they are or of which day.

A quote from a group of five children or fewer, or of a size nobody gave, shows neither agency nor
day. Both are in its key, so whether a row has the key of one on record would tell them: such a row
is compared with what everybody can read of the small groups on its action and theme in its quarter.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from escp_data.contract import VOICE
from escp_data.markers import is_small
from escp_data.model import Statement, StoredRow, StoredValue
from escp_data.statements.of_their_time import Key, key_of
from escp_data.text.periods import quarter_of

SIZE = "children_involved"
_WHO_AND_WHEN = ("voice_date", "agency")


def is_small_group(size: object, marker: object) -> bool:
    """Whether a group is of 1 to 5 children, or of a size that nobody gave or may tell."""
    if marker is not None or size is None or size != size:
        return True
    return isinstance(size, int | float) and bool(is_small(size))


def is_of_few(quote: Statement) -> bool:
    """The same of a row of Voice."""
    return is_small_group(quote[SIZE], quote[f"{SIZE}_marker"])


def quarter_words(day: str) -> str:
    """A day as far as it is shown of a small group: `October to December 2023`."""
    return quarter_of(date.fromisoformat(day)).words


class FewOnRecord:
    """The quotes of small groups on record; `keys` are theirs."""

    def __init__(self, quotes: Iterable[Statement]) -> None:
        """Of `quotes`, all of which are of small groups."""
        self._by_place: dict[StoredRow, list[Statement]] = defaultdict(list)
        self.keys: set[Key] = set()
        for quote in quotes:
            self._by_place[_place(quote)].append(quote)
            self.keys.add(key_of(VOICE, quote))

    def alike(self, quote: Statement) -> Statement | None:
        """The one that a row may stand for, by what pages show alone; of several, the likest.

        None where there is none on its action and theme in its quarter.
        """
        if not self.keys or not quote["voice_date"]:
            return None
        own = _readable(quote)

        def unlike(other: Statement) -> tuple[int, list[str]]:
            found = _readable(other)
            return sum(a != b for a, b in zip(own, found, strict=True)), found

        return min(self._by_place.get(_place(quote), ()), key=unlike, default=None)

    def hides(self, quote: Statement, *, is_on_record: bool) -> bool:
        """Whether a row is to be compared with `alike`: its key is that of one of these, or new."""
        is_few = key_of(VOICE, quote) in self.keys  # asked always: the work tells nothing
        return is_few or not is_on_record


def _place(quote: Statement) -> StoredRow:
    """What everybody can read of whose a quote is: its key with the quarter in place of the day."""
    named = [quote[column.field] for column in VOICE.keys if column.field not in _WHO_AND_WHEN]
    return (*named, quarter_words(str(quote["voice_date"])))


def _readable(quote: Statement) -> list[str]:
    """What pages show of a quote from a small group but for its key and its size."""
    return [
        _written(quote[column.field], is_day=column.look.is_day)
        for column in VOICE.columns
        if not column.key and not column.of_children
    ]


def _written(value: StoredValue, *, is_day: bool) -> str:
    return quarter_words(str(value)) if is_day and value else str(value or "")
