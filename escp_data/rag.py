"""How each RAG looks: a letter, a shape, a colour and its ink, on screens, in charts and in files.

The same in every place and legible in greyscale; `.streamlit/config.toml` names the same colours.
"""

from dataclasses import dataclass
from typing import Literal

NO_UPDATE = "Not reported"
"""What stands where nobody reported; no workbook holds it."""
DARK, WHITE = "#0B0C0C", "#FFFFFF"


@dataclass(frozen=True)
class Look:
    """`theme` is Streamlit's name of the colour, `icon` the shape as a character.

    A screen reader speaks the name of a drawn icon. `size` makes the shapes of a chart look alike.
    `on_dark` is the fill on a dark page, where the ink stays.
    """

    letter: str
    icon: str
    shape: str
    size: int
    fill: str
    ink: str
    theme: Literal["red", "orange", "green", "blue", "gray"]
    on_dark: str


LOOKS = {
    "Red": Look("R", "■", "square", 560, "#B3261E", WHITE, "red", "#C8332A"),
    "Amber": Look("A", "▲", "triangle-up", 900, "#F2A900", DARK, "orange", "#F2A900"),
    "Green": Look("G", "●", "circle", 680, "#00703C", WHITE, "green", "#0A7D46"),
    "Complete": Look("C", "◆", "diamond", 760, "#12436D", WHITE, "blue", "#2F7AB8"),
    "Not started": Look("N", "○", "circle", 560, "#DADDE0", DARK, "gray", "#DADDE0"),
    NO_UPDATE: Look("?", "?", "circle", 560, "#FFFFFF", DARK, "gray", "#FFFFFF"),
}
