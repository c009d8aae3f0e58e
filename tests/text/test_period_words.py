"""The grammar of periods: the partnership's list, texts of our own, and what always holds."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp_data.text.asking import Ask, Nothing
from escp_data.text.period_kinds import Period
from escp_data.text.period_words import NoYear, OneYear, read_period, single_month
from tests.lists import rows_of

OWN = [
    # a quarter and both years
    ("Qtr3 2023/24", "2023-24 Q3"), ("3rd qtr 2025-26", "2025-26 Q3"),
    ("Second Quarter, 2022/2023", "2022-23 Q2"), ("QUARTER TWO 2025/26", "2025-26 Q2"),
    ("Q2 FY 24/25", "2024-25 Q2"), ("FY2024/25 – Q2", "2024-25 Q2"), ("2025/26-Q1", "2025-26 Q1"),
    ("Q4: 2023−24", "2023-24 Q4"), ("24/25Q1", "2024-25 Q1"), ("Q2-24/25", "2024-25 Q2"),
    ("Q1 (2025/26)", "2025-26 Q1"), ("Quarter 2 of financial year 2025/26", "2025-26 Q2"),
    ("Q3 2025 / 2026", "2025-26 Q3"), ("2Q 2025/26", "2025-26 Q2"),
    ("Quarter: 3, 2025/26", "2025-26 Q3"), ("Q2 2025\\26", "2025-26 Q2"),
    ("Q2\u00a02025/26", "2025-26 Q2"), ("Quarter 4 (2024–2025)", "2024-25 Q4"),
    # its months
    ("Q4 (Jan - Mar 2026)", "2025-26 Q4"), ("Q1 Apr–Jun 2025/26", "2025-26 Q1"),
    ("Jul-Sep 2025 (Q2)", "2025-26 Q2"), ("2025/26 Q2 (July to September)", "2025-26 Q2"),
    ("Q2 - July, August, September 2025", "2025-26 Q2"),
    ("Q4 2024/25 (January – March 2025)", "2024-25 Q4"), ("Jan/Feb/Mar 2026", "2025-26 Q4"),
    ("Apr, May & June 25", "2025-26 Q1"), ("from 1 July to 30 September 2025", "2025-26 Q2"),
    ("between 1 July and 30 September 2025", "2025-26 Q2"),
    ("1st Apr - 30th Jun 2025", "2025-26 Q1"), ("01.01.26-31.03.26", "2025-26 Q4"),
    ("2025-07-01 to 2025-09-30", "2025-26 Q2"), ("Jul 25 to Sep 25", "2025-26 Q2"),
    ("3 months to June 2025", "2025-26 Q1"), ("Quarter ending 31st March 2026", "2025-26 Q4"),
    ("Three months ended 31 December 2025", "2025-26 Q3"), ("Qtr ended Sept 25", "2025-26 Q2"),
    # a day and a month
    ("30.6.25", "2025-26 Q1"), ("Friday, 31 October 2025", "2025-26 Q3"),
    ("as at 30th Sept 2025", "2025-26 Q2"), ("Snapshot at 31/03/2026", "2025-26 Q4"),
    ("end of March 2026", "2025-26 Q4"), ("SEPT-25", "2025-26 Q2"), ("Feb ’26", "2025-26 Q4"),
    ("06/2025", "2025-26 Q1"), ("month of May 2025", "2025-26 Q1"),
    # years
    ("FY25/26", "2025-26"), ("Fin. Year 24–25", "2024-25"),
    ("financial year 2024 to 2025", "2024-25"), ("yr 2024/25", "2024-25"),
    ("12 mths to 31 Mar 2026", "2025-26"), ("YE Mar-26", "2025-26"),
    ("year to 31/03/2026", "2025-26"), ("1 April 2025 - 31 March 2026", "2025-26"),
    ("April - March 2025/26", "2025-26"), ("full year 2024/25", "2024-25"),
    ("Acad. yr 2025/26", "2025/26 academic"), ("2025/26 School Yr", "2025/26 academic"),
    ("AY 25/26", "2025/26 academic"), ("academic year 2024 to 2025", "2024/25 academic"),
    ("2024/25 academic year (Sept 2024 - Aug 2025)", "2024/25 academic"),
    ("1 Sep 2024 to 31 Aug 2025", "2024/25 academic"),
    # titles and labels
    ("Period: Q2 2025/26", "2025-26 Q2"), ("Reporting period - Jul to Sep 2025", "2025-26 Q2"),
    ("Data for September 2025", "2025-26 Q2"),
    ("Quarterly performance report, Q1 2025/26", "2025-26 Q1"),
    ("Children's safeguarding dashboard: October to December 2025", "2025-26 Q3"),
    ("Annual report 2024/25", "2024-25"),
    ("Performance dashboard as at 31 Dec 2025", "2025-26 Q3"),
    # what a text alone cannot say
    ("Quarter 2", "ask"), ("Jul-Sep", "ask"), ("31 Dec", "ask"), ("previous quarter", "ask"),
    ("Current year", "ask"), ("Q1 2026", "ask", "2026-27 Q1"), ("FY26 Q2", "ask", "2025-26 Q2"),
    ("FY 2026", "ask", "2025-26"), ("Q4 '26", "ask", "2026-27 Q4"),
    ("Q4 (Jan-Mar) 2026", "ask", "2025-26 Q4"), ("academic year 2025", "ask", "2025/26 academic"),
    ("202324", "ask", "2023-24"), ("20251231", "ask", "2025-26 Q3"),
    ("Q4 (Apr-Jun 2025)", "ask", "2025-26 Q1"), ("Q5 2024/25", "ask"),
    ("2025/24", "ask", "2024-25"), ("31/04/2025", "ask"), ("30 Feb 2026", "ask"),
    ("Mon 31 Dec 2025", "ask", "2025-26 Q3"), ("09/30/2025", "ask", "2025-26 Q2"),
    ("Sept 30th, 2025", "ask", "2025-26 Q2"), ("05/06", "ask", "2005-06"),
    ("2025-12", "ask", "2025-26 Q3"), ("46022", "ask", "2025-26 Q3"), ("16-17", "ask"),
    ("Dec 31", "ask"), ("Summer term 2026", "ask", "2026-27 Q1"),
    ("Summer 2 2025/26", "ask", "2026-27 Q1"), ("Autumn 2025", "ask", "2025-26 Q3"),
    ("HT1 2025/26", "ask", "2025-26 Q2"), ("Term 2", "ask"),
    ("Oct & Nov 2025", "ask", "2025-26 Q3"), ("M3 2025/26", "ask", "2025-26 Q1"),
    ("w/e 4 Jan 2026", "ask", "2025-26 Q4"), ("w/c 29/12/2025", "ask", "2025-26 Q3"),
    ("mid-year 2024", "ask", "2024-25 Q1"), ("1-31 December 2025", "ask", "2025-26 Q3"),
    ("DRAFT Q3 2025/26", "ask", "2025-26 Q3"), ("Q2 2025/26*", "ask", "2025-26 Q2"),
    ("Q2¹ 2025/26", "ask"), ("Q3 2025/26 (Oct & Nov only)", "ask", "2025-26 Q3"),
    ("Q3 2025/26 v Q2 2025/26", "ask", "2025-26 Q3"),
    ("Q3 2025/26 to 30 Nov 2025", "ask", "2025-26 Q3"),
    ("Business plan 2025/26", "ask", "2025-26"),
    ("Safeguarding action plan January 2026", "ask", "2025-26 Q3"),
    ("approx Q3 25/26", "ask", "2025-26 Q3"),
    # nothing to store
    ("H2 25/26", "none"), ("Half 1 2025/26", "none"), ("half year to Sept 2025", "none"),
    ("year to date", "none"), ("Q2 cumulative 2025/26", "none"), ("2025/26 to date", "none"),
    ("Qtrs 1-3 25/26", "none"), ("Q1 and Q2", "none"), ("Quarters 1 to 3 2025/26", "none"),
    ("R12 to Dec 25", "none"), ("rolling year to Dec 2025", "none"),
    ("9 months to Dec 2025", "none"), ("Jan - Dec 2025", "none"), ("calendar year 2025", "none"),
    ("2024/25 & 2025/26", "none"), ("24 months to March 2026", "none"),
    ("Next review March 2026", "none"), ("Printed 12/01/2026", "none"),
    ("to be completed by March 2026", "none"), ("Version 3, saved 3 Feb 2026", "none"),
    ("Board meeting 12 March 2026", "none"), ("target: March 2026", "none"),
    ("Date due: 31 March 2026", "none"), ("Published Dec 2025", "none"), ("monthly", "none"),
    ("annually", "none"), ("Year 11", "none"), ("6 weeks", "none"), ("n/a", "none"),
    ("24/7", "none"), ("24", "none"), ("Aged 16-17", "none"), ("RAG", "none"), ("", "none"),
    ("Jan 2025 to Feb 2026", "none"), ("Apr 2025 to Dec 2025", "none"),
]  # fmt: skip  # a list in few lines

PIECES = st.sampled_from(
    ["Q3", "Q4", "2025/26", "24/25", "2025", "25", "Oct-Dec", "Dec", "31", "31/12/2025", "to", "&",
     "(", "FY", "school", "ended", "months", "12", "as", "at", "report", "plan", "term", "mid",
     "zorblat", "H1", "due", "?", "202512", "11/12"]
)  # fmt: skip  # a list in few lines
PERIODS = st.one_of(
    st.builds(Period, st.just("quarter"), st.integers(2013, 2060), st.sampled_from([1, 2, 3, 4])),
    st.builds(Period, st.sampled_from(["year", "academic"]), st.integers(2013, 2060)),
)


def said(text: str) -> str:
    """The canonical period that is read, or `ask`, or `none`."""
    read = read_period(text)
    return str(read) if isinstance(read, Period) else "ask" if isinstance(read, Ask) else "none"


def offers(text: str) -> tuple[str, ...]:
    """What is offered for a text that is asked about."""
    read = read_period(text)
    return read.offered if isinstance(read, Ask) else ()


def test_texts_of_our_own() -> None:
    assert [(text, said(text)) for text, *_ in OWN] == [(text, says) for text, says, *_ in OWN]
    wanted = {text: first for text, _, *rest in OWN for first in rest}
    assert {text: offers(text)[0] for text in wanted} == wanted


def test_the_list_has_no_wrong_value() -> None:
    texts = [(row["text"], row["reading"], said(row["text"])) for row in rows_of("periods")]
    assert [each for each in texts if each[2] not in {each[1], "ask", "none"}] == []


def test_what_the_list_says_is_read_and_offered() -> None:
    rows = rows_of("periods")
    periods = [row for row in rows if row["reading"] not in ("ask", "none")]
    unread = [row["text"] for row in periods if said(row["text"]) != row["reading"]]
    assert not [row for row in periods if row["kind"] == "contract form" and row["text"] in unread]
    assert len(unread) <= 0.05 * len(periods), unread
    offered = [row for row in rows if row["offered"]]
    missed = [r["text"] for r in offered if r["offered"].split("; ")[0] not in offers(r["text"])]
    assert len(missed) <= 0.1 * len(offered), missed


@pytest.mark.parametrize(
    ("text", "quarter"),
    [("Q3", 3), ("Q3 (Oct-Dec)", 3), ("Oct-Dec", 3), ("December", 3), ("Quarter 1", 1), ("May", 1)],
)
def test_a_quarter_without_its_year(text: str, quarter: int) -> None:
    read = read_period(text)
    assert isinstance(read, NoYear)
    assert read.quarter == quarter


@pytest.mark.parametrize(
    ("text", "year", "quarter"),
    [("FY25", 2025, 0), ("Q3 FY25", 2025, 3), ("2025", 2025, 0), ("Q3 2025", 2025, 3),
     ("2Q25", 2025, 2), ("Financial year 2026", 2026, 0)],
)  # fmt: skip  # a list in few lines
def test_one_year(text: str, year: int, quarter: int) -> None:
    read = read_period(text)
    assert isinstance(read, OneYear)
    assert (read.year, read.quarter) == (year, quarter)


@pytest.mark.parametrize(
    ("text", "month"),
    [("May 2025", (5, 2025)), ("Apr-25", (4, 2025)), ("May", (5, None)), ("05/2025", (5, 2025)),
     ("Sept '24", (9, 2024)), ("31 May 2025", None), ("Oct-Dec 2025", None), ("Q1 May", None),
     ("May and June", None), ("May RAG", None), ("1 May", None), ("Q3", None), ("", None)],
)  # fmt: skip  # a list in few lines
def test_a_single_month(text: str, month: tuple[int, int | None] | None) -> None:
    assert single_month(text) == month


@given(PERIODS)
def test_what_the_product_writes_is_read_back(period: Period) -> None:
    forms = [str(period), period.words, f"{period} ({period.words})", f"{period.words} ({period})"]
    if period.quarter:
        forms.append(f"Q{period.quarter} ({period.words})")
    assert {read_period(form) for form in forms} == {period}


@given(
    st.lists(PIECES, min_size=1, max_size=5).map(" ".join) | st.sampled_from([o[0] for o in OWN]),
    st.sampled_from(["", " ", "\n", "\u00a0", "\u2003"]),
    st.sampled_from("-–—−‑"),
    st.sampled_from([str.upper, str.lower, str]),
)
def test_spaces_case_and_dashes_say_nothing(
    text: str, space: str, dash: str, case: Callable[[str], str]
) -> None:
    changed = case(space + text.replace("-", dash).replace("–", dash) + space)
    assert said(changed) == said(text)
    assert offers(changed) == offers(text)


@given(
    st.lists(PIECES, min_size=1, max_size=5).map(" ".join) | st.sampled_from([o[0] for o in OWN]),
    st.booleans(),
)
def test_an_unknown_word_leaves_no_value(text: str, before: bool) -> None:
    assert said(f"zorblat {text}" if before else f"{text} zorblat") in {"ask", "none"}


@given(st.text(max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    assert isinstance(read_period(text), Period | Ask | Nothing)
