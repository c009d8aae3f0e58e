"""An answer as a paper prints it, and the figures in it."""

import re
from dataclasses import dataclass

_PERIOD = r"\d{4}-\d\d(?: Q[1-4])?|\d{4}/\d\d(?: academic)?"
_DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{4}"
_NOT_COUNTED = re.compile(rf"{_PERIOD}|{_DAY}")
_FIGURE = re.compile(r"\[[cxz]\]|(?<![\w.])−?\d[\d,]*(?:\.\d+)?%?(?!\w)")


@dataclass(frozen=True)
class Told:
    """The words of an answer (a sentence, or a row's cells), and what they are about."""

    cells: tuple[str, ...]
    about: str
    period: str
    upload: int | None

    @property
    def value(self) -> str:
        """The figures in it, `466; 594; 78%`; the words where they have none in digits."""
        words = " ".join(self.cells)
        found = _FIGURE.findall(_NOT_COUNTED.sub("", words))
        return "; ".join(each.rstrip(",") for each in found) or words
