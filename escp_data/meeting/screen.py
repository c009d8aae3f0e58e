"""A screen of the meeting view: one message, and no more on it than can be read at ten metres.

How much fits is counted in rows of the wall's large type. The type grows with the window, so the
count is the same on every projector.
"""

import math
import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from escp_data.disproportionality.gap import Gap
from escp_data.plan.glance import Named

ROW = 84
"""Letters in a row of the wall's text; capitals and badges are wide, so it is a careful count."""
TITLE_ROW = 54
"""Letters in a row of its title."""
ROWS = 10
"""Rows of text that fit beneath a title of one row; a row of title takes the room of two."""
TITLE_ROWS = 3
"""Rows that a title may take."""
_DOTS_ROW = 0.69
"""How high a line of dots is, in rows of text."""
_BADGE = 5
"""What a badge's frame and shape take, in letters."""


@dataclass(frozen=True)
class Line:
    """A line of a screen: actions as badges with their RAG, and words; either may be missing.

    `leads` is whether the words stand before the badges, as a label does.
    """

    words: str = ""
    actions: tuple[Named, ...] = ()
    leads: bool = False

    @property
    def rows(self) -> int:
        """How many rows of text it takes."""
        badges = ("x" * _letters(each) for each in self.actions)
        return max(1, len(textwrap.wrap(" ".join((*badges, self.words)), ROW)))


def _letters(action: Named) -> int:
    """How many letters an action's badge is as wide as."""
    changed = "" if action.change == "same" else action.change
    return min(ROW, len(action.title) + len(changed) + _BADGE)


@dataclass(frozen=True)
class About:
    """What a screen is about, where something can be recorded against it: an action, a measure."""

    ref: str | None = None
    measure: str | None = None


@dataclass(frozen=True)
class Screen:
    """One message: `title` is the answer, `section` the item of the agenda.

    `key` names it in a link and stays the same while the plan does. `detail` opens in place of
    `lines`, a part (`details`) after another. `dots` are drawn above `lines`, a line a measure.
    """

    key: str
    section: str
    title: str
    lines: tuple[Line, ...] = ()
    detail: tuple[Line, ...] = ()
    about: About = About()
    dots: Gap | None = None

    @property
    def room(self) -> int:
        """Rows that its title leaves."""
        return ROWS - 2 * (max(1, len(textwrap.wrap(self.title, TITLE_ROW))) - 1)

    @property
    def room_beneath(self) -> int:
        """Rows that its title and its dots, with the line that says how to read them, leave."""
        drawn = math.ceil((len(self.dots.dots) + 1) * _DOTS_ROW) if self.dots else 0
        return self.room - drawn

    @property
    def most_dots(self) -> int:
        """How many lines of dots fit above one row of text."""
        return int((self.room - 1) / _DOTS_ROW) - 1

    @property
    def details(self) -> tuple[tuple[Line, ...], ...]:
        """The detail in parts that each fit; none where there is no detail."""
        return tuple(_parts(self.detail, self.room)) if self.detail else ()


def fitted(screen: Screen) -> tuple[Screen, ...]:
    """The screen, or several of them where it has more than fits: `Priority 3, 1 of 2`.

    A title of more than three rows becomes the first line under the section's name.
    """
    if screen.room < ROWS - 2 * (TITLE_ROWS - 1):
        first = Line(screen.title)
        screen = replace(screen, title=screen.section, lines=(first, *screen.lines))
    parts = _parts(screen.lines, screen.room_beneath)
    if len(parts) == 1:
        return (screen,)
    return tuple(
        replace(
            screen,
            key=screen.key if at == 1 else f"{screen.key}-{at}",
            section=f"{screen.section}, {at} of {len(parts)}",
            lines=lines,
        )
        for at, lines in enumerate(parts, start=1)
    )


def _parts(lines: Iterable[Line], room: int) -> list[tuple[Line, ...]]:
    """Lines in as few parts as fit; at least one."""
    parts: list[tuple[Line, ...]] = [()]
    for line in (piece for each in lines for piece in _pieces(each, room)):
        if parts[-1] and sum(each.rows for each in parts[-1]) + line.rows > room:
            parts.append(())
        parts[-1] += (line,)
    return parts


def _pieces(line: Line, room: int) -> Iterator[Line]:
    """A line that alone is too long for a screen, in pieces between words."""
    if line.rows <= room:
        yield line
        return
    first, *others = textwrap.wrap(line.words, ROW * (room - 2))
    yield replace(line, words=first)
    for words in others:
        yield Line(words)


def first_sentence(text: str | None) -> str:
    """A text up to its first full stop; all of it where there is none."""
    words = " ".join(str(text or "").split())
    return re.split(r"(?<=[.?!])\s+(?=[A-Z0-9])", words, maxsplit=1)[0]
