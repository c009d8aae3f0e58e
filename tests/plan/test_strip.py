"""The strip of RAG by quarter: letter, shape and colour at once, and its words."""

import json
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from escp_data.plan.actions import STATUSES
from escp_data.plan.strip import (
    STATUS_FILL,
    STATUS_INK,
    STATUS_LETTER,
    STATUS_SHAPE,
    rag_strip,
    rag_strip_words,
)


def history(*rags: str) -> pd.DataFrame:
    """RAGs of quarters in turn, from 2020-21 Q1."""
    periods = [f"20{20 + n // 4}-{21 + n // 4} Q{n % 4 + 1}" for n in range(len(rags))]
    return pd.DataFrame({"period": periods, "rag": list(rags)})


def drawn(chart: Any) -> list[dict[str, Any]]:
    """The rows a chart draws."""
    (rows,) = chart.to_dict()["datasets"].values()
    return list(rows)


def test_every_status_has_a_letter_a_shape_and_a_colour_of_its_own() -> None:
    for looks in (STATUS_FILL, STATUS_LETTER, STATUS_SHAPE):
        assert set(looks) == set(STATUSES)
    assert len(set(STATUS_LETTER.values())) == len(set(STATUS_FILL.values())) == len(STATUSES)
    coloured = ("Red", "Amber", "Green", "Complete")
    assert len({STATUS_SHAPE[status] for status in coloured}) == len(coloured)


def test_a_letter_can_be_read_on_its_colour() -> None:
    contrast = {rag: _contrast(STATUS_INK[rag], fill) for rag, fill in STATUS_FILL.items()}
    assert {rag: ratio for rag, ratio in contrast.items() if ratio < 4.5} == {}


def test_each_year_stands_over_its_first_quarter_and_the_first_there_is() -> None:
    axis = rag_strip(history("Green", "Red")).to_dict()["layer"][0]["encoding"]["x"]["axis"]
    assert (axis["orient"], axis["labelExpr"]) == (
        "top",
        "indexof(datum.label, 'Q1') > 0 || datum.index === 0 ? split(datum.label, ' ')[0] : ''",
    )


def test_the_statuses_differ_in_greyscale() -> None:
    light = sorted(_luminance(STATUS_FILL[rag]) for rag in ("Red", "Amber", "Complete"))
    assert all(later - earlier > 0.05 for earlier, later in pairwise(light))


def test_the_strip_draws_a_mark_and_a_letter_a_quarter_in_order() -> None:
    chart = rag_strip(history("Green", "Not reported", "Red"))
    assert drawn(chart) == [
        {"Quarter": "2020-21 Q1", "RAG": "Green"},
        {"Quarter": "2020-21 Q2", "RAG": "Not reported"},
        {"Quarter": "2020-21 Q3", "RAG": "Red"},
    ]
    marks, letters = chart.to_dict()["layer"]
    assert (marks["mark"]["type"], letters["mark"]["type"]) == ("point", "text")
    assert marks["encoding"]["x"]["sort"] is None
    for channel, looks in (("fill", STATUS_FILL), ("shape", STATUS_SHAPE)):
        assert marks["encoding"][channel]["field"] == "RAG"
        scale = marks["encoding"][channel]["scale"]
        assert dict(zip(scale["domain"], scale["range"], strict=True)) == looks
    for name, looks in (("text", STATUS_LETTER), ("color", STATUS_INK)):
        assert letters["mark"][name] == {"expr": f"({json.dumps(looks)})[datum.RAG]"}


def test_a_screen_reader_hears_the_strip_once() -> None:
    """Its text alternative speaks for all of it: no mark, and no label, is announced on its own."""
    layers = rag_strip(history("Green", "Red")).to_dict()["layer"]
    assert [layer["mark"]["aria"] for layer in layers] == [False, False]
    assert layers[0]["encoding"]["x"]["axis"]["aria"] is False


def test_the_strip_gives_its_scale_nothing_that_it_does_not_know() -> None:
    """Vega warns of a padding between marks that have no width."""
    assert "scale" not in rag_strip(history("Green")).to_dict()["layer"][0]["encoding"]["x"]


def test_nothing_reported_is_an_empty_strip() -> None:
    chart = rag_strip(pd.DataFrame({"period": [], "rag": []}, dtype=object))
    assert drawn(chart) == []


@pytest.mark.parametrize(
    ("rags", "words"),
    [
        (["Green"], "RAG of 1.2 over 1 quarter to 2020-21 Q1: Green 1. Now Green."),
        (
            ["Green", "Amber", "Not reported", "Green", "Red"],
            "RAG of 1.2 over 5 quarters to 2021-22 Q1: "
            "Red 1, Amber 1, Green 2, Not reported 1. Now Red.",
        ),
        ([], "Nothing has been reported on 1.2 yet."),
    ],
)
def test_the_strip_in_words(rags: list[str], words: str) -> None:
    assert rag_strip_words("1.2", history(*rags)) == words


def _luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)
