"""What is asked of a whole file in the same words, wherever it is met: actions, years, periods."""

from collections.abc import Sequence

from escp_data.text.asking import Ask
from escp_data.text.period_words import OneYear, read_period
from escp_data.text.periods import Period
from escp_data.trackers.known import Plan
from escp_data.trackers.questions import BETWEEN, LEAVE_OUT, Asking, Option, Part, options, plainly
from escp_data.trackers.shapes import Shape
from escp_data.trackers.years import only_year, recent_years, years_offered


def ask_quarter(asking: Asking, shape: Shape, quarter: int, text: str, cell: str, why: str) -> str:
    """A bare quarter in the one year that the titles of its table name, or that a person chose."""
    year = only_year(shape.titles)
    if not year:
        listed, count = options(years_offered(shape), recent_years())
        year = asking.ask(
            "year",
            "Which financial year are these quarters in?",
            Part(f"year{BETWEEN}{shape.id}", text, (cell,), why, listed, count),
        )
    return year if year in ("", LEAVE_OUT) else f"{year} Q{quarter}"


def ask_action(plan: Plan, asking: Asking, text: str, cell: str, likely: Sequence[str]) -> str:
    """The ref that a person chose for what a text says; "" where nobody did yet."""
    words = plan.actions
    offered = [Option(ref, f"{ref} {words[ref]}") for ref in likely]
    others = [Option(ref, f"{ref} {action}") for ref, action in words.items()]
    listed, count = options(offered, others)
    return asking.ask(
        "actions",
        "Which actions of the plan are these?",
        Part(
            f"action{BETWEEN}{text}",
            text,
            (cell,),
            "No action is named so, or its number and its words are not of one action.",
            listed,
            count,
        ),
    )


def ask_year(asking: Asking, text: str, cell: str, period: OneYear) -> str:
    """The period of a text with one year, once a person says which financial year that is."""
    year = period.year
    listed, count = options(plainly(f"{each}-{(each + 1) % 100:02d}" for each in (year - 1, year)))
    answer = asking.ask(
        "years",
        "Which financial years are meant?",
        Part(f"fy{BETWEEN}FY{year}", text, (cell,), period.why, listed, count),
    )
    if answer in ("", LEAVE_OUT):
        return answer
    return f"{answer} Q{period.quarter}" if period.quarter else answer


def ask_period(asking: Asking, text: str, cell: str, period: Ask) -> str:
    """The period that a person chose or typed for a text; "" where nobody did yet."""
    listed, count = options(plainly(period.offered))
    answer = asking.ask(
        "periods",
        "Which periods are meant?",
        Part(f"period{BETWEEN}{text}", text, (cell,), period.why, listed, count, typed=True),
    )
    if answer in ("", LEAVE_OUT):
        return answer
    found = read_period(answer)
    return str(found) if isinstance(found, Period) else ""
