"""The command `measures`: the scorecard and its series, as text, JSON or CSV."""

import json
import math
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from escp_data.commands.calls import Command, open_named_store, say
from escp_data.errors import EscpError
from escp_data.evidence.measure_table import before_words, latest_words
from escp_data.evidence.measure_words import (
    chance_words,
    direction,
    returned_words,
    sentence,
    target_words,
)
from escp_data.evidence.measured import Measured
from escp_data.evidence.measures import by_chance, newest_quarter, scorecard
from escp_data.excel.writer import print_csv
from escp_data.papers.measures_file import series_table
from escp_data.returns.prefill import read_period

Record = dict[str, object]


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--period", metavar="P", help="as things stood in it (default: the newest)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true")
    form.add_argument("--csv", action="store_true")


def run_measures(asked: Namespace) -> int:
    """Each measure's latest value, its signal and its series, small numbers hidden."""
    store = open_named_store(asked)
    period = read_period(asked.period) if asked.period else newest_quarter(store)
    if period is None:
        raise EscpError("The dashboard has no measure values yet. Upload a return first.")
    found = scorecard(store, period)
    if asked.json:
        print(json.dumps([as_record(each) for each in found], ensure_ascii=False, indent=1))
    elif asked.csv:
        print_csv(series_table(found), sys.stdout)
    else:
        _print_text(found, str(period))
    return 0


def as_record(each: Measured) -> Record:
    """One measure as the contract has it; a number that is not given is null."""
    own, segment = each.definition, each.segment
    return {
        "code": each.code,
        "measure": own.measure,
        "priority": own.priority,
        "agency": own.supplier or None,
        "chart": segment.chart if segment else "dots",
        "points": [_point(each, at) for at in range(len(each.periods))],
        "locked": bool(segment and segment.locked),
        "latest": _number(each.latest),
        "year_before": _number(each.year_before),
        "target": own.target,
        "signal": each.signal.rule if each.signal else None,
        "sentence": sentence(each),
    }


def _point(each: Measured, at: int) -> Record:
    total, chart = each.totals[at], each.chart
    return {
        "period": str(each.periods[at]),
        "value": _number(chart.values[at]),
        "numerator": _number(total.numerator),
        "denominator": _number(total.denominator),
        "state": total.state,
        "centre": _number(chart.centre[at]),
        "lower": _number(chart.shown_lower[at]),
        "upper": _number(chart.shown_upper[at]),
        "rules": list(chart.rules[at]),
    } | _adjusted(each, at)


def _adjusted(each: Measured, at: int) -> Record:
    """What is left of a value without its season: what its centre and limits are about."""
    is_adjusted = any(segment.factors for segment in each.chart.segments)
    return {"adjusted": _number(each.chart.drawn[at])} if is_adjusted else {}


def _number(value: float) -> float | None:
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() else value


def _print_text(found: Sequence[Measured], period: str) -> None:
    if not found:
        say(f"No measure was on record by {period}.")
    for each in found:
        say(f"{each.definition.measure} ({each.code})")
        latest = f"{each.periods[-1]}: {latest_words(each)}" if each.periods else ""
        before = before_words(each)
        year = f"; a year before {before} ({direction(each).lower()})" if before else ""
        for line in (f"{latest}{year}", sentence(each), target_words(each), returned_words(each)):
            if line:
                say(f"  {line}")
    chance = chance_words(*by_chance(found))
    if chance:
        say(chance)


MEASURES = Command("measures", run_measures, _arguments)
