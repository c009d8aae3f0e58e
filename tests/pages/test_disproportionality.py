"""The Disproportionality page: verdicts first, then one measure, under any filters."""

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from tests import app
from tests.pages.conftest import Downloads
from tests.pages.reading import everything, lines, table, words

Open = Callable[..., AppTest]
PATH = "disproportionality"
SUSPENSIONS = "Suspensions from school"
LOOKED_AFTER = "Children looked after at 31 March"
PLANS = "Child protection plans by ethnicity"
CENSUS, PUPILS = "Census 2021, aged 10 to 17", "Pupils in state-funded schools"


def verdicts(page: AppTest) -> dict[str, list[list[str]]]:
    """Each measure's row, a cell a list of its lines, by the measure's name."""
    rows = [
        [[words(line).strip() for line in cell.split("\n")] for cell in row]
        for row in page.table[0].value.to_numpy().tolist()
    ]
    return {row[0][0]: row for row in rows}


def alts(page: AppTest) -> list[str]:
    return [chart.alt for chart in app.charts(page)]


def faces(page: AppTest) -> list[str]:
    """What stands on each chart under its heading."""
    return [" ".join(chart.spec["title"]["subtitle"]) for chart in app.charts(page)]


def test_the_title_is_the_answer(open_page: Open) -> None:
    title = open_page(PATH).title[0].value
    assert title == "One measure shows a decrease; two show an increase"


def test_suspensions_are_right_on_screen(open_page: Open) -> None:
    page = open_page(PATH, measure=SUSPENSIONS)
    assert verdicts(page)[SUSPENSIONS] == [
        [SUSPENSIONS, "No clear change", f"{PUPILS}, school year 2024/25"],
        ["1.25 (1.15 to 1.36)", "school year 2024/25"],
        ["1.32 (1.21 to 1.43)", "school year 2023/24"],
        ["7.92 per 100", "was 7.35"],
        ["6.34 per 100", "was 5.57"],
        ["183"],
    ]
    shown = everything(page)
    assert "both rates rose (Black pupils from 7.35 to 7.92" in shown
    assert "there would have been about 183 fewer suspensions" in shown


@pytest.mark.parametrize(
    ("basis", "ratio"), [(CENSUS, "1.10 (0.86 to 1.40)"), (PUPILS, "1.63 (1.28 to 2.08)")]
)
def test_the_basis_is_a_choice_and_stands_on_the_face(
    open_page: Open, basis: str, ratio: str
) -> None:
    page = open_page(PATH, measure=LOOKED_AFTER, basis=basis)
    assert verdicts(page)[LOOKED_AFTER][1][0] == ratio
    assert ratio in json.dumps(app.charts(page)[0].data.to_dict("list"))
    assert [basis in face for face in faces(page)] == [True, True]


def test_without_filters_it_is_black_against_white_at_95(open_page: Open) -> None:
    page = open_page(PATH)
    assert page.query_params == {
        "period": "2025-26 Q3", "compared": "The quarter before", "group": "Black",
        "reference": "White", "basis": "Each measure's own", "agency": "All agencies",
        "confidence": "95%", "measure": SUSPENSIONS,
    }  # fmt: skip


def test_a_link_opens_under_its_filters(open_page: Open) -> None:
    link = {
        "measure": "Stop and search of children", "group": "Mixed", "basis": CENSUS,
        "reference": "All other children", "agency": "Metropolitan Police", "confidence": "99.8%",
    }  # fmt: skip
    page = open_page(PATH, **link)
    assert {key: page.selectbox(key=key).value for key in link} == link
    assert table(page)[0] == [
        "Measure and verdict", "Ratio now", "At baseline", "Rate, Mixed",
        "Rate, All other children", "Excess",
    ]  # fmt: skip
    assert "99.8% interval" in everything(page)


@pytest.mark.parametrize("key", ["measure", "group", "reference", "basis", "agency", "confidence"])
def test_what_no_filter_knows_opens_as_the_default(open_page: Open, key: str) -> None:
    page = open_page(PATH, **{key: "Nothing of the kind"})
    assert page.query_params[key] == page.selectbox(key=key).value != "Nothing of the kind"


def test_the_comparator_itself_has_no_verdict_and_the_page_says_what_to_do(open_page: Open) -> None:
    page = open_page(PATH, group="White")
    assert page.title[0].value == "White is the comparator itself"
    assert [each.value for each in page.info] == [
        "Choose another group or another comparator to see verdicts."
    ]
    assert "Each group is compared with White pupils." in " ".join(lines(page))


def test_every_chart_has_its_sentence_and_a_table(open_page: Open) -> None:
    page = open_page(PATH, measure=PLANS)
    assert len(alts(page)) == 3
    assert set(alts(page)) <= {each.value for each in page.text}
    assert [each.label for each in page.expander] == [
        "Each verdict as a sentence", "The trend as a table", "The stages as a table",
    ]  # fmt: skip


def test_the_box_says_what_the_figures_rest_on(open_page: Open) -> None:
    shown = " ".join(lines(open_page(PATH, measure=PLANS)))
    for label in (
        "Comparator.", "Basis.", "Period.", "Baseline.", "Source.", "Definition.",
        "Unknown ethnicity.", "Not shown.", "Totals.", "Chance.",
    ):  # fmt: skip
        assert label in shown


def test_samples_say_so_wherever_they_are(open_page: Open) -> None:
    sample, real = (open_page(PATH, measure=measure) for measure in (PLANS, SUSPENSIONS))
    rows = verdicts(sample)
    assert [name for name, row in rows.items() if "Illustrative sample" not in row[0][1]] == [
        *[SUSPENSIONS, LOOKED_AFTER, "Permanent exclusions from school"]
    ]
    assert all("Illustrative sample" in face for face in faces(sample))
    assert not any("Illustrative sample" in face for face in faces(real))


def test_hidden_numbers_are_in_no_cell_and_no_chart(open_page: Open) -> None:
    page = open_page(PATH, measure="Permanent exclusions from school")
    assert verdicts(page)["Permanent exclusions from school"][1:] == [
        ["[c]", "school year 2024/25"],
        ["[c]", "school year 2023/24"],
        ["[c] per 1,000", "was [c]"],
        ["[c] per 1,000", "was [c]"],
        ["[c]"],
    ]
    for chart in app.charts(page):
        hidden = chart.data[chart.data["words"].str.startswith("[c]", na=False)]
        numbers = hidden.reindex(columns=["rri", "rri_lower", "rri_upper"])
        assert numbers.isna().all(axis=None)
        assert len(hidden)


def test_groups_are_alphabetical_with_other_last(open_page: Open) -> None:
    first = app.charts(open_page(PATH, measure=SUSPENSIONS))[0].data
    shown = list(dict.fromkeys(first["group"].dropna()))
    assert shown == ["Asian", "Black", "Mixed", "White", "Other"]
    assert "BAME" not in everything(open_page(PATH))


def test_the_downloads_hold_what_is_shown_and_say_why_not(
    open_page: Open, downloads: Downloads
) -> None:
    open_page(PATH, group="Mixed")
    assert set(downloads) == {
        f"escp-disproportionality-2025-26-Q3.{ending}" for ending in ("xlsx", "csv")
    }
    text = downloads["escp-disproportionality-2025-26-Q3.csv"]().decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    hidden = next(row for row in rows if row["count"] == "[c]")
    assert hidden["why"].startswith("Hidden")
    book = load_workbook(BytesIO(downloads["escp-disproportionality-2025-26-Q3.xlsx"]()))
    assert book.sheetnames == ["Cover", "Figures", "Over time", "Stages", "Notes"]


@pytest.mark.usefixtures("small_store")
def test_a_store_without_counts_says_how_to_bring_them(open_page: Open) -> None:
    page = open_page(PATH)
    assert page.title[0].value == "No measure has counts by ethnic group yet"
    assert [each.value for each in page.info] == [
        "Verdicts appear here once a return has rows on its Ethnicity counts sheet and the plan "
        "workbook has populations."
    ]


@pytest.mark.parametrize("period", ["2023-24 Q1", "2024-25 Q1"])
def test_an_early_quarter_has_fewer_figures_and_still_opens(open_page: Open, period: str) -> None:
    page = open_page(PATH, period=period, measure=PLANS)
    assert "No verdict" in everything(page)


def test_the_priority_of_the_measures_carries_their_verdicts(open_page: Open) -> None:
    page = open_page("priority-3")
    shown = lines(page)
    at = shown.index("Is disproportionality decreasing?")
    assert shown[at + 1] == "One measure shows a decrease; two show an increase"
    assert "Suspensions from school No clear change" in shown[at + 2]
    assert "Is disproportionality decreasing?" not in lines(open_page("priority-2"))


@pytest.mark.parametrize("reference", ["All other children", "Whole population", "Mixed"])
def test_any_comparator_opens_and_is_named(open_page: Open, reference: str) -> None:
    page = open_page(PATH, measure=SUSPENSIONS, reference=reference)
    assert f"Rate, {reference}" in table(page)[0]
    assert len(app.charts(page)) == 2


def test_an_agency_without_the_measure_says_that_nothing_is_on_record(open_page: Open) -> None:
    page = open_page(PATH, measure=SUSPENSIONS, agency="Metropolitan Police")
    assert "Nothing is on record for this measure by this quarter." in lines(page)
    assert app.charts(page) == []
