"""The annual report: the twelve items that a yearly report must or should hold.

What the store can answer is answered, with a mark behind each figure. What it cannot is a heading
with a line that says who writes it; nothing is made up. The items are those of Working Together to
Safeguard Children, as partnerships read it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from escp_data.papers.annex import write_annex
from escp_data.papers.child_page import write_child_page
from escp_data.papers.front import begun, write_front_of_year
from escp_data.papers.marks import Figures, Tell, checked_paper, silent
from escp_data.papers.word.paper import WordPaper
from escp_data.papers.year_evidence import (
    write_data_use,
    write_education,
    write_feedback,
    write_impact,
    write_incidents,
    write_little_progress,
    write_partners,
    write_reforms,
    write_reviews,
    write_scrutiny,
)
from escp_data.plan.actions import View
from escp_data.store.database import Store

YEAR = 4
"""Quarters that the report is about."""


@dataclass(frozen=True)
class Item:
    """One of the twelve: its heading, who writes what is not on record, what writes the rest."""

    title: str
    writer: str = ""
    write: Callable[[WordPaper, Figures], None] | None = None


ITEMS = (
    Item("Evidence of impact on children and families, training included", write=write_impact),
    Item("Where there is little or no progress, and why", write=write_little_progress),
    Item("Local and national reviews: decisions, actions and results", write=write_reviews),
    Item("How feedback of children and families was sought and used", write=write_feedback),
    Item("What each partner contributed", write=write_partners),
    Item("Themes from scrutiny and from audits of cases", write=write_scrutiny),
    Item("Learning from serious incidents", "The business unit", write_incidents),
    Item("Costs, each partner's money, and value", "The business unit"),
    Item("How education is represented", write=write_education),
    Item("How data was used, and what sharing of information changed", write=write_data_use),
    Item("Changes to the published arrangements", "The partnership's chair"),
    Item("How national reforms were carried out", "The business unit", write_reforms),
)
OPENING = (
    Item("From the chair of the partnership", "The chair"),
    Item("From the independent scrutineer", "The independent scrutineer"),
)


def annual_report(store: Store, view: View, tell: Tell = silent) -> bytes:
    """The year's report as a Word file, its figures checked; `view` is of the year's last quarter
    that is on record.

    It compares with the year before. Raises MarksDiffer where a figure in it is not what the store
    answers.
    """
    own = year_view(view)
    return checked_paper(store, own, YEAR, lambda figures: _written(figures, tell), tell)


def year_view(view: View) -> View:
    """The same quarter, compared with the year before."""
    return View(view.period, view.period.shifted(-YEAR), view.as_at, view.plan)


def _written(figures: Figures, tell: Tell) -> WordPaper:
    answers = figures.answers
    paper = begun("Annual report", answers, year_of(answers.view))
    write_front_of_year(paper, figures)
    for each in OPENING:
        paper.heading(each.title, 1)
        write_blank(paper, each)
    for number, item in enumerate(ITEMS, start=1):
        tell(f"Writing item {number} of {len(ITEMS)}")
        paper.heading(f"{number} {item.title}", 1)
        if item.write:
            item.write(paper, figures)
        if item.writer:
            write_blank(paper, item)
    write_child_page(paper, answers)
    write_annex(paper, figures)
    return paper


def year_of(view: View) -> str:
    """`2025-26`: the financial year of a view's quarter."""
    return str(view.period).partition(" ")[0]


def write_blank(paper: WordPaper, item: Item) -> None:
    """What is not on record, and who writes it."""
    more = " more about this" if item.write else " this"
    paper.text(f"The dashboard does not hold{more}. {item.writer} writes it here.")
