"""What tells a list with one row for each child from a table of totals: ages, names, what repeats.

A table of totals has each combination of its labels once; children who are alike make a
combination stand twice. Labels that only the first row of a group carries hold for the rows below.
"""

import re
from collections.abc import Sequence
from itertools import takewhile, zip_longest

from escp_data.validation.identifiers import plain
from escp_data.validation.number_words import number_spelled

_OLDEST = 25
_NOT_A_PERSON = re.compile(
    r"\d|\b(?:police|council|health\w*|nhs|trust|school|academy|college|hospital|service\w*|group|"
    r"team|board|care|cent\w+|partners\w*|primary|nursery|church|charity|foundation|court|probation|"
    r"surgery|practice|training|safeguarding|aware\w*|level|child\w*|young|youth|people|protection|"
    r"abuse|education|icb|borough|association|project|forum|communit\w+|famil\w+|plan\w*|programme|"
    r"rate|review|conference|assessment|action|north|south|east|west|and|of|for|in|to|the)\b",
    re.I,
)
_AGE = re.compile(
    r"(?:aged?\s*)?(\d{1,2}(?:\.\d+)?)\s*(?:y/?o|y|years?|yrs?)?\.?\s*(?:old|of\s+age)?"
    r"(?:,?\s*(?:and\s*)?\d{1,2}\s*(?:m|months?|mths?)\.?)?",
    re.IGNORECASE,
)
_WORD = re.compile(r"([a-z]{3,}(?:-[a-z]+)?)(?:[\s-]+years?)?(?:[\s-]+old)?", re.IGNORECASE)
_SPLITS = re.compile(
    r"area|ward|borough|district|locality|school|setting|site|team|agency|organisation|service|"
    r"measure|indicator|code|category|theme|type|period|quarter|month|year|week|term|stage|tier|"
    r"level|band|grade|group|class"
)
_NUMBERS_ROWS = re.compile(r"no|row|ref|id")
_MARK = re.compile(r"\[?[cxz*]\]?|[<>~]\d+", re.IGNORECASE)
_REPEATING = 0.8
_LONGEST_CHOICE = 40


def age_of(value: object) -> float | None:
    """The age in years up to 25 that a cell holds, as a number or in words: `14 yrs`, `fourteen`.

    None for anything else, a band such as `10-14` too.
    """
    if isinstance(value, int | float):
        return value if value <= _OLDEST else None
    if not isinstance(value, str):
        return None
    text = plain(value)
    age: float | None = None
    if match := _AGE.fullmatch(text):
        age = float(match[1])
    elif match := _WORD.fullmatch(text):
        age = number_spelled(match[1])
    return age if age is not None and age <= _OLDEST else None


def names_of_people(values: Sequence[object]) -> bool:
    """Two to four capitalised words, in three rows or more, that do not name an organisation."""
    names = [value for value in values if isinstance(value, str) and _looks_like_a_person(value)]
    return len(names) >= 3 and len(names) >= 0.8 * len(values)


def _looks_like_a_person(text: str) -> bool:
    words = text.replace(",", " ").split()
    capitals = all(word[0].isupper() for word in words)
    return 2 <= len(words) <= 4 and capitals and not _NOT_A_PERSON.search(text)


def in_order(values: Sequence[object]) -> bool:
    """Whether values are the numbers from 1: those of the rows."""
    return list(values) == list(range(1, len(values) + 1))


def marked(values: Sequence[object]) -> bool:
    """Whether marks stand for numbers that are small or missing: only counts have them."""
    return any(isinstance(value, str) and _MARK.fullmatch(value) for value in values)


def splits(heading: str, values: Sequence[object], numbers: bool) -> bool:
    """Whether a column splits a table of totals, by its heading or because its labels repeat.

    Texts that hardly ever repeat (what happened) and numbers of rows tell one child from another.
    A heading is given as letters and digits only.
    """
    if _SPLITS.search(heading):
        return True
    own = _NUMBERS_ROWS.fullmatch(heading) or in_order(values)
    distinct = len({_label(value) for value in values})
    return not numbers and not own and distinct <= _REPEATING * len(values)


def combinations_repeat(rows: Sequence[Sequence[object]], columns: Sequence[int], few: int) -> bool:
    """Whether one row in five or more has the labels of another; never so in fewer than `few` rows.

    The first row is the headings'. Only the first table is read: it ends at a row with fewer than
    two filled cells, or where its headings stand again.
    """
    heads, *below = (
        [row[column] if column < len(row) else None for column in columns] for row in rows
    )
    filled = [sum(map(_is_filled, row)) for row in rows[1:]]
    table: list[tuple[object, ...]] = []
    last: list[object] = [None] * len(columns)
    for here, wide in zip(below, filled, strict=True):
        if table and (wide < 2 or here == heads):
            break
        if wide < 2:
            continue
        last = [new if _is_filled(new) else old for new, old in zip(here, last, strict=True)]
        table.append(tuple(_label(value) for value in last))
    return len(table) >= few and len(set(table)) <= _REPEATING * len(table)


def _is_filled(value: object) -> bool:
    return value is not None and bool(str(value).strip())


def shares(values: Sequence[object]) -> bool:
    """Whether numbers are parts of one: from 0 to 1, and not all of them whole."""
    numbers = [value for value in values if isinstance(value, int | float)]
    within = len(numbers) == len(values) and all(0 <= number <= 1 for number in numbers)
    return within and any(number % 1 for number in numbers)


def offers_choices(
    rows: Sequence[Sequence[object]], attributes: Sequence[int], sex: int | None
) -> bool:
    """Whether columns list what a cell may hold, as a sheet behind drop-down lists does.

    Short texts, none twice in a column: five children have no five sexes. Without a column of
    sexes, one attribute has two choices fewer than the longest column, or fewer still. The rows
    are those below the headings, up to a blank one.
    """
    table = list(takewhile(lambda row: any(map(_is_filled, row)), rows))
    columns = [[*map(_label, filter(_is_filled, each))] for each in zip_longest(*table)]
    if not all(len(set(each)) == len(each) and all(map(_is_choice, each)) for each in columns):
        return False
    longest = max(map(len, columns), default=0)
    return sex is not None or any(1 < len(columns[at]) <= longest - 2 for at in attributes)


def _is_choice(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_CHOICE and age_of(value) is None


def _label(value: object) -> object:
    return plain(value).casefold() if isinstance(value, str) else value
