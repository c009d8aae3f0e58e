"""A heading cut into its parts: phrases that are known, the words of a period, and what is neither.

The longest phrase wins. A phrase never cuts a period's figures or months in two, and words that a
period is written with (quarter, year, to) are the period's where they stand beside it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from escp_data.text.period_tokens import Token, placed, plain
from escp_data.trackers import heading_words as words
from escp_data.trackers.heading_words import Means, Sense

_CORE = "QPpaYMDm#noCkuivsd"
_GLUE = "qyFSAtEewfb&-,/()L"
_ATOM = re.compile(r"\+\s*/\s*-|-\s*/\s*\+|[a-z]+|\d+|[^\s\-.':\"]")
_PER = re.compile(
    r"(?:rate\s*)?(?:per|/)\s*(?:1,?000,?000|100,?000|10,?000|1,?000|100k|10k|1k|100|head|capita"
    r"|child|thousand)(?![a-z\d])(?:\s*(?:children|population|pop|cyp|pupils|people|head)(?![a-z]))*"
)
_CHOICES = re.compile(
    r"(?:red|amber|green|blue|grey|yellow|complete|not started|[ragbycn])"
    r"(?:\s*(?:[/,&]|or|and)+\s*(?:red|amber|green|blue|grey|yellow|complete|not started|[ragbycn])"
    r"(?![a-z]))+"
)
_LONGEST = 9


@dataclass(frozen=True)
class Phrase:
    """What a known phrase may say: what a column is, its sense, what to ask, or only a role."""

    means: Means | None = None
    sense: Sense | None = None
    asks: tuple[str, ...] | None = None
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Part:
    """A phrase where it stands in the heading."""

    start: int
    end: int
    text: str
    phrase: Phrase


@dataclass
class Parts:
    """All of a heading: its phrases in order, its period's words, and the words left over.

    `rest` is the heading without the figures and months of its period.
    """

    written: str
    known: list[Part] = field(default_factory=list)
    period: str = ""
    rest: str = ""
    unknown: list[str] = field(default_factory=list)

    def joined(self, first: Part, last: Part) -> bool:
        """Whether a word such as and, or a stroke, stands between two parts."""
        between = self.written[first.end : last.start]
        joins = any(
            part.start >= first.end and part.end <= last.start and "join" in part.phrase.roles
            for part in self.known
        )
        return joins or bool(re.search(r"[/&+,;|\n]", between))


def _atoms(text: str) -> tuple[str, ...]:
    return tuple(re.sub(r"\s", "", match[0]) for match in _ATOM.finditer(text))


@lru_cache(maxsize=1)
def _lexicon() -> dict[tuple[str, ...], Phrase]:
    """Every phrase by its atoms; one that stands in several lists has all that they say of it."""
    found: dict[tuple[str, ...], Phrase] = {}
    roles = {
        "reason": words.REASONS, "if": words.CONDITIONS, "revised": words.REVISED,
        "noun": words.NOUNS, "unit": words.UNITS, "fill": words.FILLERS, "join": words.JOINERS,
        "towards": words.TOWARDS, "to date": words.TO_DATE,
    }  # fmt: skip  # as a table
    said = [
        *((Phrase(means=means), phrases) for means, phrases in words.WHAT.items()),
        *((Phrase(sense=sense), phrases) for sense, phrases in words.SENSES.items()),
        *((Phrase(asks=asks), phrases) for phrases, asks in words.ASKS.items()),
        *((Phrase(roles=frozenset([role])), phrases) for role, phrases in roles.items()),
    ]
    for phrase, phrases in said:
        for key in map(_atoms, phrases.split("|")):
            held = found.get(key, Phrase())
            found[key] = Phrase(
                held.means or phrase.means,
                held.sense or phrase.sense,
                held.asks or phrase.asks,
                held.roles | phrase.roles,
            )
    return found


@lru_cache(maxsize=4096)
def parts_of(text: str) -> Parts:
    """The parts of a heading, all of it."""
    written = plain(re.sub(r"\(s\)", "s", text, flags=re.IGNORECASE))
    parts = Parts(written)
    tokens = placed(written)
    zones = list(_zones(tokens))
    core = [(start, end) for token, start, end in tokens if token.code in _CORE]
    parts.known = sorted(_phrases(written, zones, core), key=lambda part: part.start)
    taken = [(part.start, part.end) for part in parts.known]
    stretches: list[str] = []
    for first, last in zones:
        left = [t for t in tokens if first <= t[1] < last and not _within(t, taken)]
        stretches += _stretches(written, left)
    parts.period = " ".join(stretches)
    parts.rest = written
    for start, end in reversed(core):
        parts.rest = f"{parts.rest[:start]} {parts.rest[end:]}"
    for token, start, end in tokens:
        if not _within((token, start, end), taken) and not any(a <= start < b for a, b in zones):
            if token.code == "N" and not token.text.startswith("age"):
                cumulative = Phrase(sense="cumulative")
                parts.known.append(Part(start, end, token.text, cumulative))
            elif token.code not in "-,/()&?" and token.text != "?":
                parts.unknown.append(token.text)
    return parts


def _within(token: tuple[Token, int, int], taken: list[tuple[int, int]]) -> bool:
    return any(start <= token[1] and token[2] <= end for start, end in taken)


def _zones(tokens: tuple[tuple[Token, int, int], ...]) -> Iterator[tuple[int, int]]:
    """Where a period is written: figures and months with the words between and beside them."""
    run: list[tuple[Token, int, int]] = []
    for placed_token in (*tokens, (Token("U", ""), 0, 0)):
        if placed_token[0].code in _CORE + _GLUE:
            run.append(placed_token)
            continue
        if any(token.code in _CORE for token, _, _ in run):
            yield run[0][1], run[-1][2]
        run = []


def _phrases(
    written: str, zones: list[tuple[int, int]], core: list[tuple[int, int]]
) -> Iterator[Part]:
    atoms = [(match[0], match.start(), match.end()) for match in _ATOM.finditer(written)]
    at = 0
    while at < len(atoms):
        start = atoms[at][1]
        special = _special(written, start, core)
        if special:
            yield special
            at = next((n for n, atom in enumerate(atoms) if atom[1] >= special.end), len(atoms))
            continue
        for count in range(min(_LONGEST, len(atoms) - at), 0, -1):
            key = tuple(re.sub(r"\s", "", atom) for atom, _, _ in atoms[at : at + count])
            phrase = _lexicon().get(key)
            end = atoms[at + count - 1][2]
            if phrase and _may_stand(start, end, zones, core):
                yield Part(start, end, written[start:end], phrase)
                at += count - 1
                break
        at += 1


def _special(written: str, start: int, core: list[tuple[int, int]]) -> Part | None:
    """A rate per so many, or a list of the choices of a RAG."""
    before = written[start - 1 : start]
    for pattern, phrase in (
        (_PER, Phrase(sense="rate")),
        (_CHOICES, Phrase(roles=frozenset(["choices"]))),
    ):
        match = pattern.match(written, start)
        if not match or (before.isalpha() and match[0][0].isalpha()):
            continue
        if pattern is _CHOICES and not re.search(r"green|\bg\b", match[0]):
            continue
        if not any(a < match.end() < b for a, b in core):
            return Part(start, match.end(), match[0], phrase)
    return None


def _may_stand(
    start: int, end: int, zones: list[tuple[int, int]], core: list[tuple[int, int]]
) -> bool:
    """Whether a phrase cuts no figures or months of a period, and is more than its glue."""
    if any(a < end and start < b and not (start <= a and b <= end) for a, b in core):
        return False
    for first, last in zones:
        if first <= start and end <= last:
            inside = [(a, b) for a, b in core if first <= a and b <= last]
            return all(start <= a and b <= end for a, b in inside)
    return True


def _stretches(written: str, left: list[tuple[Token, int, int]]) -> Iterator[str]:
    """What is left of a zone, in one text; joining words at its ends are not the period's."""
    while left and left[0][0].code in "&-,/)":
        left = left[1:]
    while left and left[-1][0].code in "&-,/(":
        left = left[:-1]
    if left and any(token.code in _CORE for token, _, _ in left):
        yield " ".join(
            written[start:end] for start, end in dict.fromkeys((t[1], t[2]) for t in left)
        )
