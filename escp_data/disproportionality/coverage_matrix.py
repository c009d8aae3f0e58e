"""What can and cannot be said: measures by groups, and for every blank the reason.

It is read off the page's own table of ratios, so a cell says that it is shown exactly where that
table has a number.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

import pandas as pd

from escp_data.disproportionality.comparison import Background, Comparison, reference_of
from escp_data.disproportionality.naming import people
from escp_data.markers import MARKS, Reason, small_in_words
from escp_data.model import FrameRow
from escp_data.text.wording import joined, plural

COLUMNS = ("code", "measure", "group", "reference", "noun", "state", "cell", "why")


class State(StrEnum):
    """What a cell of the matrix says."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    NOT_SUPPLIED = "not supplied"
    NOT_APPLICABLE = "not applicable"
    NEVER = "never collected"


_STATES = {
    Reason.GIVEN: State.SHOWN,
    Reason.INFINITE: State.SHOWN,
    Reason.HIDDEN: State.HIDDEN,
    Reason.MISSING: State.NOT_SUPPLIED,
    Reason.NO_POPULATION: State.NOT_SUPPLIED,
    Reason.NO_COMPARATOR: State.NEVER,
    Reason.NOT_APPLICABLE: State.NOT_APPLICABLE,
    Reason.PART: State.NOT_APPLICABLE,
    Reason.NEITHER: State.NOT_APPLICABLE,
}
"""By why there is no ratio; where the comparator had no case, its lower limit is shown."""
_SIGNS = {
    State.SHOWN: "\u25cf",
    State.HIDDEN: MARKS["c"],
    State.NOT_SUPPLIED: MARKS["x"],
    State.NOT_APPLICABLE: MARKS["z"],
    State.NEVER: "\u2013",
}
_WORDS = {State.HIDDEN: ""}
"""What stands after a sign; the mark says that it is hidden, and the reason stands beneath."""
_OWN = {
    Reason.HIDDEN: (
        "The count is from {small}, or would give such a count away, or its supplier hides it."
    ),
    Reason.MISSING: "A count was not supplied.",
    Reason.NO_POPULATION: "No population of 100 or more is on record for the group.",
}
"""Why there is no ratio, where the group's own figures are wanting."""
_OTHERS = {
    Reason.HIDDEN: "The count of those compared with is hidden.",
    Reason.MISSING: "A count of those compared with was not supplied.",
    Reason.NO_POPULATION: "No population of 100 or more is on record for those compared with.",
    Reason.NO_COMPARATOR: "Those compared with were never counted for it.",
    Reason.PART: "The group and those it is compared with overlap.",
    Reason.NEITHER: "There was no case in either group.",
}
_NEVER = "No such group was ever counted for it."
_NEVER_AT_ALL = "It was never counted by ethnic group."
_ITSELF = "It is what the others are compared with."


def coverage_of(
    known: Background,
    asked: Comparison,
    codes: Sequence[str],
    shown: pd.DataFrame,
    groups: Sequence[str],
) -> pd.DataFrame:
    """A row a measure and group: COLUMNS. `shown` is `questions.table` for the same measures."""
    found = {(row.code, row.group): row for row in shown.itertuples()}
    rows = [
        _cell(known, asked, code, group, found.get((code, group)))
        for code in codes
        for group in groups
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def meant_to_be_compared(known: Background) -> tuple[str, ...]:
    """The measures with counts by ethnic group, and those with a population for them and none."""
    return tuple(
        code for code in known.definitions if code in known.series or known.definition(code).basis
    )


def coverage_table(rows: pd.DataFrame) -> pd.DataFrame:
    """A row a measure, a column a group; each cell a sign and its word, or `[c]` alone."""
    wide = rows.pivot(index="code", columns="group", values="cell")
    order, groups = list(dict.fromkeys(rows["code"])), list(dict.fromkeys(rows["group"]))
    shown = wide.loc[order, groups]
    names = rows.drop_duplicates("code").set_index("code").loc[order, "measure"]
    shown.insert(0, "Measure", names)
    return shown.rename_axis(columns=None).reset_index(drop=True)


def coverage_words(rows: pd.DataFrame, group: str) -> str:
    """`For 9 of 11 measures Black children can be compared with White children.`, and the rest."""
    own = rows[(rows["group"] == group) & (rows["why"] != _ITSELF)]
    if own.empty:
        return f"{group} is what the other groups are compared with."
    noun = own["noun"].iloc[0] if own["noun"].nunique() == 1 else "children"
    references = own["reference"].unique()
    with_whom = (
        people(references[0], noun) if len(references) == 1 else "those they are compared with"
    )
    states = own["state"].value_counts()
    words = (
        f"For {states.get(State.SHOWN, 0)} of {plural(len(own), 'measure')} {people(group, noun)} "
        f"can be compared with {with_whom}."
    )
    rest = [f"{states[state]} {state}" for state in list(State)[1:] if state in states]
    return f"{words} Of the others: {joined(rest)}." if rest else words


def coverage_reasons(rows: pd.DataFrame) -> tuple[str, ...]:
    """Each reason once, with the measures and groups it holds for; not the comparator's own."""
    told = rows[(rows["why"] != "") & (rows["why"] != _ITSELF)]
    return tuple(
        f"{sign} {why} {'; '.join(_where(some))}."
        for (sign, why), some in told.assign(sign=told["state"].map(_SIGNS)).groupby(
            ["sign", "why"], sort=False
        )
    )


def _where(rows: pd.DataFrame) -> Iterator[str]:
    for measure, some in rows.groupby("measure", sort=False):
        yield f"{measure} ({joined(list(some['group']))})"


def _cell(
    known: Background, asked: Comparison, code: str, group: str, row: FrameRow | None
) -> tuple[object, ...]:
    definition = known.definition(code, asked.period)
    reference = reference_of(known, code, asked.period, asked)
    state, why = _without_a_row(known, asked, code, group)
    if row is not None:
        reference = row.reference
        state, why = _STATES[row.why_rri], _sentence(row)
    word = _WORDS.get(state, state) if why != _ITSELF else "compared with"
    return (
        code,
        definition.measure,
        group,
        reference,
        definition.noun,
        state,
        f"{_SIGNS[state]} {word}".rstrip(),
        why,
    )


def _without_a_row(
    known: Background, asked: Comparison, code: str, group: str
) -> tuple[State, str]:
    if code not in known.series:
        return State.NEVER, _NEVER_AT_ALL
    if group not in known.series[code].groups:
        return State.NEVER, _NEVER
    whose = f" from {asked.agency}" if asked.agency else ""
    return State.NOT_SUPPLIED, f"Nothing{whose} was on record by {asked.period}."


def _sentence(row: FrameRow) -> str:
    """Why there is no ratio, and whether for want of the group's own figures or the other's."""
    why, own = Reason(row.why_rri), row.why_rate == row.why_rri
    if why in (Reason.GIVEN, Reason.INFINITE):
        return ""
    if why == Reason.NOT_APPLICABLE:
        return _ITSELF if row.group == row.reference else "Its supplier says it does not apply."
    return (_OWN if own else _OTHERS)[why].format(small=small_in_words())
