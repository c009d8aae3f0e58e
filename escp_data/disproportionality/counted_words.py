"""What a measure counts, said of a group: `searches of Black children`, never of children twice.

Most measures name an event (`suspensions`), some name the children too (`exclusions of pupils`,
`children diverted`): the group then stands in their place.
"""

import re

from escp_data.disproportionality.naming import people

_PEOPLE = re.compile(
    r"(?<![\w'\u2019-])(?:all |the )?"
    r"(?:children and young people|children(?! and young people)|pupils|young people)"
    r"(?![\w'\u2019-])(?! (?:and )?[A-Z])"
)
"""The children in what is counted; not `children's services`, nor `children Act` with a capital."""
_LINKS = "about|against|among|by|concerning|for|from|in|involving|of|on|to|with"
_LINK = re.compile(rf"\b({_LINKS}) $")
_FIRST_LINK = re.compile(rf" (?:{_LINKS})\b")
_MANY = re.compile(r"(?<![\w'\u2019])(?:[\w-]*[^\W_s]s|children|people)(?![\w'\u2019])")


def counted_of(events: str, group: str, noun: str) -> str:
    """`suspensions of Black pupils`, `searches of Black children aged 10 to 17`."""
    return _filled(events, people(group, noun)) or f"{events} of {people(group, noun)}"


def linked(events: str, group: str, noun: str) -> str:
    """The group alone, as it stands after what is counted: `of Black pupils`, `by Black children`.

    Without a link where children are counted: `children diverted`, `missing children`.
    """
    found = _PEOPLE.search(events)
    before = events[: found.start()] if found else ""
    if found and not _FIRST_LINK.search(f" {before}"):
        return people(group, noun)
    link = _LINK.search(before)
    return f"{link[1] if link else 'of'} {people(group, noun)}"


def counted_unknown(events: str, noun: str) -> str:
    """`searches of unknown ethnicity`, `children of unknown ethnicity diverted`."""
    unknown = "of unknown ethnicity"
    return _filled(in_number(events), f"{noun} {unknown}") or f"{in_number(events)} {unknown}"


def in_number(counted: str) -> str:
    """What can stand after a number: `searches`, but `cases of stop and search`."""
    head = _FIRST_LINK.split(counted)[0]
    return counted if _MANY.search(head) else f"cases of {counted}"


def _filled(events: str, who: str) -> str:
    """What is counted with others in the children's place; "" where it names no children."""
    found = _PEOPLE.search(events)
    return f"{events[: found.start()]}{who}{events[found.end() :]}" if found else ""
