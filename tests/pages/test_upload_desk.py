"""The upload desk with several files at once, several people, and agencies' own trackers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from escp_data.records.demonstration import SAMPLES
from escp_data.records.uploads import history, original, withdraw
from escp_data.store.database import Store
from tests import app
from tests.pages.reading import lines, table, words
from tests.pages.test_upload import (
    GONE_BACK,
    NEXT,
    STORE,
    choose,
    press,
    states,
    uploads,
)
from tests.stores import progress, put, return_workbook
from tests.workbooks import bare_workbook, workbook

Open = Callable[..., AppTest]
OLD = return_workbook("2024-25 Q2", Progress=[progress("2.2", "Green")])
LETTER = b"Dear all, the plan is attached."
WRONG = return_workbook("2024-25 Q3", Progress=[progress("7.7", "Green")])
TWO_WARNINGS = return_workbook(
    "2024-25 Q3",
    Progress=[
        progress("1.1", "Green"),
        progress("2.1", "Red", Progress_update="Two workshops cancelled"),
    ],
)
OWN = workbook(
    None,
    Tracker=[
        ["Our plan, Q3 2024/25"],
        ["Ref", "Status", "What we did"],
        ["1.1", "On track", "Reports looked at"],
        ["2.2", "Sluggish", "Two visits"],
    ],
)
OTHER = workbook(None, Tracker=[["Ref", "RAG"], ["1.1", "On track"]])
SOMEBODY_ELSE = (
    "Somebody else changed the dashboard meanwhile, and q3.xlsx was not stored. Look at its "
    "changes once more, then confirm."
)


def stores(page: AppTest) -> list[bool]:
    """Every button that stores a file, from the top: whether it can be pressed."""
    return [not button.disabled for button in page.button if button.label == STORE]


def said(page: AppTest) -> list[str]:
    """The boxes in green, then in red, then in blue."""
    boxes = (*page.success, *page.error, *page.info)
    return [words(box.value) for box in boxes]


def pick(page: AppTest, label: str, option: str) -> AppTest:
    """Choose from the list of that label."""
    [box] = [box for box in page.selectbox if words(box.label) == label]
    box.set_value(option)
    return app.run(page)


def understand(page: AppTest) -> AppTest:
    """Answer what the desk asks of our own tracker, and tick what it warns of."""
    pick(page, "Sluggish is", "Amber")
    pick(page, "The quarter it reports is", "2024-25 Q3")
    pick(page, "Who returns it is", "NHS NCL ICB")
    reason = "Red or Amber without a reason is"
    [listed] = [each for each in page.selectbox if words(each.label) == reason]
    listed.set_value(listed.options[0])
    app.run(page)
    for box in page.checkbox:
        box.check()
    return app.run(page)


@pytest.mark.usefixtures("small_store")
def test_one_line_tells_how_far_the_checking_is(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    class Line:
        def progress(self, part: float, text: str) -> None:
            told.append(f"{part:.2f} {words(text)}")

        def empty(self) -> None:
            told.append("gone")

    monkeypatch.setattr("streamlit.progress", lambda _start: Line())
    page = open_page("upload")
    choose(page, ("q3.xlsx", NEXT), ("again.xlsx", NEXT), ("plan.xlsx", LETTER), ("o.xlsx", OWN))
    assert told == [
        "0.00 Checking 1 of 3: q3.xlsx",
        "0.33 Checking 2 of 3: o.xlsx",
        "0.67 Checking 3 of 3: plan.xlsx",
        "gone",
    ]


def test_what_somebody_else_stored_meanwhile_was_not_stored_again(
    small_store: Store, open_page: Open
) -> None:
    page = choose(open_page("upload"), ("q3.xlsx", NEXT))
    put(small_store, NEXT, "q3.xlsx", "2026-01-14")
    next(button for button in page.button if button.label == STORE).click()
    app.run(page)
    assert states(page) == {"q3.xlsx": "Already stored as upload 4"}


def test_what_was_stored_just_now_is_old_once_its_file_was_taken_out(
    small_store: Store, open_page: Open
) -> None:
    page = press(choose(open_page("upload"), ("q3.xlsx", NEXT)), STORE)
    assert states(page) == {"q3.xlsx": "Stored just now as upload 4"}
    press(page, "Clear the list")
    choose(page, ("q3.xlsx", NEXT))
    assert states(page) == {"q3.xlsx": "Already stored as upload 4"}
    assert uploads(small_store) == 4


@pytest.mark.usefixtures("small_store")
def test_a_word_of_two_tables_is_asked_once(open_page: Open) -> None:
    two = workbook(
        None,
        First=[["Ref", "RAG Q3 2024/25"], ["1.1", "Sluggish"], ["2.2", "Sluggish"]],
        Second=[["Ref", "RAG Q2 2024/25"], ["1.1", "Murky"], ["2.2", "Sluggish"]],
    )
    page = choose(open_page("upload"), ("own.xlsx", two))
    labels = [words(box.label) for box in page.selectbox]
    assert [each for each in labels if each in ("Sluggish is", "Murky is")] == [
        "Sluggish is", "Murky is",
    ]  # fmt: skip  # a list in few lines


@pytest.mark.usefixtures("small_store")
def test_each_warning_has_a_box_of_its_own(open_page: Open) -> None:
    page = choose(open_page("upload"), ("q4.xlsx", TWO_WARNINGS))
    found = len(page.checkbox)
    assert found == 2
    for number in range(found):
        assert stores(page) == [False]
        page.checkbox[number].check()
        app.run(page)
    assert stores(page) == [True]
    page.checkbox[0].uncheck()
    assert stores(app.run(page)) == [False]


def test_a_tick_is_for_one_warning_alone(small_store: Store, open_page: Open) -> None:
    """Another upload takes the first warning's reason away; the second is not ticked by it."""
    page = choose(open_page("upload"), ("q3.xlsx", TWO_WARNINGS))
    page.checkbox[0].check()
    app.run(page)
    amber = return_workbook("2024-25 Q2", Progress=[progress("1.1", "Amber")])
    put(small_store, amber, "amber.xlsx")
    app.run(page)
    assert [(words(box.label)[-5:], box.value) for box in page.checkbox] == [("(W05)", False)]
    assert stores(page) == [False]


def test_what_was_not_seen_is_told_and_confirmed_again(small_store: Store, open_page: Open) -> None:
    page = choose(open_page("upload"), ("q3.xlsx", NEXT))
    other = return_workbook("2024-25 Q3", Progress=[progress("2.1", "Green")])
    put(small_store, other, "other.xlsx")
    next(button for button in page.button if button.label == STORE).click()
    app.run(page)
    assert "Somebody else changed the dashboard meanwhile, and nothing was stored." in " ".join(
        lines(page)
    )
    assert list(history(small_store)["file_name"])[:2] == ["other.xlsx", "q2.xlsx"]
    assert table(page)[1:] == [
        ["Progress", "2", "2.1, 2024-25 Q3, All agencies", "RAG", "Green", "Red"]
    ]
    page.checkbox[0].check()
    app.run(page)
    press(page, STORE)
    assert states(page) == {"q3.xlsx": "Stored just now as upload 5"}
    assert original(small_store, 5) == ("q3.xlsx", NEXT)


def test_the_same_file_twice_is_shown_once(small_store: Store, open_page: Open) -> None:
    page = choose(open_page("upload"), ("q3.xlsx", NEXT), ("q3 (1).xlsx", NEXT))
    assert states(page)["q3 (1).xlsx"] == "The same file as q3.xlsx"
    assert stores(page) == [True]
    press(page, STORE)
    assert uploads(small_store) == 4


@pytest.mark.usefixtures("small_store")
def test_two_files_of_one_name_stay_apart(open_page: Open) -> None:
    page = choose(open_page("upload"), ("q3.xlsx", NEXT), ("q3.xlsx", GONE_BACK))
    assert stores(page) == [True, False]
    press(page, "Clear the list")
    page = choose(page, ("own.xlsx", OWN), ("own.xlsx", OTHER))
    for button in ("Look", "Look"):
        assert [toggle.value for toggle in press(page, button).toggle] == [True]


def test_a_withdrawn_file_can_be_stored_again(small_store: Store, open_page: Open) -> None:
    receipt = put(small_store, NEXT, "q3.xlsx")
    withdraw(small_store, receipt.upload_id, "Too early", "Business unit")
    page = press(choose(open_page("upload"), ("q3.xlsx", NEXT)), STORE)
    assert states(page) == {"q3.xlsx": "Stored just now as upload 5"}


def test_a_form_without_a_cover_may_still_be_read_as_ours(open_page: Open) -> None:
    rows = [progress("1.1", "Green") | {"Period": "2025-26 Q3"}]
    page = choose(open_page("upload"), ("q3.xlsx", workbook(None, Progress=rows)))
    [own] = page.toggle
    assert own.value
    own.set_value(False)
    app.run(page)
    assert [row[-1] for row in table(page)] == ["Rule", "K01"]


@pytest.mark.usefixtures("small_store")
def test_a_form_with_mistakes_is_not_taken_for_a_tracker(open_page: Open) -> None:
    page = choose(open_page("upload"), ("wrong.xlsx", WRONG))
    assert [toggle.value for toggle in page.toggle] == [False]
    assert table(page)[0] == ["Sheet", "Cell", "What to do", "Rule"]


def test_a_tracker_is_corrected_and_stored_as_it_was_sent(
    small_store: Store, open_page: Open
) -> None:
    page = choose(open_page("upload"), ("own.xlsx", OWN))
    assert said(page) == [
        "3 answers are needed before anything of it can be stored. Nothing is stored on a guess."
    ]
    assert stores(page) == []
    understand(page)
    assert "Agency's own tracker, NHS NCL ICB, 2024-25 Q3" in lines(page)
    assert words(page.checkbox[0].label).startswith(
        "Tracker!A3: NHS NCL ICB neither leads 1.1 nor contributes to it."
    )
    press(page, STORE)
    assert states(page) == {"own.xlsx": "Stored just now as upload 4"}
    assert original(small_store, 4) == ("own.xlsx", OWN)
    assert rags(small_store, "2024-25 Q3") == {"1.1": "Green", "2.2": "Amber"}


def test_a_tracker_is_confirmed_against_the_store_that_was_shown(
    small_store: Store, open_page: Open
) -> None:
    page = understand(choose(open_page("upload"), ("own.xlsx", OWN)))
    other = return_workbook("2024-25 Q3", Progress=[progress("2.1", "Green")])
    put(small_store, other, "other.xlsx")
    next(button for button in page.button if button.label == STORE).click()
    app.run(page)
    assert [words(each.value) for each in page.error] == [
        SOMEBODY_ELSE.replace("q3.xlsx", "own.xlsx")
    ]
    assert uploads(small_store) == 4
    press(page, STORE)
    assert uploads(small_store) == 5


def test_a_correction_made_with_the_press_is_shown_before_it_is_stored(
    small_store: Store, open_page: Open
) -> None:
    page = understand(choose(open_page("upload"), ("own.xlsx", OWN)))
    next(box for box in page.selectbox if words(box.label) == "Sluggish is").set_value(
        "Not started"
    )
    next(button for button in page.button if button.label == STORE).click()
    app.run(page)
    assert uploads(small_store) == 3
    assert [words(each.value) for each in page.error] == [
        "What would be stored has changed since you looked at it, and nothing was stored. Look at "
        "its changes once more, then confirm."
    ]


def rags(store: Store, period: str) -> dict[str, str]:
    """Each action's RAG in a quarter, as stored."""
    frame = store.current("progress")
    frame = frame[frame["period"] == period]
    return dict(zip(frame["ref"], frame["rag"], strict=True))


TRACKERS = [SAMPLES / "untidy_tracker.xlsx", *sorted((SAMPLES / "trackers").glob("*.xlsx"))]


@pytest.mark.parametrize("path", TRACKERS, ids=lambda path: path.stem)
def test_an_agencys_own_tracker_is_known_for_one(open_page: Open, path: Path) -> None:
    page = choose(open_page("upload"), (path.name, path.read_bytes()))
    assert [toggle.value for toggle in page.toggle] == [True]
    assert any(" needed before anything" in words(each.value) for each in page.info)
    assert any(" understood. Of " in line for line in lines(page))


CASES = Path(__file__).parents[3] / "shared" / "cases"


@pytest.mark.skipif(not CASES.is_dir(), reason="the cases are not beside the project")
def test_every_case_is_asked_about_on_the_page_and_nothing_is_ready(open_page: Open) -> None:
    files = [(path.name, path.read_bytes()) for path in sorted(CASES.glob("*.xlsx"))]
    page = choose(open_page("upload"), *files)
    assert not page.exception
    results = states(page)
    assert set(results) == {name for name, _ in files}
    asked = {name for name, state in results.items() if " to answer" in state}
    by_the_template = {name[:2] for name in set(results) - asked}
    assert by_the_template == {"31", "38", "44", "78", "81"}


def test_a_workbook_with_columns_of_its_own_may_be_read_as_a_tracker(
    small_store: Store, open_page: Open
) -> None:
    rows = [progress("2.2", "Green") | {"Mood": "fine"}]
    content = bare_workbook({"Period": "2024-25 Q3", "Agency": "All agencies"}, Progress=rows)
    page = choose(open_page("upload"), ("own.xlsx", content))
    assert [toggle.value for toggle in page.toggle] == [False]
    assert stores(page) == [False]  # one warning to tick: the column was not read
    page.toggle[0].set_value(True)
    app.run(page)
    assert uploads(small_store) == 3
