"""What is counted, said of a group: no children of children, whatever a measure is called."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from escp_data.disproportionality import Finding, findings
from escp_data.disproportionality.comparison import ALL_OTHERS, EVERYONE
from escp_data.disproportionality.counted_words import (
    counted_of,
    counted_unknown,
    in_number,
    linked,
)
from escp_data.disproportionality.definitions import Definition
from escp_data.disproportionality.finding import Unknown
from escp_data.disproportionality.wording import excess_words, full, unknown_moved
from escp_data.estimates.change import DECREASING, NO_CLEAR_CHANGE
from escp_data.estimates.shared import Estimate
from escp_data.store.database import Store
from tests.disproportionality.asking import NOW
from tests.disproportionality.test_wording import cases
from tests.verdict_cases import NAN

GROUPS = ("Black", "White British", "Mixed", "Other", "Any other White background", ALL_OTHERS)
SAID = {
    "suspensions": (
        "suspensions of Black pupils", "of Black pupils", "suspensions of unknown ethnicity",
    ),
    "exclusions of pupils": (
        "exclusions of Black pupils", "of Black pupils",
        "exclusions of pupils of unknown ethnicity",
    ),
    "stop and searches of children": (
        "stop and searches of Black pupils", "of Black pupils",
        "stop and searches of pupils of unknown ethnicity",
    ),
    "stop and search of children": (
        "stop and search of Black pupils", "of Black pupils",
        "cases of stop and search of pupils of unknown ethnicity",
    ),
    "searches of all children aged 10 to 17": (
        "searches of Black pupils aged 10 to 17", "of Black pupils",
        "searches of pupils of unknown ethnicity aged 10 to 17",
    ),
    "attendances by children and young people": (
        "attendances by Black pupils", "by Black pupils",
        "attendances by pupils of unknown ethnicity",
    ),
    "searches of vulnerable young people": (
        "searches of vulnerable Black pupils", "of Black pupils",
        "searches of vulnerable pupils of unknown ethnicity",
    ),
    "children looked after": (
        "Black pupils looked after", "Black pupils", "pupils of unknown ethnicity looked after",
    ),
    "missing children": (
        "missing Black pupils", "Black pupils", "missing pupils of unknown ethnicity",
    ),
    "children's social care referrals": (
        "children's social care referrals of Black pupils", "of Black pupils",
        "children's social care referrals of unknown ethnicity",
    ),
    "referrals to children and young people\u2019s services": (
        "referrals to children and young people\u2019s services of Black pupils",
        "of Black pupils",
        "referrals to children and young people\u2019s services of unknown ethnicity",
    ),
    "children Act enquiries": (
        "children Act enquiries of Black pupils", "of Black pupils",
        "children Act enquiries of unknown ethnicity",
    ),
}  # fmt: skip  # a table


@pytest.mark.parametrize("events", SAID)
def test_the_group_stands_where_the_children_do(events: str) -> None:
    assert (
        counted_of(events, "Black", "pupils"),
        linked(events, "Black", "pupils"),
        counted_unknown(events, "pupils"),
    ) == SAID[events]


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ("Mixed", "searches of children of Mixed ethnicity"),
        (ALL_OTHERS, "searches of all other children"),
        (EVERYONE, "searches of all children"),
    ],
)
def test_every_group_is_named_as_a_person_would(group: str, words: str) -> None:
    assert counted_of("searches of children", group, "children") == words
    assert counted_of("searches", group, "children") == words


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        ("searches", "searches"),
        ("assessments completed", "assessments completed"),
        ("children diverted", "children diverted"),
        ("stop and search of children", "cases of stop and search of children"),
        ("children's homelessness", "cases of children's homelessness"),
        ("persistent absence from schools", "cases of persistent absence from schools"),
    ],
)
def test_what_follows_a_number_can_be_counted(counted: str, words: str) -> None:
    assert in_number(counted) == words


NAMES = (
    "Stop and searches of children",
    "Stop and search of children",
    "Children looked after",
    "Children looked after at 31 March",
    "Suspensions",
    "Suspensions of pupils, by ethnicity",
    "Exclusions of pupils",
    "Children's social care referrals",
    "Searches of children by ethnic group",
    "Number of searches of young people",
    "Rate of exclusions of pupils by ethnicity",
    "Attendances by children",
)
_TWICE = re.compile(
    r"\b(?:children|pupils|people)(?:'s?)? of (?:all other |all |[A-Z]\w+ )*(?:children|pupils)\b"
    r"|\b(?:rate|number) of (?:rate|number)\b|by ethnic"
)


def named(finding: Finding, measure: str) -> Finding:
    """The same finding of a measure that says nothing but its name."""
    about = Definition(
        code="X", measure=measure, priority=None, better_when="neither", time_kind="events",
        definition="", numerator="", denominator="", per=1, source="", basis="", reference="White",
        preceding="", baseline=None, since=None,
    )  # fmt: skip  # a list in few lines
    return replace(finding, noun=about.noun, counted=about.counted, events=about.events)


@pytest.mark.parametrize(
    ("measure", "counted"),
    [
        ("Stop and search of children", "stop and search of children"),
        ("Children looked after at 31 March", "children looked after"),
        ("Exclusions of pupils, by ethnicity", "exclusions of pupils"),
        ("Number of searches by ethnic group", "searches"),
        ("The total number of searches.", "searches"),
        ("NEET by ethnicity", "NEET"),
    ],
)
def test_what_is_counted_leaves_out_how(measure: str, counted: str) -> None:
    assert named(cases["9"], measure).counted == counted


@pytest.mark.parametrize(
    ("measure", "rests", "holds", "rate"),
    [
        ("Stop and search of children",
         "It rests on 615 and 432 cases of stop and search of Black children, 531 and 500 of White "
         "children, which vary 1.8 times as much as single events would.",
         "It holds unless more than 15% of the cases of stop and search of children of unknown "
         "ethnicity were of Black children.", "the rate of stop and search of Black children was "),
        ("Children diverted",
         "It rests on 615 and 432 Black children diverted, 531 and 500 White children, which vary "
         "1.8 times as much as single events would.",
         "It holds unless more than 15% of the children of unknown ethnicity diverted were Black "
         "children.", "the rate of Black children diverted was "),
    ],
)  # fmt: skip  # a table
def test_a_measure_that_names_children_reads_as_one_that_does_not(
    measure: str, rests: str, holds: str, rate: str
) -> None:
    said = full(
        replace(named(cases["9"], measure), unknown=Unknown(60, 120, 1500, 1500, 0.15, NAN))
    )
    assert said == (
        f"The gap narrowed: {rate}1.98 times that of White children in 2023-24 and is 1.48 times "
        "in 2025-26. Both rates fell, from 77.8 to 54.7 per 1,000 Black children and from 39.3 to "
        f"37.0 per 1,000 White children. {holds} {rests}"
    )


def every_sentence(finding: Finding) -> str:
    """All that can be said of it, whatever the verdict and what it hangs on."""
    none = replace(finding.later, ratio=Estimate(float("inf"), 2.0, float("inf")))
    about = [
        replace(finding, verdict=NO_CLEAR_CHANGE, crossed=True),
        replace(finding, verdict=None, withheld="Some of the counts are missing."),
        replace(finding, verdict=DECREASING, later=none),
        *(
            replace(finding, verdict=DECREASING, unknown=each)
            for each in (
                Unknown(60, 120, 1500, 1500, 0.15, 0.2),
                Unknown(60, 61, 1500, 1500, rests=True),
            )
        ),
    ]
    return " ".join(f"{full(e)} {excess_words(e)} {unknown_moved(e)}." for e in about)


@pytest.mark.parametrize("group", GROUPS)
def test_no_sentence_counts_children_of_children(sample_store: Path, group: str) -> None:
    found = findings(Store(sample_store), NOW)
    assert len({each.code for each in found}) > 5
    known = [replace(each, group=group) for each in found]
    [first, *_] = [each for each in known if each.verdict]
    for each in (*known, *(named(first, name) for name in NAMES)):
        said = every_sentence(each)
        assert not _TWICE.search(said), said
