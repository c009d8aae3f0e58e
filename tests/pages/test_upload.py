"""The upload desk: every problem at once, what would change, and nothing stored unconfirmed."""

import hashlib
import re
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from escp_data.records.demonstration import SAMPLES
from escp_data.store.database import Store
from sample_data.mistakes import MISTAKES
from tests import app
from tests.pages.conftest import Downloads
from tests.pages.reading import between, lines, table, words
from tests.stores import PLAN, plan_workbook, progress, put, return_workbook

Open = Callable[..., AppTest]
NEXT = return_workbook("2024-25 Q3", Progress=[progress("2.1", "Red"), progress("2.2", "Red")])
GONE_BACK = return_workbook("2024-25 Q3", Progress=[progress("1.1", "Green")])
STORE = "Store"
REFUSED = (
    "plan.xlsx is text or CSV and not a workbook: open it in Excel or LibreOffice, save it as "
    "Excel Workbook (.xlsx)."
)


def choose(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """Put files into the uploader, in place of those that were there."""
    page.file_uploader[0].set_value([(name, content, "") for name, content in files])
    return app.run(page)


def press(page: AppTest, label: str) -> AppTest:
    """Press the first button of that label."""
    next(button for button in page.button if button.label == label).click()
    return app.run(page)


def look(page: AppTest, name: str) -> AppTest:
    """Look at the file of that name on the list."""
    at = list(states(page)).index(name)
    [button] = [b for b in page.button if b.label in ("Look", "Close")][at : at + 1]
    button.click()
    return app.run(page)


def states(page: AppTest) -> dict[str, str]:
    """Every file on the list, from the top, and how it stands."""
    marks = [each.value for each in page.main.markdown]
    named = [at for at, mark in enumerate(marks) if mark.startswith("**") and at + 1 < len(marks)]
    return {words(marks[at]): words(marks[at + 1]) for at in named if "-badge[" in marks[at + 1]}


def open_fold(page: AppTest, content: bytes, effect: str) -> AppTest:
    """Open the fold with the changes of one kind that a file would make, or `new` rows."""
    return open_all_folds(page, content, (effect,))


def open_all_folds(page: AppTest, content: bytes, effects: Iterable[str]) -> AppTest:
    """Open several of them at once."""
    key = hashlib.sha256(content).hexdigest()[:12]
    for effect in effects:
        page.session_state[f"new-{key}" if effect == "new" else f"changes-{key}-{effect}"] = True
    return app.run(page)


def links_in_main(page: AppTest) -> list[Any]:
    """The links on the page itself, under its title, in order."""
    every = [
        node for node in app.nodes(page.main) if node.type in ("title", "heading", "page_link")
    ]
    titled = [at for at, node in enumerate(every) if node.type != "page_link"]
    return [node.proto for node in every[titled[0] :] if node.type == "page_link"]


def uploads(store: Store) -> int:
    """How many uploads the store holds."""
    with store.reading() as connection:
        return int(connection.execute("SELECT count(*) FROM uploads").fetchone()[0])


def test_before_a_file_is_chosen_the_page_says_what_will_happen(open_page: Open) -> None:
    assert lines(open_page("upload"))[-1] == (
        "Each file you choose is checked here: its problems first, then what it would change. "
        "Nothing is stored until you confirm it."
    )


@pytest.mark.usefixtures("small_store")
def test_the_template_opens_with_the_actions_of_this_store(
    open_page: Open, downloads: Downloads
) -> None:
    open_page("upload")
    book = load_workbook(BytesIO(downloads["escp-return-template.xlsx"]()))
    assert {"Cover", "Progress", "Voice"} <= set(book.sheetnames)


def test_every_problem_is_shown_at_once_and_nothing_is_stored(open_page: Open) -> None:
    content = (SAMPLES / "with_mistakes.xlsx").read_bytes()
    page = choose(open_page("upload"), ("with_mistakes.xlsx", content))
    [error] = page.error
    assert error.value == (
        "Nothing was stored. Put them right in the workbook, save it, and choose it again."
    )
    rows = table(page)
    assert rows[0] == ["Sheet", "Cell", "What to do", "Rule"]
    assert [(row[3], row[0]) for row in rows[1:]] == [(m.code, m.sheet) for m in MISTAKES]
    assert not [row[2] for row in rows[1:] if row[2].startswith(row[0])]
    assert [button.label for button in page.button if button.label == STORE] == []


def test_the_marked_copy_goes_back_with_its_problems(open_page: Open, downloads: Downloads) -> None:
    content = (SAMPLES / "with_mistakes.xlsx").read_bytes()
    choose(open_page("upload"), ("with_mistakes.xlsx", content))
    marked = load_workbook(BytesIO(downloads["marked-with_mistakes.xlsx"]()))
    comment = marked["Progress"]["C5"].comment
    assert comment is not None
    assert "did you mean Amber?" in comment.text


@pytest.mark.usefixtures("small_store")
def test_a_file_that_is_no_workbook_is_not_opened(open_page: Open) -> None:
    page = choose(open_page("upload"), ("plan.xlsx", b"Dear all, the plan is attached."))
    [error] = page.error
    assert (words(error.value), len(page.table)) == (REFUSED, 0)


def test_what_would_change_is_shown_and_stored_only_once_confirmed(
    small_store: Store, open_page: Open
) -> None:
    page = choose(open_page("upload"), ("q3.xlsx", NEXT))
    assert between(page, "q3.xlsx")[:3] == [
        "Template return, All agencies, 2024-25 Q3", "Can be stored", "2 rows are new.",
    ]  # fmt: skip  # a row a line
    open_fold(page, NEXT, "new")
    assert (table(page), table(page, 1)) == (
        [["Sheet", "Measure", "Agency", "New rows"], ["Progress", "", "All agencies", "2"]],
        [
            ["Sheet", "Action or measure"],
            *[
                ["Progress", "2.1, 2024-25 Q3, All agencies"],
                ["Progress", "2.2, 2024-25 Q3, All agencies"],
            ],
        ],
    )
    assert uploads(small_store) == 3
    press(page, STORE)
    assert uploads(small_store) == 4
    assert "Stored just now as upload 4" in lines(page)
    assert [(link.label, link.query_string) for link in links_in_main(page)] == [
        ("See 2024-25 Q3", "period=2024-25+Q3&compared=The+quarter+before"),
        ("Upload 4 in the history", "period=2024-25+Q2&compared=The+quarter+before&upload=4"),
    ]


@pytest.mark.usefixtures("small_store")
def test_old_values_stand_beside_new_ones(open_page: Open) -> None:
    corrected = [progress("2.1", "Amber", Progress_update="Two workshops ran after all")]
    content = return_workbook("2024-25 Q2", Progress=corrected)
    page = choose(open_page("upload"), ("q2.xlsx", content))
    heads = ["Sheet", "Row", "Action or measure", "Column", "Before", "After"]
    assert table(page) == [
        heads,
        ["Progress", "2", "2.1, 2024-25 Q2, All agencies", "RAG", "Red", "Amber"],
    ]
    open_fold(page, content, "words")
    assert table(page, 1) == [
        heads,
        [
            *["Progress", "2", "2.1, 2024-25 Q2, All agencies", "Progress update"],
            *["Two workshops cancelled", "Two workshops ran after all"],
        ],
    ]


def test_storing_the_same_file_again_changes_nothing(small_store: Store, open_page: Open) -> None:
    put(small_store, NEXT, "q3.xlsx", "2026-01-14")
    page = choose(open_page("upload"), ("again.xlsx", NEXT))
    assert "Already stored as upload 4" in lines(page)
    assert len(links_in_main(page)) == 2
    assert [button.label for button in page.button if button.label == STORE] == []


def test_several_files_each_have_their_own_result(small_store: Store, open_page: Open) -> None:
    wrong = return_workbook("2024-25 Q3", Progress=[progress("7.7", "Green")])
    page = choose(open_page("upload"), ("q3.xlsx", NEXT), ("wrong.xlsx", wrong))
    assert states(page) == {"q3.xlsx": "Can be stored", "wrong.xlsx": "1 problem: send it back"}
    press(page, STORE)
    assert uploads(small_store) == 4
    assert states(page) == {
        "wrong.xlsx": "1 problem: send it back", "q3.xlsx": "Stored just now as upload 4",
    }  # fmt: skip  # pairs share a line


def test_warnings_are_ticked_one_by_one_before_the_button_works(
    small_store: Store, open_page: Open
) -> None:
    page = choose(open_page("upload"), ("q3.xlsx", GONE_BACK))
    assert states(page) == {"q3.xlsx": "Can be stored; look at 1 thing first"}
    [store_button] = [button for button in page.button if button.label == STORE]
    assert store_button.disabled
    page.checkbox[0].check()
    app.run(page)
    press(page, STORE)
    assert uploads(small_store) == 4


@pytest.mark.usefixtures("small_store")
def test_a_role_is_needed(open_page: Open) -> None:
    page = choose(open_page("upload"), ("q3.xlsx", NEXT))
    [role] = [each for each in page.text_input if each.label == "Your role"]
    role.input("  ")
    app.run(page)
    [store_button] = [button for button in page.button if button.label == STORE]
    assert store_button.disabled


def test_what_was_not_shown_is_not_stored(small_store: Store, open_page: Open) -> None:
    """Somebody else stores a workbook between the look and the button."""
    page = choose(open_page("upload"), ("q3.xlsx", NEXT))
    other = return_workbook("2024-25 Q3", Progress=[progress("1.1", "Complete")])
    put(small_store, other, "other.xlsx")
    next(button for button in page.button if button.label == STORE).click()
    app.run(page)
    assert uploads(small_store) == 4
    assert len(page.error) == 1


@pytest.mark.parametrize("count", range(1, 6))
def test_a_small_count_of_children_is_not_read_back(
    small_store: Store, open_page: Open, count: int
) -> None:
    """Neither the new value nor, since the difference could tell, the one before."""
    measures = [*PLAN["Measures"]]
    put(small_store, plan_workbook("2024-25 Q2", Measures=measures), "p.xlsx", "2024-10-12")
    values = [{"Code": "CLA", "Agency": "Enfield Council", "Numerator": 40 + count}]
    groups = [
        {"Code": "CLA", "Agency": "Enfield Council", "Ethnic group": "Black", "Count": 30 + count}
    ]
    put(small_store, returned(values, groups), "first.xlsx", "2025-01-10")
    values[0]["Numerator"] = count
    groups[0]["Count"] = count
    second = returned(values, groups)
    page = choose(open_page("upload"), ("second.xlsx", second))
    open_fold(page, second, "hidden")
    changed = table(page)[1:]
    assert [(row[3], row[4], row[5]) for row in changed] == [
        ("Numerator", "[c]", "[c]"),
        ("Count", "[c]", "[c]"),
    ]
    told = [cell for row in changed for cell in row[2:]] + [each.label for each in page.checkbox]
    assert not re.search(rf"(?<![\w.-]){count}(?![\w.-])", "; ".join(told))


def returned(values: list[dict[str, object]], groups: list[dict[str, object]]) -> bytes:
    """A return with counts of children."""
    return return_workbook("2024-25 Q3", Measure_values=values, Ethnicity_counts=groups)


@pytest.mark.usefixtures("small_store")
def test_the_past_takes_no_uploads(open_page: Open) -> None:
    page = open_page("upload", as_at="2024-08-01")
    assert [each.value for each in page.info] == [
        "Workbooks are stored today, not in the past. Go back to today to upload."
    ]
    assert len(page.file_uploader) == 0
