"""The Disproportionality page: verdicts first, then one measure, under any filters."""

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from escp_data.papers.disproportionality_file import AS_SET
from escp_data.store.database import Store
from tests import app
from tests.counted import MEASURE, POLICE, give, new_store, plan
from tests.pages.conftest import Downloads
from tests.pages.reading import everything, lines, table, words
from tests.stores import put, report

Open = Callable[..., AppTest]
PATH = "disproportionality"
SUSPENSIONS = "Suspensions from school"
LOOKED_AFTER = "Children looked after at 31 March"
PLANS = "Child protection plans by ethnicity"
ANSWER = "The gap between Black and White children shows no clear change over four measures"
BENEATH = (
    "Taken together over four measures, the ratio between Black and White children is 0.79 times "
    "what it was (0.43 to 1.47): no clear change. One measure alone shows a narrowing: stop and "
    "search of children. Two measures alone show a widening: referrals by ethnicity and "
    "assessments by ethnicity."
)
CENSUS, PUPILS = "Census 2021, aged 10 to 17", "Pupils in state-funded schools"


def verdict_heads(page: AppTest) -> list[str]:
    """The headings of the table of verdicts, wherever on the page it stands."""
    every = (table(page, at)[0] for at in range(len(page.table)))
    return next(heads for heads in every if heads[0] == "Measure and verdict")


def verdicts(page: AppTest) -> dict[str, list[list[str]]]:
    """Each measure's row, a cell a list of its lines, by the measure's name."""
    [own] = [each.value for each in page.table if each.value.columns[0] == "Measure and verdict"]
    rows = [
        [[words(line).strip() for line in cell.split("\n")] for cell in row]
        for row in own.to_numpy().tolist()
    ]
    return {row[0][0]: row for row in rows}


def alts(page: AppTest) -> list[str]:
    return [chart.alt for chart in app.charts(page)]


def faces(page: AppTest) -> list[str]:
    """What stands on each chart under its heading."""
    return [" ".join(chart.spec["title"]["subtitle"]) for chart in app.charts(page)]


def test_the_title_is_the_answer(open_page: Open) -> None:
    page = open_page(PATH)
    assert words(page.title[0].value) == ANSWER
    assert BENEATH in lines(page)


def test_suspensions_are_right_on_screen(open_page: Open) -> None:
    page = open_page(PATH, measure=SUSPENSIONS)
    assert verdicts(page)[SUSPENSIONS] == [
        [SUSPENSIONS, "= No clear change", f"{PUPILS}, school year 2024/25"],
        ["1.25 (1.11 to 1.40)", "school year 2024/25"],
        ["1.32 (1.17 to 1.49)", "school year 2023/24"],
        ["7.92 per 100", "was 7.35"],
        ["6.34 per 100", "was 5.57"],
        ["183", "(86 to 283)"],
    ]
    shown = everything(page)
    assert "was 1.32 times that of White pupils in 2023/24 and is 1.25 times in 2024/25" in shown
    assert "Both rates rose, from 7.3 to 7.9 per 100 Black pupils" in shown
    assert "taken to vary twice as much as single events" in shown
    assert "there would have been about 183 (86 to 283) fewer suspensions" in shown


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


def test_without_filters_it_is_black_against_each_measures_own_at_95(open_page: Open) -> None:
    page = open_page(PATH)
    assert page.query_params == {
        "plan": "2023-26", "period": "2025-26 Q3", "compared": "The quarter before",
    }  # fmt: skip  # one view
    chosen = {
        "group": "Black", "reference": AS_SET, "basis": AS_SET,
        "agency": "All agencies", "confidence": "95%", "measure": SUSPENSIONS,
    }  # fmt: skip  # a list in few lines
    assert {key: page.selectbox(key=key).value for key in chosen} == chosen


def test_a_choice_brings_all_of_them_into_the_link(open_page: Open) -> None:
    page = open_page(PATH)
    page.selectbox(key="group").set_value("Asian")
    app.run(page)
    assert page.query_params == {
        "plan": "2023-26", "period": "2025-26 Q3", "compared": "The quarter before",
        "group": "Asian",
        "reference": AS_SET, "basis": AS_SET, "agency": "All agencies",
        "confidence": "95%", "measure": SUSPENSIONS,
    }  # fmt: skip  # a list in few lines


def test_a_link_opens_under_its_filters(open_page: Open) -> None:
    link = {
        "measure": "Stop and search of children", "group": "Mixed", "basis": CENSUS,
        "reference": "All other children", "agency": "Metropolitan Police", "confidence": "99.8%",
    }  # fmt: skip  # a list in few lines
    page = open_page(PATH, **link)
    assert {key: page.selectbox(key=key).value for key in link} == link
    assert verdict_heads(page) == [
        "Measure and verdict", "Ratio now", "Ratio then", "Rate, Mixed",
        "Rate, All other children", "More than expected",
    ]  # fmt: skip  # a list in few lines
    assert "At 99.8% confidence" in everything(page)


@pytest.mark.parametrize("key", ["measure", "group", "reference", "basis", "agency", "confidence"])
def test_what_no_filter_knows_opens_as_the_default(open_page: Open, key: str) -> None:
    page = open_page(PATH, **{key: "Nothing of the kind"})
    assert page.query_params[key] == page.selectbox(key=key).value != "Nothing of the kind"


def test_the_comparator_itself_has_no_verdict_and_the_page_says_what_to_do(open_page: Open) -> None:
    page = open_page(PATH, group="White")
    assert page.title[0].value == ("White children are those that the others are compared with")
    assert [each.value for each in page.info] == [
        "Choose another group, or another to compare with, to see verdicts."
    ]
    assert "Each group is compared with White pupils." in " ".join(lines(page))


def test_every_chart_has_its_sentence_and_a_table(open_page: Open) -> None:
    page = open_page(PATH, measure=PLANS)
    assert len(alts(page)) == 3
    assert set(alts(page)) <= {each.value for each in page.text}
    assert [each.label for each in page.main.expander] == [
        "The trend as a table",
        "The stages as a table",
        "Verdicts, ratios and rates, measure by measure",
        "Each verdict in full",
    ]


def test_the_box_says_what_the_figures_rest_on(open_page: Open) -> None:
    shown = " ".join(lines(open_page(PATH, measure=PLANS)))
    for label in (
        "Compared with.", "Out of whom.", "Period.", "Baseline.", "Source.", "Definition.",
        "Unknown ethnicity.", "Totals.", "Chance.",
    ):  # fmt: skip  # a list in few lines
        assert label in shown
    assert "Not shown." not in shown
    assert "Not shown." in " ".join(lines(open_page(PATH, measure=LOOKED_AFTER)))


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
    for chart in app.charts(open_page(PATH, measure=LOOKED_AFTER))[:2]:
        hidden = chart.data[chart.data["Ratio"].str.startswith(("Hidden", "[c]"), na=False)]
        numbers = hidden.reindex(columns=["rri", "rri_lower", "rri_upper"])
        assert numbers.isna().all(axis=None)
        assert len(hidden)


def test_where_every_ratio_is_hidden_a_sentence_says_so_instead_of_a_chart(open_page: Open) -> None:
    page = open_page(PATH, measure="Permanent exclusions from school")
    assert app.charts(page) == []
    assert (
        "Set against White pupils, in the school year 2024/25. Hidden: Asian, Black, Mixed and "
        "Other. There is no chart: no ratio can be shown."
    ) in lines(page)
    assert "There is no ratio to show over time for Black. There is no chart: no ratio can be " in (
        everything(page)
    )


def test_what_the_intervals_leave_out_is_not_said_of_none(open_page: Open) -> None:
    hidden, shown = (
        everything(open_page(PATH, measure=measure)).partition("One measure in detail")[2]
        for measure in ("Permanent exclusions from school", SUSPENSIONS)
    )
    assert "One child can be counted several times." in hidden
    assert "so every interval is wider" not in hidden
    assert "so every interval is wider than that of as many single events" in shown


def test_a_key_stands_under_each_table_with_an_excess(open_page: Open) -> None:
    page = open_page(PATH, measure=SUSPENSIONS)
    key = "More than expected (or fewer, −): than at the rate of those compared with."
    assert everything(page).count(key) == 2
    every = (row for at in range(len(page.table)) for row in table(page, at))
    asian = next(row for row in every if row[0] == "Asian")
    assert (asian[5], asian[6]) == ("−4.62 (−5.28 to −3.89)", "−229 (−262 to −193)")


def test_groups_are_alphabetical_with_other_last(open_page: Open) -> None:
    first = app.charts(open_page(PATH, measure=SUSPENSIONS))[0].data
    shown = list(dict.fromkeys(first["Group"].dropna()))
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
    assert book.sheetnames == ["Cover", "Coverage", "Figures", "Over time", "Stages", "Notes"]


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
    at = shown.index(f"{ANSWER}. Illustrative sample")
    assert shown[at + 1 : at + 5] == [
        "What the answer rests on, measure by measure",
        BENEATH,
        "Referrals by ethnicity",
        "↑ The gap widened 1.53 (1.41–1.65), was 1.25 in 2023-24 Sample  \n"
        "Rates: Black rose, White fell. Unknown ethnicity fell from 6% to 5% of children. At the "
        "year's end, 2024-25: no clear change.",
    ]
    assert not page.main.expander[0].proto.expanded
    assert not any("The gap between" in line for line in lines(open_page("priority-2")))


@pytest.mark.parametrize("reference", ["All other children", "Whole population", "Mixed"])
def test_any_comparator_opens_and_is_named(open_page: Open, reference: str) -> None:
    page = open_page(PATH, measure=SUSPENSIONS, reference=reference)
    assert f"Rate, {reference}" in verdict_heads(page)
    assert len(app.charts(page)) == 2


def test_an_agency_has_the_measures_it_supplies_and_no_others(open_page: Open) -> None:
    page = open_page(PATH, agency="Metropolitan Police")
    own = ["Stop and search of children", "Strip search of children"]
    assert list(verdicts(page)) == own == page.selectbox(key="measure").options
    assert (
        "Only 1 measure can be taken together, and one answer takes four. One measure alone shows "
        "a narrowing: stop and search of children. 9 measures are not supplied by Metropolitan "
        "Police."
    ) in lines(page)


def test_choosing_an_agency_leaves_a_measure_it_does_not_supply(open_page: Open) -> None:
    page = open_page(PATH)
    assert page.selectbox(key="measure").value == SUSPENSIONS
    page.selectbox(key="agency").select("Metropolitan Police")
    app.run(page)
    assert page.selectbox(key="measure").value == "Stop and search of children"
    assert "The link asks for" not in everything(page)


def test_an_agency_that_had_supplied_nothing_yet_is_named(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = own_comparators(tmp_path, "White", since="2022-23 Q1")
    give(store, "2023/24 academic", (64, 75, 68, 170, 71, 83), code="M0", agency=POLICE)
    monkeypatch.setenv("ESCP_DB", str(store.path))
    page = open_page(PATH, agency=POLICE)
    said = f"{POLICE} had supplied nothing for this measure by this quarter."
    assert said in lines(page)
    assert app.charts(page) == []


def test_counts_of_all_ages_are_said_beside_rates_of_some(open_page: Open) -> None:
    page = open_page(PATH, measure=LOOKED_AFTER)
    assert "Counts are of children of all ages" in verdicts(page)[LOOKED_AFTER][0]
    note = (
        "The counts are of children of all ages; the population is children aged 10 to 17, so "
        "these figures are rough."
    )
    assert [line for line in lines(page) if f"with. {note}" in line] == [
        f"More than expected (or fewer, −): than at the rate of those compared with. {note} "
        "[c] is hidden to protect children, [z] is not applicable."
    ]
    assert verdicts(page)[SUSPENSIONS][0][-1] == f"{PUPILS}, school year 2024/25"


def own_comparators(folder: Path, *references: str, since: str = "2024-25 Q2") -> Store:
    """A measure for each Reference group, and a year of counts."""
    measures = tuple(
        MEASURE | {"Code": f"M{at}", "Measure": f"Measure {at}", "Reference group": group}
        for at, group in enumerate(references)
    )
    store = new_store(folder, measures, period=since)
    for at in range(len(references)):
        for year in ("2022/23", "2023/24"):
            give(store, f"{year} academic", (64, 75, 68, 170, 71, 83), code=f"M{at}")
    return store


def test_measures_with_comparators_of_their_own_share_a_table(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESCP_DB", str(own_comparators(tmp_path, "White", "Asian").path))
    page = open_page(PATH)
    assert words(page.title[0].value) == (
        "Black children are compared with different groups, so there is no one answer"
    )
    assert verdict_heads(page)[4] == "Rate, those compared with"
    assert [row[4][0] for row in verdicts(page).values()] == ["White", "Asian"]
    assert "times that of Asian children" in everything(page)


def test_where_the_group_is_every_measures_comparator_nothing_is_claimed(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESCP_DB", str(own_comparators(tmp_path, "Black").path))
    assert open_page(PATH).title[0].value == (
        "Black children are those that the others are compared with"
    )
    shown = " ".join(lines(open_page()))
    assert "Black children are those that the others are compared with." in shown
    assert "No measure has counts" not in shown


def test_a_comparator_that_changed_withholds_the_verdict_without_a_filter(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = own_comparators(tmp_path, "White", since="2022-23 Q1")
    changed = MEASURE | {"Code": "M0", "Measure": "Measure 0", "Reference group": "Asian"}
    put(store, plan((changed,), period="2024-25 Q2"), "new plan.xlsx")
    report(store, "2024-25 Q2", r1_1="Green")
    monkeypatch.setenv("ESCP_DB", str(store.path))
    assert "What it is compared with changed from White to Asian." in everything(open_page(PATH))


def test_stages_take_no_side(open_page: Open) -> None:
    shown = lines(open_page(PATH, measure=PLANS))
    assert (
        "A higher share of Black children than of White children went on to: Children who started "
        "to be looked after, by ethnicity. No clear difference between Black children and White "
        "children at: Assessments by ethnicity and Child protection plans by ethnicity. Stages are "
        "counts of the same period, not the same children followed."
    ) in shown
