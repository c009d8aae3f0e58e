"""Words that stand in columns of counts, each with its one reading or what to ask.

Sentences here never repeat a number: a count of children may be in the cell.
"""

from dataclasses import dataclass

from escp_data.text.asking import Ask
from escp_data.text.wording import says


@dataclass(frozen=True)
class Spoilt:
    """A cell that no count can be meant by; it has to be put right in the file: `why`."""

    why: str


Count = int | float | str | Ask | Spoilt
"""A number, a marker, a question, or no count."""

BESIDE = "It has something beside the number; write the number alone."
DATE = (
    "It holds a date or a time, which Excel may have made of a number: "
    "format the cell as a number and type it again."
)
FRACTION = "It has a fraction."
LARGE = "It is far too large."
MISSING = "It seems to be missing; did you mean x (not available) or z (not applicable)?"
PERCENTAGE = "It is a percentage; write the number itself."
SUPPRESSED = "It seems to be suppressed; did you mean c?"
WORDS = "It holds words in place of a number."
ZERO = "Did you mean 0?"

UNIT = (
    r"(?:children\s+and\s+young\s+people|children\s*(?:&|/)\s*young\s+people|children|child|pupils?"
    r"|students?|learners?|young\s+(?:people|persons?)|cyp|yps?|kids)\.?"
)
"""What is surely counted in a column of counts of children: nouns that mean any child.

Families, sessions, cases, referrals and people may be counted otherwise; girls are a part.
"""

_READ = {
    "c": "suppressed|data suppressed|number suppressed|count suppressed|figure suppressed"
    "|small number suppressed|small numbers suppressed|suppressed small number"
    "|suppressed small numbers|suppressed due to small numbers|too small to report"
    "|too small to publish|too small to show|too small to be reported|too few to report"
    "|too few to publish|number too small to report|numbers too small to report",
    "x": "not recorded|data not available|data unavailable|not available|unavailable|not collected"
    "|data not collected|not known|unknown|number not known|number unknown|not held"
    "|data not held|data not recorded|no data available|figure not available"
    "|figures not available|information not available|number not available",
    "z": "not applicable|does not apply|doesnt apply",
}
_NOUGHT = "nil|zero|nought|naught"
_NOUNS = ("children", "pupils", "students", "young people", "cyp", "learners")
_SUPPRESSED = {
    "c": "*|**|***|****|s|low|k|small|small number|small numbers|very small|low number|low numbers"
    "|very low|confidential|withheld|redacted|disclosive|sup|supp|too small|too few|below threshold"
    "|under threshold|supressed|suppresed|hidden|masked|number too small",
    "c; x": "#",
}
_VAGUE = "several|few|a few|some|handful|a handful|very few|a small number|a number"
_MISSING = {
    "x; z": "na|n a|…|...|. . .|nan|#|not relevant",
    "x": "..|.|:|::|?|??|???|u|tbc|t b c|tba|tbd|to follow|to be confirmed|to be advised|awaited"
    "|awaiting|awaiting data|data awaited|pending|data to follow|data pending|not yet available"
    "|not available yet|not yet known|not known yet|outstanding|dna|nk|n k|nr|n r|nd|n d|missing"
    "|data missing|not reported|not returned|not provided|not supplied|not submitted|no return"
    "|no response|not yet received|not received|unk|not disclosed|not stated|not counted"
    "|not monitored|not measured|no figure|no figures|no information|dk|dont know|due|uncertain",
    "x; 0": "no data|blank|null|nothing|no value|empty|no number|not entered",
    "0; x": "-|--|---|–|—|−|_|/",
}
_ZERO = {
    "0; x": "none|none recorded|none reported|none known|none to report|none identified"
    "|none this quarter|none this period|nil return|nil known|nothing to report|no cases"
    "|no children|no pupils|no incidents|no referrals|not any",
    "0": "o|no|nill|ø|∅|zilch|nought nil",
}
_ELSEWHERE = (
    "as above|ditto|\"|''|same|same as above|see note|see notes|see below|see above|see comments"
    "|see comment|see narrative|as last quarter|as before|unchanged|no change|same as last quarter"
)


def _found() -> dict[str, str | int | Ask]:
    found: dict[str, str | int | Ask] = {}
    for marker, words in _READ.items():
        found |= dict.fromkeys(words.split("|"), marker)
    for word in _NOUGHT.split("|"):
        found |= dict.fromkeys((word, *(f"{word} {noun}" for noun in _NOUNS)), 0)
    found |= dict.fromkeys(_ELSEWHERE.split("|"), Ask("It depends on another cell."))
    for table, why in ((_MISSING, MISSING), (_SUPPRESSED, SUPPRESSED), (_ZERO, ZERO)):
        for offered, words in table.items():
            found |= dict.fromkeys(words.split("|"), Ask(why, tuple(offered.split("; "))))
    for word in _VAGUE.split("|"):
        found[word] = Ask(says(word), ("c",))
    return found


FOUND = _found()
"""Texts in small letters, with one space in place of the punctuation between words."""
