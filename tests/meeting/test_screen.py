"""What fits on a wall, and what becomes two screens."""

from escp_data.meeting.screen import ROW, ROWS, Line, Screen, first_sentence, fitted


def test_what_fits_stays_one_screen() -> None:
    screen = Screen("key", "Section", "Title", tuple(Line(str(at)) for at in range(ROWS)))
    assert fitted(screen) == (screen,)


def test_a_line_too_many_makes_two_screens_that_say_so() -> None:
    lines = tuple(Line(str(at)) for at in range(ROWS + 1))
    assert fitted(Screen("key", "Section", "Title", lines)) == (
        Screen("key", "Section, 1 of 2", "Title", lines[:ROWS]),
        Screen("key-2", "Section, 2 of 2", "Title", lines[ROWS:]),
    )


def test_a_line_longer_than_a_screen_loses_no_word() -> None:
    words = " ".join(f"word{at}" for at in range(400))
    parts = fitted(Screen("key", "Section", "Title", (Line(words),)))
    assert " ".join(line.words for part in parts for line in part.lines) == words
    assert max(sum(line.rows for line in part.lines) for part in parts) <= ROWS


def test_a_title_as_long_as_a_text_becomes_a_line() -> None:
    (screen,) = fitted(Screen("key", "Section", "Long " * 60, (Line("More"),)))
    assert (screen.title, screen.lines) == ("Section", (Line("Long " * 60), Line("More")))


def test_detail_comes_in_parts_that_fit() -> None:
    lines = tuple(Line("x" * ROW) for _ in range(ROWS + 1))
    screen = Screen("key", "Section", "Title", (), lines)
    assert screen.details == (lines[:ROWS], lines[ROWS:])
    assert Screen("key", "Section", "Title").details == ()


def test_a_sentence_ends_at_its_full_stop_and_no_number_does() -> None:
    assert first_sentence("2.1 is late by 1.5 weeks. Ask why.") == "2.1 is late by 1.5 weeks."
    assert first_sentence(None) == ""
