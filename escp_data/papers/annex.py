"""A paper's annex: what words mean, how figures are worked out, what each measure counts."""

from escp_data.disproportionality.phrasing import VERDICT_KEY
from escp_data.evidence.measure_words import USUAL
from escp_data.markers import MARKS, marks_key, small_in_words
from escp_data.papers.front import write_about
from escp_data.papers.marks import Figures
from escp_data.papers.plan_questions import on_time, with_sign
from escp_data.papers.sections import RAG_COLOURS, definition_rows
from escp_data.papers.word.paper import WordPaper
from escp_data.plan.actions import MEANINGS

METHODS = (
    f"A number of children from {small_in_words()}, and whatever would give one away, is not "
    "shown: it reads [c]. No single quarter is shown by ethnic group; four quarters are taken "
    "together.",
    "A ratio is one group's rate divided by the rate of the group it is compared with. 1 is the "
    "same; 2 is twice the rate. The range after it says how far chance alone could have moved it.",
    f"{VERDICT_KEY} It is said with 95% confidence at a year's end, and 99% between.",
    "A measure's signal comes from its run chart: outside its limits, seven rising or falling, two "
    f"of three near a limit, seven on one side. Without one it reads: {USUAL}",
    "Confidence before and after training is what people say of themselves; they are called more "
    "confident only where the two ranges part.",
    "The page How figures are worked out has each method with its formula and source.",
)


def write_annex(paper: WordPaper, figures: Figures) -> None:
    """Definitions, methods, measures, what the paper rests on, and the list of figures."""
    answers = figures.answers
    paper.heading("Annex", 1, new_page=True)
    paper.heading("What the words mean", 2)
    paper.table(
        ("Word", "What it means"),
        [(with_sign(status), words) for status, words in MEANINGS.items()],
        (1.4, 6),
        "What each RAG means",
        RAG_COLOURS,
    )
    paper.text(
        f"{marks_key(' '.join(MARKS.values()))} [F1], [F2] and so on are the figures' marks."
    )
    paper.heading("How figures are worked out", 2)
    paper.bullets([*METHODS, f"A return was in time until {on_time(answers)}."])
    paper.heading("What each measure counts", 2)
    rows = definition_rows(answers)
    if rows:
        about = "What each measure counts, who supplies it, and its source"
        paper.table(("Measure", "Definition", "Supplied by", "Source"), rows, (3, 5, 2, 3), about)
    else:
        paper.text("No measure is on record yet.")
    write_about(paper, answers)
    paper.heading("List of figures", 2)
    paper.text(
        "Each figure above carries a mark. This list names what it measures, its period, the "
        "upload it comes from, and its value. It was checked against the dashboard before this "
        "paper was given out."
    )
    figures.write_annex(paper)
