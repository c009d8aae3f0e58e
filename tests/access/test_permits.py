"""May they? Every role against everything there is to do."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from escp_data.access.listed import ACCESS, BUSINESS_UNIT, Standing, read_access
from escp_data.access.people import AtTheMachine, Person, Visitor
from escp_data.access.permits import Allowed, Doing, Refused, may, require
from escp_data.errors import CannotRead, NotAllowed

NOW = datetime.now(UTC)
EDITOR, VIEWER = Person("editor@council.example", NOW), Person("chair@council.example", NOW)
POLICE, STRANGER = Person("one@police.example", NOW), Person("one@else.example", NOW)
LISTED = """
editors = ["Editor@council.example"]
viewers = ["@council.example", "both@police.example"]
[agencies]
"Metropolitan Police" = ["@police.example"]
"""
READING = {Doing.SEE, Doing.READ_HELP, Doing.EXPORT, Doing.PAPER}


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "access.toml"
    path.write_text(LISTED, "utf-8")
    monkeypatch.setenv(ACCESS, str(path))
    monkeypatch.delenv(BUSINESS_UNIT, raising=False)
    return path


def allowed(visitor: Visitor, agency: str | None = None) -> set[Doing]:
    return {doing for doing in Doing if may(visitor, doing, agency) == Allowed()}


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    ("visitor", "agency", "expected"),
    [
        (EDITOR, None, set(Doing)),
        (VIEWER, None, READING),
        (VIEWER, "Metropolitan Police", READING),
        (POLICE, None, {Doing.READ_HELP}),
        (POLICE, "Education", {Doing.READ_HELP}),
        (POLICE, "metropolitan  police", READING),
        (STRANGER, None, set()),
        (STRANGER, "Metropolitan Police", set()),
        (None, None, set()),
        (AtTheMachine(), None, set(Doing) - {Doing.REVEAL}),
    ],
)
def test_each_may_do_what_the_role_says_and_no_more(
    visitor: Visitor, agency: str | None, expected: set[Doing]
) -> None:
    assert allowed(visitor, agency) == expected


@pytest.mark.usefixtures("listed")
def test_small_numbers_are_for_a_sign_in_of_today() -> None:
    old = Person(EDITOR.email, NOW - timedelta(hours=13))
    assert may(old, Doing.UPLOAD) == Allowed()
    assert may(old, Doing.REVEAL) == Refused("Sign in again to look at small numbers.")
    assert may(Person(EDITOR.email, None), Doing.REVEAL) == Allowed()


@pytest.mark.usefixtures("listed")
def test_the_refusal_says_why() -> None:
    with pytest.raises(
        NotAllowed, match=r"^Only the business unit may withdraw an upload or bring one back\.$"
    ):
        require(VIEWER, Doing.WITHDRAW)
    with pytest.raises(NotAllowed, match=r"^This address may see what is Metropolitan Police's"):
        require(POLICE, Doing.SEE)
    require(EDITOR, Doing.WITHDRAW)


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("EDITOR@COUNCIL.EXAMPLE", Standing("editor")),
        ("both@police.example", Standing("viewer")),
        ("one@police.example", Standing("viewer", "Metropolitan Police")),
        ("one@sub.police.example", Standing("stranger")),
        ("one@xpolice.example", Standing("stranger")),
        ("one@else.example@police.example", Standing("stranger")),
        ("@police.example", Standing("viewer", "Metropolitan Police")),
        ("police.example", Standing("stranger")),
        ("one@pol\N{LATIN SMALL LETTER DOTLESS I}ce.example", Standing("stranger")),
    ],
)
def test_an_address_counts_before_its_domain(email: str, expected: Standing) -> None:
    assert read_access().standing(email) == expected


def test_of_two_lists_the_one_that_allows_less(listed: Path) -> None:
    listed.write_text('editors = ["a@b.example"]\nviewers = ["a@b.example"]', "utf-8")
    assert read_access().standing("a@b.example") == Standing("viewer")


def test_a_change_is_in_force_at_once(listed: Path) -> None:
    assert may(VIEWER, Doing.SEE) == Allowed()
    listed.write_text('editors = ["editor@council.example"]', "utf-8")
    assert may(VIEWER, Doing.SEE) == Refused("This address may not use the dashboard.")


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("editors = [", "cannot be read"),
        ('editors = "one@b.example"', "editors is a list of addresses"),
        ('editors = ["b.example"]', 'editors has "b.example"'),
        ('admins = ["a@b.example"]', "has no place for admins"),
        ("agencies = 1", "are sections"),
        ("idle_minutes = 0", "idle_minutes is a number above 0"),
        ("working_day_hours = true", "working_day_hours is a number above 0"),
    ],
)
def test_a_file_that_cannot_be_read_lets_nobody_in(listed: Path, written: str, says: str) -> None:
    listed.write_text(written, "utf-8")
    with pytest.raises(CannotRead, match=says):
        read_access()
    assert allowed(EDITOR) == set()


def test_a_file_that_is_named_and_not_there_lets_nobody_in(listed: Path) -> None:
    listed.unlink()
    assert allowed(EDITOR) == set()


@pytest.mark.usefixtures("listed")
def test_the_older_setting_names_more_editors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(BUSINESS_UNIT, "more@unit.example;nonsense")
    assert read_access().editors == {"editor@council.example", "more@unit.example"}
