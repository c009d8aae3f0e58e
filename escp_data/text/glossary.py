"""What the words on screen mean, for somebody who reads them for the first time."""

from dataclasses import dataclass

LONGEST = 25
"""The most words in a meaning: one plain sentence."""


@dataclass(frozen=True)
class Term:
    """A word as it stands on screen, and what it means in one sentence."""

    name: str
    meaning: str


GLOSSARY = (
    Term("Action", "One thing the partnership has promised to do, with a lead agency and a date."),
    Term("Agency", "An organisation that is part of the partnership, such as the police."),
    Term(
        "As it was",
        "What the dashboard showed at the end of an earlier day, before anything that came later.",
    ),
    Term("Baseline", "The first period of a measure, which later ones are compared with."),
    Term("Challenge", "A question that one agency put to another, and what came of it."),
    Term(
        "Chance allows",
        "How far luck alone could move a figure; the range in brackets after it.",
    ),
    Term("Compared with", "The group, or the quarter, that a figure is set beside."),
    Term("Decision sought", "What an action's lead asks a group to decide, and by when."),
    Term(
        "Disproportionality",
        "One ethnic group meets something more often, or less often, than another does.",
    ),
    Term("Evidence", "What shows that an action has helped, such as a figure or a child's words."),
    Term("Gap", "How unlike two groups are; none if both are as likely as each other."),
    Term(
        "Hidden",
        "A number that is not shown, because somebody could work out from it who a child is.",
    ),
    Term("Illustrative sample", "A figure that was made up to show how the dashboard works."),
    Term("Impact", "Whether an action has helped a child, in the judgement of its lead."),
    Term("Lead", "The agency that answers for an action and reports on it."),
    Term("Measure", "Something that is counted again and again, in the same way."),
    Term(
        "More than expected",
        "How many more there were than if both groups had been equally likely.",
    ),
    Term("No clear change", "Chance alone could explain the change, or there was none."),
    Term("Not reported", "Nobody said how the action stands this quarter."),
    Term("Out of whom", "The children that a rate counts from, and when they were counted."),
    Term("Overdue", "The date has passed, and it is not done."),
    Term("Plan", "What the partnership has set out to do over some years."),
    Term("Priority", "One of the plan's main aims, with its actions."),
    Term("Quarter", "Three months of the financial year; Q1 is April to June."),
    Term("RAG", "Red, Amber or Green: a person's judgement on whether an action is on track."),
    Term("Rate", "How many there were for every 100, 1,000 or 10,000 children."),
    Term("Ratio", "How many times as likely one group is as another; 1 is equally likely."),
    Term("Return", "The workbook that an agency sends for a quarter."),
    Term("Run chart", "A measure over time, with the range it usually stays in."),
    Term("Seal", "A code that shows whether anything in the history was changed afterwards."),
    Term("Signal", "A change on a run chart that is more than the usual up and down."),
    Term("Told back", "Children heard what came of what they had said."),
    Term(
        "Too few children to say",
        "The numbers are too small to tell a change from chance.",
    ),
    Term(
        "Too few children to show",
        "A number is hidden, because so few children are behind it.",
    ),
    Term("Trial limits", "A usual range made from few points, which moves as more come."),
    Term("Unknown ethnicity", "Children whose ethnicity nobody wrote down; they are in no rate."),
    Term("Upload", "A workbook that was read into the dashboard, under a number of its own."),
    Term("Usual range", "Where a measure's points lie as long as nothing has changed."),
    Term("Verdict", "The answer to whether a gap narrowed, widened or shows no clear change."),
    Term("Withdraw", "Take an upload out of every figure; it stays in the history."),
)
"""Every word that a page uses in a sense of its own, sorted."""
