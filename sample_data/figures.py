"""The numbers: published ones as published, the rest drawn by chance from a fixed seed.

Published figures come in with the return of the quarter after which they were known. What nobody
publishes for Enfield (by quarter and ethnicity) is drawn and says "Illustrative sample".
"""

import csv
import math
import random
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from sample_data.over_time import SERIES
from sample_data.series import BY_CODE, BY_HAND, STAGES, Drawn
from sample_data.story import SEED, Rows, read, sent_in

PUBLISHED = Path(__file__).parent / "published"
QUARTERS = tuple(BY_HAND["FDOOR"])
KNOWN_WITH = {
    2021: "2023-24 Q1", 2022: "2023-24 Q1", 2023: "2023-24 Q3", 2024: "2024-25 Q3",
    2025: "2025-26 Q3",
}  # fmt: skip  # a list in few lines
"""Year ending March of a DfE publication, to the return that brought it."""
SCHOOL_YEARS = {"2023/24": "2025-26 Q2", "2024/25": "2025-26 Q3"}
GROUPS = ("Asian", "Black", "Mixed", "White", "Other")
_INITIALS = {group[0]: group for group in GROUPS} | {"C": "Asian"}

_COUNTS = {
    "REFER": ("referrals", None),
    "REREF": ("rereferrals_within_12_months", "referrals"),
    "CPSTART": ("cp_plans_started", None),
    "CP2": ("cp_plans_started_second_or_subsequent", "cp_plans_started"),
    "FPHYSC": ("factor_physical_abuse_child_on_child", "assessments_with_factor_recorded"),
    "FSEXC": ("factor_sexual_abuse_child_on_child", "assessments_with_factor_recorded"),
    "FPHYSA": ("factor_physical_abuse_adult_on_child", "assessments_with_factor_recorded"),
    "CIN": ("children_in_need_31_march_episodes", "children"),
    "CP31": ("cp_plans_31_march", "children"),
}
_BASES = {
    "census2021_age_10_17": "Census 2021, aged 10 to 17",
    "census2021_age_10-11": "Census 2021, aged 10 to 11",
    "census2021_age_12-14": "Census 2021, aged 12 to 14",
    "census2021_age_15-17": "Census 2021, aged 15 to 17",
    "school_pupils_state_funded": "Pupils in state-funded schools",
}


_AT_YEARS_END = dict.fromkeys(("CIN", "CLA"), " Q4")
"""Counted on a day, not over the year."""


@cache
def _published(name: str) -> list[dict[str, str]]:
    with (PUBLISHED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _children(year: int) -> int:
    """Children aged 0 to 17 in the middle of `year`."""
    return next(
        int(row["population"])
        for row in _published("populations")
        if row["basis"] == "ons_mid_year_age_0_17" and row["date"] == str(year)
    )


def populations() -> Rows:
    """Every published basis that has ethnic groups; totals are left out, as they are no group."""
    rows: Rows = []
    for row in _published("populations"):
        if row["basis"] not in _BASES or row["ethnic_group"] not in GROUPS:
            continue
        day = row["date"]
        when = f"{day} academic" if "/" in day else date.fromisoformat(day)
        rows.append(
            {
                "Basis": _BASES[row["basis"]],
                "Date": when,
                "Ethnic group": row["ethnic_group"],
                "Population": int(row["population"]),
            }
        )
    return rows


def measure_values(workbook: str) -> Rows:
    """A workbook's Measure values: the quarter's own, late ones, and what was published since."""
    return [
        *_quarterly_values(workbook),
        *_values_over_time(workbook),
        *_children_in_need(workbook),
        *_published_totals(workbook),
    ]


def ethnicity_counts(workbook: str) -> Rows:
    """A workbook's Ethnicity counts, each agency in its own codes."""
    return [*_quarterly_counts(workbook), *_published_counts(workbook)]


def benchmarks(workbook: str) -> Rows:
    """The same measures elsewhere, as published by the time of the workbook."""
    return [
        {
            "Code": row["code"],
            "Period": _year(int(row["year_ending_march"])) + _AT_YEARS_END.get(row["code"], ""),
            "Area": row["area"],
            "Value": float(row["value"]),
            "Source": row["source"],
        }
        for row in _published("elsewhere")
        if KNOWN_WITH[int(row["year_ending_march"])] == workbook
    ]


# --- published


def _children_in_need(workbook: str) -> Rows:
    table = {
        (int(row["year_ending_march"]), row["measure"]): int(row["value"])
        for row in _published("children_in_need")
    }
    rows: Rows = []
    for year in (year for year, known in KNOWN_WITH.items() if known == workbook):
        for code, (top, bottom) in _COUNTS.items():
            if (year, top) not in table:
                continue
            below = _children(year - 1) if bottom == "children" else table.get((year, bottom or ""))
            period = _year(year) + (" Q4" if bottom == "children" else "")
            note = f"DfE, year ending 31 March {year}"
            rows.append(_value(code, period, "Enfield Council", table[year, top], below, note))
    return rows


def _published_totals(workbook: str) -> Rows:
    rows: Rows = []
    for code, period, groups, below, note in _published_series(workbook):
        supplier = "Enfield Council" if code == "CLA" else "Enfield schools"
        rows.append(_value(code, period, supplier, groups["Total"], below, note))
    return rows


def _published_counts(workbook: str) -> Rows:
    rows: Rows = []
    for code, period, groups, _below, _note in _published_series(workbook):
        supplier = "Enfield Council" if code == "CLA" else "Enfield schools"
        for group in (*GROUPS, "Unknown"):
            rows.append(_count(code, period, supplier, group, groups[group]))
    return rows


def _published_series(
    workbook: str,
) -> Iterable[tuple[str, str, dict[str, int | str], int, str]]:
    """Code, period, counts by group and Total, denominator and note."""
    for year in (year for year, known in KNOWN_WITH.items() if known == workbook):
        note = f"DfE, children looked after on 31 March {year}; c: suppressed by DfE"
        yield "CLA", f"{_year(year)} Q4", _looked_after(year), _children(year - 1), note
    for school_year in (each for each, known in SCHOOL_YEARS.items() if known == workbook):
        for code, measure in (("SUSP", "suspension"), ("PEXC", "permanent_exclusion")):
            groups, pupils = _exclusions(measure, school_year)
            note = f"DfE, school year {school_year}; Unknown: the total less the five groups"
            yield code, f"{school_year} academic", groups, pupils, note


def _looked_after(year: int) -> dict[str, int | str]:
    groups: dict[str, int | str] = {}
    for row in _published("looked_after"):
        if row["year_31_march"] == str(year):
            first = row["ethnic_group"].replace(",", " ").split()[0]
            number = row["children_looked_after"]
            groups["Unknown" if first == "Refused" else first] = (
                int(number) if number.isdigit() else number
            )
    return groups


def _exclusions(measure: str, school_year: str) -> tuple[dict[str, int | str], int]:
    rows = {
        row["ethnic_group"]: row
        for row in _published("exclusions")
        if (row["measure"], row["academic_year"]) == (measure, school_year)
    }
    known = {group: int(rows[group]["events"]) for group in GROUPS}
    total = int(rows["overall"]["events"])
    counts: dict[str, int | str] = {**known, "Unknown": total - sum(known.values()), "Total": total}
    return counts, int(rows["overall"]["pupils"])


def _year(ending_march: int) -> str:
    return f"{ending_march - 1}-{ending_march % 100:02d}"


# --- drawn


@cache
def _supplier(code: str) -> str:
    found = next(each for each in read("measures")["measures"] if each["code"] == code)
    return str(found["supplier"])


def _quarters_in(code: str, workbook: str) -> list[str]:
    """The quarters whose numbers a workbook holds: its own, unless late, and late ones."""
    return [quarter for quarter in QUARTERS if sent_in(_supplier(code), quarter) == workbook]


def _quarterly_counts(workbook: str) -> Rows:
    return [
        _count(code, quarter, _supplier(code), group, number)
        for code in (*BY_CODE, *STAGES)
        for quarter in _quarters_in(code, workbook)
        for group, number in drawn(code)[quarter].items()
    ]


def _quarterly_values(workbook: str) -> Rows:
    rows: Rows = []
    for code in (*BY_CODE, *STAGES):
        for quarter in _quarters_in(code, workbook):
            total = sum(drawn(code)[quarter].values())
            below = _denominator(code, quarter)
            rows.append(_value(code, quarter, _supplier(code), total, below, "Illustrative sample"))
    for code, numbers in BY_HAND.items():
        for quarter in _quarters_in(code, workbook):
            if quarter in numbers:
                top, below, note = numbers[quarter]
                note = f"Illustrative sample. {note}".strip()
                rows.append(_value(code, quarter, _supplier(code), top, below, note))
    return rows


def _values_over_time(workbook: str) -> Rows:
    """The measures of `over_time`, each agency's in the workbook that brought it."""
    return [
        _value(code, quarter, agency, top, below, "Illustrative sample")
        for (code, agency), pairs in SERIES.items()
        for quarter, (top, below) in zip(QUARTERS, pairs, strict=True)
        if sent_in(agency, quarter) == workbook
    ]


def _denominator(code: str, quarter: str) -> int | None:
    if code in ("REFQ", "ASSQ"):
        return 55763 if quarter < "2024-25 Q2" else 54795
    return 38152 if code == "STOP" else None


@cache
def drawn(code: str) -> dict[str, dict[str | int, int]]:
    """A measure's counts by quarter and group; a later stage is drawn from the stage before."""
    if code in BY_CODE:
        series = BY_CODE[code]
        return {quarter: _draw(code, quarter, series) for quarter in QUARTERS}
    before, shares = STAGES[code]
    return {quarter: _thin(code, quarter, drawn(before)[quarter], shares) for quarter in QUARTERS}


def _draw(code: str, quarter: str, series: Drawn) -> dict[str | int, int]:
    luck = random.Random(f"{SEED} {code} {quarter}")
    step = QUARTERS.index(quarter)
    season = series.seasons[int(quarter[-1]) - 1]
    return {
        group: _poisson(luck, mean * season * series.factor(group, step))
        for group, mean in series.means.items()
    }


def _thin(
    code: str, quarter: str, before: dict[str | int, int], shares: dict[str, float]
) -> dict[str | int, int]:
    """How many of the stage before went on, group by group; groups named in `shares` are broad."""
    luck = random.Random(f"{SEED} {code} {quarter}")
    counts: dict[str | int, int] = {}
    for group, number in before.items():
        broad = _broad(group)
        went_on = sum(
            luck.random() < shares.get(broad, shares.get("every", 0)) for _ in range(number)
        )
        into = group if "every" in shares else broad
        counts[into] = counts.get(into, 0) + went_on
    return counts


def _poisson(luck: random.Random, mean: float) -> int:
    """Knuth's method: sound for means up to some 700, and the same in every Python."""
    count, product, limit = 0, luck.random(), math.exp(-mean)
    while product > limit:
        count += 1
        product *= luck.random()
    return count


def _broad(group: str | int) -> str:
    """The broad group of a DfE or police code: its first letter tells."""
    text = str(group)
    return text if text in GROUPS else _INITIALS.get(text[0], "Unknown")


def _value(
    code: str, period: str, agency: str, top: int | str, below: int | None, note: str
) -> dict[str, object]:
    return {
        "Code": code, "Period": period, "Agency": agency, "Numerator": top, "Denominator": below,
        "Note": note,
    }  # fmt: skip  # a list in few lines


def _count(
    code: str, period: str, agency: str, group: str | int, number: int | str
) -> dict[str, object]:
    return {
        "Code": code, "Period": period, "Agency": agency, "Ethnic group": group, "Count": number,
    }  # fmt: skip  # a list in few lines
