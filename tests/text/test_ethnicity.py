"""Ethnic groups: the four published tables, the labels people write, and what is not guessed."""

import pytest

from escp_data.text.ethnic_labels import parse_group
from escp_data.text.ethnicity import (
    BROAD_GROUPS,
    CODES,
    LABELS,
    UNKNOWN,
    Code,
    Group,
    broad_group,
)

PUBLISHED = {
    "DfE": {
        "White": "WBRI WIRI WIRT WROM WOTH",
        "Mixed": "MWBC MWBA MWAS MOTH",
        "Asian": "AIND APKN ABAN CHNE AOTH",
        "Black": "BCRB BAFR BOTH",
        "Other": "OOTH",
        "Unknown": "REFU NOBT",
    },
    "ONS": {
        "Asian": "1 2 3 4 5",
        "Black": "6 7 8",
        "Mixed": "9 10 11 12",
        "White": "13 14 15 16 17",
        "Other": "18 19",
    },
    "NHS": {
        "White": "A B C",
        "Mixed": "D E F G",
        "Asian": "H J K L R",
        "Black": "M N P",
        "Other": "S",
        "Unknown": "Z 99",
    },
    "police": {
        "White": "W1 W2 W3 W9",
        "Mixed": "M1 M2 M3 M9",
        "Asian": "A1 A2 A3 A4 A9 O1",
        "Black": "B1 B2 B9",
        "Other": "O2 O9",
        "Unknown": "NS",
    },
}


def test_every_published_code_has_its_broad_group() -> None:
    found = {(code.group.scheme, code.group.code, code.group.broad) for code in CODES}
    assert found == {
        (scheme, code, broad)
        for scheme, groups in PUBLISHED.items()
        for broad, codes in groups.items()
        for code in codes.split()
    }
    assert len(CODES) == 20 + 19 + 18 + 20


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.group.code)
def test_a_code_and_its_published_label_are_read_in_any_spelling(code: Code) -> None:
    name, group = code.name, code.group
    for written in (group.code, group.code.lower(), f" {group.code} "):
        assert parse_group(written) == group
    for written in (name, name.upper(), name.lower(), name.replace(" ", "  "), f"\u00a0{name} "):
        assert parse_group(written).label == group.label
    assert parse_group(f"{group.code} - {name}").label == group.label


@pytest.mark.parametrize(
    ("same", "label"),
    [
        (("WBRI", 13, "A", "W1", "British", "White - British"), "White British"),
        (("CHNE", 2, "R", "A4", "O1", "Chinese"), "Chinese"),
        (("BOTH", 8, "P", "B9", "Other Black", "Black other"), "Any other Black background"),
        (("BAFR", 6, "N", "B2", "African", "Black (African)"), "Black African"),
        (("MWAS", 9, "F", "M3", "White & Asian", "Mixed: White/Asian"), "White and Asian"),
        ((18, "O2", "Arab", "Other ethnic group: Arab"), "Arab"),
        (("OOTH", 19, "S", "O9", "Any other ethnic group"), "Any other ethnic group"),
        (("NS", "Z", "Not stated", "not-stated"), "Not stated"),
    ],
)
def test_one_category_has_one_name(same: tuple[object, ...], label: str) -> None:
    assert {parse_group(value).label for value in same} == {label}


@pytest.mark.parametrize(
    ("written", "broad"),
    [
        ("Asian or Asian British", "Asian"),
        ("Asian / Asian British", "Asian"),
        ("Asian, Asian British or Asian Welsh", "Asian"),
        ("Black, African, Caribbean or Black British", "Black"),
        ("Black or Black British", "Black"),
        ("Black British", "Black"),
        ("Mixed or Multiple ethnic groups", "Mixed"),
        ("mixed/multiple ethnic groups", "Mixed"),
        ("WHITE", "White"),
        ("Other ethnic group", "Other"),
        ("Refused or information not yet available", "Unknown"),
        ("unclassified", "Unknown"),
        ("Unknown", "Unknown"),
    ],
)
def test_broad_labels(written: str, broad: str) -> None:
    assert parse_group(written) == Group("broad", broad, broad, broad)


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("White: English, Welsh, Scottish, Northern Irish or British", "White British"),
        ("Asian, Asian British or Asian Welsh: Indian", "Indian"),
        ("Black or Black British - Caribbean", "Black Caribbean"),
        ("Mixed - White and Black African", "White and Black African"),
        ("White: Gypsy or Irish Traveller", "Gypsy or Irish Traveller"),
        ("Gypsy/Roma", "Gypsy or Roma"),
        ("White: Roma", "Roma"),
    ],
)
def test_a_detail_after_its_broad_group(written: str, label: str) -> None:
    assert parse_group(written).label == label


@pytest.mark.parametrize("value", [99, 99.0, "99", "99.0", " 99 "])
def test_not_known_survives_a_spreadsheet(value: object) -> None:
    assert parse_group(value) == Group("NHS", "99", "Not known", "Unknown")


@pytest.mark.parametrize("value", [1, 1.0, "1", "1.0"])
def test_a_whole_number_is_an_ons_code_however_it_is_stored(value: object) -> None:
    assert parse_group(value).label == "Bangladeshi"


@pytest.mark.parametrize(
    "value",
    [
        "Total", "All", "Overall", "All incl. unclassified", "NA", "N/A", "None", "nan", "", " ",
        None, True, False, 0, 20, -1, "-1", "1-2", "1.5", 1.5, "01", "100", "W", "O", "IC1",
        "BAME", "Non-White", "A - Irish", "Asian: African", "Black and White",
        "White/Asian", "and", "-",
    ],
)  # fmt: skip  # a row a line
def test_what_is_not_a_group_is_not_guessed(value: object) -> None:
    with pytest.raises(ValueError, match="not the code or label"):
        parse_group(value)


def test_labels_are_their_own_and_know_their_broad_group() -> None:
    assert {label: parse_group(label).label for label in LABELS} == {name: name for name in LABELS}
    assert {broad_group(label) for label in LABELS} == {*BROAD_GROUPS, UNKNOWN}
    with pytest.raises(KeyError):
        broad_group("WBRI")


def test_groups_are_listed_alphabetically_with_other_last() -> None:
    assert [*sorted(BROAD_GROUPS[:-1]), "Other"] == list(BROAD_GROUPS)


def test_the_details_of_unknown_stay_apart() -> None:
    """A return has refused and not yet obtained side by side: one name would be a double key."""
    assert [parse_group(code).label for code in ("REFU", "NOBT", "Z", "99")] == [
        "Refused", "Information not yet obtained", "Not stated", "Not known",
    ]  # fmt: skip  # a list in few lines
    assert {broad_group(parse_group(code).label) for code in ("REFU", "NOBT", "Z", "99")} == {
        UNKNOWN
    }
