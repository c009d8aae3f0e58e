"""Numbers as cells hold them: typed, stored as text, withheld, or spoilt by a spreadsheet.

What a cell says is `count_words`'s to know; here it becomes a number or a sentence. Sentences never
repeat a number, in figures or in words: a count of children may be in them.
"""

from escp_data.text.asking import Ask
from escp_data.text.wording import says
from escp_data.validation.count_words import Spoilt, read_count


def parse_marker(value: object) -> str | None:
    """`c`, `x` or `z`, also as `[c]`, `<5` or `not available`; None for anything else."""
    found = read_count(value)
    return found if isinstance(found, str) else None


def parse_number(value: object, *, fractions: bool) -> int | float:
    """A number of nought or more, also from text such as `1,234`, ` .5 ` or `12 pupils`.

    Whole numbers come back as int. Raises ValueError: what is the matter with it, in a sentence.
    """
    found = read_count(value, fractions=fractions)
    if isinstance(found, Ask | Spoilt):
        raise ValueError(found.why)
    if isinstance(found, str):
        alone = isinstance(value, str) and sum(map(str.isalnum, value)) == 1
        raise ValueError(says(value) if alone and found in str(value).lower() else _NO_NUMBER)
    return found


_NO_NUMBER = "It gives a reason in place of a number."
