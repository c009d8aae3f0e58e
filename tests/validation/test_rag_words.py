"""RAGs in agencies' own words: each text has one reading, or is asked about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp_data.contract import RAG
from escp_data.text.asking import Ask, Nothing
from escp_data.validation.choices import find_choice, guess_choice
from escp_data.validation.rag_words import read_key, read_rag
from tests.lists import rows_of

EXAMPLES: tuple[tuple[str, str, str], ...] = (
    # what is read
    ("R", "Red", ""), ("a", "Amber", ""), ("C", "Complete", ""), ("Done", "Complete", ""),
    ("N/S", "Not started", ""), ("Not begun", "Not started", ""),
    ("Yet to start", "Not started", ""), ("not-yet-started", "Not started", ""),
    ("Not commenced", "Not started", ""), ("\tGREEN\n", "Green", ""), ("Red;", "Red", ""),
    ("“Amber”", "Amber", ""), ("- Red", "Red", ""), ("Not_Started", "Not started", ""),
    ("A - Amber", "Amber", ""), ("Green (G)", "Green", ""), ("3. Green", "Green", ""),
    ("2 - Amber", "Amber", ""), ("RAG status: Red", "Red", ""), ("Rating - G", "Green", ""),
    ("Blue (complete)", "Complete", ""), ("BLUE: Completed", "Complete", ""),
    ("White - not started", "Not started", ""), ("🔴 Red", "Red", ""), ("🟠 Amber", "Amber", ""),
    ("🔵 Complete", "Complete", ""), ("Green - on track", "Green", ""),
    ("Amber (at risk)", "Amber", ""), ("Red (overdue)", "Red", ""), ("Remains Red", "Red", ""),
    ("Green (was Amber)", "Green", ""), ("Amber - unchanged", "Amber", ""),
    ("Was Amber, now Green", "Green", ""), ("Completed 12/12/2025", "Complete", ""),
    ("Complete (March 2026)", "Complete", ""), ("✔ Done", "Complete", ""),
    ("On-track", "Green", ""), ("on  schedule.", "Green", ""),
    ("No update", "No update", ""), ("No update provided", "No update", ""),
    ("Awaiting update", "No update", ""), ("Not reported", "No update", ""),
    ("No return received", "No update", ""), ("No response", "No update", ""),
    # what is asked
    ("Green → Amber", "ask", "Amber"), ("Red to Amber", "ask", "Amber"),
    ("Turning green", "ask", "Amber"), ("Improving to Amber", "ask", "Red"),
    ("Was Green", "ask", ""), ("Amber ↑", "ask", "Amber"), ("Green by March", "ask", "Green"),
    ("R/A", "ask", "Red"), ("A/G", "ask", "Amber"), ("Amber/Red", "ask", "Amber"),
    ("Red or Amber", "ask", "Red"), ("RAG", "ask", ""), ("Red, Amber, Green", "ask", ""),
    ("Green - complete", "ask", "Green"), ("Not started (Red)", "ask", "Not started"),
    ("🔴🟢", "ask", "Red"), ("Blue - on track", "ask", "Complete"),
    ("Green?", "ask", "Green"), ("Amber (provisional)", "ask", "Amber"), ("Red*", "ask", "Red"),
    ("Light green", "ask", "Green"), ("Reddish", "ask", "Red"), ("Probably green", "ask", "Green"),
    ("Green with some concerns", "ask", "Green"), ("~Green", "ask", "Green"),
    ("G-", "ask", "Green"),
    ("Red¹", "ask", "Red"), ("Amber+", "ask", "Amber"), ("Mostly green", "ask", "Green"),
    ("Not green", "ask", ""), ("No longer Red", "ask", ""), ("Not complete", "ask", ""),
    ("Not finished", "ask", ""), ("Non-green", "ask", ""), ("Never started", "ask", ""),
    ("Incomplete", "ask", ""), ("75%", "ask", ""), ("100%", "ask", "Complete"),
    ("Half complete", "ask", ""), ("To be completed", "ask", ""), ("99% complete", "ask", ""),
    ("0% complete", "ask", "Not started"), ("Partially complete", "ask", ""),
    ("Complete but not embedded", "ask", "Complete"), ("Complete by March", "ask", "Complete"),
    ("Completed - ongoing monitoring", "ask", "Complete"), ("Complete?", "ask", "Complete"),
    ("Slipping", "ask", "Amber"), ("Off track", "ask", "Red"), ("Stalled", "ask", "Red"),
    ("Started", "ask", "Green"), ("Underway", "ask", "Green"), ("Under way", "ask", "Green"),
    ("Cancelled", "ask", ""), ("Deferred", "ask", ""), ("Ahead of schedule", "ask", "Green"),
    ("To do", "ask", "Not started"), ("Pending", "ask", "Not started"),
    ("Scheduled", "ask", "Not started"), ("Embedded", "ask", "Complete"),
    ("BAU", "ask", "Complete"),
    ("Partially met", "ask", "Amber"), ("Not met", "ask", "Red"), ("Good progress", "ask", "Green"),
    ("Blue", "ask", "Complete"), ("B", "ask", "Complete"), ("White", "ask", "Not started"),
    ("Orange", "ask", "Amber"), ("Pink", "ask", ""), ("Brown", "ask", ""), ("Y", "ask", ""),
    ("🟡", "ask", "Amber"), ("🔵", "ask", "Complete"), ("⚫", "ask", ""), ("✓", "ask", "Complete"),
    ("✘", "ask", "Red"), ("No", "ask", ""), ("3", "ask", ""), ("↑", "ask", ""), ("Low", "ask", ""),
    ("Please select", "ask", "No update"), ("NA", "ask", "No update"),
    ("#REF!", "ask", "No update"),
    ("As above", "ask", ""), ("Same", "ask", ""), ("--", "ask", "No update"),
    ("?", "ask", ""), ("Unknown", "ask", "No update"), ("Not applicable", "ask", "No update"),
    ("Ember", "ask", "Amber"), ("Completo", "ask", "Complete"), ("Geren", "ask", "Green"),
    ("Redd", "ask", "Red"), ("No started", "ask", "Not started"), ("Conplete", "ask", "Complete"),
    ("Evergreen", "ask", ""), ("Credit", "ask", ""), ("Shared", "ask", ""),
    ("Redbridge", "ask", ""),
    ("Completion", "ask", ""), ("Chamber", "ask", ""), ("Two workshops held in May", "ask", ""),
    ("See update", "ask", ""), ("Rëd", "ask", "Red"), ("Аmber", "ask", "Amber"),
)  # fmt: skip  # a list in few lines
"""Of our own invention: text, reading, and what should be among what is offered."""


def reading(text: str) -> tuple[str, tuple[str, ...]]:
    """As the list writes it, and what is offered."""
    found = read_rag(text)
    if isinstance(found, Ask):
        return "ask", found.offered
    return ("No update" if isinstance(found, Nothing) else found), ()


@pytest.mark.parametrize(("text", "right", "first"), EXAMPLES)
def test_an_example(text: str, right: str, first: str) -> None:
    read, offered = reading(text)
    assert read == right
    assert not first or first in offered


def listed() -> list[dict[str, str]]:
    """The list's rows; skips where the list is not beside the project."""
    return rows_of("rag_words")


def test_the_list_has_no_wrong_reading() -> None:
    rows = [(row, *reading(row["text"])) for row in listed()]
    wrong = [(row["text"], read) for row, read, _ in rows if read not in ("ask", row["reading"])]
    assert wrong == []
    could = [(row["text"], read) for row, read, _ in rows if row["reading"] != "ask"]
    assert [text for text, read in could if read == "ask"] == []
    asked = [
        (row["text"], row["offered"].split("; ")[0], offered)
        for row, _, offered in rows
        if row["reading"] == "ask"
    ]
    assert [each for each in asked if each[1] and each[1] not in each[2]] == []


def test_every_word_of_the_contract_is_read() -> None:
    assert [read_rag(rag) for rag in RAG] == list(RAG)
    rows = [row for row in listed() if row["kind"] == "contract word"]
    assert [reading(row["text"])[0] for row in rows] == [row["reading"] for row in rows]


READ = [text for text, right, _ in EXAMPLES if right != "ask"]
ASKED = [text for text, right, _ in EXAMPLES if right == "ask"]


@given(
    st.sampled_from(READ), st.sampled_from(["  ", "\t", "\u00a0", "\n", "\u200b"]), st.booleans()
)
def test_case_and_space_change_no_reading(text: str, space: str, upper: bool) -> None:
    changed = (text.upper() if upper else text.swapcase()).replace(" ", f" {space}")
    assert read_rag(f"{space}{changed}{space}") == read_rag(text)


@given(st.sampled_from([*READ, *ASKED]), st.sampled_from(["workshops", "børn", "zzz", "partners"]))
def test_a_word_that_is_not_known_leaves_nothing_read(text: str, word: str) -> None:
    for changed in (f"{text} {word}", f"{word} {text}", f"{text} ({word})"):
        assert isinstance(read_rag(changed), Ask)


@given(st.sampled_from([*RAG, "G", "On track", "Done"]), st.sampled_from("?*~<+%→↑↓¹²†#@&"))
def test_a_sign_that_says_something_is_asked_about(text: str, sign: str) -> None:
    for changed in (text + sign, sign + text, f"{text} {sign}", f"{text} ({sign})"):
        assert isinstance(read_rag(changed), Ask)


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    found = read_rag(text)
    assert isinstance(found, Ask | Nothing) or found in RAG
    assert isinstance(read_key(text), dict)


@given(
    st.sampled_from(RAG), st.sampled_from(RAG), st.sampled_from([" ", "/", " - ", ", ", " (", "\n"])
)
def test_two_of_the_five_are_never_one(first: str, second: str, between: str) -> None:
    found = read_rag(f"{first}{between}{second}")
    if first != second:
        assert isinstance(found, Ask)
        assert set(found.offered) == {first, second}


def test_a_long_text_is_no_rag() -> None:
    assert isinstance(read_rag("Green " * 500), Ask)
    assert read_rag(f"Green{' ' * 1000}") == "Green"
    assert isinstance(read_rag(f"Green{' ' * 1000}no longer"), Ask)
    assert read_rag(" \u200b ") == Nothing("There is nothing in it.")


def test_the_template_reads_the_same_words() -> None:
    assert find_choice("Blue - complete", RAG) == "Complete"
    assert find_choice("Amber?", RAG) is None
    assert [guess_choice(text, RAG) for text in ("Amber?", "Red/Amber", "Grey", "TBC", "Ambr")] == [
        "Amber", None, "Not started", None, "Amber",
    ]  # fmt: skip  # a list in few lines


def in_short(text: str) -> dict[str, object]:
    """A key's readings; of a question, what it offers."""
    return {
        name: list(read.offered)
        if isinstance(read, Ask)
        else ""
        if isinstance(read, Nothing)
        else read
        for name, read in read_key(text).items()
    }


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Key: Green = complete, Amber = in progress, Red = not started",
         {"green": "Complete", "amber": ["Green", "Amber"], "red": "Not started"}),
        ("R: off track; A: at risk; G - on track; B = complete",
         {"red": "Red", "amber": "Amber", "green": "Green", "blue": "Complete"}),
        ("blue = on track; Grey = no return, red means stuck",
         {"blue": "Green", "grey": "", "red": "Red"}),
        ("R = Red (off track), A = Amber, G = Green",
         {"red": "Red", "amber": "Amber", "green": "Green"}),
        ("Green (on track), Amber (some delay), Red (overdue)",
         {"green": "Green", "amber": "Amber", "red": "Red"}),
        ("Complete = Blue; In progress = Amber", {"blue": "Complete", "amber": ["Green", "Amber"]}),
        ("Light green = on track | Dark green = complete",
         {"lightgreen": "Green", "darkgreen": "Complete"}),
        ("Green/G = on track and Gray = not yet started",
         {"green": "Green", "grey": "Not started"}),
        ("Green = complete\nG = on track", {"green": ["Complete", "Green"]}),
        ("Red = behind schedule", {"red": ["Amber", "Red"]}),
        ("Amber = on track but with some issues", {"amber": ["Amber", "Green"]}),
        ("Purple = superseded", {"purple": []}),
        ("Green:", {"green": ["Green"]}),
        ("The red team is on it", {}), ("Priority 1: Green spaces", {}), ("A plan is a plan", {}),
        ("", {}),
    ],
)  # fmt: skip  # a table, a row a line
def test_a_key(text: str, key: dict[str, object]) -> None:
    assert in_short(text) == key


def test_a_key_goes_before_common_use() -> None:
    key = read_key("Green = complete, Amber = in progress, Red = not started, Blue = no update")
    texts = ("G", "green", "🟢", "Green - complete", "Complete (Green)", "R", "On track")
    assert [read_rag(text, key) for text in texts] == [
        "Complete", "Complete", "Complete", "Complete", "Complete", "Not started", "Green",
    ]  # fmt: skip  # a list in few lines
    assert all(isinstance(read_rag(text, key), Ask) for text in ("A", "Green (on track)", "Red*"))
    assert isinstance(read_rag("B", key), Nothing)
