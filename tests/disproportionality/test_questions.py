"""The real series, the periods and their reasons."""

import math
from pathlib import Path

import pytest

from escp_data.disproportionality import (
    ALL_OTHERS,
    BESIDE,
    COLUMNS,
    EVERYONE,
    Comparison,
    agencies,
    bases,
    findings,
    groups,
    measures,
    notes,
    periods,
    references,
    stages,
    table,
    trend,
)
from escp_data.disproportionality.wording import brief, brief_more, excess_words, full
from escp_data.errors import NotFound
from escp_data.records.uploads import withdraw
from escp_data.store.database import Store, open_store
from tests.counted import (
    BASIS,
    COUNCIL,
    GROUPS,
    MEASURE,
    PEOPLE,
    POLICE,
    give,
    give_all,
    new_store,
    population,
)
from tests.disproportionality.asking import (
    CENSUS,
    ENOUGH,
    NOW,
    PUPILS,
    QUARTERS,
    at,
    of,
    only,
    years,
)


@pytest.fixture
def samples(sample_store: Path) -> Store:
    return open_store(sample_store)


def test_nine_of_eleven_verdicts_for_black_children_are_shown(samples: Store) -> None:
    found = table(samples, NOW)
    black = found[found["group"] == "Black"]
    withheld = black[black["verdict"].isna()]
    assert (len(black), dict(zip(withheld["code"], withheld["why_verdict"], strict=True))) == (
        11,
        {"PEXC": "c", "STRIP": "c"},
    )


def test_suspensions_of_black_pupils_as_published(samples: Store) -> None:
    found = of(samples, NOW, "SUSP")
    then, now = found.earlier, found.later
    assert [round(number, 2) for number in now.ratio + then.ratio] == [
        1.25, 1.11, 1.40, 1.32, 1.17, 1.49,
    ]  # fmt: skip  # a list in few lines
    assert [round(rate, 2) for rate in (*then.rates, *now.rates)] == [7.35, 5.57, 7.92, 6.34]
    assert [round(number, 2) for number in found.change] == [0.95, 0.80, 1.12]
    assert (found.verdict, found.why, found.hidden) == ("no clear change", "", False)
    assert full(found) == (
        "No clear change: the rate of suspensions of Black pupils was 1.32 times that of White "
        "pupils in 2023/24 and is 1.25 times in 2024/25. Both rates rose, from 7.3 to 7.9 per 100 "
        "Black pupils and from 5.6 to 6.3 per 100 White pupils. A ratio of 1.03 or nearer to 1 "
        "would have shown about four times in five. It rests on 865 and 915 suspensions of Black "
        "pupils, 1,491 and 1,651 of White pupils, taken to vary twice as much as single events."
    )
    assert excess_words(found) == (
        "If Black pupils had had the rate of White pupils, there would have been about 183 (86 to "
        "283) fewer suspensions in 2024/25."
    )
    assert brief(found) == "1.25 (1.11–1.40), was 1.32 in 2023/24"
    assert brief_more(found).startswith("Both rates rose.")
    assert not found.sample


@pytest.mark.parametrize(("basis", "rri"), [(None, 1.10), (CENSUS, 1.10), (PUPILS, 1.63)])
def test_the_basis_decides_about_children_looked_after(
    samples: Store, basis: str | None, rri: float
) -> None:
    asked = Comparison(NOW.period, basis=basis)
    found = of(samples, asked, "CLA")
    assert round(found.later.ratio.value, 2) == rri
    assert found.later.window == "at 31 March 2025"
    assert notes(samples, asked, "CLA").basis.startswith(f"{basis or CENSUS}, ")


def test_the_table_has_the_contracts_columns_and_a_row_a_group(samples: Store) -> None:
    found = table(samples, NOW)
    assert list(found.columns) == [*COLUMNS, *BESIDE]
    assert len(found) == 5 * len(measures(samples))
    assert list(found["group"][:5]) == ["Asian", "Black", "Mixed", "White", "Other"]
    numbers = found[["count", "population", "rate", "rri", "rri_upper", "excess"]]
    assert set(numbers.dtypes.astype(str)) == {"float64"}
    row = only(found, code="SUSP", group="Black")
    assert [row[name] for name in COLUMNS[:7]] == [
        "Suspensions from school", "2024/25 academic", "Black", "White", PUPILS, 915, 11557,
    ]  # fmt: skip  # a list in few lines
    assert row["excess"] == pytest.approx(915 - 11557 * 1651 / 26061)
    assert (row["verdict"], row["hidden"], row["why"]) == ("no clear change", False, "")


def test_the_comparators_own_row_has_no_ratio(samples: Store) -> None:
    row = only(table(samples, NOW, ("SUSP",)), group="White")
    assert (row["count"], row["why_count"], row["why_ratio"]) == (1651, "", "z")
    assert math.isnan(row["rri"])
    assert math.isnan(row["excess"])
    assert row["verdict"] is None


@pytest.mark.parametrize(
    ("reference", "count", "people"),
    [
        (ALL_OTHERS, 85 + 502 + 1651 + 191, 4961 + 6707 + 26061 + 3593),
        (EVERYONE, 85 + 915 + 502 + 1651 + 191, 4961 + 11557 + 6707 + 26061 + 3593),
        ("Asian", 85, 4961),
    ],
)
def test_every_comparator_leaves_unknown_out(
    samples: Store, reference: str, count: int, people: int
) -> None:
    row = only(table(samples, at("2025-26 Q3", reference=reference), ("SUSP",)), group="Black")
    assert row["rri"] == pytest.approx(915 / 11557 / (count / people))
    assert row["reference"] == reference


def test_a_comparator_the_measure_does_not_have_is_said(samples: Store) -> None:
    row = only(
        table(samples, at("2025-26 Q3", reference="White British"), ("SUSP",)), group="Black"
    )
    assert (row["why_ratio"], row["why_rate"], row["count"]) == ("comparator", "", 915)
    assert row["withheld"] == "The group to compare with is not one of this measure's groups."


def test_hidden_by_the_supplier_is_hidden_here_and_in_all_made_from_it(samples: Store) -> None:
    row = only(table(samples, NOW, ("CLA",)), group="Other")
    assert (row["why"], row["hidden"], row["verdict"]) == ("c", True, None)
    made = ("count", "rate", "rri", "excess", "excess_upper", "gap", "dispersion")
    assert all(math.isnan(row[name]) for name in made)
    others = only(table(samples, at("2025-26 Q3", reference=ALL_OTHERS), ("CLA",)), group="Black")
    assert (others["why_ratio"], others["count"]) == ("c", 118)


def test_a_quarter_that_is_missing_leaves_no_sum_without_it(samples: Store) -> None:
    found = trend(samples, NOW, "EDASLT")
    missing = found[found["why_count"] == "x"]
    assert list(missing["period"].unique()) == [
        "2024-25 Q2", "2024-25 Q3", "2024-25 Q4", "2025-26 Q1",
    ]  # fmt: skip  # a list in few lines
    assert missing[["count", "rate", "rri"]].isna().all(axis=None)


def test_what_can_be_asked_for(samples: Store) -> None:
    known = measures(samples)
    assert list(known["code"]) == [
        "SUSP", "PEXC", "CLA", "STOP", "STRIP", "REFQ", "ASSQ", "CPQ", "CAREQ", "DIVERT", "EDASLT",
    ]  # fmt: skip  # a list in few lines
    assert list(known.loc[known["sample"], "code"]) == list(known["code"])[3:]
    assert groups(samples) == ("Asian", "Black", "Mixed", "White", "Other")
    assert references(samples) == (*groups(samples), ALL_OTHERS, EVERYONE)
    assert bases(samples)[-1] == PUPILS
    assert agencies(samples) == (
        "Enfield Council", "Enfield schools", "Health providers", "Metropolitan Police",
    )  # fmt: skip  # a list in few lines
    assert str(periods(samples)[0]) == "2025-26 Q3"
    with pytest.raises(NotFound, match=r"^There are no counts by ethnic group for REFER\.$"):
        trend(samples, NOW, "REFER")


def test_what_several_agencies_supply_is_shown_for_all_of_them(tmp_path: Path) -> None:
    store = years(new_store(tmp_path), quarters=4)
    give_all(store, dict.fromkeys(QUARTERS[:4], (10, 20, 30, 40, 50, 60)), agency=POLICE)
    found = {
        agency: only(table(store, at("2023-24 Q4", agency=agency)), group="Black")["why"]
        for agency in (COUNCIL, POLICE)
    }
    assert found == {COUNCIL: "c", POLICE: "c"}
    assert only(table(store, at("2023-24 Q4")), group="Black")["count"] == 560


def test_all_agencies_wait_for_every_one_of_them(tmp_path: Path) -> None:
    store = years(new_store(tmp_path), quarters=4)
    give_all(store, dict.fromkeys(QUARTERS[:3], ENOUGH), agency=POLICE)
    assert only(table(store, at("2023-24 Q4")), group="Black")["count"] == 480  # as it was shown
    (tmp_path / "late").mkdir()
    late = years(new_store(tmp_path / "late"), quarters=3)
    give_all(late, dict.fromkeys(QUARTERS[1:4], ENOUGH), agency=POLICE)
    assert only(table(late, at("2023-24 Q4")), group="Black")["why"] == "x"


def test_before_the_day_of_an_upload_it_is_not_there(samples: Store) -> None:
    then = Comparison(NOW.period, as_at="2025-03-01")
    assert only(table(samples, then, ("STOP",)), group="Black")["period"] == "2024-25 Q3"
    assert table(samples, Comparison(NOW.period, as_at="2020-01-01")).empty


def test_supplied_marks_reach_everything_made_of_them(tmp_path: Path) -> None:
    store = years(new_store(tmp_path), quarters=3)
    give(store, "2023-24 Q4", {"Asian": "x", "Black": 120, "Mixed": "z", "White": "[c]"})
    found = table(store, at("2023-24 Q4"))
    assert dict(zip(found["group"], found["why_count"], strict=True)) == {
        "Asian": "x", "Black": "", "Mixed": "z", "White": "c", "Other": "x",
    }  # fmt: skip  # a list in few lines
    assert only(found, group="Black")["why_ratio"] == "c"
    assert notes(store, at("2023-24 Q4"), "SEARCH").totals == "The total is not shown ([c])."


def test_no_rate_where_fewer_than_100_live(tmp_path: Path) -> None:
    store = years(new_store(tmp_path, people=population(PEOPLE | {"Other": 99})), quarters=4)
    row = only(table(store, at("2023-24 Q4")), group="Other")
    assert (row["count"], row["population"], row["why_rate"]) == (160, 99, "population")
    assert math.isnan(row["rate"])
    assert math.isnan(row["rri"])
    asian = at("2023-24 Q4", reference="Other")
    assert only(table(store, asian), group="Asian")["why_ratio"] == "population"


def test_finer_groups_where_every_supplier_gives_them(tmp_path: Path) -> None:
    fine = {"White British": 20_000, "White Irish": 1_000, "Roma": 900}
    people = population({k: v for k, v in PEOPLE.items() if k != "White"} | fine)
    store = new_store(tmp_path, people=people)
    given = {"Asian": 50, "Black": 60, "Mixed": 30, "Other": 20, "White British": 90,
             "White Irish": 12, "Not stated": 8}  # fmt: skip  # a list in few lines
    give_all(store, dict.fromkeys(QUARTERS[:4], given))
    more = given | {"Roma": 7, "Refused": 6}
    give_all(store, dict.fromkeys(QUARTERS[:4], more), agency=POLICE)
    asked = at("2023-24 Q4", reference="White British")
    found = table(store, asked)
    counts = dict(zip(found["group"], found["count"], strict=True))
    assert counts == {
        "Asian": 400, "Black": 480, "Mixed": 240, "White": 8 * 102 + 28, "White British": 720,
        "White Irish": 96, "Other": 160,
    }  # fmt: skip  # a list in few lines
    assert only(found, group="White")["population"] == 21_900
    assert only(found, group="Black")["rri"] == pytest.approx(480 / 12_000 / (720 / 20_000))
    others = only(table(store, at("2023-24 Q4", reference=ALL_OTHERS)), group="White British")
    rest, lives = 400 + 480 + 240 + 124 + 160, 5_000 + 12_000 + 6_500 + 1_900 + 3_500
    assert others["rri"] == pytest.approx(720 / 20_000 / (rest / lives))
    give(store, "2024-25 Q1", {"White": 100, "Black": 60})
    assert groups(store) == ("Asian", "Black", "Mixed", "White", "Other")


def test_a_period_takes_the_latest_population_not_after_its_end(tmp_path: Path) -> None:
    people = [
        row
        for year, number in (("2023/24", 10_000), ("2024/25", 20_000))
        for row in population(dict.fromkeys(PEOPLE, number), BASIS, f"{year} academic")
    ]
    store = years(new_store(tmp_path, people=people))
    found = trend(store, at("2024-25 Q4"), "SEARCH").drop_duplicates("period")
    assert list(zip(found["period"], found["population"], strict=True)) == [
        ("2023-24 Q4", 10_000), ("2024-25 Q1", 10_000), ("2024-25 Q2", 20_000),
        ("2024-25 Q3", 20_000), ("2024-25 Q4", 20_000),
    ]  # fmt: skip  # a list in few lines


def test_stages_set_each_decision_against_the_one_before(samples: Store) -> None:
    found = stages(samples, NOW, "CPQ")
    assert list(found["code"].unique()) == ["REFQ", "ASSQ", "CPQ", "CAREQ"]
    row = only(found, code="CPQ", group="Black")
    assert row["ratio"] == pytest.approx((80 / 844) / (137 / 1261))
    assert row["rri"] == pytest.approx((80 / 11557) / (137 / 26061))
    assert (row["before"], row["before_count"], row["why"]) == ("ASSQ", 844, "")
    assert only(found, code="REFQ", group="Black")["why"] == "z"
    assert stages(samples, NOW, "SUSP").empty


def test_a_stage_that_is_no_part_of_the_one_before_has_no_ratio(tmp_path: Path) -> None:
    after = MEASURE | {"Code": "AFTER", "Measure": "After", "Preceding measure": "SEARCH"}
    store = years(new_store(tmp_path, (MEASURE, after)), quarters=4)
    give_all(store, dict.fromkeys(QUARTERS[:4], (20, 130, 20, 20, 20, 20)), code="AFTER")
    found = stages(store, at("2023-24 Q4"), "SEARCH")
    row = only(found, code="AFTER", group="Black")
    assert (row["why"], math.isnan(row["ratio"])) == ("x", True)
    assert row["reason"] == (
        'There were more of these than of "Searches", so they are not a part of it.'
    )
    assert only(found, code="AFTER", group="Asian")["ratio"] == pytest.approx(20 / 50 / (20 / 200))


def test_before_the_baseline_nothing_is_said_of_it(samples: Store) -> None:
    found = dict(notes(samples, at("2023-24 Q2"), "STOP").lines())
    assert found["Unknown ethnicity"] == (
        "Ethnicity was unknown for [x] in the four quarters to 2023-24 Q2; they are left out of "
        "the rates."
    )


def test_notes_say_what_has_to_stand_beside_a_figure(samples: Store) -> None:
    found = dict(notes(samples, NOW, "STOP").lines())
    assert found["Unknown ethnicity"] == (
        "Ethnicity was unknown for 11.0% in the four quarters to 2025-26 Q3 and 2.3% in the four "
        "quarters to 2023-24 Q4; they are left out of the rates. It rose, and a ratio can seem to "
        "move because of that."
    )
    assert found["Compared with"] == "Each group is compared with White children."
    assert found["Out of whom"] == (
        "Census 2021, aged 10 to 17, 21 March 2021. The population is 4 years older than the "
        "counts. There is no newer one of these ages."
    )
    assert found["Totals"] == (
        "The groups shown add up to 854 of 960; the other 106 are of unknown ethnicity."
    )
    assert found["Chance"] == (
        "If no group truly differed, about 2 of 34 intervals at 95% would still exclude 1 by "
        "chance; at 99.8%, fewer than 1."
    )
    assert dict(notes(samples, NOW, "PEXC").lines())["Not shown"].startswith("5 of 6 counts are")


def test_wider_intervals_for_more_confidence(samples: Store) -> None:
    usual, wide = (of(samples, at("2025-26 Q3", confidence=c), "SUSP") for c in (0.95, 0.998))
    assert wide.later.ratio.lower < usual.later.ratio.lower
    assert usual.later.ratio.upper < wide.later.ratio.upper
    assert (usual.confidence, wide.confidence) == (0.95, 0.998)


def test_other_groups_and_all_of_them(samples: Store) -> None:
    found = findings(samples, NOW, ("SUSP",), None)
    assert [each.group for each in found] == ["Asian", "Black", "Mixed", "Other"]
    assert full(of(samples, NOW, "SUSP", "Mixed")).count("upils of Mixed ethnicity") == 3
    nothing = of(samples, at("2023-24 Q1"), "SUSP")
    assert full(nothing) == "No verdict. Nothing was on record by 2023-24 Q1."
    assert of(samples, NOW, "SUSP", "Roma").withheld == 'It has no group called "Roma".'


def test_a_withdrawn_upload_no_longer_counts(tmp_path: Path) -> None:
    store = years(new_store(tmp_path), quarters=4)
    receipt = give(store, "2023-24 Q4", (50, 300, 60, 200, 40, 9))
    assert only(table(store, at("2023-24 Q4")), group="Black")["count"] == 660
    withdraw(store, receipt.upload_id, "A slip", "Business unit")
    assert only(table(store, at("2023-24 Q4")), group="Black")["count"] == 480


def test_the_words_never_say_what_they_must_not(samples: Store) -> None:
    said = " ".join(
        f"{full(each)} {brief(each)} {brief_more(each)} {excess_words(each)}"
        for reference in (*references(samples), None)
        for each in findings(samples, at("2025-26 Q3", reference=reference), None, None)
    )
    assert [word for word in ("over-represented", "BAME", "nan", "None") if word in said] == []
    assert len(GROUPS) == 6
