"""What goes back to an agency with its workbook: a short plain text to paste into an e-mail."""

from escp_data.model import Checked, Problem
from escp_data.text.wording import plural

MOST_LISTED = 25


def reply(checked: Checked) -> str:
    """The e-mail's text: what to put right, then what to look at, and what to do next."""
    lines = ["Hello,", "", f"Thank you for {checked.file}."]
    if checked.errors:
        count = len(checked.errors)
        has = "has" if count == 1 else "have"
        lines += [f"It cannot be stored until {plural(count, 'problem')} {has} been put right:", ""]
        lines += _listed(checked.errors)
    if checked.warnings:
        also = "There is also something" if checked.errors else "There is something"
        lines += ["", f"{also} to look at, and to correct if it is not as it should be:", ""]
        lines += _listed(checked.warnings)
    if not checked.problems:
        lines += ["No problems were found. There is nothing for you to do."]
    else:
        lines += ["", "The attached copy marks each cell and lists everything on its first sheet. "
                  "Correct your own workbook, save it, and send it again."]  # fmt: skip  # rows
    return "\n".join([*lines, "", "The partnership's business unit"])


def _listed(problems: tuple[Problem, ...]) -> list[str]:
    lines = [f"{n}. {problem.message}" for n, problem in enumerate(problems[:MOST_LISTED], 1)]
    rest = len(problems) - MOST_LISTED
    return [*lines, f"And {rest} more, in the attached copy."] if rest > 0 else lines
