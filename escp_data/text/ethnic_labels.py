"""Reads the label of an ethnic group whole, or says that it cannot be known from its text.

A label is read where every word of it is accounted for: a code; a name of one of the schemes; a
block and its detail (`Asian or Asian British: Indian`); several names of one group. Whatever is
left over makes it a question, and so do two broad groups in one label, a code beside another
group's name, and what a police officer saw (IC codes), which is not what a child said.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from escp_data.text import ethnic_offers
from escp_data.text.asking import Ask
from escp_data.text.clean import clean, fold
from escp_data.text.ethnic_names import WORDINGS, phrase, worded, words
from escp_data.text.ethnic_phrases import ask, read_phrase
from escp_data.text.ethnicity import BROAD_GROUPS, BY_CODE, CODES, EXTENDED, GROUPS, Group
from escp_data.text.wording import listed, written

_NOT_ONE = "It is not the code or label of an ethnic group."
_SAYING_SIGNS = frozenset("*?%#@^$\u2020\u2021")
_SCHEME = re.compile(r"(?<=\b1[68])\+(?=1\b)")  # 16+1 and 18+1 are names
_PAIR = re.compile(
    r"([A-Za-z]{1,4}\d?|\d{1,2})(\s*[-\u2013\u2014:.=(]\s*|\s+)(.+?)\s*\)?", re.DOTALL
)
_PAIR_REVERSED = re.compile(
    r"(.+?)\s*(?:[(\[]|\s[-\u2013\u2014]\s|:)\s*([A-Za-z]{1,4}\d?|\d{1,2})\s*[)\]]?", re.DOTALL
)


def parse_group(value: object) -> Group:
    """The group for a code or label in any scheme, case, spaces and punctuation aside.

    Raises ValueError for what has to be asked, with the groups it may have meant.
    """
    found = read_group(value)
    if isinstance(found, Ask):
        meant = f" Did you mean {listed(found.offered)}?" if found.offered else ""
        why = "" if found.why == _NOT_ONE else f" {found.why}"
        raise ValueError(f"{_NOT_ONE}{why}{meant}")
    return found


def read_group(value: object) -> Group | Ask:
    """The group for one label, or what to ask about it.

    A bare number is an ONS code (1 to 19), or 99, the NHS's Not known. Letters alone are the
    NHS's: A is White British, never Asian. Where a whole column is at hand, use `read_groups`.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return Ask(_NOT_ONE)
    return _read_text(clean(str(value)))


def read_groups(values: Sequence[object]) -> dict[str, Group | Ask]:
    """`read_group` for each label of a column, by its text; blank ones are left out.

    What a code means alone, its neighbours may put in doubt. The NHS has no W and no O: where one
    of them stands alone in the column, single letters are initials, and A may be Asian; so they
    are where A, B and M are the only ones. Beside Y, N may be No. The ONS's codes are 1 to 19:
    beside another number (but 99) none of them is sure. All these are asked about.
    """
    texts = list(dict.fromkeys(written(value) for value in values if value is not None))
    found = {text: read_group(text) for text in texts if text}
    codes = {text.strip(" .").upper() for text in found}
    letters = {code for code in codes if len(code) == 1 and code.isalpha()}
    initials = bool(letters & {"W", "O"}) or letters == {"A", "B", "M"}
    numbers = {float(code) for code in codes if re.fullmatch(r"\d+(?:\.\d+)?", code)}
    strange = bool(numbers - {*map(float, range(1, 20)), 99.0})
    for text, group in list(found.items()):
        code = text.strip(" .").upper()
        if isinstance(group, Ask):
            continue
        if code in letters and (initials or (code == "N" and letters & {"Y"})):
            offered = [_BY_INITIAL.get(code, ""), group.label]
            why = "Its column holds letters that are no NHS codes, so it may be an initial."
            found[text] = Ask(why, tuple(dict.fromkeys(filter(None, offered))))
        elif strange and re.fullmatch(r"\d+(?:\.\d+)?", code):
            found[text] = Ask("Its column holds numbers that are no ONS codes.", (group.label,))
    return found


_BY_INITIAL = {broad[0]: broad for broad in BROAD_GROUPS} | {"C": "Chinese"}


@lru_cache(maxsize=4096)
def _read_text(text: str) -> Group | Ask:
    text = _SCHEME.sub(" ", text)
    if any(_says_something(sign) for sign in text):
        plain = "".join(" " if _says_something(sign) else sign for sign in text).strip()
        meant = _read_text(plain) if plain else Ask(_NOT_ONE)
        offered = meant.offered if isinstance(meant, Ask) else (meant.label,)
        return Ask("A sign in it says something that cannot be known.", offered)
    if not any(c.isalpha() for c in text):
        # Only a plain number is a code: "1-2" is not 12, and "1.0" is 1, not 10.
        number = re.fullmatch(r"([1-9]\d?)(?:\.0+)?", text)
        return (BY_CODE.get(number[1]) if number else None) or Ask(_NOT_ONE)
    text = _bare(text)
    label = phrase(text)
    if not label:
        return Ask(_NOT_ONE)
    if any(re.fullmatch(r"ic\d*", word) for word in label):
        why = "It is what a police officer saw, not what the child said."
        return Ask(why, ethnic_offers.for_officers_code(label))
    by_code = _code(text) or _code_and_name(text)
    if by_code:
        return by_code
    found = read_phrase(label)
    if isinstance(found, str):
        return GROUPS[found]
    return found or ethnic_offers.nearest_to(text, label)


def _bare(text: str) -> str:
    """The text without the marks and brackets round the whole of it."""
    text = text.strip(" .,:;-\u2013\u2014_/'\"\u2018\u2019\u201c\u201d")
    inner = text[1:-1]
    whole = text[:1] + text[-1:] in ("()", "[]") and not re.search(r"^[^(\[]*[)\]]", inner)
    return _bare(inner) if whole else text


@lru_cache(maxsize=4096)
def _says_something(sign: str) -> bool:
    """Whether a sign changes what a label says: a star, a question mark, a raised figure."""
    if sign == "|":
        return False
    return sign in _SAYING_SIGNS or unicodedata.category(sign) in ("No", "Sm", "So", "Sc", "Sk")


def _code(text: str) -> Group | None:
    key = fold(text)
    if ("/" in text and key != "ns") or (key.isalpha() and re.search(r"\s", text)):
        return None
    return BY_CODE.get(key.upper())


def _code_and_name(text: str) -> Group | Ask | None:
    """A code beside its name: read where both say the same, asked where they do not."""
    for pattern, code_at, name_at in ((_PAIR, 1, 3), (_PAIR_REVERSED, 2, 1)):
        pair = pattern.fullmatch(text)
        code = BY_CODE.get(pair[code_at].upper()) if pair else None
        if not pair or not code or worded(WORDINGS, phrase(text)):
            continue
        name = phrase(pair[name_at])
        own = {words(phrase(known)) for known in _names_of(code)}
        found = read_phrase(name)
        if words(name) in own or found == code.label:
            return code
        if found == code.broad:
            return GROUPS[found]
        if found is not None:
            offered = (found,) if isinstance(found, str) else found.offered
            return ask("Its code and its name are not the same group.", code.label, *offered)
    return None


def _names_of(group: Group) -> Iterable[str]:
    yield group.label
    yield from (code.name for code in CODES if code.group == group)
    yield from EXTENDED.get(group.code, (group, ()))[1] if group.scheme == "DfE" else ()
