"""The words that people write for a column's choices, and what they may have meant.

A *synonym* is read as the choice. A *guess* is only offered in a message: Blue is Complete in
some trackers and something else in others. The words for RAG are `rag_words`'s, and
what puts a choice in doubt (`Met?`, `~Met`, `Met*`, `Met …`) is what does so with a RAG.
"""

import unicodedata
from functools import lru_cache

from escp_data.contract import AGENCY_TYPES, AUDITS, GRADES, IMPACT, MEASURES, RAG, STATES
from escp_data.text.asking import Ask
from escp_data.text.clean import clean, fold
from escp_data.text.nearest import nearest
from escp_data.validation.rag_words import OPEN_END, read_rag

_SYNONYMS: dict[tuple[str, ...], dict[str, str]] = {
    IMPACT: {
        "Not yet evidenced": "Not evidenced|Not yet|No evidence|No evidence yet|None yet",
        "Emerging": "Emerging evidence|Emerging impact",
        "Evidenced": "Impact evidenced",
    },
    STATES: {
        "Live": "Open|Active|Current|In progress|Ongoing",
        "Closed": "Close",
        "Superseded": "Replaced",
    },
    GRADES: {
        "Not met": "0|0 Not met",
        "Partly": "1|1 Partly|Partly met|1 Partly met|Partially met|Partially",
        "Mostly": "2|2 Mostly|Mostly met|2 Mostly met",
        "Met": "3|3 Met|Fully met|3 Fully met",
        "N/A": "Not applicable",
    },
    AGENCY_TYPES: {
        "Safeguarding partner": "Safeguarding partners|Statutory partner",
        "Relevant agency": "Relevant agencies|Relevant partner",
    },
    AUDITS.column("Audit").choices: {
        "S11": "11|Section 11|Sec 11|S 11 audit|Section 11 audit",
        "S175": "175|Section 175|Sec 175|S 175 audit|Section 175 audit",
    },
    MEASURES.column("Kind").choices: {
        "count": "Counts|Number",
        "rate": "Rates",
        "percentage": "Percentages|Percent|Per cent|Proportion",
    },
    MEASURES.column("Counts").choices: {
        "children": "Child|Children and young people|Young people",
        "other": "Others|Not children",
    },
    MEASURES.column("Better when").choices: {
        "lower": "Low|Lower is better|Down|Decrease|Decreasing",
        "higher": "High|Higher is better|Up|Increase|Increasing",
        "neither": "Neutral|Neither is better",
    },
    MEASURES.column("Time").choices: {
        "flow": "Flows|During a period",
        "stock": "Stocks|Snapshot|On a day",
        "events": "Event",
    },
    MEASURES.column("Per").choices: {
        choice: f"Per {choice}" for choice in MEASURES.column("Per").choices
    },
}

_GUESSES: dict[tuple[str, ...], dict[str, str]] = {
    STATES: {"Closed": "Complete|Completed|Done"},
    IMPACT: {"Evidenced": "Yes|Y", "Not yet evidenced": "No|N|None|NA|N/A|TBC"},
    GRADES: {"Met": "Yes|Y", "Not met": "No|N"},
}

_QUIET = frozenset(".,;:!'\"/\\•·&%§=|`´✓✔☑✅🗸")
"""Signs that leave a choice as it is; so do dashes, brackets and quotation marks."""
_TELLING = ("Po", "Sm", "So", "Sc", "Sk", "No")


@lru_cache(maxsize=64)
def _keys(choices: tuple[str, ...]) -> dict[str, str]:
    return {fold(choice): choice for choice in choices} | _spread(_SYNONYMS.get(choices, {}))


def _spread(words: dict[str, str]) -> dict[str, str]:
    return {fold(word): choice for choice, line in words.items() for word in line.split("|")}


def find_choice(text: str, choices: tuple[str, ...]) -> str | None:
    """The choice a text names, case, spaces and most punctuation aside; None where it names none.

    None, too, where a sign puts in doubt that it does.
    """
    if choices == RAG:
        read = read_rag(text)
        return read if isinstance(read, str) else None
    return None if _in_doubt(text) else _named(text, choices)


def _named(text: str, choices: tuple[str, ...]) -> str | None:
    return _keys(choices).get(fold(text.replace("%", " percent")))


def _in_doubt(text: str) -> bool:
    """Whether a sign says something that cannot be known, or the end was left open."""
    plain = clean(text)
    signs = set(plain) - _QUIET
    telling = any(unicodedata.category(sign) in _TELLING for sign in signs)
    return telling or bool(OPEN_END.search(plain))


def guess_choice(text: str, choices: tuple[str, ...]) -> str | None:
    """The choice it most likely meant, to be asked about; None where that is anyone's guess."""
    if choices == RAG:
        read = read_rag(text)
        offered = [each for each in read.offered if each in RAG] if isinstance(read, Ask) else []
        return offered[0] if len(offered) == 1 else None
    doubted = _named(text[:200], choices)
    if doubted:
        return doubted
    key = fold(text[:200])
    guess = _spread(_GUESSES.get(choices, {})).get(key)
    named = [choice for choice in choices if len(fold(choice)) > 2 and fold(choice) in key]
    if not guess and len(named) < 2:
        begun = [choice for choice in named if key.startswith(fold(choice))]
        guess = begun[0] if begun else nearest(text, choices)
    if guess and key.startswith("not") and not fold(guess).startswith("not"):
        return None
    return guess
