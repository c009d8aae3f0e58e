"""What a file leaves open, asked in the open: a question, its parts, and what may be answered.

An answer is kept under the id of a part, which is the same for every place of the kind: one
answer about `On hold` serves every cell that says it. Nothing is ever answered by the program.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

LEAVE_OUT = "Leave out"
"""The answer that nothing of it is to be stored."""

CHOSEN = "Left out, as chosen."
"""Why nothing of it is stored then."""

BETWEEN = "|"
"""Between the kind of a part's id and what it is about."""

MOST_CELLS = 5
"""Places that are named with a part; there may be more."""

Answers = Mapping[str, str]
"""What a person answered: the value of an option, by the part's id."""


@dataclass(frozen=True)
class Option:
    """One answer to choose: the value that is kept, and the words to show."""

    value: str
    label: str


@dataclass(frozen=True)
class Part:
    """One thing to be told: what is written, where, why it is asked, and what may be answered.

    The first `offered` of the options are the likeliest, none of them chosen beforehand; `typed`
    means that an answer may be typed. `secret` parts quote counts, which may be small.
    """

    id: str
    written: str
    cells: tuple[str, ...]
    why: str
    options: tuple[Option, ...] = ()
    offered: int = 0
    typed: bool = False
    secret: bool = False
    answer: str = ""

    @property
    def likely(self) -> tuple[Option, ...]:
        """The answers to offer first."""
        return self.options[: self.offered]


@dataclass(frozen=True)
class Question:
    """What is asked, in one sentence, and its parts, each to be answered by itself."""

    id: str
    asks: str
    parts: tuple[Part, ...]

    @property
    def open(self) -> tuple[Part, ...]:
        """The parts that nobody has answered."""
        return tuple(part for part in self.parts if not part.answer)


@dataclass
class Asking:
    """The questions met while a file is read, in the order they are met, with their answers."""

    answers: Answers
    _asks: dict[str, str] = field(default_factory=dict)
    _parts: dict[str, dict[str, Part]] = field(default_factory=dict)

    def ask(
        self,
        question: str,
        asks: str,
        part: Part,
        likely: Iterable[Option],
        others: Iterable[Option] = (),
        *,
        needed: bool = False,
    ) -> str:
        """The answer to a part, "" where there is none; the question is put among those met.

        What is `likely` is offered first, then `others`, and Leave out last, unless it is
        `needed`. An answer that is none of them counts only where it may be typed.
        """
        first = {option.value: option for option in likely if option.value != LEAVE_OUT}
        every = first | {each.value: each for each in others if each.value not in first}
        if not needed:
            every[LEAVE_OUT] = Option(LEAVE_OUT, LEAVE_OUT)
        given = self.answers.get(part.id, "")
        if not part.typed and given not in every:
            given = ""
        self._asks.setdefault(question, asks)
        parts = self._parts.setdefault(question, {})
        new = replace(part, options=tuple(every.values()), offered=len(first))
        kept = parts.get(part.id, new)
        cells = tuple(dict.fromkeys((*kept.cells, *part.cells)))[:MOST_CELLS]
        parts[part.id] = replace(kept, cells=cells, answer=given)
        return given

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question met, answered or not."""
        return tuple(
            Question(key, asks, tuple(self._parts[key].values()))
            for key, asks in self._asks.items()
        )


def plainly(values: Iterable[str]) -> list[Option]:
    """Options whose words are their values."""
    return [Option(value, value) for value in dict.fromkeys(values) if value]
