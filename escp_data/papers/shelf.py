"""The papers there are: what each is called, what it is for, and what makes it."""

from collections.abc import Callable
from dataclasses import dataclass

from escp_data.errors import EscpError
from escp_data.papers.annual import YEAR, annual_report
from escp_data.papers.data_pack import data_pack
from escp_data.papers.inspection import inspection_pack
from escp_data.papers.quarterly import quarterly_paper
from escp_data.plan.actions import View
from escp_data.plan.plans import PlanOnRecord
from escp_data.text.periods import Period


@dataclass(frozen=True)
class OnTheShelf:
    """A paper: its name, what it is for, the end of its file's name, and what makes it."""

    name: str
    about: str
    ending: str
    make: Callable[..., bytes]
    has_front: bool = False
    """Whether it has a front sheet (`Front`), which its author may fill in; `make` then takes it
    after store and view."""

    def file_name(self, view: View) -> str:
        """`escp-quarterly-paper-2025-26-Q3.docx`."""
        words = f"{self.name} {view.period}".lower().replace("'", "")
        return f"escp-{words.replace(' ', '-')}{self.ending}"


SHELF = (
    OnTheShelf(
        "Quarterly paper",
        "For the executive: recommendations, RAG on one page, each priority, who returned, and "
        "every figure with its mark.",
        ".docx",
        quarterly_paper,
        has_front=True,
    ),
    OnTheShelf(
        "Annual report",
        "The year's twelve items, as far as the dashboard holds them, with a page for children. "
        "What it does not hold is a heading that says who writes it.",
        ".docx",
        annual_report,
    ),
    OnTheShelf(
        "Inspector's pack",
        "The front-door questions of a joint targeted area inspection, each answered with its "
        "date, or “We do not hold this”.",
        ".docx",
        inspection_pack,
    ),
    OnTheShelf(
        "Data pack",
        "Every table behind the papers, for a spreadsheet. It can be uploaded again and changes "
        "nothing.",
        ".xlsx",
        data_pack,
    ),
)


def view_of_year(plan: PlanOnRecord, year: Period) -> View:
    """The last quarter of a financial year that a plan was reported on, beside the year before.

    Raises EscpError where the plan has none, or `year` is no financial year.
    """
    if year.kind != "year":
        raise EscpError(f"{year} is no financial year. Give one, such as 2025-26.")
    own = [each for each in plan.quarters if year.start <= each.start <= year.end]
    if not own:
        there = f"The latest quarter is {plan.quarters[0]}."
        raise EscpError(f"Nothing was reported for {year} under {plan.name}. {there}")
    return View(max(own), max(own).shifted(-YEAR), None, plan.plan)
