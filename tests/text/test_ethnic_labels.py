"""Ethnic labels as agencies write them: read whole, or asked about with good offers."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from escp_data.text.asking import Ask
from escp_data.text.ethnic_labels import parse_group, read_group, read_groups
from escp_data.text.ethnic_names import NAMES, SLASHED
from escp_data.text.ethnicity import CODES, EXTENDED, LABELS, Group
from tests.lists import rows_of
from tests.text.ethnic_examples import EXAMPLES, HARDER

MUST_BE_READ = ("broad group", "DfE main code and name")
KNOWN = sorted({" ".join(name) for name in NAMES})


def answer(label: object) -> tuple[str, str]:
    """The broad group and the finer name, as the list writes them."""
    found = read_group(label)
    if isinstance(found, Ask):
        return "ask", ""
    return found.broad, "" if found.label == found.broad else found.label


def offered(label: str) -> tuple[str, ...]:
    found = read_group(label)
    return found.offered if isinstance(found, Ask) else ()


def examples() -> list[tuple[str, str, str]]:
    lines = (EXAMPLES + HARDER).strip().splitlines()
    return [
        (a, b, c) for a, b, c in ([p.strip() for p in x.split("|")] for x in lines if x.strip())
    ]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """The list of labels beside the project."""
    return rows_of("ethnic_labels")


def test_no_label_of_the_list_is_read_as_another_group(rows: list[dict[str, str]]) -> None:
    """Neither a broad group nor a finer name that the list does not have."""
    wrong = {
        row["label"]: answer(row["label"])
        for row in rows
        if answer(row["label"])[0] not in (row["reading"], "ask")
        or answer(row["label"])[1] not in ("", *row["name"].split("; "))
    }
    assert wrong == {}


def test_the_list_is_read(rows: list[dict[str, str]]) -> None:
    known = [row for row in rows if row["reading"] != "ask"]
    asked = [row["label"] for row in known if answer(row["label"])[0] == "ask"]
    assert len(asked) <= 0.05 * len(known), asked
    assert {row["kind"] for row in known if row["label"] in asked}.isdisjoint(MUST_BE_READ)


def test_questions_offer_what_the_list_offers_first(rows: list[dict[str, str]]) -> None:
    asks = [row for row in rows if row["reading"] == "ask" and row["offered"]]
    missed = [r["label"] for r in asks if r["offered"].split("; ")[0] not in offered(r["label"])]
    assert len(missed) <= 0.1 * len(asks), missed


@pytest.mark.parametrize(("label", "reading", "name"), examples(), ids=lambda text: text)
def test_made_up_labels(label: str, reading: str, name: str) -> None:
    if reading == "ask":
        assert answer(label) == ("ask", "")
        assert not name or name in offered(label)
    else:
        assert answer(label) == (reading, name)


def test_offers_are_labels_of_ours_three_at_most() -> None:
    for label, reading, _ in examples():
        if reading == "ask":
            assert set(offered(label)) <= LABELS.keys()
            assert len(set(offered(label))) == len(offered(label)) <= 3


def test_every_extended_code_counts_under_its_main_code() -> None:
    assert len(EXTENDED) == 84
    for code, (group, names) in EXTENDED.items():
        assert read_group(code) == group
        for name in names:
            read = read_group(f"{code} - {name}")
            assert isinstance(read, Group)
            assert read.label == group.label


def test_a_code_beside_its_label_either_way_round() -> None:
    for code in CODES:
        group = code.group
        for text in (f"{group.code}: {code.name}", f"{group.label} ({group.code})"):
            found = read_group(text)
            assert isinstance(found, Group), text
            assert found.label == group.label


def test_parse_group_says_what_was_offered() -> None:
    with pytest.raises(ValueError, match="Did you mean Indian or Pakistani"):
        parse_group("A1 - Pakistani")
    with pytest.raises(ValueError, match=r"^It is not the code or label of an ethnic group\.$"):
        parse_group("Zzyzx")


@pytest.mark.parametrize(
    ("column", "asked"),
    [
        (["A", "B", "C", "M", "Z"], []),
        (["A", "B", "W", "M"], ["A", "B", "W", "M"]),
        (["A", "C", "O", "White"], ["A", "C", "O"]),
        (["A", "B", "M"], ["A", "B", "M"]),
        (["A", "N", "Y"], ["N", "Y"]),
        (["WBRI", "A1", "W1 - British"], []),
        ([1, 2.0, "19", 99, None, " "], []),
        ([0, 1, 2], ["0", "1", "2"]),
        (["A ", "W - White British"], ["W - White British"]),
    ],
)
def test_a_column_is_read_together(column: list[object], asked: list[str]) -> None:
    found = read_groups(column)
    assert [text for text, group in found.items() if isinstance(group, Ask)] == asked


def test_an_initial_is_offered_before_the_code() -> None:
    found = read_groups(["A", "W"])["A"]
    assert isinstance(found, Ask)
    assert found.offered == ("Asian", "White British")


@given(
    st.sampled_from([label for label, _, _ in examples() if label.isascii()]),
    st.sampled_from([str.upper, str.lower, str.title]),
    st.sampled_from(["{}", " {} ", "{}.", "({})", "\u00a0{}", '"{}"', "{}:"]),
)
def test_case_spaces_and_punctuation_change_nothing(label: str, case: object, form: str) -> None:
    assert callable(case)
    written = form.format(case(label).replace(" ", "  ").replace(":", " -"))
    assert answer(written) == answer(label)


@given(st.sampled_from(KNOWN), st.sampled_from(KNOWN))
def test_two_broad_groups_with_a_slash_are_never_one(one: str, other: str) -> None:
    assume(LABELS[NAMES[tuple(one.split())]] != LABELS[NAMES[tuple(other.split())]])
    assume(f"{one} {other}" not in SLASHED)
    assert answer(f"{one}/{other}") == ("ask", "")
    assert answer(f"{one} / {other}") == ("ask", "")


@given(
    st.sampled_from([*KNOWN, *LABELS, *EXTENDED, "A", "W1", "13"]),
    st.sampled_from(["zzq", "excl", "only", "boys", "2024", "aged", "not", "part", "est"]),
    st.booleans(),
)
def test_an_unknown_word_makes_it_a_question(label: str, word: str, after: bool) -> None:
    assert answer(f"{label} {word}" if after else f"{word} {label}") == ("ask", "")


def test_a_long_text_is_answered_at_once() -> None:
    """Each of its parts is read once, however many ways there are to part it."""
    assert answer("White: Asian: Black: Indian: " * 3 + "White") == ("ask", "")
    assert answer("mixed and white or " * 500) == ("ask", "")


@given(st.text(max_size=40))
def test_any_text_is_read_or_asked_about(text: str) -> None:
    assert isinstance(read_group(text), Group | Ask)
