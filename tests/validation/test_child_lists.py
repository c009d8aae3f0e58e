"""A list with one row for each child, and a table of totals that looks much like it."""

from collections.abc import Sequence

import pytest

from escp_data.validation.child_lists import age_of, combinations_repeat
from escp_data.validation.guard import looks_like_child_record

Grid = list[list[object]]
CHILDREN = (
    (14, "F", "Black African"), (13, "M", "White British"), (14, "F", "Black African"),
    (15, "F", "Asian"), (15, "F", "Asian"), (14, "M", "Asian"),
)  # fmt: skip  # a list in few lines
"""Nobody's ages, sexes and ethnicities."""
GROUPS = [(sex, group) for group in ("White", "Black", "Asian", "Mixed") for sex in ("F", "M")]


def found(heads: Sequence[object], rows: Sequence[Sequence[object]]) -> list[str]:
    grid: Grid = [[*heads], *([*row] for row in rows)]
    return [problem.code for problem in looks_like_child_record("S", grid)]


# --- whose


@pytest.mark.parametrize(
    "form",
    ["{}", "Child's {}", "Child {}", "Children's {}", "{} of child", "{} of the child",
     "{} of young person", "{} (child)", "Young person's {}", "Pupil's {}", "Pupil {}", "CYP's {}",
     "CYP {}", "YP {}", "UASC {}", "LAC {}", "Student's {}", "Victim {}", "{} of pupil",
     "{} of CYP"],
)  # fmt: skip  # words, as a paragraph
def test_whose_attributes_they_are_hides_no_list(form: str) -> None:
    heads = [form.format(what) for what in ("Age", "Gender", "Ethnicity")]
    assert found(heads, CHILDREN) == ["G09"]
    assert found(heads[1:], [child[1:] for child in CHILDREN]) == ["G09"]
    assert found([heads[0], "Area"], [(child[0], "N") for child in CHILDREN]) == ["G09"]
    counted = [(*child, 12) for child in CHILDREN]
    assert found([*heads, "Count"], counted) == []


@pytest.mark.parametrize("sex", ["Sex (M/F)", "Sex M/F", "Gender\nM/F", "M/F"])
def test_how_a_sex_is_written_hides_no_list(sex: str) -> None:
    assert found([sex, "Ethnicity code"], [child[1:] for child in CHILDREN]) == ["G09"]


# --- ages


@pytest.mark.parametrize(
    ("value", "age"),
    [(14, 14), (14.5, 14.5), (25, 25), (26, None), ("14", 14), ("25", 25), ("26", None),
     ("14y", 14), ("14 yrs", 14), ("14 years", 14), ("14 years old", 14), ("14yo", 14),
     ("aged 14", 14), ("Age 14", 14), ("14 yr 3 months", 14), ("14.5", 14.5), ("１４", 14),
     ("fourteen", 14), ("Fourteen years", 14), ("10-14", None), ("14+", None), ("10 to 14", None),
     ("Under 5", None), ("x", None), ("c", None), ("", None), (None, None), ("Unknown", None),
     ("14 girls", None), ("2025-26 Q3", None), ("140", None)],
)  # fmt: skip  # a value and its answer in few lines
def test_ages_as_numbers_and_as_texts(value: object, age: float | None) -> None:
    assert age_of(value) == age


@pytest.mark.parametrize("form", ["{}", "{}y", "{} yrs", "{} years old", "aged {}", " {} "])
def test_repeating_ages_as_text_are_children(form: str) -> None:
    ages = [form.format(child[0]) for child in CHILDREN]
    assert found(["Age", "Said"], [(age, "a b") for age in ages]) == ["G09"]
    once = [form.format(age) for age in range(4, 18)]
    assert found(["Age", "Said"], [(age, "a b") for age in once]) == []
    assert found(["Age", "Count"], [(age, 12) for age in ages]) == []


# --- what repeats beside numbers


@pytest.mark.parametrize("heading", ["Times missing", "Days in care", "Score", "Visits", None])
@pytest.mark.parametrize("other", [None, "What happened", "Ref", "Said"])
def test_numbers_of_a_childs_own_make_no_table(heading: object, other: object) -> None:
    own = (3, 1, 2, 1, 4, 4)
    rows = [
        (*child, n, f"text {at}") for at, (child, n) in enumerate(zip(CHILDREN, own, strict=True))
    ]
    assert found(["Age", "Sex", "Ethnicity", heading, other], rows) == ["G09"]


@pytest.mark.parametrize(
    "heading", ["Count", "Number", "Total", "Children", "No. of children", "2025-26 Q3", "Q1"]
)
def test_a_heading_for_a_count_is_enough(heading: str) -> None:
    assert found(["Sex", "Ethnicity", heading], [("F", "Asian", n) for n in (5, 9, 9, 7, 8)]) == []


@pytest.mark.parametrize("mark", ["c", "[c]", "[x]", "<5"])
def test_marks_for_small_numbers_count_children(mark: str) -> None:
    rows = [("F", "Asian", n) for n in (12, 9, mark, 7, 8)]
    assert found(["Sex", "Ethnicity", "Referrals"], rows) == []


def test_tables_of_totals_have_each_combination_once() -> None:
    rows = [(group, sex, 7 + at) for at, (sex, group) in enumerate(GROUPS)]
    heads = ("Ethnicity", "Sex", "Referrals")
    assert found(heads, rows) == []
    quarters = [(f"2025-26 Q{q}", *row) for q in (1, 2, 3, 4) for row in rows]
    assert found(("Period", *heads), quarters) == []
    years = [(year, *row) for year in (2023, 2024, 2025) for row in rows]
    assert found(("Year", *heads), years) == []
    stages = [(stage, *row) for stage in (1, 2, 3, 4) for row in rows]
    assert found(("Key stage", *heads), stages) == []
    bands = [(band, *row) for band in ("0-4", "5-9", "10-14") for row in rows]
    assert found(("Age band", *heads), bands) == []
    wards = [(f"Ward {n}", "White", "F", n + 7) for n in range(8)]
    assert found(("Ward", *heads), wards) == []


def test_labels_of_merged_cells_hold_for_the_rows_below() -> None:
    rows = [(group if sex == "F" else None, sex, 7 + at) for at, (sex, group) in enumerate(GROUPS)]
    assert found(("Ethnicity", "Sex", "Referrals"), rows) == []


def test_tables_under_one_another_are_read_one_by_one() -> None:
    heads = ("Ethnicity", "Sex", "Referrals")
    rows: list[Sequence[object]] = [(group, sex, 7 + at) for at, (sex, group) in enumerate(GROUPS)]
    gaps: list[Grid] = [[[]], [["Second quarter"]], [[]] * 3, [[None, "", None]]]
    for between in gaps:
        assert found(heads, [*rows, *between, heads, *rows]) == []
    assert found(heads, [*rows, heads, *rows]) == []
    assert found(heads, [[], *rows]) == []


@pytest.mark.parametrize(
    ("labels", "repeat"),
    [("aabcd", True), ("abcde", False), ("aabcdefghi", False), ("aabbcdefgh", True),
     ("aabc", False), ("aAbcd", True), ("", False)],
)  # fmt: skip  # a list and its answer in few lines
def test_one_row_in_five_like_another(labels: str, repeat: bool) -> None:
    rows: Grid = [["Sex", "Visits"], *([label, 3] for label in labels)]
    assert combinations_repeat(rows, [0], 5) == repeat


# --- what seems to count and does not


@pytest.mark.parametrize("tick", ["x", "X"])
def test_ticks_are_no_marks_for_small_numbers(tick: str) -> None:
    heads = ("Age", "Sex", "Ethnicity", "Excluded")
    assert found(heads, [(*child, tick) for child in CHILDREN]) == ["G09"]
    assert found(heads, [(*child, n) for child, n in zip(CHILDREN, "x12345", strict=True)]) == []


@pytest.mark.parametrize(
    "heading",
    ["Number of missing episodes", "No. of moves", "Total days excluded", "Number of placements",
     "Reference number", "Contact number", "Crime number"],
)  # fmt: skip  # words, as a paragraph
def test_a_number_of_one_childs_own_counts_no_children(heading: str) -> None:
    own = (3, 1, 2, 1, 4, 4)
    rows = [(*child, n) for child, n in zip(CHILDREN, own, strict=True)]
    assert found(["Age", "Sex", "Ethnicity", heading], rows) == ["G09"]
    table = [(group, sex, 7 + at) for at, (sex, group) in enumerate(GROUPS)]
    assert found(["Ethnicity", "Sex", heading], table) == []


@pytest.mark.parametrize("heading", ["Number of missing episodes", "Total days excluded"])
def test_episodes_of_groups_still_to_be_filled_in_are_totals(heading: str) -> None:
    assert found(["Ethnicity", "Sex", heading], [(g, s, None) for s, g in GROUPS]) == []


def test_a_reference_in_letters_counts_nobody() -> None:
    rows = [(f"R{at}", *child) for at, child in enumerate(CHILDREN)]
    assert found(["Reference number", "Age", "Sex", "Ethnicity"], rows) == ["G09"]


@pytest.mark.parametrize("who", ["Self-defined", "Officer-defined", "Self declared", "Perceived"])
def test_whoever_said_it_an_ethnicity_is_a_childs(who: str) -> None:
    rows = [child[1:] for child in CHILDREN]
    assert found(["Gender", f"{who} ethnicity"], rows) == ["G09"]
    counted = [(*child[1:], 12) for child in CHILDREN]
    assert found(["Gender", f"{who} ethnicity", "Searches recorded: number"], counted) == []


@pytest.mark.parametrize("heading", ["Initials", "Initial"])
def test_initials_that_hardly_repeat_are_peoples(heading: str) -> None:
    once = [(each, "a b") for each in ("AB", "CD", "EF", "GH", "IJ")]
    assert found([heading, "Concern"], once) == ["G06"]
    assert found([heading, "Concern"], [*once[:2], *once[:2], *once[:2]]) == []


@pytest.mark.parametrize("heading", ["Child", "Young person", "Mother", "Siblings", "Pupil"])
def test_names_under_who_they_are(heading: str) -> None:
    names = [("Made Upname", "a b"), ("Not Aperson", "a b"), ("Nobody Atall", "a b")]
    assert found([heading, "Concern"], names) == ["G06"]
    words = [("I feel safe", 12), ("Children Looked After", 12), ("Child Protection Plan", 12)]
    assert found([heading, "Number"], words) == []
