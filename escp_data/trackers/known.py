"""What the store knows that a tracker's words can name: actions, measures, agencies.

A name is the one it equals, case, spaces and punctuation aside. What it merely resembles is
offered for a person to choose, never taken.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import log
from pathlib import Path

from escp_data.plan.actions import View, actions
from escp_data.plan.plans import PlanOnRecord, newest_told, opening, plans_on_record
from escp_data.store.database import Store
from escp_data.text.clean import fold
from escp_data.trackers.questions import BETWEEN
from escp_data.validation.agencies import Agencies, registered
from escp_data.validation.cells import listed_items

_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)*")
_REF = re.compile(r"(?<![\d.])(\d{1,2}\.\d{1,3}[a-z]?)(?![\d.])")
_COUNTING = re.compile(
    r"\s*(?:(?:the\s+)?total\s+)?(?:(?:number|count|no\.?)\s+of\s+|#\s*)?(.+)",
    re.IGNORECASE | re.DOTALL,
)
_COMMON = frozenset(
    _WORD.findall(
        "a all an and are as at be by for from have how in into is it its made make of on or our "
        "over so such that the their them these they this to up was we what who will with"
    )
)
_LIKELY = 0.3
_LONGEST = 500
_AGAINST = 0.5
_CLEARLY = 0.25
_OFFERED = 3


@dataclass(frozen=True)
class Measure:
    """A measure of the plan's: its name, its kind, its time and what it counts, as the contract
    words them.
    """

    name: str
    kind: str
    time: str
    counts: str = "children"


@dataclass(frozen=True)
class Plan:
    """A plan: what its actions say, by ref; and the partnership's measures by code, and agencies.

    `by_quarter` are the codes whose values are all of quarters. `tag` stands before what is asked
    of a later plan's actions: an answer about one plan says nothing of another.
    """

    actions: Mapping[str, str]
    measures: Mapping[str, Measure]
    agencies: Agencies
    aliases: tuple[str, ...] = ()
    by_quarter: frozenset[str] = frozenset()
    weights: Mapping[str, float] = field(default_factory=dict)
    tag: str = ""

    def action_named(self, text: str) -> str:
        """The ref of the one action whose words a text equals; "" where it is none or several."""
        key = fold(text)
        found = [ref for ref, words in self.actions.items() if key and fold(words) == key]
        return found[0] if len(found) == 1 else ""

    def refs_in(self, text: str) -> list[str]:
        """The plan's refs that a text names: `Action 2.3 – Workshops`."""
        return [ref for ref in dict.fromkeys(_REF.findall(text)) if ref in self.actions]

    def measure_named(self, text: str) -> str:
        """The code of the measure whose code or name a text equals; "" for none or several.

        `Total number of` before the name says nothing.
        """
        keys = {fold(text), fold(_bare(text))} - {""}
        found = [
            code
            for code, measure in self.measures.items()
            if fold(code) in keys or fold(measure.name) in keys or fold(_bare(measure.name)) in keys
        ]
        return found[0] if len(found) == 1 else ""

    def agencies_in(self, text: str) -> set[str]:
        """The registered agencies that a text names in whole words."""
        said = f" {' '.join(fold(word) for word in text.split())} "
        meant = self.agencies.meant
        return {
            meant[fold(alias)]
            for alias in self.aliases
            if f" {' '.join(fold(word) for word in alias.split())} " in said
        }

    def likely_actions(self, text: str) -> list[str]:
        """The refs of the actions whose words are most like a text's, the likeliest first."""
        named = self.refs_in(text)
        return list(dict.fromkeys((*named, *self._closest(text, self.actions))))[:_OFFERED]

    def likely_measures(self, text: str) -> list[str]:
        """The codes of the measures whose names are most like a text, the likeliest first."""
        return self._closest(text, {code: each.name for code, each in self.measures.items()})

    def speaks_against(self, ref: str, words: str) -> str:
        """The ref of another action whose words these clearly are; "" where they may be `ref`'s."""
        scores = {key: self._alike(words, text) for key, text in self.actions.items()}
        own = scores.pop(ref, 0.0)
        best = max(scores, key=lambda key: scores[key], default="")
        far = best and scores[best] >= _AGAINST and scores[best] >= own + _CLEARLY
        return best if far else ""

    def _closest(self, text: str, options: Mapping[str, str]) -> list[str]:
        scored = sorted(
            (
                (self._alike(text, words) + _begins(text, key), key)
                for key, words in options.items()
            ),
            key=lambda pair: (-pair[0], pair[1]),
        )
        return [key for score, key in scored if score >= _LIKELY][:_OFFERED]

    def _alike(self, text: str, words: str) -> float:
        """The share of a text's telling words that other words hold, from 0 to 1."""
        said, theirs = _tokens(text), _tokens(words)
        strange = max(self.weights.values(), default=1.0) / 2
        total = sum(self.weights.get(token, strange) for token in said)
        shared = sum(self.weights.get(token, strange) for token in said if _among(token, theirs))
        return shared / total if total else 0.0


def read_plan(store: Store, plan: str = "") -> Plan:
    """A plan as the store has it now, "" for the one that was reported on last; read once for each
    version of the store.
    """
    return _plan(store.path, store.version(), plan)


@lru_cache(maxsize=8)
def _plan(path: Path, version: str, plan: str) -> Plan:  # noqa: ARG001 - a cache's key
    store = Store(path)
    frame, values = store.current("measures"), store.current("measure_values")
    opens, texts = _named(store, plan), actions_of_the_plan(store, plan)
    later = opens is not None and opens.name != plans_on_record(store)[0].name
    columns = (frame[name] for name in ("code", "measure", "kind", "time_kind", "counts"))
    measures = {code: Measure(*facts) for code, *facts in zip(*columns, strict=True)}
    quarters = values["period"].str.contains(" Q").groupby(values["code"]).all()
    names = [measure.name for measure in measures.values()]
    return Plan(
        texts,
        measures,
        registered(None, store)[0],
        tuple(_aliases(store)),
        frozenset(quarters.index[quarters.astype(bool)]),
        _weights([*texts.values(), *names]),
        f"{opens.name}{BETWEEN}" if opens and later else "",
    )


def _named(store: Store, plan: str) -> PlanOnRecord | None:
    """The plan of a name, else the one that was reported on last; None where there is none."""
    plans = plans_on_record(store)
    own = next((each for each in plans if each.plan == plan), None) if plan else None
    return own or (opening(plans, newest_told(store)) if plans else None)


def actions_of_the_plan(store: Store, plan: str = "") -> dict[str, str]:
    """What a plan's actions say, by ref; "" is the plan that was reported on last."""
    opens = _named(store, plan)
    if opens is None:
        return {}
    quarter = opens.quarters[0]
    frame = actions(store, View(quarter, quarter.shifted(-1), None, opens.plan))
    return dict(zip(frame["ref"], frame["action"], strict=True))


def _aliases(store: Store) -> Iterator[str]:
    """Every name that an agency goes by, as it is written; a dash is none."""
    agencies = store.current("agencies")
    for name, also in zip(agencies["agency"], agencies["also_known_as"], strict=True):
        yield from (each for each in (name, *listed_items(also or "")) if fold(each))


def _bare(text: str) -> str:
    """A measure's name without `Total number of` before it."""
    match = _COUNTING.fullmatch(text)
    return match[1] if match else text


def _begins(text: str, key: str) -> float:
    """A little more where a text has an option's own letters: CLA in `CLA 31/3`."""
    return 0.5 if key.isalpha() and key.casefold() in text.casefold().split() else 0.0


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
    found = Counter(token for text in texts for token in _tokens(text))
    return {token: log(1 + len(texts) / times) for token, times in found.items()}


def _among(token: str, others: frozenset[str]) -> bool:
    """Also `refs` for referrals: an abbreviation of four letters or more."""
    long = len(token) > 3 and token.isalpha()
    return token in others or (long and any(other.startswith(token) for other in others))
