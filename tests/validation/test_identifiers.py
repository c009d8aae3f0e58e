"""Every identifier here is made up; so are the numbers that only resemble one."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp_data.validation.identifiers import HINT, IDENTIFIERS, Identifier, identifiers_in, plain
from tests.made_up import LETTERS, codes, nhs_numbers, upns

GAPS = st.sampled_from(["", " ", "-", " - ", "\u00a0", "\u2009", "\u2011", "\u2013", "\u200b"])


def is_whole(code: str, text: str) -> bool:
    """Whether the whole of a text is an identifier of a kind."""
    found = (kind for kind in identifiers_in(text) if kind.code == code)
    return any(kind.pattern.fullmatch(plain(text)) for kind in found)


def is_nhs_number(text: str) -> bool:
    return is_whole("G01", text)


def is_upn(text: str) -> bool:
    return is_whole("G02", text)


def is_national_insurance_number(text: str) -> bool:
    return is_whole("G03", text)


def is_postcode(text: str) -> bool:
    return is_whole("G04", text)


@pytest.mark.parametrize("kind", IDENTIFIERS, ids=lambda kind: kind.code)
@given(data=st.data())
def test_what_may_be_an_identifier_is_always_looked_at(
    kind: Identifier, data: st.DataObject
) -> None:
    """The hint that saves reading most texts misses nothing, whatever the case and the gaps."""
    text = data.draw(st.from_regex(kind.pattern))
    assert not kind.pattern.search(text) or HINT.search(text)


@pytest.mark.parametrize(
    "text",
    [
        "Date of birth:\n\n03/04/2014", "born:\r\n3 March 2014", "bORN 3 March 2014",
        "DOB\n3/4/2014", "born 14 March, 2010", "born on the 14th of March 2010",
        "born 14\nMarch\n2010", "DOBs: 14/03/2010, 1/2/2011", "Birth date: 14/03/2010",
        "birthday 14/03/2010", "Date of birth (dd/mm/yyyy): 14/03/2010", "DOB: 14 / 03 / 2010",
        "DOB 14032010", "DOB is 14/03/2010", "14/03/2010 (DOB)", "14/03/2010\nDOB",
        "D O B 14/03/2010", "born Mar 14 2010", "born: 14. 03. 2010",
    ],
)  # fmt: skip  # a list in few lines
def test_a_birth_date_is_found_however_it_is_written(text: str) -> None:
    assert codes(text) == ["G05"]


@pytest.mark.parametrize(
    "text",
    [
        "Births in 2024-25: 3,204; births in 2023-24: 3,310", "Born in Enfield: 12", "birth to 5",
        "Low birth weight: 4.2 (2023/24)", "Year of birth", "unborn, 12 in 2025/26", "born 2010",
        "The plan was born on paper in 2023-24 and lives", "seen 14/03/2025, dob not known",
    ],
)  # fmt: skip  # a list in few lines
def test_no_birth_date_is_seen_where_there_is_none(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("gap", ["\n", "\r\n", ".", " - ", "\u2028"])
def test_an_nhs_number_over_several_lines_is_found(gap: str) -> None:
    assert codes(gap.join(("943", "476", "5919"))) == ["G01"]


def test_a_decimal_number_is_no_nhs_number() -> None:
    assert codes("943.4765919") == codes("943476.5919") == []


@pytest.mark.parametrize("text", ["AB\n123456\nC", "AB 12\n34 56 C", "B801\n2000\n05\n001"])
def test_other_numbers_over_several_lines_are_found(text: str) -> None:
    assert codes(text) != []


@given(nhs_numbers(), GAPS, GAPS)
def test_an_nhs_number_is_found_in_any_spacing(number: str, one: str, two: str) -> None:
    spaced = f"{number[:3]}{one}{number[3:6]}{two}{number[6:]}"
    assert is_nhs_number(spaced)
    assert codes(spaced) == ["G01"]
    assert codes(f"Seen on 14/01/2026, NHS no.{spaced}; moved since.") == ["G01"]


@given(nhs_numbers())
def test_an_nhs_number_is_found_as_a_number(number: str) -> None:
    assert codes(int(number)) == codes(float(number)) == codes(f"{number}.0") == ["G01"]


@given(nhs_numbers(), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_no_nhs_number(number: str, at: int, by: int) -> None:
    wrong = f"{number[:at]}{(int(number[at]) + by) % 10}{number[at + 1 :]}"
    assert not is_nhs_number(wrong)
    assert codes(wrong) == codes(int(wrong)) == []


@given(nhs_numbers(), st.integers(0, 8))
def test_two_digits_swapped_are_no_nhs_number(number: str, at: int) -> None:
    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    assert is_nhs_number(swapped) == (swapped == number)


def test_one_in_eleven_of_an_issued_range_and_none_elsewhere() -> None:
    thousand = sum(is_nhs_number(str(n)) for n in range(9_990_000_000, 9_990_011_000))
    assert thousand == pytest.approx(1000, abs=1)
    found = {
        start: sum(is_nhs_number(f"{start:0<7}{n:03}") for n in range(11 * 11))
        for start in ("0", "1", "2", "3", "4", "5", "6", "70", "71", "77", "79", "8", "9")
    }
    assert {start for start, times in found.items() if times} == {"4", "6", "70", "9"}
    assert {times for times in found.values() if times} <= {10, 11, 12}


def test_a_check_digit_of_ten_is_never_issued() -> None:
    """999 000 000 to 999 000 099 without a tenth digit that works: one in eleven."""
    stems = [f"9990000{n:02}" for n in range(99)]
    assert sum(not any(is_nhs_number(f"{stem}{d}") for d in range(10)) for stem in stems) == 9


@given(upns(), st.sampled_from(["", " ", "-"]), st.booleans())
def test_a_upn_is_found_in_any_spacing(upn: str, gap: str, small: bool) -> None:
    spaced = gap.join([upn[0], upn[1:4], upn[4:8], upn[8:10], upn[10:]])
    spaced = spaced.lower() if small and not gap else spaced
    assert is_upn(spaced)
    assert "G02" in codes(spaced)
    assert "G02" in codes(f"Pupil {spaced}, back in school")


@given(upns(), st.integers(1, 11), st.integers(1, 9))
def test_one_wrong_digit_is_no_upn(upn: str, at: int, by: int) -> None:
    assert not is_upn(f"{upn[:at]}{(int(upn[at]) + by) % 10}{upn[at + 1 :]}")


@given(upns(), st.sampled_from(LETTERS))
def test_another_check_letter_is_no_upn(upn: str, letter: str) -> None:
    assert is_upn(letter + upn[1:]) == (letter == upn[0])


@given(upns(), st.integers(1, 10))
def test_two_digits_swapped_are_no_upn(upn: str, at: int) -> None:
    swapped = upn[:at] + upn[at + 1] + upn[at] + upn[at + 2 :]
    assert is_upn(swapped) == (swapped == upn)


def test_a_small_letter_before_spaced_digits_is_no_upn() -> None:
    assert is_upn("B 801 2000 05 001")
    assert not is_upn("b 801 2000 05 001")


def test_published_examples_of_check_letters() -> None:
    """From the documentation of python-stdnum: the first is right, the second is not."""
    assert is_upn("B801200005001")
    assert not is_upn("A801200005001")


@pytest.mark.parametrize("text", ["QQ123456C", "AB 12 34 56 C", "ab123456c", "AB-12-34-56-D"])
def test_national_insurance_numbers(text: str) -> None:
    assert is_national_insurance_number(text) == (text[0] != "Q")


def test_a_sentence_is_not_a_national_insurance_number() -> None:
    assert codes("Open at 10 20 30 a day") == codes("BG123456A") == codes("AB123456E") == []


# A text a line, as it is written.
# fmt: off
@pytest.mark.parametrize(
    "text",
    ["EN1 3XA", "en1 3xa", "EN13XA", "N9 9AA", "N99AA", "SW1A 1AA", "EC1A 1BB", "W1A 0AX", "M1 1AE",
     "B33 8TH", "CR2 6XH", "DN55 1PT", "EN1\u00a03XA", "SW1 2AB", "CR0 4YR"],
)
def test_postcodes(text: str) -> None:
    assert is_postcode(text)
    assert codes(text) == codes(f"Held at the hall, {text}.") == ["G04"]


@pytest.mark.parametrize(
    "text",
    ["EN1", "Q3 2025", "S11 and", "S11 2nd audit", "S17 1st visit", "W2 3rd week", "B1 2yr olds",
     "S47 4th", "S11AR", "M12ED", "ZZ1 1AA", "EN1 3CA", "KS2 3PR", "A1 2BD", "EN1A 3XA"],
)
def test_what_only_resembles_a_postcode(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize("text", ["DOB: 01/02/2013", "born 3rd March 2014", "D.O.B 2014-03-03"])
def test_a_date_of_birth_in_a_text(text: str) -> None:
    assert codes(f"A boy, {text}, was seen.") == ["G05"]


# --- what must not annoy


@pytest.mark.parametrize(
    "text",
    # Telephone numbers, most from Ofcom's ranges for drama.
    ["020 7946 0018", "02079460018", "(020) 7946 0018", "+44 20 7946 0018", "0207 946 0018",
     "+44 (0)20 7946 0018", "07700 900123", "07700900123", "+447700900123", "+44 7700 900 123",
     "0808 157 0192", "08081570192", "0113 496 0018", "01632 960018", "+1 999 000 0018",
     "+44 999 000 0018",
     "7700 900123", "7700900123", "2079460018", "1632960018", "tel 020-7946-0018 ext. 1234",
     # Periods, dates and meetings.
     "2025-26 Q3", "2025-26", "2024/25 academic", "Oct-Dec 2025", "14/01/2026", "14 Jan 2026",
     "2026-01-14T10:30:00", "Met on 14 January 2026 at 10.30am", "Project born in 2024",
     "3 of 12 born in 2014, 4 in 2015", "Births 2024-25 Q3 12", "Birth 1 to 2 years", "20260114",
     # References, codes, money, measures.
     "2024/0123456", "Ref 2024/0123456", "CR/2025/00123", "URN 102012", "1234567", "AB12 CDE",
     "£9,990,000,018", "9,990,000,018", "0.9990000018", "9990000018.5", "12.5%", "1 in 11",
     "WBRI", "BOTH", "NOBT", "99", "REFU", "W1", "A3", "c", "[c]", "CP01", "DISP-3a", "1.1; 1.2",
     "978-0-00-000000-2", "a@example.org", "https://example.org/a/29990000018", "EN1, EN3 and N9",
     "10.1.2.3", "S11", "S175", "Section 47: 12 of 30", "Year 6, KS2", "999", "=SUM(A1:A9)"],
)
def test_false_alarms_in_a_cell(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "value",
    [0, 12, -4, 1.5, True, 9990000018.5, 3_999_999_999, 10_000_000_004, 7_700_900_123, 2079460018,
     float("nan"), float("inf"), None, datetime.date(2014, 3, 3), 10**40, ""],
)
def test_false_alarms_in_a_number_cell(value: object) -> None:
    assert codes(value) == []


# fmt: on


@given(st.integers(0, 3_999_999_999) | st.integers(10_000_000_000))
def test_no_count_of_children_alarms(count: int) -> None:
    assert codes(count) == []


@pytest.mark.parametrize("stem", ["020 7946 0", "0207 946 0", "01632 960", "07700 900"])
def test_no_telephone_number_alarms(stem: str) -> None:
    for n in range(1000):
        assert codes(f"Ring {stem}{n:03} or text {stem.replace(' ', '')}{n:03}.") == []
