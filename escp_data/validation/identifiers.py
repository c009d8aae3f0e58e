"""Numbers that identify a person, known by their check digit or letter, and postcodes."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from escp_data.text.clean import clean

Check = Callable[[re.Match[str]], bool]

_DASHES = "\u02d7\u2043\u2212\u2796"
"""Hyphens and minus signs that Unicode does not count as dashes."""
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E "
    "EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL "
    "LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM "
    "SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
)
# What every identifier has somewhere; a text without it is not read further.
HINT = re.compile(
    r"\d[A-Z]{2}(?![^\W_])|\d{3}[\s.-]{0,3}\d{4}|\d[\s-]?\d\d[\s-]?[A-D](?![^\W_])|"
    r"birth|born|d\W{0,2}o\W{0,2}b",
    re.I,
)
_NHS = re.compile(
    # A digit or letter beside it, a country code or a decimal point make it another number.
    r"(?:(?<![\w+])|(?<=_)|(?<=nhs)|(?<=no))(?<!\d[.,])(?<!\+\d[ -])(?<!\+\d\d[ -])(?<!\+\d{3}[ -])"
    r"\d{3}(?:[\s-]{0,3}\d{3}[\s-]{0,3}|\.\d{3}\.)\d{4}(?![^\W_]|\.0*[1-9]|,\d)",
    re.I,
)
_UPN = re.compile(
    rf"(?<![^\W_])[{_UPN_LETTERS}][\s-]?\d{{3}}[\s-]?\d{{4}}[\s-]?\d\d[\s-]?\d\d"
    rf"[\d{_UPN_LETTERS}](?![^\W_])",
    re.I,
)
_NINO = re.compile(
    r"(?<![^\W_])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"[\s-]?\d\d[\s-]?\d\d[\s-]?\d\d[\s-]?[A-D](?![^\W_])",
    re.I,
)
_POSTCODE = re.compile(
    r"(?<![^\W_])(?P<area>[A-Z]{1,2})(?:[1-9]\d|\d(?P<sub>[A-HJKMNPR-Y]?))(?P<gap>\s{0,3})"
    r"\d(?P<unit>[ABD-HJLNP-UW-Z]{2})(?![^\W_])",
    re.I,
)
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_GAP = r"[\s/.,-]{1,3}"
_DAY = (
    rf"(?:\d{{1,4}}(?:st|nd|rd|th)?{_GAP}(?:of\s)?(?:\d\d?|{_MONTH}){_GAP}\d{{1,4}}|"
    rf"{_MONTH}{_GAP}\d\d?(?:st|nd|rd|th)?{_GAP}\d{{2,4}}|"
    r"[0-3]\d[01]\d(?:19|20)\d\d|(?:19|20)\d\d[01]\d[0-3]\d)(?!\d)"
)
_DOB = r"d\.?\s?o\.?\s?b\.?"
_BETWEEN = r"(?:\W|_|\b(?:on|is|was|the|of|dates?|dd?|mm?|yy|yyyy)\b){0,24}?"
"""How a date is to be written may stand between, in brackets."""
_BORN = re.compile(
    rf"\b(?!births{_BETWEEN}{_DAY}\s*(?:to|until|-)\s*{_DAY})"  # a period, of a count
    rf"(?:{_DOB}s?|birth(?:s|\s?date|day)?|born){_BETWEEN}(?<![\w]){_DAY}|"
    rf"(?<!\d){_DAY}(?:\s?\(\s?{_DOB}\s?\)|\s*\n\s*{_DOB}(?![^\W_]))",
    re.I,
)


def plain(text: str) -> str:
    """The text as it will be stored, with any script's digits, dashes and spaces as plain ones."""
    text = clean(text)
    if text.isascii():
        return text
    return _NOT_ASCII.sub(_plain_character, unicodedata.normalize("NFKC", text)).strip()


def _plain_character(match: re.Match[str]) -> str:
    char = match[0]
    if (digit := unicodedata.digit(char, None)) is not None:
        return str(digit)
    dash = char in _DASHES or unicodedata.category(char) == "Pd"
    return "-" if dash else char


def _nhs_check(match: re.Match[str]) -> bool:
    """Whether ten digits are an NHS number of England, Wales or Man.

    Modulus 11 over the ten digits; a check digit of 10 is never issued. Only numbers that start 4,
    6, 70 or 9 (the test range): the rest are Scotland's, or telephone numbers that lost their 0.
    Source: NHS Data Dictionary, "NHS number".
    """
    digits = [int(char) for char in match[0] if char.isdigit()]
    total = sum(digit * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True))
    return (digits[0] in (4, 6, 9) or digits[:2] == [7, 0]) and total % 11 == 0


def _upn_check(match: re.Match[str]) -> bool:
    """Whether it is a unique pupil number, permanent or temporary, by its check letter.

    Weights 2 to 13 over the rest, modulus 23. Source: Department for Education, UPN guide.
    """
    letter, *rest = (char for char in match[0].upper() if char.isalnum())
    values = [int(char) if char.isdigit() else _UPN_LETTERS.index(char) for char in rest]
    total = sum(value * weight for value, weight in zip(values, range(2, 14), strict=True))
    return _one_word(match) and _UPN_LETTERS[total % 23] == letter


def _one_word(match: re.Match[str]) -> bool:
    """In capitals or without a gap: `at 10 20 30 a` is part of a sentence."""
    return match[0].isupper() or match[0].isalnum()


def _postcode_check(match: re.Match[str]) -> bool:
    """Whether it is a full postcode in one of the 124 postcode areas; `EN1` alone is not.

    Leaves alone `S11 2nd audit` and, without a space, codes such as `S11AR`.
    """
    area = match["area"].upper()
    known = area in ("E EC N NW SE SW W WC" if match["sub"] else _AREAS).split()
    a_word = match["unit"] in ("st", "nd", "rd", "th", "yr", "hr", "ft", "lb")
    a_code = len(match[0]) == 5 and not match["gap"] and area not in ("E", "N", "W")
    return known and not a_word and not a_code


@dataclass(frozen=True)
class Identifier:
    """What can stand in any cell: what to call it, how to find it and how to be sure."""

    code: str
    noun: str
    pattern: re.Pattern[str]
    check: Check


IDENTIFIERS = (
    Identifier("G01", "an NHS number", _NHS, _nhs_check),
    Identifier("G02", "a unique pupil number", _UPN, _upn_check),
    Identifier("G03", "a National Insurance number", _NINO, _one_word),
    Identifier("G04", "a postcode", _POSTCODE, _postcode_check),
    Identifier("G05", "a date of birth", _BORN, lambda _match: True),
)


def identifiers_in(value: object) -> tuple[Identifier, ...]:
    """The kinds of identifier that stand anywhere in a cell's value, in the order of their codes.

    A National Insurance number is known by its form alone: it has no check digit.
    """
    if isinstance(value, int | float) and 4e9 <= value < 1e10 and value == int(value):
        value = f"{value:.0f}"
    if not isinstance(value, str):
        return ()
    text = plain(value)
    if not HINT.search(text):
        return ()
    return tuple(kind for kind in IDENTIFIERS if any(map(kind.check, kind.pattern.finditer(text))))
