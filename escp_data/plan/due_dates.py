"""When an action is due, and how that moved."""

from escp_data.statements.of_their_time import Held, fields


def agreed_dates(held: Held | None, before: Held | None) -> tuple[tuple[str, ...], int]:
    """Every due date agreed in turn, and how many moves the quarter compared with does not have.

    A statement that says nothing of dates leaves the last one standing; a revised date that is
    emptied gives the first back, and with both emptied there is none. `held` is the action as it
    holds, `before` as it does in the quarter compared with; None where it is not there.
    """
    known = {row["id"] for row in before.statements} if before else set()
    dates: list[str] = []
    due: str | None = None
    revised: str | None = None
    recent = 0
    for row in held.statements if held else ():
        said = fields(row["says"])
        if not {"due_date", "revised_due_date"} & said:
            continue
        first_time = not dates
        due = row["due_date"] if "due_date" in said else due
        revised = row["revised_due_date"] if "revised_due_date" in said else revised
        if due is None and revised is None:
            dates.clear()
            continue
        for day in (due, revised) if first_time else (revised or due,):
            if day and dates[-1:] != [day]:
                recent += bool(dates) and row["id"] not in known
                dates.append(day)
    return tuple(dates), recent
