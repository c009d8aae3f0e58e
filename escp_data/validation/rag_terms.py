"""What agencies write in RAG columns, term by term, and what each term can mean.

A term is a run of words (`on track`) or one sign (`✓`). Some are a RAG, some may be one of several,
and some only stand beside one (`still`). Whether a whole text is read is `rag_words`'s to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from escp_data.text.asking import Ask, Nothing

Reading = str | Ask | Nothing
"""A RAG, a question, or that nobody reported."""

SYNONYMS = {
    "Red": "R",
    "Amber": "A",
    "Green": "G",
    "Complete": "Completed|C|Done|Finished|Action complete|Action completed|Fully complete"
    "|Fully completed|Completed and embedded|Complete and embedded|Completed and closed"
    "|Complete and closed",
    "Not started": "NS|N S|Not yet started|Not begun|Not commenced|To start|Yet to start"
    "|Not started yet|Not yet begun|Not yet commenced|Yet to begin|Yet to commence",
}
_STATES = {"Green": "On track|On target|On schedule"}
_NOBODY = (
    "No update|No update this quarter|No update provided|No update received|No update given"
    "|No update submitted|No update available|No update yet|No update this period"
    "|Update awaited|Update not provided|Update not received|Update outstanding|Update pending"
    "|Awaiting update|Awaiting return|Return awaited|No return|No return received"
    "|No return this quarter|Not returned|Not reported|Not reported this quarter|No response"
    "|No response received|Nothing reported|No report|No report received|Not updated"
)
_MAY_BE = {
    "Amber; Red": "At risk|Behind schedule|Behind|Delayed|Delay|Slipped|Off schedule|Running late"
    "|Running behind|Late|Issues|Concerns|Significant delay",
    "Red; Amber": "Overdue|Off track|Off target|Off plan|Stalled|Stuck|Blocked|Not on track"
    "|Not on target|Not on schedule|Major delay|Major issues|Critical|Serious concerns|Poor"
    "|Failing",
    "Amber": "Some delay|Some delays|Slight delay|Minor delay|Minor delays|Slipping|Some slippage"
    "|Slippage|Minor issues|Some issues|Some concerns|Needs attention|Partly|Partially|Mixed"
    "|Partially met|Partly met|Partially achieved|Partly achieved|Partially complete"
    "|Partly complete|Part complete|Completed in part|Partially completed|Partly completed",
    "Green; Amber": "In progress|Ongoing|On going|Progressing|WIP|Work in progress|Started|Begun"
    "|Commenced|Underway|Under way|Work under way|Work underway|Open|Active|Live|In train"
    "|In development|In hand|Continuing|Being implemented|Work ongoing|Current|Initiated",
    "Green": "Progressing well|Good progress|Going well|Good|On plan|On course|On time|To plan"
    "|Ahead|Ahead of schedule|Ahead of plan|Ahead of target|Well under way|Well underway|OK|Fine"
    "|Lime|Teal|Turquoise|Strong|Exceeded|Exceeding target",
    "Complete": "Closed|Delivered|Achieved|Implemented|Signed off|Embedded|Actioned|Fulfilled"
    "|Fully achieved|Fully implemented|Ended|Business as usual|BAU|Discharged|All done|Resolved",
    "Complete; Green": "Met|Fully met|Target met|Success|Successful",
    "Not started": "Planned|Scheduled|Pending|To do|Future|Future action|Upcoming|In planning"
    "|To be started|To begin|To commence|Not yet|Yet to be started|Queued|Planning"
    "|Awaiting start|Due to start|Unstarted|Not yet in place",
    "Not started; Green": "Not due|Not yet due|Not due yet|Not due to start",
    "Not started; Red": "Not done|Nothing done|No progress|No action|No action taken",
    "Red": "Not achieved|Not met|Failed|Missed|Target missed|Unmet|Not delivered|Fail",
    "": "Not complete|Not completed|Not finished|Incomplete|Unfinished|Uncompleted|Outstanding"
    "|Due|High|Medium|Low|H|M|L|Review|Under review|Never started|Critical path",
}
_YES = {"Complete; Green": "Yes|Y", "Red; Not started": "No|N"}
_OTHER_STATES = {
    "Red; Amber": "On hold|Paused|Suspended|Parked",
    "": "Cancelled|Canceled|Deferred|Postponed|Superseded|Withdrawn|Abandoned|Stopped|Merged"
    "|Removed|Transferred|Archived|Discontinued",
}
_BLANK = (
    "TBC|TBA|TBD|NA|N A|None|Nil|Select|Select one|Please select|Choose|Choose an item|Choose one"
    "|Please choose|Select an option|Select an item|Select from list|Select RAG|Select status"
    "|Select rating|Click or tap here to enter text|Click here to enter text|0|Unknown"
    "|Not known|NK|Not applicable|Not available|Not rated|Unrated|No RAG|No rating|Not RAG rated"
    "|Awaited|Awaiting|Blank|Null|To follow|To be confirmed|To be advised|To be determined"
    "|No data|Not provided|Not submitted|Nil return|Outstanding return|Missing|No status|Not set"
    "|Enter text|Insert RAG|Nothing to report|Not assessed|Update to follow|Verbal update"
)
_ELSEWHERE = (
    "Ditto|No change|Unchanged|Same|As above|As before|See above|See below|See update|See notes"
    "|See note|See comments|As last quarter|Same as last quarter|No change from last quarter|As is"
)
_ALSO = {
    "red": "r", "amber": "a", "green": "g", "blue": "b", "grey": "gray", "yellow": "y",
    "purple": "p", "white": "w",
}  # fmt: skip  # words, as a paragraph
_COLOURS = (
    *_ALSO, "black", "orange", "gold", "pink", "brown", "silver", "violet", "lilac", "navy",
    "cyan", "magenta", "cream", "maroon",
)  # fmt: skip  # words, as a paragraph
_OFFERED = {
    "blue": "Complete",
    "grey": "Not started; No update",
    "yellow": "Amber",
    "white": "Not started; No update",
    "orange": "Amber",
    "gold": "Complete; Amber",
    "pink": "Red",
    "silver": "Not started",
    "navy": "Complete",
    "maroon": "Red",
    "darkgreen": "Green; Complete",
    "lightgreen": "Green; Amber",
    "palegreen": "Green; Amber",
}
_SHADES = ("light", "dark", "pale", "bright", "deep", "mid")
_SIGNS = {
    "red": "🔴🟥", "green": "🟢🟩", "yellow": "🟡🟨", "orange": "🟠🟧", "blue": "🔵🟦",
    "purple": "🟣🟪", "brown": "🟤🟫", "white": "⚪⬜", "black": "⚫⬛",
}  # fmt: skip  # signs, as a paragraph
OWN = {"red": "Red", "amber": "Amber", "green": "Green"}
"""The three colours that are RAGs themselves."""
COLOUR_OF = {
    **{name: name for name in _COLOURS},
    **{other: name for name, other in _ALSO.items()},
    **{f"{shade} {name}": f"{shade}{name}" for shade in _SHADES for name in (*_COLOURS, "gray")},
    **{sign: name for name, signs in _SIGNS.items() for sign in signs},
}
"""Every way to write a colour, to its name: `r` to `red`, `light green` to `lightgreen`."""

TICKS = dict.fromkeys("✓✔☑✅🗸", "Complete; Green") | dict.fromkeys("✗✘✖❌☒❎×🗶", "Red; Not started")

Kind = Literal["says", "may", "nobody", "label", "beside", "before", "share"]


@dataclass(frozen=True)
class Term:
    """What a term can mean.

    `says` is a RAG; `may` may be one of `offered`, or something else; `nobody` reported. A `label`
    (Status:) stands first, `beside` (still) goes with any RAG, `before` (was) takes the RAG after
    it back, a `share` is a percentage. A RAG in `agrees` is not gainsaid by the term.
    """

    kind: Kind
    rag: str = ""
    offered: tuple[str, ...] = ()
    agrees: tuple[str, ...] = ()
    why: str = ""


def parts(line: str) -> tuple[str, ...]:
    """`Amber; Red` as two."""
    return tuple(line.split("; ")) if line else ()


def share(number: float) -> Term:
    """A percentage: how much is done is no RAG, though all of it agrees with Complete."""
    offered = {100.0: ("Complete",), 0.0: ("Not started",)}.get(number, ())
    return Term("share", "", offered, offered, "How much is done is not a RAG.")


def colour(name: str, key: Mapping[str, Reading]) -> Term:
    """What a colour means: by the sheet's own key, else by common use."""
    meant = key.get(name, OWN.get(name))
    if isinstance(meant, str):
        return Term("says", meant)
    if isinstance(meant, Nothing):
        return Term("nobody", why=meant.why)
    if isinstance(meant, Ask):
        return Term("may", "", meant.offered, (), meant.why)
    base = next((shown for shown in OWN if name.endswith(shown)), "")
    offered = parts(_OFFERED.get(name, OWN.get(base, "")))
    agrees = offered or ("Complete", "Not started")
    return Term("may", "", offered, agrees, "The colour means something else in each key.")


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split("|"))


def _all(words: str, term: Term) -> dict[str, Term]:
    return {" ".join(each.lower().split()): term for each in words.split("|")}


def _may(table: Mapping[str, str], why: str, agree: bool = True) -> dict[str, Term]:
    found: dict[str, Term] = {}
    for line, words in table.items():
        offered = parts(line)
        found |= _all(words, Term("may", "", offered, offered if agree else (), why))
    return found


def _terms() -> dict[str, Term]:
    found = _all(
        _ELSEWHERE, Term("may", why="It depends on another cell, or on what was said before.")
    )
    found |= _may({"No update": _BLANK}, "It does not say a RAG.", agree=False)
    found |= _may(_MAY_BE, "It can mean more than one RAG, or none.")
    found |= _may(_YES, "It does not say what is so.", agree=False)
    found |= _may(_OTHER_STATES, "It is none of the five RAGs.", agree=False)
    for sign, offered in TICKS.items():
        why = "A tick or a cross can mean more than one RAG."
        found |= _may({offered: sign}, why, agree=offered.startswith("Complete"))
    found |= _all(_NOBODY, Term("nobody", why="Nobody reported."))
    for table in (SYNONYMS, _STATES):
        for rag, words in table.items():
            found |= _all(f"{rag}|{words}", Term("says", rag))
    found |= _all("ish", Term("may", why="The writer was not sure."))
    for name, rag in OWN.items():
        also = {"Red": ("Amber",), "Green": ("Amber",)}.get(rag, ())
        found |= _all(
            f"{name}ish|{name} ish|{name}dish",
            Term("may", "", (rag, *also), (), "The writer was not sure."),
        )
    return found


TERMS = _terms()
"""Every term but the colours, in small letters with one space between two words."""
LABELS = _each(
    "rag|status|rating|current|rag status|rag rating|current rag|current status"
    "|current rag status|current rag rating|overall rag|overall status|overall rag status"
    "|overall rating|progress rag|progress status|delivery status|delivery rag|action status"
)
BESIDE = _each("still|now|currently|remains|is now|rated|rag rated|stays")
UNCHANGED = _each(
    "no change|unchanged|same|as before|as last quarter|same as last quarter|same as before"
    "|no change from last quarter|no change since last quarter|no change this quarter"
)
STRICTLY_BEFORE = _each("was|up from|down from")
BEFORE = STRICTLY_BEFORE | _each(
    "previously|formerly|previous|prev|last quarter|last qtr|previously was"
)
MOVES = _each("to|>|→|->|=>|⇒|➔|➜|➡|⟶|↗|↘|↑|↓|⬆|⬇|<|into|becoming|▲|▼")
MOVING = _each(
    "moving|turning|improving|heading|going|becoming|nearing|approaching|towards|toward|moves"
    "|turn|will|expected|aiming|soon|returning|worsening|slipping|declining|dropping"
)
LATER = _each("from|by|in|until|when|if|once|after|next|soon")
NOT = _each("not|no|non|never|isn't|isnt|hasn't|hasnt|wasn't|wasnt|aren't|without|neither|un")
ALMOST = _each(
    "nearly|almost|substantially|partly|partially|part|half|mostly|largely|to|will|due|close|near"
    "|virtually|practically|about|expected|should|can|semi|quarter|three|not|yet|non|being"
)
