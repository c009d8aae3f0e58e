"""What is asked of a whole file in the same words, wherever it is met: actions, years, periods."""

from collections.abc import Sequence

from escp_data.text.asking import Ask
from escp_data.text.clean import fold
from escp_data.text.period_words import NoYear, OneYear, read_period
from escp_data.text.periods import Period
from escp_data.trackers.known import Plan
from escp_data.trackers.questions import BETWEEN, LEAVE_OUT, Asking, Option, Part, plainly
from escp_data.trackers.shapes import Shape
from escp_data.trackers.years import only_year, recent_years, years_offered


def ask_action(plan: Plan, asking: Asking, text: str, cell: str, likely: Sequence[str]) -> str:
    """The ref that a person chose for what a text says; "" where nobody did yet."""
    words = plan.actions
    return asking.ask(
        "actions",
        "Which actions of the plan are these?",
        Part(
            f"action{BETWEEN}{plan.tag}{text}",
            text,
            (cell,),
            "No action is named so, or its number and its words are not of one action.",
        ),
        [Option(ref, f"{ref} {words[ref]}") for ref in likely],
        [Option(ref, f"{ref} {action}") for ref, action in words.items()],
    )


def ask_when(asking: Asking, shape: Shape, text: str, cell: str, period: Ask) -> str:
    """The period of a text that does not say it alone: by the titles of its table, or as answered.

    "" where nobody answered yet.
    """
    if isinstance(period, OneYear) and "fy" in fold(text):
        return _financial_year(asking, text, cell, period)
    if isinstance(period, NoYear) and period.quarter:
        return _quarter(asking, shape, text, cell, period)
    return _period(asking, text, cell, period)


def _quarter(asking: Asking, shape: Shape, text: str, cell: str, period: NoYear) -> str:
    """A bare quarter in the one year that the titles of its table name, or that a person chose."""
    year = only_year(shape.titles) or asking.ask(
        "year",
        "Which financial year are these quarters in?",
        Part(f"year{BETWEEN}{shape.id}", text, (cell,), period.why),
        years_offered(shape),
        recent_years(),
    )
    return year if year in ("", LEAVE_OUT) else f"{year} Q{period.quarter}"


def _financial_year(asking: Asking, text: str, cell: str, period: OneYear) -> str:
    """The period of a text with one year, once a person says which financial year that is."""
    year = period.year
    answer = asking.ask(
        "years",
        "Which financial years are meant?",
        Part(f"fy{BETWEEN}FY{year}", text, (cell,), period.why),
        plainly(f"{each}-{(each + 1) % 100:02d}" for each in (year - 1, year)),
    )
    if answer in ("", LEAVE_OUT) or not period.quarter:
        return answer
    return f"{answer} Q{period.quarter}"


def _period(asking: Asking, text: str, cell: str, period: Ask) -> str:
    """The period that a person chose or typed for a text."""
    answer = asking.ask(
        "periods",
        "Which periods are meant?",
        Part(f"period{BETWEEN}{text}", text, (cell,), period.why, typed=True),
        plainly(period.offered),
    )
    if answer in ("", LEAVE_OUT):
        return answer
    found = read_period(answer)
    return str(found) if isinstance(found, Period) else ""
