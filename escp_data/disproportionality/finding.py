"""One answer a measure: two moments, the verdict between them, and what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from escp_data.disproportionality.spread import Spread
from escp_data.estimates.shared import Estimate
from escp_data.markers import Reason
from escp_data.text.periods import Period

NAN = float("nan")
NONE = Estimate(NAN, NAN, NAN)


@dataclass(frozen=True)
class Moment:
    """One side of a comparison in time: counts, people and every figure made of them.

    Numbers are not numbers (NaN) where hidden or missing; `why` says why there is no ratio. A ratio
    is infinite where the comparator had no case: its lower limit still holds. `window` is in words:
    `four quarters to 2023-24 Q4`, `at 31 March 2025`. Rates and the gap are for every `per`.
    """

    period: Period | None = None
    window: str = ""
    count: float = NAN
    population: float = NAN
    reference_count: float = NAN
    reference_population: float = NAN
    ratio: Estimate = NONE
    rate: Estimate = NONE
    reference_rate: Estimate = NONE
    gap: Estimate = NONE
    excess: Estimate = NONE
    why: Reason = Reason.MISSING

    @property
    def counts(self) -> tuple[float, float, float, float]:
        """What the functions of `estimates` take."""
        return self.count, self.population, self.reference_count, self.reference_population

    @property
    def rates(self) -> tuple[float, float]:
        """The group's rate and the comparator's."""
        return self.rate.value, self.reference_rate.value


@dataclass(frozen=True)
class YearEnd:
    """The verdict at the last year's end, which stands until the next."""

    window: str
    verdict: str
    confidence: float


@dataclass(frozen=True)
class Unknown:
    """How many of unknown ethnicity there were at both moments, and of how many; NaN if not shown.

    `tipping` is the last share of them, from 0 to 1, that as the group's own would leave the
    verdict as it is, and `tipping_other` as the comparator's; NaN where none would change it.
    `rests` is True where leaving them out of the comparator's decides it.
    """

    earlier: float = NAN
    later: float = NAN
    earlier_total: float = NAN
    later_total: float = NAN
    tipping: float = NAN
    tipping_other: float = NAN
    rests: bool = False


@dataclass(frozen=True)
class Finding:
    """One measure's answer for one group against its comparator.

    `verdict` is one of the four phrases, as sure as `confidence`; None where it is withheld:
    `withheld` then says why, and `why` is its code. `reach` are the earlier ratio's limits at that
    confidence; `detectable` is the fall that would have shown four times in five. `noun` is whom
    the rates are of, `counted` what is counted, and `events` the same where it is events, else "".
    `ages` says whose ages differ, and `old` by how much the population is older than the counts.
    """

    code: str
    measure: str
    group: str
    reference: str
    basis: str
    basis_date: str = ""
    verdict: str | None = None
    why: Reason = Reason.GIVEN
    withheld: str = ""
    hidden: bool = False
    crossed: bool = False
    confidence: float = 0.95
    is_year_end: bool = True
    earlier: Moment = field(default_factory=Moment)
    later: Moment = field(default_factory=Moment)
    change: Estimate = NONE
    reach: tuple[float, float] = (NAN, NAN)
    detectable: float = NAN
    spread: Spread = field(default_factory=Spread)
    unknown: Unknown = field(default_factory=Unknown)
    year_end: YearEnd | None = None
    per: int = 10_000
    noun: str = "children"
    counted: str = "cases"
    events: str = ""
    comes_together: bool = False
    ages: str = ""
    old: str = ""
    better_when: str = "neither"
    time_kind: str = "flow"
    sample: bool = False


def answers_differ(findings: Sequence[Finding]) -> bool:
    """Whether two verdicts differ, or one ratio is clearly on a side of 1 and another is not."""
    verdicts = {each.verdict for each in findings if each.verdict}
    sides = {(each.later.ratio.lower > 1, each.later.ratio.upper < 1) for each in findings}
    return len(verdicts) > 1 or len(sides) > 1
