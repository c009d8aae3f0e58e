"""An answer as a paper prints it, and the figures in it."""

import re
from dataclasses import dataclass

_PERIOD = r"\d{4}-\d\d(?: Q[1-4])?|\d{4}/\d\d(?: academic)?"
_DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{4}"
_NOT_COUNTED = re.compile(rf"{_PERIOD}|{_DAY}")
_SPELLED = re.compile(r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE)
_FIGURE = re.compile(r"\[[cxz]\]|(?<![\w.])−?\d[\d,]*(?:\.\d+)?%?(?!\w)")


@dataclass(frozen=True)
class Told:
    """The words of an answer (a sentence, or a row's cells), and what they are about."""

    cells: tuple[str, ...]
    about: str
    period: str
    upload: int | None
    says: str = ""
    """What a row says, where that is not simply its figures."""

    @property
    def value(self) -> str:
        """The figures in it, `466; 594; 78%`; the words where they have none in digits."""
        return self.says or "; ".join(self._figures) or self._words

    @property
    def has_figures(self) -> bool:
        """Whether it tells a number at all, in digits or spelled."""
        return bool(self.says or self._figures or _SPELLED.search(self._words))

    @property
    def _words(self) -> str:
        return " ".join(self.cells)

    @property
    def _figures(self) -> list[str]:
        found = _FIGURE.findall(_NOT_COUNTED.sub("", self._words))
        return [each.rstrip(",") for each in found]
