"""The headings of child-level columns, and what must stand under each for it to be one."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from escp_data.validation.child_lists import names_of_people
from escp_data.validation.identifiers import plain

Values = Sequence[object]

# Headings are read as letters and digits only: "Child's D.O.B." is `childsdob`

ENOUGH = 5
_WHO = (
    "(?:(?:child(?:ren)?|pupil|student|learner|young(?:person|people)|yp|client|serviceuser|"
    "patient|person|victim|sibling|parent|mother|father|carer|baby|subject|family|lac|cla|cin|cp)s?)"
)
_ONE = "(?:(?:child|pupil|student|learner|youngperson|yp|client|serviceuser|patient|baby)s?)"
_OF = rf"(?:of(?:the|a)?{_WHO})"
_NAME = "(?:(?:fore|sur|first|last|family|given|middle|full|preferred|birth)names?)"
_ID = "(?:id|ids|uniqueid|idnumber|ref|reference|identifier)"
_SYSTEM = "(?:lcs|mosaic|liquidlogic|carefirst|eclipse|pnc|cris|emis|systmone|rio|case)"
_COUNT = re.compile(r"\[?[cxz*]\]?|[<>~]?\d[\d,]*(\.\d+)?%?", re.I)
_ANSWER = re.compile(
    r"yes|no|true|false|[✓✔☑✅✗✘☒❌]\ufe0f?|positive|negative|neutral|\d[\d.]*\s?%", re.I
)
_TOTAL = re.compile(r"(grand\s)?total", re.I)


def is_count(value: object) -> bool:
    """A number, as a number or as text, or a mark that stands for one."""
    if isinstance(value, str):
        return bool(_COUNT.fullmatch(value))
    return isinstance(value, int | float)


def answers(value: object) -> bool:
    """Whether a cell answers a question about a field: `Yes`, a tick, `98%`, `Neutral`."""
    return isinstance(value, bool) or (isinstance(value, str) and bool(_ANSWER.fullmatch(value)))


def _details(values: Values) -> bool:
    """Anything but counts: a column headed `Home address` with 12 and 30 in it counts places.
    Nor does `Yes` tell anything: it says whether a field is filled in.

    From 1900 a number is a year, or Excel's own for a day, also where it is text.
    """
    return any((not is_count(v) and not answers(v)) or _from_1900(v) for v in values)


def _numbered(values: Values) -> bool:
    """Anything but answers: a number may be a child's."""
    return not all(map(answers, values))


def _years_of_children(values: Values) -> bool:
    """A year, and no table of totals by year: three years or more, one after another."""
    texts = [str(value) for value in values]
    years = [int(text) for text in texts if text.isdecimal()]
    others = [text for text in texts if not (text.isdecimal() or _TOTAL.fullmatch(text))]
    steps = {after - before for before, after in pairwise(years)}
    by_year = len(years) >= 3 and steps in ({1}, {-1}) and not others
    return any(map(_has_a_digit, values)) and _details(values) and not by_year


def _has_a_digit(value: object) -> bool:
    return any(map(str.isdigit, plain(str(value))))


def _from_1900(value: object) -> bool:
    if isinstance(value, str):
        return value.isdecimal() and int(value) >= 1900
    return isinstance(value, int | float) and value >= 1900


def _one_each(values: Values) -> bool:
    """Short texts that hardly ever repeat: `Child 1`, `Child 2`, or initials."""
    texts = {v for v in values if isinstance(v, str) and len(v) <= 40 and not is_count(v)}
    return len(texts) >= ENOUGH and len(texts) >= 0.8 * len(values)


@dataclass(frozen=True)
class Heading:
    """A heading, and what must stand under it. A weak one must also head its table."""

    code: str
    pattern: str
    evidence: Callable[[Values], bool] = _details
    weak: bool = False


_BIRTH = "(?:dob|(?:date|month)ofbirth|birth(?:date|day|month))"
_PLACE = "home|current|previous|placement|full|postal|permanent|residential|street|lastknown"
_HEADINGS = (
    Heading("G05", rf"{_WHO}?\d?{_BIRTH}{_OF}?\d?"),
    Heading("G05", rf"{_WHO}?\d?(yearofbirth|birthyear){_OF}?\d?", _years_of_children),
    Heading("G05", "(date)?born", weak=True),
    Heading("G06", rf"{_WHO}?\d?({_NAME}(and)?)+{_OF}?\d?"),
    Heading("G06", rf"{_WHO}\d?(name|initial)s?\d?((and)?dob)?|(name|initial)s?{_OF}"),
    Heading("G06", "names?(infull)?", names_of_people, weak=True),
    Heading("G06", rf"{_ONE}|(mother|father|sibling)s?", names_of_people, weak=True),
    Heading("G06", "initials?", _one_each, weak=True),
    Heading("G07", rf"({_WHO}|{_PLACE})*address(es)?(line)?\d?(andpostcode)?{_OF}?"),
    Heading("G07", rf"house(no|number|name)|uprn|({_WHO}|home|placement)+postcode"),
    Heading("G07", "street(name)?", weak=True),
    # `LAC no.` and `Children no.` count children; `Child no.` tells one from another.
    Heading("G08", rf"{_WHO}?{_SYSTEM}{_ID}|{_WHO}\d?{_ID}", _numbered),
    Heading("G08", rf"({_ONE}\d?|{_WHO}?{_SYSTEM})(no|number)", _numbered),
    Heading("G08", "(former)?upn|uniquepupilnumber|uln|uniquelearnernumber", _numbered),
    Heading("G08", "nhs(no|number|id)|nino|ninumber|nationalinsurance(no|number)", _numbered),
    Heading("G09", "child|youngperson|yp|pupil|student|baby|case", _one_each, weak=True),
)
COLUMN_HOLDS = {
    "G05": "dates of birth",
    "G06": "people's names",
    "G07": "addresses",
    "G08": "a number or reference for each child",
    "G09": "one row for each child",
}
_OF_A_CHILD = {
    "age": r"(current)?age(inyears|years|at\w+)?",
    "sex": r"(sex|gender(identity)?)(mf)?|mf",
    "ethnicity": (
        r"((self|officer)?(defined|declared|reported|perceived|identified))?ethnicity(code)?|"
        r"ethnic(group|origin|code|background)|race"
    ),
    "belief": r"religion|faith",
    "language": r"(first|home|main)language|nationality|countryofbirth",
    "need": r"disability|disabled|sen|send|senstatus|(primary)?need|diagnosis",
    "schooling": r"yeargroup|schoolyear|ncyear",
    "status": r"legalstatus|(allocated)?(social|key)worker|placementtype",
}
_WHOSE = rf"(?:(?:{_WHO}|cyps?|uascs?)\d?)"
_OF_WHOM = rf"(?:(?:of|for)(?:the|a|each|this)?{_WHOSE})"
_ATTRIBUTES = {kind: rf"{_WHOSE}?(?:{pattern}){_OF_WHOM}?" for kind, pattern in _OF_A_CHILD.items()}
"""`Child's age` and `Gender of young person` as well as `Age` and `Gender`."""


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_ANY_HEADING = _any_of(heading.pattern for heading in _HEADINGS)
_ANY_ATTRIBUTE = _any_of(_ATTRIBUTES.values())


_IN_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_PARTS = re.compile(r"^\s*\w{1,2}[.)]\s|[\n/,&:;+*|–—]|\s-\s|\b(?:and|or|dd|as|in|if)\b", re.I)
"""Where a heading has something beside its words: how to fill it in, or a second one."""
_FORBIDS = re.compile(
    r"\W*(?:please\s+)?(?:do\s+not|don['’]t|never)\s+"
    r"(?:send|include|enter|give|use|write|put|add|name|list|return|provide|record|submit)\b",
    re.I,
)
"""`Do not include names, addresses or dates of birth` heads nothing."""


@lru_cache(maxsize=4096)
def squeezed(text: str) -> tuple[str, ...]:
    """Whole, and without what stands in brackets: `DOB (dd/mm/yy)` gives `dobddmmyy` and `dob`."""
    forms = (text, _IN_BRACKETS.sub("", text)) if "(" in text or "[" in text else (text,)
    return tuple("".join(filter(str.isalnum, plain(form).casefold())) for form in forms)


@lru_cache(maxsize=4096)
def _headings_in(text: str) -> tuple[str, ...]:
    """The same, and each part of it: `Child's name and DOB`, `DOB dd/mm/yyyy`, two lines."""
    parts = _PARTS.split(_IN_BRACKETS.sub(" ", text))
    return tuple(dict.fromkeys(form for each in (text, *parts) for form in squeezed(each)))


@lru_cache(maxsize=4096)
def headings_like(text: str) -> tuple[Heading, ...]:
    """The kinds of child-level column that a heading may be of."""
    forms = [form for form in _headings_in(text) if _ANY_HEADING.fullmatch(form)]
    found = (one for one in _HEADINGS if any(re.fullmatch(one.pattern, form) for form in forms))
    return tuple(found)


@lru_cache(maxsize=4096)
def attribute(text: str) -> str:
    """Which of a child's attributes a heading names, or ""."""
    for form in filter(_ANY_ATTRIBUTE.fullmatch, squeezed(text)):
        return next(name for name in _ATTRIBUTES if re.fullmatch(_ATTRIBUTES[name], form))
    return ""


def labels(row: Values) -> dict[int, str]:
    """The short texts of a row, by column."""
    texts = {at: text for at, text in enumerate(row) if isinstance(text, str) and len(text) <= 200}
    short = {at: text for at, text in texts.items() if _outside_brackets(text) <= 60}
    return {at: text for at, text in short.items() if not _FORBIDS.match(text)}


def names_a_field(value: object) -> bool:
    """Whether a cell is itself the name of a child-level field: one of a list of fields."""
    return isinstance(value, str) and len(value) <= 60 and _names_a_field(value)


@lru_cache(maxsize=4096)
def _names_a_field(text: str) -> bool:
    return bool(attribute(text)) or any(not each.weak for each in headings_like(text))


def _outside_brackets(text: str) -> int:
    return len(_IN_BRACKETS.sub("", text).strip())
