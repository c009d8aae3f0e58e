"""Where the guard draws its lines: one more or one fewer, and a table is another matter."""

import pytest

from escp_data.validation.guard import looks_like_child_record

Grid = list[list[object]]
PEOPLE = ["Made Upname", "Not Aperson", "Nobody Atall", "Invented O'Name", "Fay Kename"]
"""Nobody's names."""


def found(rows: Grid) -> list[str]:
    return [problem.code for problem in looks_like_child_record("S", rows)]


def under(heading: str, *values: object) -> list[str]:
    return found([["Agency", heading], *(["Police", value] for value in values)])


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        (PEOPLE[:3], ["G06"]),
        (PEOPLE[:2], []),
        ([*PEOPLE[:4], "Police"], ["G06"]),
        ([*PEOPLE[:3], "Police"], []),
        (["Made Upname Of A Thing", *PEOPLE[:2]], []),
        (["Ann Bee Cee Dee", *PEOPLE[:2]], ["G06"]),
        (["Ann Bee Cee Dee Ee", *PEOPLE[:2]], []),
        (["Ann", *PEOPLE[:2]], []),
        (["Ann bee", *PEOPLE[:2]], []),
        ([1, 2, 3], []),
    ],
    ids=range(10),
)
def test_names_in_three_rows_and_in_four_of_five(values: list[object], codes: list[str]) -> None:
    """A name is two to four capitalised words."""
    assert under("Name", *values) == codes


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ([f"Child {n}" for n in range(5)], ["G09"]),
        ([f"Child {n}" for n in range(4)], []),
        ([*(f"Child {n}" for n in range(8)), "Child 0", "Child 1"], ["G09"]),
        ([*(f"Child {n}" for n in range(7)), "Child 0", "Child 1"], []),
        ([f"{'x' * 39}{n}" for n in range(5)], ["G09"]),
        ([f"{'x' * 40}{n}" for n in range(5)], []),
        ([*(f"Child {n}" for n in range(4)), "12"], []),
    ],
    ids=range(7),
)
def test_five_texts_that_hardly_repeat(values: list[object], codes: list[str]) -> None:
    """Short ones: forty characters at most, and no counts."""
    assert under("Child", *values) == codes


@pytest.mark.parametrize(
    ("value", "codes"),
    [("y", ["G07"]), ("x", []), (1899, []), (1900, ["G07"]), ("12", []), ("<5", []), ("[c]", []),
     ("1,030", []), ("12.5%", []), ("c.", ["G07"]), (1.5, []), (None, [])],
)  # fmt: skip  # a value and its answer in few lines
def test_counts_and_years_under_an_address(value: object, codes: list[str]) -> None:
    assert under("Home address", value) == codes


@pytest.mark.parametrize(("beside", "codes"), [(1899, []), (1900, ["G07"]), ("x", ["G07"])])
def test_a_count_beside_a_heading_makes_it_a_category(beside: object, codes: list[str]) -> None:
    assert found([["Home address", beside], ["1 Made Up Lane", "x"]]) == codes


@pytest.mark.parametrize(("length", "codes"), [(200, ["G05"]), (201, [])])
def test_a_heading_has_two_hundred_characters_at_most(length: int, codes: list[str]) -> None:
    assert under("DOB" + f" ({'x' * (length - 6)})", "x y") == codes


@pytest.mark.parametrize(("length", "codes"), [(60, ["G05"]), (61, [])])
def test_sixty_of_them_outside_brackets(length: int, codes: list[str]) -> None:
    assert under("DOB, " + "x" * (length - 5) + " (in brackets)", "x y") == codes


@pytest.mark.parametrize(("blank", "codes"), [(499, ["G05"]), (500, [])])
def test_five_hundred_rows_below_a_heading_are_looked_at(blank: int, codes: list[str]) -> None:
    assert under("DOB", *[None] * blank, "x y") == codes


@pytest.mark.parametrize(
    ("above", "codes"),
    [
        ([["A title"]], ["G05"]),
        ([["A title", None, "x"]], ["G05"]),
        ([["Place", "Count"]], []),
        ([["Place", "Count", "x"]], []),
        ([["Place", "Count"], []], ["G05"]),
        ([["Place", None, "x"]], ["G05"]),
    ],
    ids=range(6),
)
def test_a_weak_heading_must_head_its_table(above: Grid, codes: list[str]) -> None:
    """Above it, up to a blank row, no row as wide as its own has anything in its column."""
    assert found([*above, ["Agency", "Born"], ["Police", "x y"]]) == codes


def test_a_label_with_one_value_beside_it_and_nothing_else_is_a_form() -> None:
    assert found([["DOB", "x y"], ["Agency", "Police"]]) == ["G05"]
    assert found([["DOB", "x y", "z"], []]) == []
    assert found([["DOB"], []]) == []


@pytest.mark.parametrize(
    ("ages", "codes"),
    [
        ([9, 10, 9, 11, 12], ["G09"]),
        ([9, 10, 11, 12, 13], []),
        ([9, 10, 9, 11], []),
        ([25, 25, 9, 10, 11], ["G09"]),
        ([26, 25, 25, 10, 11], []),
        ([25.5, 25, 25, 10, 11], []),
    ],
    ids=range(6),
)
def test_five_ages_that_repeat(ages: list[object], codes: list[str]) -> None:
    """Ages up to 25; the words beside them count nothing."""
    assert found([["Age", "Said"], *([age, "a b"] for age in ages)]) == codes


@pytest.mark.parametrize(("rows", "codes"), [(5, ["G09"]), (4, [])])
def test_two_attributes_in_five_rows(rows: int, codes: list[str]) -> None:
    both: Grid = [["Sex", "Ethnicity"]]
    both += [["F", "WBRI"] for _ in range(rows)]
    fewer: Grid = [["Sex", "Ethnicity"]]
    fewer += [["F", "WBRI" if n < 4 else None] for n in range(rows)]
    one: Grid = [["Sex", "Gender", "Said"]]
    one += [["F", "F", "a b"] for _ in range(rows)]
    assert (found(both), found(fewer), found(one)) == (codes, [], [])


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ([4, 9, 4, "a", "b", "d"], []),
        ([4, 9, "d", "a", "b", "e"], ["G09"]),
        ([1, 2, 3, 4, 5, 6], ["G09"]),
        ([1, 2, 3, 4, 5, 5], []),
        ([0, 1, 2, 3, 4, 5], []),
        ([None] * 6, ["G09"]),
    ],
    ids=range(6),
)
def test_half_of_a_column_in_numbers_counts(values: list[object], codes: list[str]) -> None:
    """Numbers in order from 1 are the rows' own."""
    groups = ["WBRI", "BAFR", "NOBT", "AIND", "MWBC", "OOTH"]
    rows: Grid = [[value, "F", group] for value, group in zip(values, groups, strict=True)]
    assert found([["Said", "Sex", "Ethnicity"], *rows]) == codes


def test_one_cell_more_and_two_cells_more() -> None:
    messages = [
        looks_like_child_record("S", [["Note"], *[["EN1 3XA"]] * cells])[0].message
        for cells in (1, 2, 3)
    ]
    assert [message.partition("a postcode")[2].partition(".")[0] for message in messages] == [
        "",
        " (and 1 more cell in this column)",
        " (and 2 more cells in this column)",
    ]


def test_problems_come_in_reading_order() -> None:
    rows: Grid = [
        ["Note", "Other"],
        ["x", "EN1 3XA"],
        ["9990000018", "x"],
        ["EN1 3XA", "DOB 1/2/14"],
    ]
    assert [(p.code, p.cell) for p in looks_like_child_record("S", rows)] == [
        ("G04", "B2"),
        ("G01", "A3"),
        ("G04", "A4"),
        ("G05", "B4"),
    ]


@pytest.mark.parametrize("heading", ["DOB (dd/mm)", "DOB [dd/mm]", "Name (child) of child"])
def test_what_stands_in_brackets_hides_no_heading(heading: str) -> None:
    assert under(heading, "x y") in (["G05"], ["G06"])
