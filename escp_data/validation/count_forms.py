"""What a count looks like beside its unit, its limit or its percentage, and how each is read.

A form is a pattern of a whole text, in small letters, and what it gives.
"""

import re
from collections.abc import Callable

from escp_data.markers import is_small
from escp_data.text.asking import Ask
from escp_data.validation.count_terms import (
    BESIDE,
    DATE,
    FRACTION,
    LARGE,
    PERCENTAGE,
    SUPPRESSED,
    UNIT,
    Count,
    Spoilt,
)
from escp_data.validation.number_words import number_spelled

LARGEST = 1_000_000_000
NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)"
DECIMAL = rf"{NUMBER}(?:\.[0-9]+)?"
_SPELT = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|fifty"
_ANY = rf"{NUMBER}|{_SPELT}"
PERCENT = r"(?:%|per\s?cent|percent|pct)"
_PLAIN = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(\.[0-9]*)?")


def read_figures(number: float, fractions: bool) -> int | float | Spoilt:
    """A number that is one already, where it can be a count."""
    if number < 0:
        return Spoilt("It is below zero.")
    if not number <= LARGEST:
        return Spoilt(LARGE)
    if number == int(number):
        return int(number)
    return number if fractions else Spoilt(FRACTION)


def read_plain(text: str, fractions: bool) -> Count | None:
    """A number in figures, with its thousands' commas and its point."""
    match = _PLAIN.fullmatch(text)
    if not match or not any(c.isdigit() for c in text):
        return None
    whole, point = (match[1] or "").replace(",", ""), match[2] or ""
    if len(whole) > 1 and whole[0] == "0":
        return Ask("It begins with a nought, as a code does.", (str(int(whole)),))
    if re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", text):
        noughts = (whole,) if not point.strip(".0") else ()
        return Ask("Its point may stand for a comma.", (*noughts, whole + point[1:]))
    if not point.strip(".0"):
        return read_figures(int(whole or 0), fractions)
    return read_figures(float(f"{whole or '0'}{point}"), True) if fractions else Spoilt(FRACTION)


def _integer(text: str) -> int:
    """A number in figures or one of the words of `_SPELT`."""
    digits = text.replace(",", "")
    return int(digits) if digits.isdecimal() else number_spelled(text) or 0


# --- forms: what a text looks like, and how it is then read


def _one(match: re.Match[str]) -> Count:
    return _checked(match["n"])


def _checked(figures: str) -> Count:
    """A number beside its unit, which must be one that would be read alone."""
    found = read_plain(figures, False)
    return found if found is not None else Ask(BESIDE)


def _ask(why: str, *offered: str) -> Callable[[re.Match[str]], Count]:
    return lambda _: Ask(why, offered)


def _spoilt(why: str) -> Callable[[re.Match[str]], Count]:
    return lambda _: Spoilt(why)


def _below(match: re.Match[str]) -> Count:
    """Under a limit: suppressed by its supplier, where the limit is one of small numbers."""
    most = _integer(match["n"]) - (match["strict"] is not None)
    if is_small(most):
        return "c"
    return Ask(SUPPRESSED, ("c",) if most else ("0", "c"))


def _or_fewer(match: re.Match[str]) -> Count:
    return "c" if is_small(_integer(match["n"])) else Ask(SUPPRESSED, ("c",))


def _range(match: re.Match[str]) -> Count:
    low, high = _integer(match["a"]), _integer(match["b"])
    if 1 <= low < high and is_small(high) and "0" not in match[0]:  # `01-05` is a date's form
        return "c"
    if low < high <= 10:
        return Ask(SUPPRESSED, ("c",))
    return Ask("It is a range, a year or a date, and not one number.")


def _beside_share(match: re.Match[str]) -> Count:
    return (
        _checked(match["n"])
        if float(match["p"]) <= 100
        else Ask(BESIDE, (str(_integer(match["n"])),))
    )


def _part(match: re.Match[str]) -> Count:
    top, bottom = _integer(match["a"]), _integer(match["b"])
    if top > bottom or (match["sign"] == "/" and (top + 1 == bottom or (top, bottom) == (24, 7))):
        return Ask("It is a part of a whole, a year or a name, and not one number.")
    return Ask("It is a part and its whole.", (f"{top} with {bottom} as denominator", str(top)))


def _day(match: re.Match[str]) -> Count:
    small = int(match["d"]) < int(match["m"]) and is_small(int(match["m"]))
    return Ask(DATE, ("c",) if small else ())


def _sum(match: re.Match[str]) -> Count:
    parts = [_integer(each) for each in re.findall(NUMBER, match[0])]
    return Ask("It is a sum, and nothing is added up here.", (str(sum(parts)),))


def _short(match: re.Match[str]) -> Count:
    times = {"k": 1_000, "m": 1_000_000}[match["s"]]
    number = round(float(match["n"].replace(",", "")) * times)
    return Ask(
        "It is shortened.", (str(number), match["n"]) if match["n"].isdecimal() else (str(number),)
    )


def _power(match: re.Match[str]) -> Count:
    number = float(match[0]) if len(match[0]) < 12 else 0.0
    whole = number if number <= LARGEST and number == int(number) else 0
    return Ask("It is written as a power of ten.", (str(int(whole)),) if whole else ())


def _joined(match: re.Match[str]) -> Count:
    first = re.match(r"[0-9]+", match[0])
    one = first[0] if first else ""
    return Ask("It is two numbers, or one with a gap.", (re.sub(r"\D", "", match[0]), one))


def _comma(match: re.Match[str]) -> Count:
    whole, rest = match["a"], match["b"]
    offered = (str(int(whole)), whole + rest) if not rest.strip("0") else (whole + rest,)
    return Ask(BESIDE, offered)


def _points(match: re.Match[str]) -> Count:
    return Ask("Its points may stand for commas.", (match[0].replace(".", ""),))


def _letters(match: re.Match[str]) -> Count:
    figures = match[0].translate(str.maketrans("ol|i", "0111"))
    return Ask("It has a letter in place of a figure.", (str(int(figures)),))


def _starred(match: re.Match[str]) -> Count:
    number = _integer(match["n"])
    small = ("c",) if is_small(number) else ()
    return Ask("It has a mark beside the number, which may point to a note.", (str(number), *small))


def _of_c(match: re.Match[str]) -> Count:
    number = str(_integer(match["n"]))
    offered = (number,) if match["dot"] else ("c", number)
    return Ask(BESIDE, offered)


_BELOW = (
    r"(?:(?P<strict><|under|below|less\s+than|fewer\s+than)|≤|<=|=<|up\s+to|no\s+more\s+than"
    r"|not\s+more\s+than|at\s+most|(?:less|fewer)\s+than\s+or\s+equal\s+to)"
)
_TIME_UNIT = (
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mths?|years?|yrs?"
    r"|terms?|kg|kilos?|km|miles?|metres?|cm|mm|litres?|pounds?|pence|points?|percentage\s+points?)"
)
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Count]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"#{2,}|#(?=[a-z])[a-z0-9/]+[!?]?", _spoilt("It is an error of the spreadsheet's own.")),
        (r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s*[ap]m)?", _spoilt("It is a time.")),
        (rf"{DECIMAL}\s*{_TIME_UNIT}", _spoilt("It measures something else.")),
        (rf"[<>≤≥~≈+±−–-]*\s*{DECIMAL}\s*{PERCENT}", _spoilt(PERCENTAGE)),
        (rf"{DECIMAL}\s*(?:{UNIT}\s+)?per\s+.+", _spoilt("It is a rate; write the number itself.")),
        (rf"(?:{NUMBER}\s*)?[¼-¾⅐-⅞]", _spoilt("It has a fraction that is not in figures.")),
        (rf"[-−–]{DECIMAL}", _spoilt("It is below zero.")),
        (rf"{_BELOW}\s*(?P<n>{_ANY})(?:\s*{UNIT})?", _below),
        (rf"(?P<n>{_ANY})(?:\s*{UNIT})?\s+or\s+(?:fewer|less|below|under)", _or_fewer),
        (
            rf"(?:>|≥|>=|over|more\s+than|above|at\s+least|greater\s+than|min(?:imum)?)\s*(?:{_ANY}).*",
            _ask("It says at least, and not how many."),
        ),
        (rf"(?P<n>{NUMBER})\s*(?:\+|plus|or\s+more|and\s+(?:over|above|more))",
         lambda match: Ask("It says at least, and not how many.", (match["n"].replace(",", ""),))),
        (rf"between\s+(?P<a>{_ANY})\s+and\s+(?P<b>{_ANY})(?:\s*{UNIT})?", _range),
        (rf"(?P<a>{NUMBER})\s*(?:[-–—−]|to)\s*(?P<b>{NUMBER})(?:\s*{UNIT})?", _range),
        (rf"(?P<a>{_SPELT})\s+to\s+(?P<b>{_SPELT})(?:\s*{UNIT})?", _range),
        (r"(?P<y>[0-9]{4})-(?P<m>[0-9]{2})-(?P<d>[0-9]{2})(?:[ t]00:00(?::00(?:\.0+)?)?)?", _day),
        ("[✓✔☑✅🗸✗✘✖❌☒❎]", _spoilt("It is a tick or a cross, and not a number.")),
        (rf"(?:n\s*[:=]|(?:total|count|number)\s*[:=]|total|(?:number\s+of\s+)?{UNIT}\s*[:=])\s*(?P<n>{NUMBER})"
         rf"(?:\s*{UNIT})?", _one),
        (rf"(?P<n>{NUMBER}(?:\.0+)?)\s*(?:{UNIT}|no|nos|(?:in\s+)?total|altogether)\.?", _one),
        (rf"(?P<n>{NUMBER})(?:\s*{UNIT})?\s*[(\[]\s*(?P<p>[0-9]{{1,3}}(?:\.[0-9]+)?)\s*{PERCENT}\s*[)\]]",
         _beside_share),
        (r"[0-9]{1,3}(?: [0-9]{3})+|[0-9](?: [0-9])+", _joined),
        (rf"(?P<a>{NUMBER})\s*(?P<sign>out\s+of|of|from|/)\s*(?P<b>{NUMBER})(?:\s*{UNIT})?", _part),
        (rf"=?\s*{NUMBER}(?:\s*\+\s*{NUMBER})+", _sum),
        (rf"(?P<n>{DECIMAL})\s*(?P<s>[km])", _short),
        (r"[0-9]+(?:\.[0-9]+)?e[+-]?[0-9]{1,2}", _power),
        (r"[0-9]{1,3}(?:\.[0-9]{3}){2,}", _points),
        (r"(?P<a>[0-9]+),(?P<b>[0-9]+)", _comma),
        (r"(?=[ol|i]*[0-9])[0-9ol|i]*[ol|i][0-9ol|i]*", _letters),
        (rf"\*?(?P<n>{NUMBER})\s*\*+", _starred),
        (rf"c(?P<dot>(?:irca|a)?\.?)\s*(?P<n>{NUMBER})", _of_c),
    )
)  # fmt: skip  # a form a line


def read_form(text: str) -> Count | None:
    """What a text of one of the forms says; None for any other text."""
    for pattern, reader in _FORMS:
        match = pattern.fullmatch(text)
        if match:
            return reader(match)
    return None
