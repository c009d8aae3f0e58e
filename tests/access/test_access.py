"""Who may do what."""

from datetime import UTC, datetime, timedelta

import pytest

from escp_data.access.listed import BUSINESS_UNIT
from escp_data.access.people import (
    LASTS,
    Person,
    is_business_unit,
    may_see_small_numbers,
    require_small_numbers,
)
from escp_data.errors import NotAllowed

NOW = datetime(2026, 1, 14, 9, 30, tzinfo=UTC)
COORDINATOR = Person("coordinator@enfield.example", NOW)


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("", False),
        ("coordinator@enfield.example", True),
        ("chair@enfield.example; Coordinator@Enfield.example", True),
        ("chair@enfield.example,coordinator@enfield.example", True),
        ("coordinator@enfield.example.org", False),
        ("enfield.example", False),
    ],
)
def test_the_business_unit_is_whoever_is_named(
    monkeypatch: pytest.MonkeyPatch, named: str, expected: bool
) -> None:
    monkeypatch.setenv(BUSINESS_UNIT, named)
    assert is_business_unit(COORDINATOR) is expected
    assert may_see_small_numbers(COORDINATOR, NOW) is expected


def test_nobody_is_named_unless_somebody_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(BUSINESS_UNIT, raising=False)
    assert not may_see_small_numbers(COORDINATOR, NOW)
    assert not may_see_small_numbers(Person("", NOW), NOW)


def test_a_sign_in_counts_for_a_working_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BUSINESS_UNIT, COORDINATOR.email)
    second = timedelta(seconds=1)
    after = [timedelta(0), LASTS - second, LASTS]
    assert [may_see_small_numbers(COORDINATOR, NOW + each) for each in after] == [True, True, False]
    assert is_business_unit(COORDINATOR)


@pytest.mark.parametrize(
    ("email", "named"),
    [
        ("coordinator@enfield.example", "\tCOORDINATOR@enfield.example\n; "),
        ("COORDINATOR@ENFIELD.EXAMPLE", "coordinator@enfield.example"),
        ("mike.strauss@enfield.example", "Mike.Strauss@Enfield.example"),
    ],
)
def test_capitals_and_spaces_make_no_difference(
    monkeypatch: pytest.MonkeyPatch, email: str, named: str
) -> None:
    monkeypatch.setenv(BUSINESS_UNIT, named)
    assert is_business_unit(Person(email, NOW))


@pytest.mark.parametrize(
    ("real", "looks_alike"),
    [
        ("mike@enfield.example", "mi\N{KELVIN SIGN}e@enfield.example"),
        ("susan@enfield.example", "\N{LATIN SMALL LETTER LONG S}usan@enfield.example"),
        ("strauss@enfield.example", "strau\N{LATIN SMALL LETTER SHARP S}@enfield.example"),
        ("susan@enfield.example", "sus\N{CYRILLIC SMALL LETTER A}n@enfield.example"),
    ],
)
def test_an_address_that_only_looks_like_theirs_is_not(
    monkeypatch: pytest.MonkeyPatch, real: str, looks_alike: str
) -> None:
    for named, email in ((real, looks_alike), (looks_alike, real), (looks_alike, looks_alike)):
        monkeypatch.setenv(BUSINESS_UNIT, named)
        assert not may_see_small_numbers(Person(email, NOW), NOW)
    monkeypatch.setenv(BUSINESS_UNIT, real)
    assert may_see_small_numbers(Person(real, NOW), NOW)


def test_a_sign_in_from_the_future_counts_as_far_as_clocks_may_differ(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(BUSINESS_UNIT, COORDINATOR.email)
    ahead = [timedelta(minutes=5), timedelta(minutes=5, seconds=1), timedelta(days=365)]
    assert [may_see_small_numbers(COORDINATOR, NOW - each) for each in ahead] == [
        True,
        False,
        False,
    ]


def test_who_may_not_is_told_so_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BUSINESS_UNIT, COORDINATOR.email)
    now = Person(COORDINATOR.email, datetime.now(UTC))
    assert require_small_numbers(now) is now
    for person in (None, Person("chair@enfield.example", datetime.now(UTC)), COORDINATOR):
        with pytest.raises(NotAllowed, match=r"^Only the business unit may look .* first\.$"):
            require_small_numbers(person)
