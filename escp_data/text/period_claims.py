"""What a text says of a period, piece by piece, before any of it is held against the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from escp_data.text.period_kinds import Period, PeriodKind
from escp_data.text.period_tokens import Token


@dataclass
class Claims:
    """What is said: periods in full, and quarters, years and months apart.

    `whole` are periods stated in full, `points` the quarters of days and months (`first_point` the
    first such day); `pairs` are the first years of two that follow each other, `years` single ones;
    `month_quarters` are quarters by their months, `long_spans` years by their months.
    """

    whole: list[Period] = field(default_factory=list)
    points: list[Period] = field(default_factory=list)
    first_point: date = date.min
    single_months: set[int] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    a_day_without_year: bool = False
    months: list[tuple[int, int | None]] = field(default_factory=list)
    quarters: list[int] = field(default_factory=list)
    month_quarters: list[int] = field(default_factory=list)
    bare_months: list[int] = field(default_factory=list)
    long_spans: list[PeriodKind] = field(default_factory=list)
    pairs: list[int] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    until: list[date] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    offered: list[Period] = field(default_factory=list)
    line: Sequence[Token] = ()
    count: int = 0
    nothing: str = ""
    relative: str = ""
    left_over: str = ""
    annual: bool = False
    yearly: bool = False

    @property
    def codes(self) -> str:
        """The codes of the whole line."""
        return codes(self.line)

    @property
    def all_quarters(self) -> list[int]:
        """Every quarter's number that is said, as a number or by months, each once."""
        return list(dict.fromkeys(self.quarters + self.month_quarters + self.bare_months))

    @property
    def school(self) -> bool:
        """Whether a word says that it is a school year."""
        return "S" in self.codes

    @property
    def financial(self) -> bool:
        """Whether a word says that it is a financial year."""
        return "F" in self.codes

    @property
    def a_quarter(self) -> bool:
        """Whether it says quarter without a number."""
        return "q" in self.codes

    @property
    def year_word(self) -> bool:
        """Whether it says year."""
        return "y" in self.codes or "F" in self.codes

    @property
    def title(self) -> bool:
        """Whether there are words of a title."""
        return "T" in self.codes or "B" in self.codes

    @property
    def label(self) -> bool:
        """Whether a word says that the period of the data follows."""
        return "L" in self.codes

    @property
    def as_at(self) -> bool:
        """Whether it says as at."""
        return "A" in self.codes

    @property
    def several_days(self) -> bool:
        """Whether days or single months are named that are not one and the same."""
        alone = not self.a_day_without_year or not (self.points or self.pairs or self.whole)
        return len(self.single_months) > 1 or len(self.days) > 1 or not alone

    @property
    def of_periods(self) -> bool:
        """Whether it states a quarter or years, in whatever way; a day or a month is neither."""
        return bool(
            self.quarters
            or self.pairs
            or self.years
            or self.whole
            or self.asks
            or self.long_spans
            or self.month_quarters
        )

    @property
    def others(self) -> bool:
        """Whether anything but months, and years beside them, is said."""
        return self.of_periods or bool(self.until)

    def in_years(self, *years: int) -> list[Period]:
        """The financial years, or the quarters of them where the text names one."""
        quarters = [t.number for t in self.line if t.code == "Q" and 1 <= t.number <= 4]
        if quarters:
            return [Period("quarter", year, quarters[0]) for year in years]
        return [Period("academic" if self.school else "year", year) for year in years]

    def ask(self, why: str, *offered: Period) -> None:
        """A question about the text, whatever else it says; a closed quarter is offered first."""
        self.asks.append(why)
        self.offered += offered


Line = list[Token]


def codes(line: Sequence[Token]) -> str:
    """The codes of tokens, in a line."""
    return "".join(token.code for token in line)


def text(line: Sequence[Token]) -> str:
    """The words of tokens, in a line."""
    return " ".join(token.text for token in line)


def full(token: Token) -> int:
    """The year of a token in full: 25 is 2025."""
    return token.number + 2000 * (token.number < 100)


def is_year(token: Token) -> bool:
    """Whether figures after a month or a quarter are a year: `30` and `05` could be days."""
    two = len(token.text) == 2 and token.number not in (*range(13), 30, 31)
    return token.code == "Y" or two
