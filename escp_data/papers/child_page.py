"""The page for children: what you told us, and what we did. It names nobody."""

from collections.abc import Callable

from escp_data.evidence.voice import CHANGED, NOT_POSSIBLE, UNANSWERED, Said
from escp_data.papers.answers import Answers
from escp_data.papers.word.paper import WordPaper

TITLE = "What you told us, and what we did"
PARTS: tuple[tuple[str, str, str, Callable[[Said], str]], ...] = (
    (
        CHANGED,
        "You said, we did",
        "These things changed because of what you said.",
        lambda each: f"What we did: {each.changed}",
    ),
    (
        NOT_POSSIBLE,
        "What we could not do",
        "We tried, or we asked, and it could not be done. You should know why.",
        lambda each: f"Why not: {each.not_possible}",
    ),
    (
        UNANSWERED,
        "What we still owe you an answer on",
        "We have not answered these yet. We have not forgotten them.",
        lambda each: "A group of grown-ups has heard it." if each.heard else "No answer yet.",
    ),
)


def write_child_page(paper: WordPaper, answers: Answers) -> None:
    """A page of its own, in plain words: no agency, no day, no number of children."""
    paper.heading(TITLE, 1, new_page=True)
    if not answers.voice:
        paper.text("Nothing is here yet. It will be once children have told us something.")
        return
    paper.text(about(answers))
    for outcome, title, words, answer in PARTS:
        own = [each for each in answers.voice if each.outcome == outcome]
        if own:
            paper.heading(title, 2)
            paper.text(words)
        for each in own:
            paper.quote(f"You said: “{each.words}”")
            paper.text(answer(each))


def about(answers: Answers) -> str:
    """What the page is, and up to when."""
    month = answers.view.period.words.split(" to ")[-1]
    return (
        "We ask children and young people what it is like to grow up here, and what would keep "
        f"them safe. This is what they told us up to {month}, and what grown-ups did about it."
    )
