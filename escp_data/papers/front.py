"""The front of a paper, and what it says of itself: plan, quarter, date of data, upload, seal."""

from dataclasses import dataclass

from escp_data.excel.writer import Facts
from escp_data.papers.answers import Answers
from escp_data.papers.covers import last_upload, made_by
from escp_data.papers.marks import Figures
from escp_data.papers.plan_questions import recommendations
from escp_data.papers.word.paper import WordPaper
from escp_data.plan.actions import View
from escp_data.plan.plans import THE_PLAN, plan_words
from escp_data.records.demonstration import is_demonstration
from escp_data.store.database import Store
from escp_data.text.wording import day_words

TO_FILL_IN = "To be filled in"
YEAR_IN_SHORT = (("headline", ""), ("impact", ""), ("gap", "first"), ("voice", ""), ("asked", ""))
PURPOSES = ("To decide", "To discuss", "To note")
_SEAL = 12
"""Letters of a seal that are printed, as History prints them."""


@dataclass(frozen=True)
class Front:
    """What only the author knows; nothing is made up where it is not given.

    Without a `purpose` it is what the quarter brings; the author's `recommendations`, a sentence
    each, come before those that the dashboard makes.
    """

    meeting: str = TO_FILL_IN
    day: str = TO_FILL_IN
    author: str = TO_FILL_IN
    purpose: str = ""
    recommendations: tuple[str, ...] = ()


def begun(kind: str, answers: Answers, about: str = "") -> WordPaper:
    """A paper with its title, `Quarterly paper: October to December 2025`, and what is a sample."""
    view = answers.view
    words = plan_words(answers.store, view)
    title = f"{kind}: {about or view.period.words}"
    paper = WordPaper(title, words.whole or "The plan", view.period.end)
    if is_demonstration(answers.store):
        paper.text("The figures are samples. They are not real.", bold="Sample.")
    return paper


def paper_facts(answers: Answers) -> Facts:
    """What the paper states of itself, so that it can be made again."""
    store, view = answers.store, answers.view
    words = plan_words(store, view)
    return [
        ("Plan", words.whole or THE_PLAN),
        *([("Area", words.area)] if words.area else []),
        ("Quarter", f"{view.period} ({view.period.words})"),
        ("Compared with", f"{view.compared} ({view.compared.words})"),
        ("Filters", "None: the whole plan"),
        ("Date of the data", day_words(view.period.end)),
        ("Last upload", last_upload(store, view.as_at)),
        ("Seal", store.version()[:_SEAL] or "None"),
        *made_by(store, view.as_at),
    ]


def facts_of(store: Store, view: View) -> Facts:
    """What a paper for a view would state of itself."""
    return paper_facts(Answers(store, view))


def purpose(answers: Answers) -> str:
    """`To decide`, `To discuss` or `To note`, by what the quarter brings."""
    decide, discuss, note = PURPOSES
    if answers.glance.decisions:
        return decide
    return discuss if len(answers.once("recommendations", recommendations)) > 1 else note


def write_front(paper: WordPaper, figures: Figures, front: Front) -> None:
    """Meeting, date, author, purpose; then what is recommended, a numbered sentence each."""
    answers = figures.answers
    paper.facts(
        [
            ("Meeting", front.meeting),
            ("Date", front.day),
            ("Author, by role", front.author),
            ("Purpose", front.purpose or purpose(answers)),
            ("Period", f"{answers.view.period.words} ({answers.view.period})"),
        ],
        "The meeting, its date, the author's role and the paper's purpose",
    )
    paper.heading("Recommendations", 1)
    paper.text("The executive is recommended to:")
    numbers = range(1, len(answers.once("recommendations", recommendations)) + 1)
    paper.numbered(
        [
            *front.recommendations,
            *(figures.sentence("recommendation", str(number)) for number in numbers),
        ]
    )


def purpose_of(store: Store, view: View) -> str:
    """The purpose that a quarter's paper has unless its author names another."""
    return purpose(Answers(store, view))


def filled_in(
    meeting: str, day: str, author: str, purpose: str = "", recommended: str = ""
) -> Front:
    """The front sheet as somebody typed it: a recommendation a line; blank is left to fill in."""
    lines = (" ".join(line.split()) for line in recommended.splitlines())
    return Front(
        _or_left(meeting),
        _or_left(day),
        _or_left(author),
        purpose,
        tuple(line for line in lines if line),
    )


def _or_left(typed: str) -> str:
    return " ".join(typed.split()) or TO_FILL_IN


def write_front_of_year(paper: WordPaper, figures: Figures) -> None:
    """What the report is about, and the year in a few sentences."""
    answers = figures.answers
    first = answers.view.period.shifted(1 - answers.quarters)
    since = first.words.split(" to ")[0]
    paper.text(f"The quarters from {first} ({since} {first.start.year}) to {answers.view.period}.")
    paper.heading("The year in short", 1)
    for kind, subject in YEAR_IN_SHORT:
        paper.text(figures.sentence(kind, subject))


def write_about(paper: WordPaper, answers: Answers) -> None:
    """What the paper rests on."""
    paper.heading("What this paper rests on", 2)
    paper.facts(list(paper_facts(answers)), "Plan, quarter, date of data, last upload and seal")
    paper.note(
        "Made again from the same uploads, the paper says the same. The seal changes with every "
        "change to what the dashboard holds; History lists them."
    )
