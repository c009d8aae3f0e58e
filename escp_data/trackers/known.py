"""What the store knows that a tracker's words can mean: actions, measures, agencies, quarters.

A tracker seldom has our refs and codes; it has the action's words, shortened. The closest action
is proposed, never taken for certain.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

from escp_data.contract import ALL_AGENCIES, RAG, Column
from escp_data.plan.actions import View, actions
from escp_data.plan.plans import newest_told, opening, plans_on_record
from escp_data.store.database import Store
from escp_data.text.clean import fold
from escp_data.text.nearest import nearest
from escp_data.text.wording import written
from escp_data.trackers.vocabulary import Guess, in_year, is_bare, read_number, read_rag
from escp_data.validation import choices
from escp_data.validation.agencies import Agencies, registered
from escp_data.validation.cell_problems import CellProblem
from escp_data.validation.cells import is_blank, listed_items, read_cell

_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)*")
_REF = re.compile(r"(?<![\d.])(\d{1,2}\.\d{1,3}[a-z]?)(?![\d.])")
_SEVERAL = re.compile(r"\s*(?:[/,;+&]|\band\b)\s*")
_COMMON = frozenset(
    _WORD.findall(
        "a all an and are as at be by for from have how in into is it its made make of on or our "
        "over so such that the their them these they this to up was we what who will with"
    )
)
_LIKELY = 0.35
_LONGEST = 500


@dataclass(frozen=True)
class Plan:
    """Actions by ref, measures by code (name and definition), agencies, and the newest quarter.

    `percentages` are the codes whose numbers need a denominator; `year_ends` those counted on a
    day and kept by quarter, so that a year's figure is its last quarter's, and `stocks` all those
    counted on a day, whose months are not added up.
    """

    actions: Mapping[str, str]
    measures: Mapping[str, str]
    agencies: Agencies
    newest: str = ""
    percentages: frozenset[str] = frozenset()
    year_ends: frozenset[str] = frozenset()
    weights: Mapping[str, float] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    stocks: frozenset[str] = frozenset()


def read_plan(store: Store) -> Plan:
    """The plan as the store has it now."""
    measures = store.current("measures")
    values, progress = store.current("measure_values"), store.current("progress")
    texts = actions_of_the_plan(store)
    names = dict(zip(measures["code"], measures["measure"], strict=True))
    stocks = set(measures.loc[measures["time_kind"] == "stock", "code"])
    by_quarter = {
        code
        for code, periods in values.groupby("code")["period"]
        if all(" Q" in period for period in periods)
    }
    return Plan(
        texts,
        names,
        registered(None, store)[0],
        max(progress["period"], default=""),
        frozenset(measures.loc[measures["kind"] == "percentage", "code"]),
        frozenset(stocks & by_quarter),
        _weights([*texts.values(), *names.values()]),
        tuple(_aliases(store)),
        frozenset(stocks),
    )


def actions_of_the_plan(store: Store) -> dict[str, str]:
    """The actions, by ref, of the plan that was reported on last: what each says it is."""
    plans = plans_on_record(store)
    if not plans:
        return {}
    opens = opening(plans, newest_told(store))
    quarter = opens.quarters[0]
    frame = actions(store, View(quarter, quarter.shifted(-1), None, opens.plan))
    return dict(zip(frame["ref"], frame["action"], strict=True))


def _aliases(store: Store) -> Iterator[str]:
    """Every name that an agency goes by, as it is written."""
    agencies = store.current("agencies")
    for name, also in zip(agencies["agency"], agencies["also_known_as"], strict=True):
        yield from (name, *listed_items(also or ""))


@lru_cache(maxsize=4096)
def _tokens(text: str) -> frozenset[str]:
    words = _WORD.findall(text[:_LONGEST].casefold().replace("&", " and "))
    return frozenset(_stem(word) for word in words if word not in _COMMON)


def _stem(word: str) -> str:
    for ending in ("ing", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word


def _weights(texts: list[str]) -> dict[str, float]:
    """How much each word tells: one that stands in every text tells little."""
    found: dict[str, int] = {}
    for text in texts:
        for token in _tokens(text):
            found[token] = found.get(token, 0) + 1
    return {token: log(1 + len(texts) / times) for token, times in found.items()}


def closest(text: str, options: Mapping[str, str], plan: Plan) -> Guess:
    """The ref or code whose words are most like a text's; means "" where none is near.

    The share of the text's own telling words, then the shorter of two that hold as many.
    """
    said = _tokens(text)
    scored = sorted(
        ((_alike(said, key, words, text, plan), key) for key, words in options.items()),
        reverse=True,
    )
    if not said or not scored or scored[0][0] < _LIKELY:
        return Guess("", "No action or measure has these words. Choose one, or leave it out.", 0.0)
    (best, key), rest = scored[0], scored[1:]
    clear = best - (rest[0][0] if rest else 0.0)
    words = " ".join(options[key].split())[:60]
    return Guess(key, f'By its words: {key}, "{words}".', min(0.9, 0.4 + clear))


def _alike(said: frozenset[str], key: str, words: str, text: str, plan: Plan) -> float:
    if key.isalpha() and len(key) > 2 and key.casefold() in text.casefold().split():
        return 1.5
    theirs = _tokens(words)
    strange = max(plan.weights.values(), default=1.0) / 2
    total = sum(plan.weights.get(token, strange) for token in said)
    shared = sum(plan.weights.get(token, strange) for token in said if _among(token, theirs))
    begins = len(key) > 3 and fold(text).startswith(key.casefold())
    return (shared / total if total else 0.0) + 0.5 * begins - 0.005 * len(theirs)


def _among(token: str, others: frozenset[str]) -> bool:
    """Also `refs` for referrals: an abbreviation of four letters or more."""
    long = len(token) > 3 and token.isalpha()
    return token in others or (long and any(other.startswith(token) for other in others))


def plain_value(column: Column, value: object, plan: Plan) -> object:
    """What the ordinary cell parser makes of a value; None where it says nothing we know.

    A ref, code or agency must be registered; a count comes as its number or marker.
    """
    try:
        read = read_cell(column, value)
    except CellProblem:
        return None
    if isinstance(read, tuple):
        read = read[1] if read[0] is None else read[0]
    if isinstance(read, float) and read.is_integer():
        read = int(read)
    if column.kind == "agency":
        return plan.agencies.find(str(read))
    known: Mapping[str, Mapping[str, str]] = {"ref": plan.actions, "code": plan.measures}
    if column.kind in known and column.key and read not in known[column.kind]:
        return None
    return read


def guess_value(column: Column, value: object, plan: Plan, year: str) -> Guess:
    """What a value that does not read by itself may mean; means "" where it is not understood."""
    text = " ".join(written(value).split())
    found: Guess | None = None
    if column.kind in ("ref", "code"):
        found = _about(column, text, plan)
    elif column.kind == "period":
        found = _period(text, year)
    elif column.choices == RAG:
        found = read_rag(text)
    elif column.kind == "choice":
        meant = choices.guess_choice(text, column.choices)
        found = Guess(meant, f'"{text[:40]}" may mean {meant}.', 0.5) if meant else None
    elif column.kind == "agency":
        found = _agency(text, plan)
    elif column.kind in ("count", "amount", "number"):
        found = read_number(text) if isinstance(value, str) else None
        if found and column.kind == "number" and not found.means.isdecimal():
            found = None
    return found or Guess("", _not_understood(column, text), 0.0)


def _about(column: Column, text: str, plan: Plan) -> Guess:
    options = plan.actions if column.kind == "ref" else plan.measures
    for ref in _REF.findall(text) if column.kind == "ref" else ():
        if ref in options:
            return Guess(ref, f"The text names {ref}.", 0.95)
    return closest(text, options, plan)


def _period(text: str, year: str) -> Guess | None:
    meant = in_year(text, year)
    if not (meant and is_bare(text)):
        return None
    return Guess(meant, f'"{text}" has no year: taken for {meant}.', 0.6)


def _agency(text: str, plan: Plan) -> Guess | None:
    parts = [part for part in _SEVERAL.split(text) if part]
    if len(parts) > 1 and all(plan.agencies.find(part) or _one(part, plan) for part in parts):
        return Guess(ALL_AGENCIES, "It names several agencies, and a row is from one.", 0.4)
    one = _one(text, plan)
    return Guess(one, f'"{text[:40]}" is taken for {one}.', 0.6) if one else None


def _one(text: str, plan: Plan) -> str | None:
    key = fold(text)
    begun = {name for name in plan.agencies.names if len(key) > 3 and fold(name).startswith(key)}
    if len(begun) == 1:
        return begun.pop()
    near = nearest(text, plan.agencies.meant)
    return plan.agencies.meant[near] if near else None


def _not_understood(column: Column, text: str) -> str:
    share = text.endswith("%") or re.fullmatch(r"0\.\d+", text)
    if share and column.kind in ("count", "amount", "number"):
        return "A percentage alone says nothing of how many there were. Ask for the numbers."
    try:
        read_cell(column, text)
    except CellProblem as problem:
        return str(problem)
    return "It is not understood." if not is_blank(text) else ""
