"""What the Disproportionality page says first, and where answers hang on the population."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests import app
from tests.pages.reading import everything, lines, table

Open = Callable[..., AppTest]
PATH = "disproportionality"
LOOKED_AFTER = "Children looked after at 31 March"
PLANS = "Child protection plans by ethnicity"
CENSUS, PUPILS = "Census 2021, aged 10 to 17", "Pupils in state-funded schools"


def test_the_matrix_of_what_can_be_said_comes_first(open_page: Open) -> None:
    page = open_page(PATH)
    assert (
        "For 9 of 11 measures Black children can be compared with White children. "
        "Of the others: 2 hidden."
    ) in lines(page)
    heads, *rows = table(page)
    assert heads == ["Measure", "Asian", "Black", "Mixed", "White", "Other"]
    assert len(rows) == 11
    assert rows[1] == [
        "Permanent exclusions from school", "[c]", "[c]",
        "[c]", "[z] compared with", "[c]",
    ]  # fmt: skip  # a list in few lines
    assert "[c] The count of those compared with is hidden." in everything(page)


def test_a_measure_that_a_link_names_comes_before_it_and_one_chosen_stays_below(
    open_page: Open,
) -> None:
    def first(page: AppTest) -> str:
        return str(page.table[0].value.columns[0])

    page = open_page(PATH, measure=LOOKED_AFTER)
    assert first(page) == "Out of whom"
    page.selectbox(key="measure").set_value(PLANS)
    app.run(page)
    assert first(page) == "Group"
    page = open_page(PATH)
    page.selectbox(key="measure").set_value(PLANS)
    app.run(page)
    assert first(page) == "Measure"
    app.run(page)
    assert first(page) == "Measure"


def test_answers_that_hang_on_the_population_stand_side_by_side(open_page: Open) -> None:
    page = open_page(PATH, measure=LOOKED_AFTER)
    assert "The answer hangs on the population. Each that is on record is shown." in lines(page)
    assert [[cell.split("  \n")[0] for cell in row] for row in table(page)] == [
        ["Out of whom", "Verdict", "Ratio now", "Ratio then"],
        [CENSUS, "= No clear change", "1.10 (0.86 to 1.40)", "1.16 (0.92 to 1.47)"],
        [PUPILS, "= No clear change", "1.63 (1.28 to 2.08)", "1.75 (1.38 to 2.21)"],
    ]  # fmt: skip  # a row a line
