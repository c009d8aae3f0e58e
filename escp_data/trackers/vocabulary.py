"""What trackers' own words and colours mean: headings, states, quarters in headings, numbers.

The contract's own synonyms come first; what stands here is what agencies write besides.
"""

import re
from colorsys import rgb_to_hls
from dataclasses import dataclass
from functools import lru_cache

from escp_data.contract import RAG, SHEETS, Sheet
from escp_data.contract import sheet as contract_sheet
from escp_data.text.clean import fold
from escp_data.text.days import MONTHS
from escp_data.text.nearest import nearest
from escp_data.text.periods import Period, is_period, parse_period
from escp_data.validation import choices

NO_UPDATE = "No update"
"""What a legend may call a colour for "nobody reported": nothing is stored for it."""

_HEADINGS: dict[str, dict[str, str]] = {
    "Progress": {
        "ref": "Action|Actions|Objective|What we will do|What we said we would do|Activity|Task"
        "|Action description",
        "period": "When|As at|Date|Month|Reported for",
        "rag": "Rating|How is it going|Progress rating|Current status|Colour",
        "rag_reason": "Why|Why not on track|If not on track why|Reason for status|Explanation"
        "|Rationale|Reason for colour",
        "progress_update": "What we did|What happened|Narrative|Highlights|This quarter|Notes"
        "|Where we are|Where we are now|Position|Actions taken|Update comments"
        "|Latest update comments",
        "evidence": "How do we know|Evidence seen|Evidence of progress",
        "impact": "Has it helped|Difference made|So what|Impact on children",
        "barriers": "Challenges|Blockers|Concerns|Worries|What is in the way",
        "next_steps": "What next|Next quarter|Plan|Plans|Planned|To do|Coming up",
    },
    "Measure values": {
        "code": "Indicator|Measure|KPI|Metric|Figure|Data item|Description|Performance indicator",
        "numerator": "Actual|Result|Figure|Outturn|How many|Total",
        "denominator": "Out of|Of|Cohort|Base",
        "note": "Source|Remarks|Commentary|Caveat",
    },
    "Ethnicity counts": {"code": "Indicator|Measure", "ethnic_group": "Heritage|Race|Background",
                         "count": "Number of children|How many"},
    "Training": {
        "course": "Training|Course title|Session|Event|Course name",
        "agency": "Who|Who came|Attended by|Organisation|From",
        "period": "When|Date|Month",
        "places_attended": "Attended|Attendance|Attendees|Number attended|Places|Delegates",
        "responses": "Evaluations|Forms returned|Replies|Number of responses",
        "confident_before": "Conf before|Confidence before|Before",
        "confident_after": "Conf after|Confidence after|After",
    },
    "Voice": {
        "what_children_said": "What they said|Children said|Quote|Feedback",
        "what_changed_as_a_result": "What changed|You said we did|Result|What we did about it",
        "agency": "Who listened|Organisation", "voice_date": "When|Month",
    },
    "Recommendations": {"recommendation_number": "Rec|Number", "review": "Source review"},
}  # fmt: skip  # a row a line
_TELLING = ("ref", "code", "course", "review", "audit")
_RAG_WORDS = {
    "Green": "On track|On target|On schedule|Good|Going well|Well|In hand|In progress|Progressing",
    "Amber": "Slipping|Slipped|At risk|Delay|Delayed|Some delay|Behind|Some concerns|Some issues"
    "|Nearly|Partly|Minor delay|Yellow|Orange",
    "Red": "Off track|Off target|Stuck|Blocked|Overdue|Not on track|Stalled|Major delay|Late",
    "Complete": "Delivered|Closed|Blue|B|Achieved|Signed off",
    "Not started": "Not due|Not due yet|Not begun|To do|Planned|Future|Grey|Gray|Pending",
    NO_UPDATE: "No return|Nil return|Not returned|No update|No data|Not reported|Awaited",
}
_RAG = {fold(word): rag for rag, words in _RAG_WORDS.items() for word in words.split("|")}
_HUES = {
    "Red": "red|pink",
    "Amber": "amber|yellow|orange|gold",
    "Green": "green",
    "Complete": "blue",
    "Not started": "grey|gray",
}
_HUE_OF = {name: rag for rag, names in _HUES.items() for name in names.split("|")}
_LEGEND = re.compile(
    rf"\b({'|'.join(_HUE_OF)})\s*(?:=|:|\bmeans\b|\bis\b|–|-)\s*([^;,.|/\n]{{2,30}})", re.IGNORECASE
)

_YEARS = r"(?:20)?\d\d\s*[-/–]\s*(?:20)?\d\d"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_PERIODS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:FY\s*)?{_YEARS}[\s,:_–(-]*Q(?:tr|uarter)?\s*[1-4]\b\)?",
        rf"\bQ(?:tr|uarter)?\s*[1-4][\s,:_–(-]*(?:FY\s*)?{_YEARS}\b\)?",
        rf"\b{_MONTH}\.?(?:\s*(?:20)?\d\d)?\s*(?:-|–|to)\s*{_MONTH}\.?\s*(?:20)?\d\d\b",
        r"\bQ(?:tr|uarter)?\s*[1-4]\b",
        rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}[\s.'’/-]*(?:20)?\d\d\b",
        r"\b\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d\b",
        rf"\b(?:(?:academic|school)(?:\s+year)?|AY|FY|financial year)?\s*{_YEARS}"
        r"(?:\s*(?:academic|school)(?:\s+year)?)?(?!\d)",
    )
)
_BARE = re.compile(r"\s*Q(?:tr|uarter)?\s*([1-4])\s*(?:\([^)]*\))?\s*", re.IGNORECASE)
_ONE_MONTH = re.compile(rf"{_MONTH}\.?(?:[\s.'’/-]*(?:20)?\d\d)?", re.IGNORECASE)
_NUMBER = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
_PART = re.compile(rf"({_NUMBER})\s*(?:of|out of|/)\s*({_NUMBER})", re.IGNORECASE)
_ABOUT = re.compile(
    rf"\s*(?:~|c\.?|ca\.?|about|approx\.?|circa|around)?\s*({_NUMBER})\s*(\?|\([^)]*\)|approx\.?|est\.?)?\s*",
    re.IGNORECASE,
)
_NOT_KNOWN = {"nk", "na", "tbc", "tba", "notknown", "unknown", "nodata", "awaited", "notavailable"}


@dataclass(frozen=True)
class Guess:
    """What something is taken for, why, and how sure that is (0 to 1)."""

    means: str
    reason: str
    confidence: float


@lru_cache(maxsize=64)
def _names(sheet: Sheet) -> dict[str, tuple[str, float]]:
    """Every heading of a sheet's columns, folded: its field, and how sure it is."""
    found: dict[str, tuple[str, float]] = {}
    for column in sheet.columns:
        found.setdefault(fold(column.name), (column.field, 1.0))
    for column in sheet.columns:
        for name in column.also:
            found.setdefault(fold(name), (column.field, 0.95))
    for field, names in _HEADINGS.get(sheet.name, {}).items():
        for name in names.split("|"):
            found.setdefault(fold(name), (field, 0.85))
    return found


@lru_cache(maxsize=4096)
def read_heading(text: str, sheet_name: str) -> Guess | None:
    """The field of a sheet's column that a heading names; None where it names none."""
    sheet = contract_sheet(sheet_name)
    names = _names(sheet)
    for form in (text, re.sub(r"[(\[][^)\]]*[)\]]?", " ", text)):
        if fold(form) in names:
            field, sure = names[fold(form)]
            return Guess(field, f"It is headed {_short(text)}.", sure)
    key = fold(text)
    within = [name for name in names if len(name) > 4 and name in key and len(key) < 60]
    if within:
        field, sure = names[max(within, key=len)]
        return Guess(field, f"Its heading says {_short(text)}.", sure * 0.7)
    near = nearest(text, names, 0.85) if len(key) > 3 else None
    return (
        Guess(names[near][0], f"Its heading is nearly ours: {_short(text)}.", 0.6) if near else None
    )


def is_heading(text: str) -> bool:
    """Whether a text names a column of any of the contract's sheets, word for word.

    A state, such as `Planned` or `To do`, is what stands in a cell.
    """
    forms = (fold(text), fold(re.sub(r"[(\[][^)\]]*[)\]]?", " ", text)))
    return fold(text) not in _RAG and any(form in _every_name() for form in forms if form)


@lru_cache(maxsize=1)
def _every_name() -> frozenset[str]:
    return frozenset(name for sheet in SHEETS for name in _names(sheet))


def names_a_key(text: str) -> bool:
    """Whether a heading is that of a column which tells rows apart: a ref, a measure, a course."""
    return any(
        column.field in _TELLING and (read := read_heading(text, sheet.name)) is not None
        and read.means == column.field and read.confidence >= 0.85
        for sheet in SHEETS for column in sheet.keys
    )  # fmt: skip  # pairs share a line


def _short(text: str) -> str:
    words = " ".join(text.split())
    return f'"{words[:40]}"'


@lru_cache(maxsize=4096)
def split_period(text: str) -> tuple[str, str]:
    """A heading's period as it is written, and the rest: `Q1 24/25 RAG` to `Q1 24/25`, `RAG`."""
    if is_bare(text):
        return " ".join(text.split()), ""
    for pattern in _PERIODS:
        match = pattern.search(text)
        if match and (is_bare(match[0]) or is_period(match[0])):
            rest = f"{text[: match.start()]} {text[match.end() :]}"
            rest = re.sub(r"\(\s*[^)]{0,12}\)|[-–:|/]+\s*$|^\s*[-–:|/]+", " ", rest)
            return " ".join(match[0].split()), " ".join(rest.split())
    return "", " ".join(text.split())


def is_bare(text: str) -> bool:
    """Whether a text is a quarter or a month without its year: `Q3`, `Q3 (Oct–Dec)`, `May`."""
    return _bare_quarter(text) is not None


def _bare_quarter(text: str) -> int | None:
    match = _BARE.fullmatch(text)
    if match:
        return int(match[1])
    month = MONTHS.get(text.strip(" .").lower()) if len(text) < 12 else None
    return (month - 4) % 12 // 3 + 1 if month else None


def is_month(text: str) -> bool:
    """Whether a text is one month, with its year or without."""
    return _ONE_MONTH.fullmatch(text.strip()) is not None


def in_year(text: str, year: str) -> str:
    """The canonical period of a text; a bare quarter is in `year` (`2025-26`). "" for neither."""
    bare = _bare_quarter(text)
    if bare:
        return f"{year} Q{bare}" if year else ""
    try:
        return str(parse_period(text))
    except ValueError:
        return ""


def running_on(texts: list[str]) -> list[str]:
    """Headings' periods in their order, where a bare quarter goes on from the one before it.

    `Sept 24`, `Q3`, `Q4`, `Q1` are three quarters more; a bare quarter with none before it stays.
    """
    found: list[str] = []
    last: Period | None = None
    for text in texts:
        bare = _bare_quarter(text)
        if bare and last and last.quarter:
            last = last.shifted((bare - last.quarter) % 4)
            found.append(str(last))
        elif bare or not text:
            found.append(f"Q{bare}" if bare else "")
        else:
            last = parse_period(text)
            found.append(str(last))
    return found


def read_rag(text: str) -> Guess | None:
    """The RAG that a state in an agency's own words stands for; None where it is anyone's guess."""
    plain = choices.find_choice(text, RAG)
    if plain:
        return Guess(plain, "It says so.", 1.0)
    meant = _RAG.get(fold(text[:60]))
    if meant:
        return Guess(meant, f"{_short(text)} is taken for {meant}.", 0.8)
    guess = choices.guess_choice(text, RAG) if len(text) <= 40 else None
    return Guess(guess, f"{_short(text)} may mean {guess}.", 0.5) if guess else None


def hue(rgb: str) -> str:
    """The RAG that a fill's hue stands for, by common use; "" for white, black and purple."""
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    turn, light, saturation = rgb_to_hls(red, green, blue)
    degrees = turn * 360
    if saturation < 0.15 or max(red, green, blue) - min(red, green, blue) < 0.06:
        return "Not started" if 0.3 < light < 0.93 else ""
    for limit, rag in ((18, "Red"), (66, "Amber"), (170, "Green"), (265, "Complete"), (335, "")):
        if degrees < limit:
            return rag
    return "Red"


def legend_in(text: str) -> dict[str, str]:
    """A legend in words, `Grey = not begun; red = stuck`: the hue's usual RAG to what it means."""
    found = {}
    for name, words in _LEGEND.findall(text):
        meant = read_rag(words.strip())
        if meant:
            found[_HUE_OF[name.lower()]] = meant.means
    return found


def read_number(text: str) -> Guess | None:
    """A number that has something beside it: `~1,000`, `27 (of 60 places)`, `tbc`, `12 of 31`.

    A part of a whole comes as `12/31`; a percentage alone says nothing of how many.
    """
    part = _PART.search(text)
    if part and not text.strip().startswith(part[1] + " ("):
        top, bottom = (each.replace(",", "") for each in part.groups())
        return Guess(f"{top}/{bottom}", f"{_short(text)} is {top} out of {bottom}.", 0.8)
    about = _ABOUT.fullmatch(text)
    if about:
        number = about[1].replace(",", "")
        return Guess(number, f"Of {_short(text)} the number is kept.", 0.6)
    if fold(text) in _NOT_KNOWN:
        return Guess("x", f"{_short(text)} is taken for x (not available).", 0.7)
    return None
