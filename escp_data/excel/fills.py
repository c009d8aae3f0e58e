"""The colours of cells filled by hand, for trackers that show RAG by colour alone.

A workbook states a colour as RGB, as a place in a palette, or as one of the theme's twelve
colours made lighter or darker by a tint (ECMA-376 part 1, 18.8.3 and 18.8.19): all three come
out as `RRGGBB`.
"""

from collections.abc import Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from xml.etree import ElementTree

from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.writer.theme import theme_xml

from escp_data.excel.sheet_xml import MAIN, Place, Walk, list_of

MAX_FILL_ROWS = 5_000
MAX_STYLE_BYTES = 10_000_000

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_THEME_ORDER = (1, 0, 3, 2, 4, 5, 6, 7, 8, 9, 10, 11)


def fills_of(parts: Mapping[str, bytes], part: str) -> dict[Place, str]:
    """(row, column), 0-based, to `RRGGBB` for each solidly filled cell of one sheet's part.

    A colour given to a whole row or column, and no cell of its own, is not seen; nor is one that
    conditional formatting would draw, which no file stores. Only the first 5,000 rows are looked
    at. Raises what parsing raises for XML that is none.
    """
    colours = _colour_of_each_format(parts)
    found: dict[Place, str] = {}
    for cell in Walk().cells(parts[part]):
        if cell.place[0] >= MAX_FILL_ROWS:
            break
        colour = colours.get(cell.style)
        if colour:
            found[cell.place] = colour
    return found


def _colour_of_each_format(parts: Mapping[str, bytes]) -> dict[int, str]:
    styles = list_of(parts.get("xl/styles.xml", b"<none/>"), MAX_STYLE_BYTES)
    theme = _theme_colours(parts.get("xl/theme/theme1.xml", theme_xml.encode()))
    palette = [colour.get("rgb", "")[-6:] for colour in styles.iter(f"{MAIN}rgbColor")]
    palette = palette or [colour[-6:] for colour in COLOR_INDEX]
    fills = [
        _colour_of_fill(fill.find(f"{MAIN}patternFill"), theme, palette)
        for fill in styles.iterfind(f"{MAIN}fills/{MAIN}fill")
    ]
    formats = styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf")
    numbered = ((i, int(one.get("fillId", "0"))) for i, one in enumerate(formats))
    return {i: fills[fill] for i, fill in numbered if 0 <= fill < len(fills) and fills[fill]}


def _colour_of_fill(
    pattern: ElementTree.Element | None, theme: list[str], palette: list[str]
) -> str:
    """`RRGGBB`, or "" for no fill, a hatched one, or a colour the workbook does not define."""
    if pattern is None or pattern.get("patternType") != "solid":
        return ""
    colour = pattern.find(f"{MAIN}fgColor")
    if colour is None:
        return ""
    if "rgb" in colour.attrib:
        base = colour.attrib["rgb"][-6:]
    elif "theme" in colour.attrib:
        base = _nth(theme, int(colour.attrib["theme"]))
    else:
        base = _nth(palette, int(colour.get("indexed", "64")))
    return _tinted(base, float(colour.get("tint", "0"))) if len(base) == 6 else ""


def _nth(colours: list[str], number: int) -> str:
    return colours[number] if 0 <= number < len(colours) else ""


def _theme_colours(xml: bytes) -> list[str]:
    """The theme's colours in the order that cells number them: light before dark."""
    scheme = list_of(xml, MAX_STYLE_BYTES).find(f".//{_DRAWING}clrScheme")
    if scheme is None:
        return []
    stated = [one.get("lastClr", one.get("val", "")) for slot in scheme for one in slot]
    return [_nth(stated, place) for place in _THEME_ORDER]


def _tinted(base: str, tint: float) -> str:
    red, green, blue = (int(base[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, saturation = rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    channels = hls_to_rgb(hue, min(max(light, 0.0), 1.0), saturation)
    return "".join(f"{round(channel * 255):02X}" for channel in channels)
