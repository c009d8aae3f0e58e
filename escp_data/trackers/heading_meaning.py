"""What a heading means: its parts held against each other, or the doubt that they leave.

One name for a column is understood; two are a question, unless one only says whose the other is.
"""

from itertools import pairwise
from typing import cast

from escp_data.text.asking import Ask, Nothing
from escp_data.text.period_kinds import Period
from escp_data.trackers.heading_parts import Part, Parts
from escp_data.trackers.heading_words import OF_A_TIME, Means, Sense

Named = Period | Ask | Nothing | None
"""The period that a heading names, as far as it can be known."""

TEXTS = ("RAG reason", "update", "evidence", "impact", "barriers", "next steps")
_OF_ACTION = ("RAG", *TEXTS, "ref", "lead", "due date", "revised due date", "start date")
NUMBERS = ("value", "denominator", "target", "benchmark")
_SENSES: dict[str, tuple[Sense, ...]] = {
    "RAG": ("current", "previous", "forecast", "target"),
    **dict.fromkeys(TEXTS, ("current", "previous")),
    "lead": ("current",),
    "revised due date": ("current",),
    "period": ("current",),
    "denominator": ("current", "previous"),
    "ignore": ("current", "previous", "forecast", "average", "rate", "percentage"),
}
_FIRST: tuple[Sense, ...] = (
    "cumulative",
    "previous",
    "forecast",
    "target",
    "average",
    "rate",
    "percentage",
    "current",
)


class DoubtError(Exception):
    """Why a heading is a question, and what else than its own words to offer."""

    def __init__(self, why: str, *offered: str) -> None:
        super().__init__(why)
        self.offered = offered


_VERSUS = ("v", "vs", "versus", "compared", "against")
SEVERAL = "It names several periods in one."
TWO = "It says two things in one."


def offered_of(parts: Parts, period: Named) -> list[str]:
    """The known words of a heading that is asked about, as what they would mean."""
    means = [str(part.phrase.means) for part in parts.known if part.phrase.means]
    asks = [offer for part in parts.known if part.phrase.asks for offer in part.phrase.asks]
    revised = "revised" in _roles(parts)
    forecast = any(part.phrase.sense == "forecast" for part in parts.known)
    if (revised or forecast) and "due date" in means + asks[:1]:
        return ["revised due date"]
    if "if" in _roles(parts) and not means:
        return [*asks, "RAG", "RAG reason"]
    said = period or any(part.phrase.sense for part in parts.known) or "noun" in _roles(parts)
    return means + asks or (["value"] if said else [])


def means_of(parts: Parts, period: Named, senses: list[Sense], spans: bool) -> Means:
    """What the column is. Raises DoubtError where its words leave a doubt."""
    reasons = _reason(parts)
    left = [part for part in parts.known if part not in reasons]
    whats = [part for part in left if part.phrase.means]
    kinds = cast("list[Means]", list(dict.fromkeys(part.phrase.means for part in whats)))
    if reasons:
        if kinds or any(part.phrase.asks for part in left):
            raise DoubtError(TWO, "RAG reason")
        kinds = ["RAG reason"]
    if any("choices" in part.phrase.roles for part in left) and kinds in ([], ["RAG"]):
        kinds = ["RAG"]
    elif any(_only(part, "choices") or _only(part, "if") for part in left):
        raise DoubtError("Its colours may be a condition, or what stands in the column.", "RAG")
    if spans and kinds not in ([], ["value"]):
        raise DoubtError(SEVERAL)
    asks = [part for part in left if part.phrase.asks and not part.phrase.means]
    kinds = _asked(parts, asks, kinds, senses)
    kinds = _revised(left, kinds)
    kinds = _changed(parts, kinds, left, senses)
    _company(left, kinds, senses)
    if len(kinds) > 1:
        return _one_of(parts, whats, kinds, senses)
    if kinds:
        _no_two(kinds[0], left, senses)
        return kinds[0]
    return _value_alone(parts, period, senses)


def _only(part: Part, role: str) -> bool:
    phrase = part.phrase
    return role in phrase.roles and not (phrase.means or phrase.asks or phrase.sense)


def _reason(parts: Parts) -> list[Part]:
    """A word for a reason and what it is the reason of: a RAG, or that something is off track."""
    known = [part for part in parts.known if not _only(part, "fill")]
    of = [part for part in known if part.phrase.means == "RAG" or "if" in part.phrase.roles]
    for reason in (part for part in known if "reason" in part.phrase.roles):
        near = [part for part in of if part != reason and _beside(parts, reason, part)]
        if near:
            return [reason, *of]
    return []


def _beside(parts: Parts, one: Part, other: Part) -> bool:
    first, last = sorted((one, other), key=lambda part: part.start)
    between = parts.written[first.end : last.start]
    words = [part for part in parts.known if first.end <= part.start and part.end <= last.start]
    joins = any(_only(part, "join") and part.text not in ",;" for part in words)
    of_same = all(_only(p, "fill") or _only(p, "join") or "if" in p.phrase.roles for p in words)
    is_condition = any("if" in p.phrase.roles for p in words)
    return of_same and (is_condition or not (joins or "/" in between))


def _asked(parts: Parts, asks: list[Part], kinds: list[Means], senses: list[Sense]) -> list[Means]:
    """What a word that means little alone comes to in company; else the question it is."""
    for part in asks:
        total = part.text.startswith("total") and (
            "cumulative" in senses or (kinds == ["value"] and not parts.joined(part, part))
        )
        average = part.text == "figure" and kinds in (["value"], ["benchmark"], ["target"])
        if kinds == ["RAG"] and part.text in ("baseline", "rating", "ratings", "colour", "overall"):
            continue
        if total or average:
            kinds = kinds or ["value"]
            continue
        if "revised" in _roles(parts) and part.phrase.asks and "due date" in part.phrase.asks:
            kinds = [*kinds, "due date"] if "due date" not in kinds else kinds
            continue
        raise DoubtError(f'"{part.text}" may be several things.')
    return kinds


def _roles(parts: Parts) -> set[str]:
    return {role for part in parts.known for role in part.phrase.roles}


def _revised(left: list[Part], kinds: list[Means]) -> list[Means]:
    revised = [part for part in left if _only(part, "revised")]
    if not revised:
        return kinds
    if kinds == ["due date"]:
        return ["revised due date"]
    if kinds == ["revised due date"]:
        return kinds
    raise DoubtError(f'"{revised[0].text}" what is not plain.')


def _changed(
    parts: Parts, kinds: list[Means], left: list[Part], senses: list[Sense]
) -> list[Means]:
    """A difference, whatever numbers it is between; of anything else the word says little."""
    others = [kind for kind in kinds if kind != "change"]
    towards = [
        part for part in left if _only(part, "towards") or part.text in ("v", "vs", "versus")
    ]
    if "change" in kinds:
        if all(kind in NUMBERS for kind in others) and not _two_columns(parts, left):
            return ["change"]
        raise DoubtError("A change of numbers, or of something else?", *others, "ignore")
    first = min((part.start for part in left), default=0)
    beside = others in (["benchmark"], ["target"]) or (not others and "previous" in senses)
    if any(part.start == first and part.text in _VERSUS for part in towards) and beside:
        return ["change"]
    if any(_only(part, "towards") for part in towards):
        raise DoubtError(f'"{towards[0].text}" leads to what is not plain.')
    return kinds


def _two_columns(parts: Parts, left: list[Part]) -> bool:
    whats = [part for part in left if part.phrase.means]
    return any(
        parts.joined(one, other)
        and other.text not in _VERSUS
        and not any("towards" in p.phrase.roles for p in left)
        for one, other in pairwise(whats)
        if one.phrase.means != other.phrase.means
    )


def _company(left: list[Part], kinds: list[Means], senses: list[Sense]) -> None:
    """Nouns, units and `to date` say something only beside what counts, or what was done."""
    numbers = bool(set(kinds) & {"value", "target", "benchmark", "change", "denominator"})
    measured = set(senses) & {"average", "rate", "percentage", "cumulative"}
    for part in left:
        if _only(part, "unit") and "average" not in senses and not numbers:
            raise DoubtError(f'"{part.text}" of what is not said.', "value")
        if _only(part, "noun") and not (
            kinds in (["impact"], ["ethnic group"]) or numbers or measured or not kinds
        ):
            raise DoubtError(f'Which of "{part.text}" it is of is not plain.')
        if _only(part, "to date") and (not kinds or set(kinds) - {"update", "evidence", "impact"}):
            senses.append("cumulative")


def _one_of(parts: Parts, whats: list[Part], kinds: list[Means], senses: list[Sense]) -> Means:
    """Two names side by side, of which one only says whose the other is."""
    joined = any(
        parts.joined(one, other)
        for one, other in pairwise(whats)
        if one.phrase.means != other.phrase.means
    )
    found = set(kinds)
    if len(found) == 2 and not joined:
        if "target" in found and found & {"value", "benchmark"}:
            return "target"
        if found == {"value", "benchmark"}:
            return "benchmark"
        if found == {"target", "RAG"}:
            senses.append("target")
            return "RAG"
        if found == {"ignore", "benchmark"}:
            return "ignore"
        if kinds[0] == "action" and kinds[1] in _OF_ACTION and whats[0].text == "action":
            return kinds[1]
        if kinds[0] == "measure" and kinds[1] in NUMBERS:
            return kinds[1]
    raise DoubtError(TWO)


def _no_two(kind: Means, left: list[Part], senses: list[Sense]) -> None:
    """Whether one name stands for two columns: a number and its share, now and before."""
    counted = [p for p in left if p.phrase.means == "value" and p.text.startswith(("n", "count"))]
    shares = [p for p in left if p.phrase.sense == "percentage"]
    if counted and shares:
        raise DoubtError(TWO)
    if {"current", "previous"} <= set(senses) and kind != "change":
        raise DoubtError("It says both now and before.")


def _value_alone(parts: Parts, period: Named, senses: list[Sense]) -> Means:
    """A heading of a period, a sense or whom it counts, and nothing else."""
    known = [part for part in parts.known if not (_only(part, "fill") or _only(part, "join"))]
    if {"current", "previous"} <= set(senses):
        raise DoubtError("It says both now and before.", "value")
    counted = any({"noun", "unit"} & part.phrase.roles for part in known)
    texts = [part.text for part in known]
    joins = [part for part in known if part.phrase.sense]
    if len(set(senses) - {"current"}) > 1 and parts.joined(joins[0], joins[-1]):
        raise DoubtError(TWO, "value")
    if "average" in senses and not counted and len(senses) == 1:
        raise DoubtError("The average of what is not said.", "value", "benchmark")
    standing = any(word in text for text in texts for word in OF_A_TIME)
    if senses and (senses != ["previous"] and senses != ["current"]):
        return "value"
    if senses and (standing or period or counted):
        return "value"
    if senses:
        raise DoubtError("It does not say what it is of.", "value", "RAG")
    if period is not None or texts == ["children"]:
        return "value"
    raise DoubtError("It does not say what it is.")


def sense_of(means: Means, senses: list[Sense], parts: Parts) -> Sense:
    """The sense of a column; of two, the one that keeps a number out of the returns."""
    if means == "change":
        return "percentage" if "percentage" in senses else "none"
    if means == "target":
        return "target"
    if means in ("due date", "start date") and "forecast" in senses:
        raise DoubtError("When it is expected; nobody agreed it.", "revised due date")
    if means == "due date" and any(part.text in ("original", "initial") for part in parts.known):
        return "none"
    if means not in ("value", "benchmark"):
        allowed = _SENSES.get(means, ())
        strange = [sense for sense in senses if sense not in allowed]
        if strange:
            raise DoubtError(f"A {strange[0]} {means} is not plain.")
    return first_of(senses)


def first_of(senses: list[Sense]) -> Sense:
    """The sense that keeps a number out of the returns, where there are several."""
    return next((sense for sense in _FIRST if sense in senses), "none")
