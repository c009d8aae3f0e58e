"""What each measure says of itself, and said before: its wording and basis change over time.

For a period counts what the newest statement that holds from a quarter not later says; for periods
before the first, the first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from escp_data.model import Statement, StoredValue
from escp_data.statements.of_their_time import fields, first_words, folded
from escp_data.statements.who import identities
from escp_data.store.database import Store
from escp_data.text.clean import fold
from escp_data.text.periods import Period, parse_period

PER = 10_000
"""What a rate is per where the measure does not say."""
DEFAULT_REFERENCE = "White"
_ILLUSTRATIVE = "illustrative"
_AGES = re.compile(r"\baged? (\d{1,2})\s*(?:to|-|–)\s*(\d{1,2})\b", re.IGNORECASE)
_A_DAY = re.compile(r" (?:on|at) \d{1,2} [A-Z][a-z]+$")
"""A stock's day at the end of its numerator, which the window says already."""
_ALL_AGES = ("0", "17")
_HOW_MANY = re.compile(r"^(?:the )?(?:total )?(?:number|rate|count) of ", re.IGNORECASE)
_BY_GROUP = re.compile(r",? by ethnic(?:ity| group)$", re.IGNORECASE)
"""What a name says of how it is counted, which is no part of what is."""


@dataclass(frozen=True)
class Definition:
    """One version of a row of Measures, from the quarter `since` on (None: from the first)."""

    code: str
    measure: str
    priority: int | None
    better_when: str
    time_kind: str
    definition: str
    numerator: str
    denominator: str
    per: int
    source: str
    basis: str
    reference: str
    preceding: str
    baseline: Period | None
    since: Period | None
    seasonal: bool = False
    clustered: bool = False
    kind: str = "count"
    of_children: bool = True
    supplier: str = ""
    rise: str = ""
    target: float | None = None
    target_by: str = ""
    as_median: bool = False

    @property
    def sample(self) -> bool:
        """Whether its figures are invented."""
        return self.source.casefold().startswith(_ILLUSTRATIVE)

    @property
    def meaning(self) -> tuple[str, ...]:
        """What has to stay the same for two periods to be compared, case and spacing aside."""
        return tuple(map(fold, (self.definition, self.numerator, self.denominator)))

    @property
    def comes_together(self) -> bool:
        """Whether one child or family counts several times, so that counts vary more."""
        return self.clustered or self.time_kind == "events"

    @property
    def ends_a_year(self) -> int:
        """The quarter whose verdict is the year's: Q4, or Q2 where schools' years end."""
        return 2 if self.seasonal else 4

    @property
    def counted(self) -> str:
        """What it counts, inside a sentence: `suspensions`, `children looked after`."""
        words = (self.numerator or self.measure).rstrip(".")
        for beside in (_A_DAY, _BY_GROUP, _HOW_MANY):
            words = beside.sub("", words)
        return words if words[:2].isupper() else words[:1].lower() + words[1:]

    @property
    def events(self) -> str:
        """What is counted where it is events, inside a sentence: `suspensions`; else ""."""
        if self.time_kind != "events":
            return ""
        return self.counted

    @property
    def noun(self) -> str:
        """`pupils` where the measure itself counts pupils, else `children`, whatever its rate is
        per: referrals per pupil are still referrals of children.
        """
        return "pupils" if "pupil" in self._counted.casefold() else "children"

    @property
    def counts(self) -> str:
        """Whom it counts: `pupils`, `children aged 10 to 17`; "" where it names no ages."""
        if self.noun == "pupils":
            return self.noun
        return _aged(self._counted) or _aged(self.denominator)

    @property
    def _counted(self) -> str:
        return f"{self.measure}. {self.definition}. {self.numerator}"


def read_definitions(store: Store, as_at: str | None = None) -> dict[str, tuple[Definition, ...]]:
    """Every version of every measure, oldest first, in the order of the plan.

    A version has what its own statement says, and for the rest what those before it say. What came
    with the first upload of measures has a version before all others, which has no quarter. Whoever
    supplies it goes by the name it has now.
    """
    who = identities(store.current("agencies", as_at))
    rows = store.statements("measures", as_at)
    first = min((row["upload_id"] for row in rows), default=None)
    by_code: dict[str, list[Statement]] = {}
    for row in rows:
        by_code.setdefault(str(row["code"]), []).append(row)
    in_order = sorted(by_code, key=lambda code: min(row["id"] for row in by_code[code]))
    return {
        code: tuple(
            replace(each, supplier=who.of(each.supplier) or "")
            for each in _versions(by_code[code], first)
        )
        for code in in_order
    }


def _versions(rows: Sequence[Statement], first: int | None) -> Iterator[Definition]:
    """A measure's versions from its statements; `first` is the first upload of measures."""
    words = first_words(rows)
    values: dict[str, StoredValue] = dict.fromkeys(words[0]) | folded(words)
    if any(row["upload_id"] == first for row in rows):
        yield _definition(values | {"code": words[0]["code"]})
    for row in rows:
        values |= {name: row[name] for name in fields(row["says"])}
        yield _definition(values | {"code": row["code"], "dated": row["dated"]})


def in_force(versions: Sequence[Definition], period: Period) -> Definition:
    """The version that counts for a period."""
    in_time = [one for one in versions if one.since is None or one.since.start <= period.end]
    return in_time[-1] if in_time else versions[0]


def ages_clause(definition: Definition, basis: str) -> str:
    """`counts are of children of all ages`, where a population is of others; else ""."""
    named, lives = definition.counts, _lives(basis)
    return f"counts are of {named}" if named and lives and lives != named else ""


def ages_words(definition: Definition, basis: str) -> str:
    """The same as a sentence that says what it means; also where a measure names no ages."""
    lives = _lives(basis)
    if not lives or lives == definition.counts:
        return ""
    clause = "The return does not say which ages are counted"
    if definition.counts:
        clause = f"The counts are of {_in_full(definition.counts)}"
    return f"{clause}; the population is {_in_full(lives)}, so these figures are rough."


def are_of_one_age(definition: Definition, one: str, other: str) -> bool:
    """Whether another basis could stand for `one`: of the ages that are counted, or of its ages."""
    lives = _lives(other)
    return bool(lives) and lives in (definition.counts, _lives(one))


def _in_full(people: str) -> str:
    return "school pupils" if people == "pupils" else people


def _lives(basis: str) -> str:
    return "pupils" if "pupil" in basis.casefold() else _aged(basis)


def _aged(text: str) -> str:
    """`children aged 10 to 17`, for the first ages in a text; "" where there are none."""
    ages = _AGES.search(text)
    if ages is None:
        return ""
    if ages.groups() == _ALL_AGES:
        return "children of all ages"
    return f"children aged {ages[1]} to {ages[2]}"


def _definition(row: Statement) -> Definition:
    def text(name: str) -> str:
        return str(row[name] or "")

    return Definition(
        code=text("code"),
        measure=text("measure"),
        priority=int(row["priority"]) if row["priority"] else None,
        better_when=text("better_when") or "neither",
        time_kind=text("time_kind") or "flow",
        definition=text("definition"),
        numerator=text("numerator_definition"),
        denominator=text("denominator_definition"),
        per=int(row["per"] or PER),
        source=text("source"),
        basis=text("population_basis"),
        reference=text("reference_group") or DEFAULT_REFERENCE,
        preceding=text("preceding_measure"),
        baseline=_period(row["baseline_period"]),
        since=_period(row["dated"]),
        seasonal=row["seasonal"] == "Yes",
        clustered=row["clustered"] == "Yes",
        kind=text("kind") or "count",
        of_children=text("counts") != "other",
        supplier=text("supplier_agency"),
        rise=text("a_rise_could_mean"),
        target=None if row["target"] is None else float(row["target"]),
        target_by=text("target_by"),
        as_median=row["charted_as"] == "median",
    )


def _period(text: str | None) -> Period | None:
    return parse_period(text) if text else None
