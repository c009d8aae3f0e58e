"""What names children's fields and holds no child: audits of recording, choices, instructions."""

from collections.abc import Sequence

import pytest

from escp_data.validation.guard import looks_like_child_record
from escp_data.validation.identifiers import identifiers_in

Grid = Sequence[Sequence[object]]
FIELDS = ("Date of birth", "Ethnicity", "Home address", "NHS number", "UPN", "Surname")
GROUPS = ("White British", "Black African", "Indian", "Chinese", "Roma", "Other")


def found(rows: Grid) -> list[str]:
    wide = max(map(len, rows))
    return [
        problem.code
        for problem in looks_like_child_record(
            "S", [[*row, *[None] * (wide - len(row))] for row in rows]
        )
    ]


# --- how well fields are recorded


@pytest.mark.parametrize("said", ["Yes", "no", "98%", "97.5 %", "✓", True, 40, 0.98])
def test_an_answer_about_a_field_is_no_child(said: object) -> None:
    down: Grid = [["Field", "Recorded?"], *[[field, said] for field in FIELDS]]
    across: Grid = [["Quarter", *FIELDS], ["Q1", *[said] * 6], ["Q2", *[said] * 6]]
    fields_alone: Grid = [[field, said] for field in FIELDS]
    assert found(down) == []
    assert found(fields_alone) == []
    if isinstance(said, str):  # a number may be a child's own
        assert found(across) == []


@pytest.mark.parametrize("value", ["12 March 2010", "12/03/2010", "2010"])
def test_a_list_of_fields_with_a_childs_own_beside_is_refused(value: str) -> None:
    one: Grid = [["Surname", "Kename"], ["Date of birth", value], ["Ethnicity", "Asian"]]
    two: Grid = [[name, own, own] for name, own in one]
    assert found(one) == ["G06", "G05"]
    assert found(two) == ["G06", "G05"]
    assert found([["Date of birth", "Ethnicity"], [value, "Yes"]]) == ["G05"]
    assert found([["UPN", "Ethnicity"], [40251, "Yes"]]) == ["G08"]


@pytest.mark.parametrize("said", ["Yes", "No", "Positive", "Neutral", "98%", 0.98])
def test_what_bears_on_age_sex_and_race_lists_no_children(said: object) -> None:
    """An assessment of a plan's impact on equality, and an audit of what is recorded."""
    heads = ["Action", "Age", "Sex", "Race", "Disability"]
    assert found([heads, *[[f"1.{n}", *[said] * 4] for n in range(1, 8)]]) == []


def test_a_disability_and_an_age_of_half_a_year_are_a_childs_own() -> None:
    disabled = [["F", "Yes"], ["M", "No"], ["F", "Yes"], ["F", "Yes"], ["M", "No"], ["M", "Yes"]]
    assert found([["Sex", "Disability"], *disabled]) == ["G09"]
    assert found([["Age", "Sex"], *[[0.5, "F"]] * 6]) == ["G09"]


# --- choices


def test_choices_behind_drop_down_lists_are_no_children() -> None:
    sexes = ("Female", "Male", "Other", "Not stated")
    rags = ("Red", "Amber", "Green")
    needs = ("Yes", "No", "Not known")

    def listed(*columns: tuple[str, ...]) -> Grid:
        return [[each[at] if at < len(each) else None for each in columns] for at in range(6)]

    assert found([["Ethnicity", "Gender", "RAG"], *listed(GROUPS, sexes, rags)]) == []
    assert found([["Ethnicity", "Gender"], *zip(GROUPS, "FMONUX", strict=True)]) == []
    faiths = ("Muslim", "Christian", "Hindu", "Sikh", "Jewish")
    heads = ["Ethnicity", "Religion", "Disability"]
    assert found([heads, *listed(GROUPS, faiths, needs)]) == []


def test_what_repeats_or_tells_a_story_is_no_list_of_choices() -> None:
    twice = [*zip(GROUPS, "FMFMFM", strict=True)]
    assert found([["Ethnicity", "Gender"], *twice]) == ["G09"]
    faiths = ("Muslim", "Christian", "Hindu", "Sikh", "Jewish", "None")
    assert found([["Ethnicity", "Religion"], *zip(GROUPS, faiths, strict=True)]) == ["G09"]
    last_open = [*zip(GROUPS, (*faiths[:5], None), strict=True)]
    assert found([["Ethnicity", "Religion"], *last_open]) == ["G09"]


# --- instructions, cohorts, periods


@pytest.mark.parametrize(
    "said",
    ["Do not send names, addresses or dates of birth (DOB) of children.",
     "Please do not include NHS number, UPN or DOB", "Don't enter: name of child, address",
     "NEVER include the name of child or address"],
)  # fmt: skip  # a sentence and its like in few lines
def test_an_instruction_to_send_none_heads_nothing(said: str) -> None:
    assert found([[said], ["Ref", "Update"], ["1.1", "x y"]]) == []


@pytest.mark.parametrize("heading", ["Do not share: child's name", "Not known / DOB"])
def test_a_heading_with_a_warning_is_one(heading: str) -> None:
    assert len(found([["Ref", heading], ["1.1", "12/03/2010"]])) == 1


@pytest.mark.parametrize("heading", ["Year of birth", "Birth year", "Year of birth of pupils"])
@pytest.mark.parametrize(
    ("years", "codes"),
    [((2008, 2009, 2010), []), ((2010, 2009, 2008), []), (("2008", "2009", "2010"), []),
     ((2008, 2009, 2010, "Total"), []), ((2008, 2010, 2009), ["G05"]),
     ((2008, 2009), ["G05"]), ((2008, 2009, 2009), ["G05"]), ((2008, 2010, 2012), ["G05"]),
     ((2008, 2009, 2010, "12/3/11"), ["G05"])],
)  # fmt: skip  # years and their answer in few lines
def test_years_of_birth_in_order_are_a_table(
    heading: str, years: tuple[object, ...], codes: list[str]
) -> None:
    assert found([[heading, "Population"], *[[year, 3100] for year in years]]) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [("Births 01/04/2025 to 30/06/2025", []), ("Births 01.04.25-30.06.25", []),
     ("Births, 1 April 2025 until 30 June 2025", []), ("Births 01/04/2025", ["G05"]),
     ("Birth 01/04/2025 to 30/06/2025", ["G05"]), ("DOBs 01/04/2010 - 30/06/2011", ["G05"])],
)  # fmt: skip  # a text and its answer in few lines
def test_births_of_a_period_are_counted(text: str, codes: list[str]) -> None:
    assert [kind.code for kind in identifiers_in(text)] == codes
