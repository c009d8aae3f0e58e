"""What a tracker's colours stand for: by its own key, else by common use where that is one.

Red, amber and green fills mean what they are called. Blue is Complete in some trackers and
something else in others, and so are grey, yellow and purple: without a key they are asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from colorsys import rgb_to_hls
from dataclasses import dataclass, field

from escp_data.contract import RAG
from escp_data.text.asking import Ask, Nothing
from escp_data.trackers.faces import Face
from escp_data.trackers.shapes import Shape
from escp_data.validation.cells import is_blank
from escp_data.validation.rag_terms import Reading
from escp_data.validation.rag_words import read_key, read_rag

_HUES = (
    (14, "red"),
    (24, "orange"),
    (52, "amber"),
    (68, "yellow"),
    (165, "green"),
    (200, "turquoise"),
    (262, "blue"),
    (330, "purple"),
    (346, "pink"),
    (361, "red"),
)
_SURE = {"red": "Red", "amber": "Amber", "orange": "Amber", "green": "Green"}
_LIKELY = {
    "yellow": ("Amber",),
    "blue": ("Complete",),
    "grey": ("Not started",),
    "pink": ("Red",),
    "turquoise": ("Complete", "Green"),
    "black": (),
    "purple": (),
}


def hue(rgb: str) -> str:
    """What people call a fill's colour; "" for white and what is nearly white."""
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    turn, light, saturation = rgb_to_hls(red, green, blue)
    if saturation < 0.15 or max(red, green, blue) - min(red, green, blue) < 0.06:
        return "" if light >= 0.93 else ("black" if light < 0.15 else "grey")
    degrees = turn * 360
    return next(name for limit, name in _HUES if degrees < limit)


@dataclass
class Key:
    """What keys say: by their words, and by the fills of their cells."""

    words: dict[str, Reading] = field(default_factory=dict)
    fills: dict[str, Reading] = field(default_factory=dict)


class Colours:
    """What a sheet's colours stand for: by its own key, else by those of the file's other sheets.

    `words` is what the keys say by a colour's name or letter. Where two other sheets disagree, it
    is asked.
    """

    def __init__(self, own: Key, others: Sequence[Key] = ()) -> None:
        self._own, self._others = own, others
        self.words = dict(own.words)
        for name in dict.fromkeys(name for key in others for name in key.words):
            said = _one([key.words[name] for key in others if name in key.words])
            if said is not None:
                self.words.setdefault(name, said)
        self._any = any(key.words or key.fills for key in (own, *others))

    def fill(self, rgb: str) -> Reading:
        """The RAG that a fill stands for: by the key's own cell, its words, or common use."""
        name = hue(rgb)
        for found in (_of(self._own, rgb), _one(_told(_of(key, rgb) for key in self._others))):
            if found is not None:
                return found
        if name in _SURE and not self._any:
            return _SURE[name]
        if name in _SURE:
            return Ask(f"The sheet's key does not have the colour {name}.", (_SURE[name],))
        return Ask(f"{name.capitalize()} has a meaning of its own in each tracker.", _LIKELY[name])


def colours_of(faces: Sequence[Face], shapes: Sequence[Shape]) -> dict[str, Colours]:
    """The colours of every sheet, by its name."""
    keys = {face.sheet: Key() for face in faces}
    for face, row, column, text in _outside(faces, shapes):
        said, key = " ".join(text.split()), keys[face.sheet]
        meant = _meant_beside(face, row, column)
        key.words |= read_key(f"{said} = {meant}" if meant else said)
        said = meant or said
        rgb = face.fills.get((row, column)) or face.fills.get((row, column - 1), "")
        if rgb and hue(rgb) and len(said) <= 40:
            key.fills.setdefault(rgb, _agreed(rgb, read_rag(said)))
    return {
        sheet: Colours(own, [key for other, key in keys.items() if other != sheet])
        for sheet, own in keys.items()
    }


def _meant_beside(face: Face, row: int, column: int) -> str:
    """What the one other cell of a line says that a filled name of a colour means; "" for none.

    Of states side by side in fills of their own, each is its own meaning.
    """
    held = [at for at, value in enumerate(face.rows[row]) if not is_blank(value)]
    own, beside = face.fills.get((row, column)), face.fills.get((row, column + 1))
    said = face.rows[row][column + 1] if held == [column, column + 1] else None
    if not isinstance(said, str) or not own or beside not in (None, own):
        return ""
    return " ".join(said.split())


def _of(key: Key, rgb: str) -> Reading | None:
    """What one key says of a fill; None where it says nothing."""
    by_name = key.words.get(hue(rgb))
    if rgb in key.fills:
        return key.fills[rgb]
    return None if by_name is None else _agreed(rgb, by_name)


def _told(found: Iterable[Reading | None]) -> list[Reading]:
    return [each for each in found if each is not None]


def _one(said: Sequence[Reading]) -> Reading | None:
    """What keys agree on; asked where they do not, and None where there is none."""
    if len(set(said)) < 2:
        return said[0] if said else None
    offered = (each for each in said if isinstance(each, str))
    return Ask("The keys of two sheets disagree.", tuple(dict.fromkeys(offered)))


def _agreed(rgb: str, said: Reading) -> Reading:
    """What a key says of a colour; of several offered, the one that the colour bears out."""
    usual = _SURE.get(hue(rgb))
    if isinstance(said, Ask) and usual in said.offered:
        return str(usual)
    if isinstance(said, Ask) and not said.offered:
        return Ask(said.why, (usual,) if usual else _LIKELY.get(hue(rgb), ()))
    return said


def _outside(
    faces: Sequence[Face], shapes: Sequence[Shape]
) -> Iterator[tuple[Face, int, int, str]]:
    """Every text that stands in no table: titles, notes and keys."""
    inside = {
        (shape.face.sheet, shape.face.cell(row, column))
        for shape in shapes
        for row in (*shape.header, *shape.body)
        for column in range(shape.left, shape.right + 1)
    }
    for face in faces:
        for row, values in enumerate(face.rows):
            for column, value in enumerate(values):
                if isinstance(value, str) and (face.sheet, face.cell(row, column)) not in inside:
                    yield face, row, column, value


def is_rag(word: Reading) -> bool:
    """Whether a word is one of the five, or may be one."""
    return word in RAG if isinstance(word, str) else isinstance(word, Nothing) or bool(word.offered)
