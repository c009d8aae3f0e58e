"""A text that may name a period, in tokens: quarters, years, months, days and the words beside.

Each token has a code of one letter, so that a rule of the grammar (`period_words`) is a pattern
over a line of codes. Nothing of the text is dropped but spaces, colons, full stops and quotes; what
no rule knows is a token of code `U`, and no text with one is ever read.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from escp_data.text.clean import clean
from escp_data.text.days import MONTH_NAMES, MONTHS
from escp_data.text.places import PLACES

MAX_LENGTH = 200
"""A longer text is prose, and is not read."""


@dataclass(frozen=True)
class Token:
    """A piece of the text; `number` and `other` are what its code says they are.

    `Q` a quarter's number; `P` and `p` the years of a pair that follow each other or do not;
    `Y` a year; `n` one or two digits, `o` an ordinal; `M` a month; `D` a day; `C` how many months;
    `s` a season (1 autumn, 2 spring, 3 summer, 4 winter, 11 to 16 a half term,
    21 to 26 a numbered term, 0 a term).
    """

    code: str
    text: str
    number: int = 0
    other: int = 0
    day: date | None = None


_LEXICON = {
    "d": "mid year|midyear|mid|early|late|beginning of|start of|middle of|latter part of",
    "X": "due|deadline|by|target|targets|before|no later than|expires|expiry|starts|start"
    "|starting|since|onwards|onward|after|next review",
    "x": "last updated|updated|meeting|meetings|met|printed|review|reviewed|published|issued"
    "|created|saved|signed|approved|agreed|completed|completion|submitted|received|generated"
    "|exported|extracted|run on|run date|amended|modified|edited|refreshed|report date"
    "|date of report|report dated|dated|version date|board|agenda|minutes|circulated|uploaded"
    "|sent|logged|opened|closed|raised|entered",
    "N": "ytd|year to date|yr to date|qtd|mtd|to date|cumulative|cumulatively|cum|cumul|cumm"
    "|rolling|r12m|r12|r3m|moving annual total|moving annual|moving|running|mat|trailing|ltm|ttm"
    "|half year|half yearly|half yr|half|halves|halfyear|six monthly|bi annual|biannual|biannually"
    "|six months|nine months|calendar year|calendar yr|calendar|cy|so far|lifetime|aged|ages|age"
    "|first half|second half|year on year|yoy",
    "S": "academic year|academic yr|academic|acad year|acad yr|acad|ac year|ac yr|a/y|ay|a y"
    "|school year|school yr|schools year|school",
    "F": "financial year|financial yr|financial|finance year|fin year|fin yr|fiscal year"
    "|fiscal yr|fiscal|f/y|fy|fyr|f y",
    "y": "year|yr|full year|whole year",
    "q": "quarter|qtr|qrt|qtrs|quarters|qu|q",
    "yE": "y/e|ye|yr/e|y e",
    "FE": "fye|f/y/e|fy/e",
    "qE": "q/e|qe|qtr/e|q e",
    "E": "ending|ended|ends",
    "e": "end of|end|ending of|month end|close of",
    "A": "as at|as of|as on|position at|position as at|position as of|snapshot at|snapshot as at"
    "|snapshot on|stock at|at",
    "t": "to|until|till|til|thru|through|up to|up to and including",
    "&": "and|plus",
    "b": "between",
    "f": "from",
    "w": "of|the|for|in|during",
    "L": "reporting period|reporting quarter|reporting year|period covered|period covering"
    "|period of report|time period|data period|period|data for|data covering|data|covering|covers"
    "|covered|data set|figures for|numbers for|return for|results for|reported for|reporting|month"
    "|date range|dates",
    "T": "safeguarding|children|childrens|child|young people|partnership|partners|partner|scp|lscp"
    "|lscb|mash|performance|quarterly|monthly|annual|report|reports|return|returns|dashboard"
    "|dataset|data set|scorecard|score card|tracker|monitoring|indicators|kpis|kpi|measures"
    "|update|updates|progress|summary|overview|highlight|action|actions|business|strategic"
    "|delivery|improvement|multi agency|agency|council|police|nhs|icb|local authority|borough"
    "|figures|statistics|stats|outturn|actual|actuals|results|submission|template|log|rag"
    "|priority|priorities|services|service|team|early help|social care|family|families"
    f"|{PLACES}|london borough of",
    "B": "plan|plans|strategy|programme",
    "O": "annually|yearly|weekly|termly|fortnightly|daily|ongoing|continuous|n/a|na|tbc|tba|ad hoc"
    "|as required",
    "R": "this|last|previous|prior|current|latest|next|prev|same|most recent|final|recent|past"
    "|preceding|following|curr|newest",
    "K": "week ending|w/e|week commencing|w/c|week beginning|w/b|week|wk|weeks|wks|days|day",
    "W": "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues|tue|weds|wed|thurs"
    "|thur|thu|fri|sat|sun",
}  # fmt: skip  # words, as a paragraph
_SEASONS = {
    "autumn": 1, "aut": 1, "michaelmas": 1, "spring": 2, "spr": 2, "lent": 2, "summer": 3,
    "sum": 3, "winter": 4, "christmas": 4, "easter": 2, "half term": 0, "term": 0, "terms": 0,
}  # fmt: skip  # words, as a paragraph
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
    "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "six": 6, "nine": 9, "twelve": 12,
}  # fmt: skip  # words, as a paragraph
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_YEAR = r"(?:199\d|20\d\d)"
_SHORT = rf"(?:{_YEAR}|\d\d)"
_MONTH = rf"(?:{MONTH_NAMES})(?![a-z])"
_QUARTER = r"(?:quarters?|quart|qtrs?|qrtr?|qr|qu|q)"
_TIME = r"(?:[t ]+\d\d?:\d\d(?::\d\d(?:\.\d+)?)?z?)?"


def _phrases(words: str) -> str:
    gap = r"[\s.'-]*"
    longest = sorted(words.split("|"), key=len, reverse=True)
    return "|".join(gap.join(map(re.escape, phrase.split())) for phrase in longest)


_CARDINALS = "one|two|three|four|six|nine|twelve"
_FORMS = [
    ("day", rf"(\d\d?)(?:[/.-]|\s*/\s*)(\d\d?)(?:[/.-]|\s*/\s*)({_SHORT})(?!\d|[/.]\d){_TIME}"),
    ("iso", rf"({_YEAR})[/.-](\d\d?)[/.-](\d\d?)(?![\d/]){_TIME}"),
    ("month", rf"(\d\d?)[/.-]({_YEAR})(?![\d]|[/.-]\d)"),
    ("years", rf"'?({_SHORT})\s*[/-]\s*'?({_SHORT}|\d)(?!\d|[/.]\d)"),
    ("quarter", rf"{_QUARTER}[\s.#-]*(?:no\.?|number)?\s*(\d)(?!\d)"),
    ("quarter", rf"{_QUARTER}[\s.-]+(one|two|three|four)(?![a-z])"),
    ("quarter", r"(1st|2nd|3rd|4th|first|second|third|fourth)[\s.-]*(?:quarter|qtr|qrt)(?![a-z])"),
    ("quarter", r"([1-4])\s?q(?:tr)?(?![a-z]|\s*[1-4](?!\d))"),
    ("half", r"(?:h|half|halves)\s*[12](?!\d)|(?:[12]\s?h|1st half|2nd half)(?![a-z])"),
    ("term", r"(?:half[\s.-]*term|ht)\s*([1-6])(?!\d)"),
    ("nth term", r"(?:term|t)\s*([1-6])(?!\d|/)"),
    ("term", rf"({_phrases('|'.join(_SEASONS))})(?![a-z])"),
    ("span", rf"(\d\d?|{_CARDINALS})[\s-]*(months?|mths?|mnths?|mos?|m|years?|yrs?)(?![a-z\d])"),
    (
        "nth month",
        r"(?:months?|mths?|mnth|m|period|p)\s*(\d\d?)"
        rf"(?!\d|\s*[/.-]\s*\d|[snrt]|\s*{_MONTH})",
    ),
    ("named", rf"({_MONTH})"),
    ("ordinal", r"(\d\d?)(?:st|nd|rd|th)(?![a-z])"),
    ("year", rf"({_YEAR})(?!\d)"),
    ("year", r"'(\d\d)(?!\d)"),
    ("number", r"(\d+)"),
    *((code, rf"(?:{_phrases(words)})(?![a-z])") for code, words in _LEXICON.items()),
    ("mark", r"[-,/()&+\[\]|]"),
    ("space", r"[\s:;.\"']"),
    ("U", r"[a-z]+(?:'[a-z]+)*|."),
]  # fmt: skip  # a form a line
_PATTERNS = [(name, re.compile(pattern, re.DOTALL)) for name, pattern in _FORMS]
_SAME = str.maketrans(
    {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)}
    | dict.fromkeys("‐‑‒–—―−﹘﹣", "-")
    | dict.fromkeys("‘’‛ʼ`´′", "'")
    | dict.fromkeys("“”„‟″", '"')
    | dict.fromkeys("⁄∕\\", "/")
    | {"_": " ", "[": "(", "]": ")", "·": ",", "•": ","}
)


def plain(text: str) -> str:
    """The text in small letters, with one kind of dash, slash and quote.

    Full-width letters are plain ones; superscripts stay what they are, for they say something.
    """
    text = clean(text).translate(_SAME).lower()
    text = " ".join(re.sub(r"--+", "-", text).split())
    return re.sub(r"(?<=[a-z])'s\b", "s", text)


@lru_cache(maxsize=4096)
def placed(text: str) -> tuple[tuple[Token, int, int], ...]:
    """The tokens of a text, all of it, in order; each with where it begins and ends in `plain`."""
    written, at = plain(text), 0
    found: list[tuple[Token, int, int]] = []
    while at < len(written):
        name, match = next(
            (name, match)
            for name, pattern in _PATTERNS
            if (match := pattern.match(written, at)) and _fits(name, match, found[-1:])
        )
        found += [(token, at, match.end()) for token in _made(name, match)]
        at = match.end()
    return tuple(found)


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text, all of it, in order."""
    return tuple(token for token, _, _ in placed(text))


def _fits(name: str, match: re.Match[str], last: list[tuple[Token, int, int]]) -> bool:
    """Whether a form may stand where it matched: not inside a word, nor before a day's month."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if re.search(r"[a-z]$", before) and match[0][0].isalpha():
        return name == "U"
    if name == "years" and re.match(rf"\s*(?:st|nd|rd|th)?\s*(?:of\s+)?{_MONTH}", after):
        follows = int(match[2]) % 100 == (int(match[1]) + 1) % 100 and len(match[2]) > 1
        of_year = re.match(rf"\s*{_MONTH}[\s.'/-]*\d", after)
        return follows and not of_year and not re.match(r"\s*(?:st|nd|rd|th)\b", after)
    if name == "years" and last and last[0][0].code == "M" and "/" not in match[0]:
        return len(match[1]) == 4  # `Jan 24-25` may be two days
    return True


def _made(name: str, match: re.Match[str]) -> list[Token]:
    text = match[0]
    if name == "space":
        return []
    if name in ("day", "iso"):
        first, month, last = match.groups()
        year, day = (first, last) if name == "iso" else (last, first)
        return [_dated(text, _full(year), int(month), int(day))]
    if name == "month":
        month_number = int(match[1])
        if 1 <= month_number <= 12:
            code = "M" if len(match[1]) == 2 else "m"
            return [Token(code, match[1], month_number), Token("Y", match[2], int(match[2]))]
        return [Token("i", text)]
    if name == "years":
        return [_pair(text, match[1], match[2])]
    if name == "quarter":
        return [Token("Q", text, _NUMBERS.get(match[1]) or int(match[1][0]))]
    if name == "half":
        return [Token("N", text)]
    if name == "term":
        word = match[1].replace("-", " ")
        return [Token("s", text, 10 + int(word) if word.isdigit() else _SEASONS.get(word, 0))]
    if name == "nth term":
        return [Token("s", text, 20 + int(match[1]))]
    if name == "span":
        count = int(match[1]) if match[1].isdigit() else _NUMBERS[match[1]]
        return [Token("C", text, count * (12 if match[2].startswith("y") else 1))]
    if name == "nth month":
        return [Token("k", text, int(match[1]))]
    if name in ("named", "year"):
        word = match[1]
        return [
            Token("M", text, MONTHS[word]) if name == "named" else Token("Y", text, _full(word))
        ]
    if name in ("ordinal", "number"):
        digits = match[1]
        code = "o" if name == "ordinal" else "n" if len(digits) < 3 else "#"
        return [Token(code, digits, int(digits[:9]))]
    if name == "mark":
        return [Token({"|": ",", "+": "&"}.get(text, text), text)]
    if name == "W":
        return [Token("W", text, _WEEKDAYS.index(text[:3]))]
    return [Token(code, text) for code in name]


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _dated(text: str, year: int, month: int, day: int) -> Token:
    """A day, or `i` where the calendar has none; `u` where it has in American order."""
    for code, month_number, day_number in (("D", month, day), ("u", day, month)):
        try:
            return Token(code, text, day=date(year, month_number, day_number))
        except ValueError:
            continue
    return Token("i", text)


def _pair(text: str, first: str, last: str) -> Token:
    """Two years: `P` where they follow each other; `p` where not; `a` where it could be no years.

    `11/12` could be a day, and `16-17` an age.
    """
    start, end = _full(first), int(last) % 100
    code = "P" if len(last) > 1 and end == (start + 1) % 100 else "p"
    if len(last) == 4 and code == "P" and int(last) != start + 1:
        code = "p"
    dash = "/" not in text
    if len(first) == 2 and "'" not in text and (start < 2013 or (dash and start < 2018)):
        code = "a" if code == "P" else "p"
    return Token(code, text, start, end if len(last) < 4 else int(last))
