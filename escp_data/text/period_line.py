"""From the tokens of a text to what it says: the patterns, in their order.

Two passes over the line of codes: days that are written in words become one token, then each
pattern adds its claim. What no pattern takes is left over, and a text with a word left over is
never read.
"""

import re
from collections.abc import Callable, Sequence

from escp_data.text import period_doubts as doubts
from escp_data.text import period_pieces as pieces
from escp_data.text.period_claims import Claims, Line, codes
from escp_data.text.period_kinds import quarter_of
from escp_data.text.period_tokens import Token

_OTHER_DAY = "It is the day of something else; no period is reported in it."
_NOT_OURS = "Halves, running totals and moving windows are no periods of the contract."
_HOW_OFTEN = "It says how often, not when."
_YEARLY = ("annual", "full year", "whole year")
_HARMLESS = "wLTAyFSq,-/()B"

_YEAR = "[-/,(]{0,2}[Yn]"
_MONTH_YEAR = rf"M{_YEAR}"
_DAYS: list[tuple[re.Pattern[str], Callable[[Line], Token | None]]] = [
    (re.compile(pattern), make)
    for pattern, make in (
        (r"W,?D", pieces.day),
        (r"(?:W,?)?(?<!M)[no]w?M[-/,(]?(?:Y|n(?!M))", pieces.day),
        (r"(?:W,?)?(?<!M)(?<!M[-/])[no][-/]M[-/,(]?(?:Y|n(?!M))", pieces.day),
        (r"M-?[no],?Y", pieces.american),
    )
]
_CLAIMS: list[tuple[re.Pattern[str], Callable[[Claims, Line], bool]]] = [
    (re.compile(pattern), make)
    for pattern, make in (
        (r"Q(?:[-t&,/()]*(?:Q|n(?![M/])))+", pieces.several_quarters),
        (r"P(?:[-t&,]+P)+", pieces.several_years),
        (r"[yF](?=P)", pieces.nothing_more),
        (rf"[CqyF][-w(]*[etE][-wetE]*(?:D|{_MONTH_YEAR}|[Yn])", pieces.ended),
        (r"[fb]?w*(?:D|[no]-?M?)[-/t]w*D", pieces.days_apart),
        (r"bw*(?:D|[no]-?M?)&w*D", pieces.days_apart),
        (rf"[-(]?[tE]w*e?w*(?:D|{_MONTH_YEAR})", pieces.until),
        (r"ew*(?=[QMD])", pieces.nothing_more),
        (rf"[fb]?w*M(?:{_YEAR})?[-t&,/]*M(?:{_YEAR})?(?:[-t&,/]*M(?:{_YEAR})?)*", pieces.months),
        (rf"{_MONTH_YEAR}|M(?![-/]?[no])", pieces.months),
        (r"[no][-/]?w?M", pieces.day_without_year),
        (r"M[-/]?[no]", pieces.day_without_year),
        (r"D", pieces.point),
        (r"i", doubts.no_such_day),
        (r"u", doubts.american_day),
        (r"v", doubts.other_weekday),
        (r"mY", doubts.one_figure_month),
        (r"s[s(]*n?", doubts.season),
        (r"k", doubts.month_number),
        (r"d[-wy]*[YP]|ew*Y", doubts.part_of_year),
        (r"B[w(]*P(?![wQ(-]*Q)|B[-,(w]*p|PB|pB", pieces.plan_years),
        (r"a", doubts.maybe_years),
        (r"p", doubts.years_apart),
        (r"n/n", doubts.day_and_month),
        (r"#", doubts.run_together),
        (r"YtY", pieces.two_years),
        (r"qn(?![-M/])", pieces.quarter_apart),
        (r"[QFSy][-/,(]*[Yn](?![/M]|tY)|[Yn][-/]?[QF]|Y", pieces.one_year),
        (r"Q", pieces.quarter),
        (r"P", pieces.years),
        (r"C", pieces.months_counted),
    )
]  # a pattern a line


def claims_of(found: Sequence[Token]) -> Claims:
    """What the tokens of a text say, taken together."""
    said = Claims()
    said.line = line = _with_days(list(found))
    said.yearly = any(token.text in _YEARLY for token in line)
    said.annual = said.yearly or any(token.text == "outturn" for token in line)
    if re.search("[NX]", said.codes):
        said.nothing = _NOT_OURS if "N" in said.codes else _OTHER_DAY
        return said
    _put_together(said, _with_claims(said, line))
    return said


def _with_days(line: Line) -> Line:
    at = 0
    while at < len(line):
        for pattern, make in _DAYS:
            match = pattern.match(codes(line), at)
            made = make(line[match.start() : match.end()]) if match else None
            if match and made:
                line[match.start() : match.end()] = [made]
                break
        at += 1
    return line


def _with_claims(said: Claims, line: Line) -> Line:
    """Adds what each piece says; the tokens that no pattern takes are left."""
    left: Line = []
    written, at = codes(line), 0
    while at < len(line):
        for pattern, make in _CLAIMS:
            match = pattern.match(written, at)
            if match and make(said, line[at : match.end()]):
                at = match.end()
                break
        else:
            left.append(line[at])
            at += 1
    return left


def _put_together(said: Claims, left: Line) -> None:
    """What only the whole line can say: whether words are left over, and whose day it is."""
    said.pairs = list(dict.fromkeys(said.pairs))
    dated = bool(said.points or said.bare_months or said.until)
    if not said.of_periods and not dated:
        if "R" in said.codes and re.fullmatch("[RwqySFLKs]+", said.codes):
            said.relative = "It does not say which."
        elif re.fullmatch("[OT]+", said.codes):
            said.nothing = said.nothing or _HOW_OFTEN
        return
    if "x" in said.codes and not said.of_periods:
        said.nothing = _OTHER_DAY
        return
    if "K" in said.codes:
        said.ask("A week is only a part of a quarter.", *said.points)
    if said.until and len(said.quarters) == 1 and not (said.pairs or said.whole or said.points):
        said.whole.append(quarter_of(said.until[0]))
    if "q" in said.codes and any(token.text in ("last", "final") for token in left):
        said.quarters.append(4)
    over = [token for token in left if token.code not in _HARMLESS]
    if over and not said.left_over:
        said.left_over = f'"{over[0].text}"'
