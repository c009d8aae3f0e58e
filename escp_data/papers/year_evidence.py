"""What the store can answer of a yearly report's items, each figure with its mark."""

import re

from escp_data.evidence.agency import agencies_shown, parts_of
from escp_data.evidence.audit_counts import CASES, GRADES
from escp_data.evidence.loop import not_heard
from escp_data.evidence.loop_chart import loop_chart, loop_words
from escp_data.evidence.meetings import attendance, scrutiny
from escp_data.evidence.practice_audits import READ_AS, PracticeAudit
from escp_data.evidence.reviews import Recommendation, overdue_words
from escp_data.evidence.training import by_action
from escp_data.model import FrameRow
from escp_data.papers.answers import GROUP, Answers
from escp_data.papers.marks import Figures
from escp_data.papers.plan_questions import called, with_sign
from escp_data.papers.sections import (
    RAG_COLOURS,
    write_challenges,
    write_evidence,
    write_gap,
    write_measures,
    write_plan,
    write_quotes,
    write_returns,
)
from escp_data.papers.word.paper import WordPaper
from escp_data.papers.word.pictures import drawn
from escp_data.text.wording import joined, plural

ON_TRACK = ("Green", "Complete", "Not started")
EDUCATION = ("school", "schools", "education", "college", "colleges")
REFORMS = ("family help", "child protection team", "family group decision")
SCRUTINEER = "scrutineer"


def write_impact(paper: WordPaper, figures: Figures) -> None:
    """Whether it helped: by action, by training, by measure, and between ethnic groups."""
    paper.text(figures.sentence("impact"))
    for row in figures.answers.live.itertuples():
        words = f"{row.ref} {called(row)}. {row.impact}."
        write_evidence(paper, figures, str(row.ref), words)
    paper.heading("Training", 2)
    refs = list(by_action(figures.answers.training))
    for ref in refs:
        paper.text(figures.sentence("training", ref), bold=f"{ref}.")
    if not refs:
        paper.text("No training is on record under the plan.")
    paper.heading("Is disproportionality decreasing?", 2)
    write_gap(paper, figures)
    paper.heading("Measures", 2)
    write_measures(paper, figures)


def write_little_progress(paper: WordPaper, figures: Figures) -> None:
    """The year quarter by quarter, where each action ends it, and why some are off track."""
    answers = figures.answers
    paper.text(figures.sentence("headline"))
    paper.text(figures.sentence("changed"))
    write_plan(paper, figures)
    behind = [r for r in answers.live.itertuples() if r.rag not in ON_TRACK or r.moved]
    for row in behind:
        paper.text(_why_behind(row), bold=f"{row.ref} {called(row)}.")


def _why_behind(row: FrameRow) -> str:
    moved = f"Its due date moved {plural(int(row.moved), 'time')}. " if row.moved else ""
    why = row.rag_reason or row.barriers or "No reason is on record."
    return f"{with_sign(row.rag)}. {moved}{why}"


def write_reviews(paper: WordPaper, figures: Figures) -> None:
    """How recommendations stand, those that are ours one by one."""
    found = figures.answers.reviews
    if not found:
        paper.text("No review's recommendations are on record yet.")
        return
    for whose in ("ours", "others"):
        paper.text(figures.sentence("reviewed", whose))
    paper.bullets(list(overdue_words(found)))
    paper.table(
        ("Recommendation", "What it asks", "RAG", "Due", "What came of it"),
        [_recommended(each) for each in found if each.is_ours],
        (3.2, 3.9, 2, 2.1, 3.4),
        "Recommendations to the partnership and its agencies, and how each stands",
        RAG_COLOURS,
    )


def _recommended(each: Recommendation) -> tuple[str, ...]:
    refused = f"Not accepted: {each.accepted}" if each.is_refused else None
    said = [text for text in (refused, each.evidence or each.update) if text]
    result = "\n".join(said) or "nothing on record"
    return each.name, each.text, with_sign(each.rag), each.due_words, result


def write_feedback(paper: WordPaper, figures: Figures) -> None:
    """The loop from being asked to being told back, whose voice is missing, and what was said."""
    answers = figures.answers
    if not answers.voice:
        paper.text("Nothing that children said is on record yet.")
        return
    paper.text(figures.sentence("voice"))
    paper.text(figures.sentence("told back"))
    paper.picture(drawn(loop_chart(answers.loop), 420), loop_words(answers.loop), 120)
    numbers = [int(number) for number in answers.priorities["priority"]]
    paper.bullets(list(not_heard(answers.voice, numbers, answers.view.period)))
    paper.text("The newest things that children said:")
    write_quotes(paper, list(answers.voice))


def write_partners(paper: WordPaper, figures: Figures) -> None:
    """What each agency leads and joins, and whether it returned, quarter by quarter."""
    answers = figures.answers
    rows = [
        (agency, *_part(answers, agency)) for agency in agencies_shown(answers.store, answers.view)
    ]
    if not rows:
        paper.text("No agency is on record yet.")
        return
    paper.table(
        ("Agency", "Leads", "Joins", "Quarters without its return"),
        rows,
        (3, 3, 3.5, 3),
        "Each agency, the actions it leads and joins, and the quarters it did not return for",
    )
    for back in reversed(range(answers.quarters)):
        paper.text(figures.sentence("returned", str(back)))
    paper.text(figures.sentence("attended"))
    write_returns(paper, figures)


def _part(answers: Answers, agency: str) -> tuple[str, str, str]:
    parts = parts_of(answers.store, answers.view, agency)
    leads, joins = (
        joined([each.ref for each in parts if each.part == part and each.is_live]) or "none"
        for part in ("Leads", "Joins")
    )
    silent = [
        str(found.period)
        for found in map(answers.returns_of, reversed(range(answers.quarters)))
        if agency in found.awaited
    ]
    return leads, joins, joined(silent) or "none"


def write_scrutiny(paper: WordPaper, figures: Figures) -> None:
    """What was challenged and answered, and what audits of cases found."""
    answers = figures.answers
    by_scrutineer = [each for each in answers.challenges if SCRUTINEER in each.by.casefold()]
    write_challenges(paper, figures)
    if by_scrutineer:
        named = joined([each.name.lower() for each in by_scrutineer])
        paper.text(f"The independent scrutineer raised {named}.")
    paper.heading("Audits of cases by several agencies", 2)
    found = answers.practice_audits
    if not found:
        paper.text("No audit of cases is on record yet.")
    else:
        rows = [(each.name, *_cases(each), each.learned or "") for each in found]
        heads = ("Audit and date", "Cases", "Outst.", "Good", "Req. impr.", "Inad.", "Learned")
        about = "Audits of cases: cases, how many were outstanding, good, requiring improvement "
        paper.table(heads, rows, (3.8, 1.5, 1.4, 1.3, 1.5, 1.4, 4.2), f"{about}or inadequate")
        paper.note(READ_AS)
    paper.heading("Self-assessments", 2)
    for number in range(min(2, len(answers.rounds))):
        paper.text(figures.sentence("assured", str(number)))
    paper.text(figures.sentence("improving"))


def _cases(each: PracticeAudit) -> tuple[str, ...]:
    """Cases and each grade as they may be written."""
    return tuple(each.counts.get(name, "") for name in (CASES, *GRADES))


def write_incidents(paper: WordPaper, figures: Figures) -> None:
    """What reviews asked stands under item 3; notified incidents are in no workbook."""
    if figures.answers.reviews:
        paper.text("What reviews recommended, and what came of it, stands under item 3.")


def write_education(paper: WordPaper, figures: Figures) -> None:
    """The seats of agencies that are of education by their name."""
    seats = attendance(figures.answers.meetings)
    own = [at for at, each in enumerate(seats) if _is_of_education(each.agency)]
    paper.bullets([figures.sentence("seat", str(number)) for number in own])
    if not own:
        paper.text("No meeting with an agency of education is on record for the year.")
    paper.note(f"Agencies taken for education, by their names: {joined(EDUCATION, 'or')}.")


def _is_of_education(agency: str) -> bool:
    return bool(set(re.findall(r"\w+", agency.casefold())) & set(EDUCATION))


def write_data_use(paper: WordPaper, figures: Figures) -> None:
    """Whether figures were before meetings and challenged, quarter by quarter."""
    answers = figures.answers
    looked = scrutiny(answers.meetings, answers.challenges, answers.view.period)
    paper.table(
        ("Quarter", "Figures before a meeting"),
        [figures.row("looked", str(number)) for number in range(len(looked))],
        (1, 4),
        "Whether figures were before a meeting in each quarter, and whether they were challenged",
    )
    paper.text(figures.sentence("heard"))
    paper.text(figures.sentence("covered"))
    paper.note(f"The one answer is about {GROUP} children; the data pack has every group.")


def write_reforms(paper: WordPaper, figures: Figures) -> None:
    """The actions whose words name a reform."""
    own = [
        row
        for row in figures.answers.live.itertuples()
        if any(words in f"{row.action} {row.progress_update}".casefold() for words in REFORMS)
    ]
    row: FrameRow  # pandas makes the named tuple as it goes
    for row in own:
        paper.text(f"{with_sign(row.rag)}. {row.progress_update or ''}", bold=f"{row.ref}.")
    if not own:
        named = joined([f"“{words}”" for words in REFORMS], "or")
        paper.text(f"No action of the plan names {named}.")
