"""Cells that a careless, unlucky or hostile person might send: numbers, dates and texts."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

DATE, DURATION, TIME, MOMENT, PLAIN = 1, 2, 3, 4, 0
"""Styles of `writer.STYLES`, by their place in it."""


@dataclass(frozen=True)
class Odd:
    """A cell as its XML has it: what stands in `<v>`, its type, its style, and a formula."""

    value: str
    kind: str = ""
    style: int = PLAIN
    formula: str | None = None


NUMBERS = (
    "0", "-0", "-1", "0.5", "1e-320", "1E+308", "-1.7976931348623157e308", "nan", "inf",
    "-inf", "2147483648", "4294967296", "9007199254740993", "9223372036854775808",
    "99999999999999999999999999", "1,234", "0x10", "", " ", "1e400", "12.", "١٢",
    "1_000",
)  # fmt: skip  # a list in few lines
DAYS = (
    "-1", "0", "0.99999999", "1", "59", "60", "61", "36526", "45658.5", "73050",
    "2958465", "2958466", "2958465.99999999", "1e7", "-693594", "1e15", "-1e18", "1e18",
    "1e300",
)  # fmt: skip  # a list in few lines
TEXTS = (
    "", " ", "\u00a0", "\u200b", "😀", "👩‍👧‍👦", "שלום עולם", "مرحبا 123",
    "\u202eevil\u202c", "ﷺ" * 20, "e\u0301" * 30, "Z̸̢̛͓a̷l̶g̵o̴", "İi", "ß", "ﬁ", "½",
    "²", "１２", "Ⅳ", "_x0000_", "_xD800_", "_x000D_", "_xFFFF_", "\ufffe", "\ud83d",
    "\x85", "\u2028", "tab\there", "a\nb\r\nc", "'", '"', "\\", "%s", "{0}", "${x}",
    "</t></is></c>", "<b>bold</b>", "&amp;amp;", "=1+1", "=HYPERLINK(\"x\")", "+44",
    "-1", "@SUM(A1)", "'; DROP TABLE uploads; --", "NULL", "None", "nan", "inf", "TRUE",
    "#REF!", "1.1", "1.10", "01.01", "1.1.1a", "99.999", "1,1", "Red", "red ", "RAG",
    "Not started", "C", "[c]", "c", "x", "z", "*", "<5", "~3", "5%", "1 234", "£5",
    "(3)", "1-2", "1/2", "٣", "2025-26 Q3", "Q3 2025/26", "2025-26", "2024/25 academic",
    "2025-27 Q1", "1999-00 Q4", "9999-00 Q4", "0000-01", "Q5 2025-26", "31/02/2026",
    "29/02/2023", "00/00/0000", "1/1/0001", "31.12.9999", "Jan 2026", "ongoing",
    "2026-01-14T25:61", "Total", "Grand total", "All", "Overall", "Note: see below",
    "* provisional", "White British", "WBRI", "W1", "13", "99",
    "Black or Black British: African", "Enfield Council; Metropolitan Police", ";;;",
    "Met", "All agencies", "943 476 5919", "A123456789012", "QQ123456C", "EN1 3XY",
    "DOB", "Ref", "Period", "Agency", "Numerator", "Count", "Ethnic group", "Progress",
    "Yes", "N/A", "TBC", "Blue",
)  # fmt: skip  # a row a line
LETTERS = "abcXYZ 0123456789.,;:-/'\"<>&=_éß語ع\u00a0\n\t😀"
NAMES = (
    "", " ", "'", "a'b", "'; DROP TABLE uploads; --", "<script>alert(1)</script>",
    "../../etc", "Progress", "PROGRESS", "Progress ", "progress!A1", "[1]", "a/b\\c?*:",
    "😀", "ראשון", "=1+1", "x" * 300, "Cover", "Cover sheet", "Actions",
    "Measure values", "Ethnicity counts", "History", "Problems", "{0}", "%s", "\n",
    "Training", "Voice", "Agencies", "Priorities", "con", "\u202eevil",
)  # fmt: skip  # a row a line


def number(random: Random) -> Odd:
    """A number, in range or far out of it, also where no number should be."""
    plain = random.choice((str(random.randint(-5, 60)), f"{random.uniform(-1, 1e6):.6g}"))
    return Odd(random.choice((plain, random.choice(NUMBERS))), random.choice(("", "", "n")))


def day(random: Random) -> Odd:
    """A date, time or duration, of this century or of no calendar."""
    plain = str(random.randint(36_000, 55_000))
    style = random.choice((DATE, DURATION, TIME, MOMENT))
    return Odd(random.choice((plain, random.choice(DAYS))), "", style)


def words(random: Random) -> str:
    """A text: one of the odd ones, two of them joined, or letters without sense."""
    choice = random.random()
    if choice < 0.6:
        return random.choice(TEXTS)
    if choice < 0.75:
        return random.choice(TEXTS) + random.choice(("", " ", "\n", "; ")) + random.choice(TEXTS)
    length = random.choice((1, 5, 20, 80, 300))
    if choice < 0.98:
        return "".join(random.choices(LETTERS, k=length))
    return random.choice(TEXTS[4:]) * random.choice((500, 3000))


def text(random: Random) -> Odd:
    """A cell of text."""
    return Odd(words(random), random.choice(("inlineStr", "inlineStr", "str")))


def strange(random: Random) -> Odd:
    """An error, a truth value, a formula with or without a result, or a kind that no one knows."""
    return random.choice(
        (
            Odd(random.choice(("#REF!", "#N/A", "#DIV/0!", "#SPILL!", "#WAT")), "e"),
            Odd(random.choice(("1", "0", "2", "TRUE")), "b"),
            Odd("", "", formula=random.choice(("1+1", "A1", 'WEBSERVICE("x")', ""))),
            Odd("3", "", formula="SUM(A1:A9)"),
            Odd(random.choice(("2026-01-14", "2026-01-14T10:00:00Z", "0000-00-00", "x")), "d"),
            Odd("1", random.choice(("s", "wat", "N", "inlinestr"))),
            Odd("7", "", style=random.choice((9, 99, 65_536, 4_294_967_296))),
        )
    )


KINDS: tuple[Callable[[Random], Odd], ...] = (number, day, text, text, strange)


def odd(random: Random) -> Odd:
    """A cell of any kind."""
    return random.choice(KINDS)(random)
