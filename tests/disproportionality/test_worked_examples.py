"""The Methods page's examples: the published numbers, and what the estimates make of them."""

import ast
import csv
import re
from pathlib import Path

import pytest

from escp_data.disproportionality import worked_examples as worked

PUBLISHED = Path(__file__).parents[2] / "sample_data" / "published"


def published(name: str) -> list[dict[str, str]]:
    with (PUBLISHED / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("year", "numbers"),
    [("2023/24", worked.SUSPENSIONS_2023_24), ("2024/25", worked.SUSPENSIONS_2024_25)],
)
def test_suspensions_are_as_published(year: str, numbers: tuple[int, ...]) -> None:
    rows = {
        row["ethnic_group"]: (int(row["events"]), int(row["pupils"]))
        for row in published("exclusions")
        if row["measure"] == "suspension" and row["academic_year"] == year
    }
    assert (*rows["Black"], *rows["White"]) == numbers
    at = 0 if year == "2023/24" else 1
    assert {group: rows[group] for group in worked.SUSPENSIONS_OF} == {
        group: both[at] for group, both in worked.SUSPENSIONS_OF.items()
    }
    if year == "2024/25":
        assert rows["overall"][0] == worked.SUSPENSIONS_OF_ALL
        five = [events for group, (events, _) in rows.items() if group != "overall"]
        assert sum(five) == worked.SUSPENSIONS_OF_THE_FIVE_GROUPS


def test_children_looked_after_and_populations_are_as_published() -> None:
    children = {
        row["ethnic_group"].split(",")[0]: row["children_looked_after"]
        for row in published("looked_after")
        if row["year_31_march"] == "2025"
    }
    given = [children[name] for name in ("Asian or Asian British", "Black",
             "Mixed or Multiple ethnic groups", "White", "Other ethnic group")]  # fmt: skip  # one
    assert given == [str(count or "c") for count in worked.LOOKED_AFTER.values()]
    assert children["Total"] == str(worked.LOOKED_AFTER_OF_ALL)
    people = {
        (row["basis"], row["date"], row["ethnic_group"]): int(row["population"])
        for row in published("populations")
    }
    assert (children["Black"], children["White"]) == (
        str(worked.LOOKED_AFTER_BLACK),
        str(worked.LOOKED_AFTER_WHITE),
    )
    census, pupils = (
        [people[basis, date, group] for group in ("Black", "White")]
        for basis, date in (
            ("census2021_age_10_17", "2021-03-21"),
            ("school_pupils_state_funded", "2024/25"),
        )
    )
    assert census == [worked.CENSUS_BLACK, worked.CENSUS_WHITE]
    assert pupils == [worked.PUPILS_BLACK, worked.PUPILS_WHITE]


def test_referrals_are_as_published() -> None:
    rows = {
        (row["year_ending_march"], row["measure"]): int(row["value"])
        for row in published("children_in_need")
    }
    for year, numbers in (("2024", worked.REREFERRED_2024), ("2025", worked.REREFERRED_2025)):
        names = ("rereferrals_within_12_months", "referrals")
        assert tuple(rows[year, name] for name in names) == numbers


@pytest.mark.parametrize(
    ("example", "words"),
    [
        (worked.rate_example, "= 7.92 (7.21 to 8.68) per 100. The year before it was 7.35"),
        (worked.ratio_example, "6.34 = 1.25 (1.11 to 1.40) times that of White pupils"),
        (worked.ratio_example, "In 2023/24 it was 1.32 (1.17 to 1.49)."),
        (worked.basis_example, "White), the ratio is 1.10 (0.86 to 1.40)."),
        (worked.basis_example, "the same children give 1.63 (1.28 to 2.08)."),
        (worked.proportion_example, "22.6% (21.4% to 23.9%)."),
        (worked.stage_example, "1.08 (1.0003 to 1.17) times the share."),
        (worked.gap_example, "7.92 − 6.34 = 1.58 (0.74 to 2.45)"),
        (worked.excess_example, "about 183 (86 to 283) fewer than the 915 there were."),
        (worked.change_example, "0.95 (0.80 to 1.12) times what it was. The interval spans 1: no "),
        (
            worked.dispersion_example,
            "interval is 1.11 to 1.40, and were every suspension alone ",
        ),
        (worked.dispersion_example, "it would be 1.15 to 1.36."),
        (worked.confidence_example, "99%"),
        (worked.pooled_example, "times what it was: no clear change."),
        (worked.coverage_example, "350 are published as Asian, Black, Mixed and White."),
        (worked.coverage_example, "the 22 left are of that group or of unknown ethnicity."),
        (worked.change_example, "Both rates rose: of Black pupils from 7.35 to 7.92 per 100"),
        (worked.power_example, "a fall of 22%, to 1.03 or nearer to 1, would have shown"),
        (worked.unknown_example, "The other 157, 4.5%, stand in no rate."),
        (worked.chance_example, "about 3 will seem to differ at 95%, and about 0.1 at 99.8%."),
    ],
)
def test_an_example_says_what_the_numbers_give(example: object, words: str) -> None:
    assert callable(example)
    assert words in example()


_NAMES_A_TIME_OR_A_UNIT = re.compile(
    r"20\d\d/\d\d|(?:\d\d )?March(?: 20\d\d)?|20\d\d|Census 2021|within 12 months|aged 10 to 17|"
    r"per 100\b|\u00d7 100|(?:above|to|truly) 1\b|^ 1:|, 31 "
)


def typed_numbers(source: str) -> list[str]:
    """The texts of functions that hold a figure which is no time, unit or mark on the scale."""
    functions = [each for each in ast.walk(ast.parse(source)) if isinstance(each, ast.FunctionDef)]
    texts = [
        node.value
        for function in functions
        for statement in function.body[1:]  # the first is what it says of itself
        for node in ast.walk(statement)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return [text for text in texts if re.search(r"\d", _NAMES_A_TIME_OR_A_UNIT.sub("", text))]


def test_no_number_is_typed_into_an_example() -> None:
    source = Path(worked.__file__).read_text("utf-8")
    assert typed_numbers(source) == []
    typed = source.replace("{ratio_words(census)}", "1.10 (0.86 to 1.40)")
    assert len(typed_numbers(typed)) == 1


def test_every_example_on_the_page_is_one_of_these_or_none() -> None:
    page = ast.parse((PUBLISHED.parents[1] / "pages" / "methods.py").read_text("utf-8"))
    calls = [node for node in ast.walk(page) if isinstance(node, ast.Call)]
    examples = [ast.unparse(call.args[2]) for call in calls if ast.unparse(call.func) == "figure"]
    assert len(examples) == 20
    one_of_these = re.compile(r"worked\.\w+_example\(\)|''")
    assert [each for each in examples if not one_of_these.fullmatch(each)] == []
