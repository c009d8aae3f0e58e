"""What a file leaves open, asked in the open: a question, its parts, and what may be answered.

An answer is kept under the id of a part, which is the same for every place of the kind: one
answer about `On hold` serves every cell that says it. Nothing is ever answered by the program.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

LEAVE_OUT = "Leave out"
"""The answer that nothing of it is to be stored."""

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
    options: tuple[Option, ...]
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

    def ask(self, question: str, asks: str, part: Part) -> str:
        """The answer to a part, "" where there is none; the question is put among those met.

        An answer that is none of the options counts only where it may be typed.
        """
        given = self.answers.get(part.id, "")
        if given and not part.typed and given not in {option.value for option in part.options}:
            given = ""
        self._asks.setdefault(question, asks)
        parts = self._parts.setdefault(question, {})
        before = parts.get(part.id)
        cells = dict.fromkeys((*(before.cells if before else ()), *part.cells))
        kept = before or part
        parts[part.id] = Part(
            kept.id,
            kept.written,
            tuple(cells)[:MOST_CELLS],
            kept.why,
            kept.options,
            kept.offered,
            kept.typed,
            kept.secret,
            given,
        )
        return given

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question met, answered or not."""
        return tuple(
            Question(key, asks, tuple(self._parts[key].values()))
            for key, asks in self._asks.items()
        )


def options(
    offered: Iterable[Option], others: Iterable[Option] = ()
) -> tuple[tuple[Option, ...], int]:
    """The options of a part, those offered first and Leave out last, and how many are offered."""
    likely = {option.value: option for option in offered}
    rest = {option.value: option for option in others if option.value not in likely}
    rest[LEAVE_OUT] = Option(LEAVE_OUT, LEAVE_OUT)
    likely.pop(LEAVE_OUT, None)
    return (*likely.values(), *rest.values()), len(likely)


def plainly(values: Iterable[str]) -> list[Option]:
    """Options whose words are their values."""
    return [Option(value, value) for value in dict.fromkeys(values) if value]
