"""The text that goes back to an agency with its workbook."""

from escp_data.model import Checked, Cover, Problem
from escp_data.returns.reply import MOST_LISTED, reply

ERROR = Problem("C05", "Progress", "C7", 'Progress!C7: RAG says "Ambr"; did you mean Amber?')
WARNING = Problem("W06", "Progress", "C9", "Progress!C9: 1.1 was Complete.", "warning")
NEXT = (
    "The attached copy marks each cell and lists everything on its first sheet. "
    "Correct your own workbook, save it, and send it again."
)


def checked(*problems: Problem) -> Checked:
    """A workbook in which these problems were found."""
    return Checked("q3.xlsx", "", b"", Cover(), {}, problems)


def lines(*problems: Problem) -> list[str]:
    """The text's lines without its blank ones."""
    return [line for line in reply(checked(*problems)).splitlines() if line]


def test_problems_first_then_what_to_look_at_then_what_to_do() -> None:
    assert reply(checked(ERROR, WARNING)) == (
        "Hello,\n\nThank you for q3.xlsx.\n"
        "It cannot be stored until 1 problem has been put right:\n\n"
        '1. Progress!C7: RAG says "Ambr"; did you mean Amber?\n\n'
        "There is also something to look at, and to correct if it is not as it should be:\n\n"
        f"1. Progress!C9: 1.1 was Complete.\n\n{NEXT}\n\n"
        "The partnership's business unit"
    )


def test_warnings_alone() -> None:
    assert lines(WARNING)[2:] == [
        "There is something to look at, and to correct if it is not as it should be:",
        *["1. Progress!C9: 1.1 was Complete.", NEXT, "The partnership's business unit"],
    ]


def test_a_workbook_without_problems_needs_nothing() -> None:
    assert lines()[2:] == [
        "No problems were found. There is nothing for you to do.",
        "The partnership's business unit",
    ]


def test_a_long_list_ends_with_how_many_more_there_are() -> None:
    found = lines(*[ERROR] * (MOST_LISTED + 2))
    assert found[2] == "It cannot be stored until 27 problems have been put right:"
    assert found[2 + MOST_LISTED] == f"{MOST_LISTED}. {ERROR.message}"
    assert found[3 + MOST_LISTED] == "And 2 more, in the attached copy."
