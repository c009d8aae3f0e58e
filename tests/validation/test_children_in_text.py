"""Texts that seem to count few children or to describe one, and texts that do neither."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp_data import markers
from escp_data.text.wording import spelled
from escp_data.validation import children_in_text
from escp_data.validation.children_in_text import counts_few, describes_one

COUNTS = """
2 girls aged 13 were missing
Two boys were strip searched.
one child was removed
One pupil told us the gate is unsafe.
both sisters are safe now
Both boys have a plan.
We spoke to 3 children
Three Black girls were stopped
4 of the children had been missing
One of the boys said it happens daily
5 pupils
there were five young people in the room
two unaccompanied asylum-seeking children
two 13-year-old pupils
3 Year 9 pupils
Girls: 2; boys: 3
In 2025-26, 3 children were arrested
On 14 May 2 pupils spoke
Pupils (4) took part
a single pupil
the only child in the group
A couple of pupils said so
The twins were moved to another school.
one child's plan lapsed
Two strip searches in the quarter.
One suspension was for racism.
3 x boys
three siblings were accommodated
Only two pupils answered
one of our pupils
2 children, 3 adults
4 kids left
we lost one student.
one young person
two of them girls, three children in all
one boy and one girl
2 females were strip searched
1 male was searched
1 female and 2 males were searched
a couple of females in the group
3 CYP went missing
3 CYP go missing
3 YP went missing
One YP was hurt
2 YPs went missing
2 UASC arrived
3 UASC (all from one ward)
1 LAC
1 LAC was moved
3 CLA have a plan
2 CIN
CYP: 3
2-3 children were hurt
1-2 pupils
two/three children were hurt
2x girls
2× girls
girls x2
2 no. children
two (2) children
2 (two) children
one (1) child
2 under 18s
2 U18s
2 people under 18
3 16-year-olds
two six year olds
2 youths were stopped
３ girls
②  girls
٢ girls
Girls: 2.
(girls: 2)
""".strip().splitlines()

DESCRIBES = """
a 14-year-old Somali boy at Hillside School
a pupil told the nurse
A 16-year-old was searched
a fifteen year old
a girl, aged 12, was hurt
A girl (14) came back
pupil aged 11
A boy at Hillside Academy was suspended
a child was seen on 14 May
A Turkish girl told us
A Black boy was followed round the shop
Another young person said the same
A young woman was moved out of London
a 15 yo boy was arrested
A boy from Hillside Primary was hurt
one girl was seen on 3/11/2025
a 12-year-old told us
a Year 9 pupil wrote to the chair
a child has died
An Afghan boy spoke first
A 17-year-old Kurdish girl
15 year old male
15 year-old male was searched
a six year old told us
a one-year-old
14 y.o. boy
A 14 Y.O. boy was searched
a 14yo F
14 yr. old girl
a 14 -year-old
14-year-old Somali girl at Winchmore School
Female aged 14
male, 15, Black
A Black male was followed
a CYP told us
one CYP aged 15
a LAC aged 9
a female was strip searched
１４-year-old girl
""".strip().splitlines()

NEITHER = """
Action 2
5 schools
2 training sessions
aged 11 to 15
in 3 months
one of the schools
Year 4 pupils
Years 4 and 5 pupils took part
Key stage 2 pupils
12 pupils
25 children
2,500 children
twenty-two children
one hundred and two pupils
one in five children
1 in 4 pupils
two thirds of pupils
A third of children
2 child protection conferences
one pupil survey
3 things children told us
two questions pupils asked
5 groups of pupils
Two sessions with children
Both boys and girls
both children and their families
Child Q
the voice of the child
more than one child
One child can be counted several times
A pupil can be suspended more than once.
when a child was missing
See a child as a child.
fewer than 6 children
Three schools asked pupils
per 1,000 children
Children aged 10 to 17
aged 16 and over
4 of 5 schools returned
under 5 children's centres
Section 5 children
2 of the children's homes
two boys' schools
one child at a time
Priority 1: child-on-child abuse
one student nurse
The first child protection plan
a child in care
children involved: 25
Phase 2 pupils
0 to 5 children
in 2 weeks pupils will be told
2.5 children
Ask each child, one question
2 more agencies and children
3 pupil ambassadors' sessions
1. Children are heard.
Two partners, five boroughs, children first
5% of children
A plan for both children is in the record.
abuse of a child by another child was recorded
What a Black child hears at the counter
Fewer than five pupils answered
The child protection plan was reviewed on 14 May
5 of 7 schools
Two of the group's meetings
Ages 3 to 5
Three-year-olds' places
All 14-year-olds at Hillside School
2 females on the board
1 female and 2 males on the panel
Two males in the leadership team
the only female officer
one female trainer
2 male staff
Both males and females
females under 18: 25
2 policies about female genital mutilation
2 LAC reviews
3 CYP services
2 UASC placements
1 YP worker
2 CLA review meetings
2 CYP training sessions
3 CIN plans
CYP and families
Tier 2 CYP services
both gave CLA for Q1
LAC, CLA and UASC
two youth workers
one youth court
2x training for children
two (2) sessions for children
2-3 sessions with children
fewer than 2-3 children
groups of 2-3 children
2/3 of the pupils
½ of the children
10-30 children
Years 4-5 pupils
Key stage 1-2 pupils
aged 3-5 children
13.2-3 children
1:1 support for children
3 and 4 year olds
15 hours for three year olds
2-3 year olds
a three-year-old strategy
A five year old child protection plan
every 15 year old boy
all 15 year old pupils
boys, 14 schools
1. Girls, 2. Boys
""".strip().splitlines()

NOUNS = ("children", "boys", "girls", "pupils", "young people", "siblings", "looked-after children")
FEW = ("2", "２", "٢", "③", "two", "2x", "2 x", "2-3", "1/2", "two/three", "two (2)", "3 (three)")
"""The ways of writing few, and in what follows the words for whom they count."""
WHOM = (
    *NOUNS, "CYP", "YP", "YPs", "UASC", "LAC", "CLA", "CIN", "females", "males", "youths",
    "under 18s", "under-18s", "13 year olds", "13-year-olds", "teenage girls", "Black males",
)  # fmt: skip  # words, as a paragraph
LIMITED = pytest.mark.timeout(30)
"""Patterns that look back over a text again and again would take hours."""
AROUND = ("", "The panel met. ", "By March ", "We heard that ")
AFTER = ("", " were moved", ", all from one ward", " took part in the session", ".")


@pytest.mark.parametrize("text", COUNTS)
def test_a_text_that_counts_few_children(text: str) -> None:
    assert counts_few(text)


@pytest.mark.parametrize("text", DESCRIBES)
def test_a_text_that_describes_one_child(text: str) -> None:
    assert describes_one(text)


@pytest.mark.parametrize("text", NEITHER)
def test_a_text_that_does_neither(text: str) -> None:
    assert (counts_few(text), describes_one(text)) == (False, False)


@given(
    st.integers(2, 300), st.booleans(), st.sampled_from(NOUNS), st.sampled_from(AROUND),
    st.sampled_from(AFTER),
)  # fmt: skip  # a list in few lines
def test_few_is_what_is_hidden_and_no_more(
    number: int, in_words: bool, noun: str, before: str, after: str
) -> None:
    written = spelled(number) if in_words else str(number)
    assert counts_few(f"{before}{written} {noun}{after}") == (number <= markers.THRESHOLD)


@given(st.sampled_from((*COUNTS, *DESCRIBES)), st.sampled_from(NEITHER), st.booleans())
def test_other_sentences_beside_it_hide_nothing(told: str, other: str, first: bool) -> None:
    parts = (told, other) if first else (other, told)
    text = ".\n".join(parts)
    assert counts_few(text) or describes_one(text)


@given(st.sampled_from(COUNTS), st.sampled_from(("\u200b", "\u00ad", "\u202e")))
def test_what_nobody_sees_hides_nothing(text: str, unseen: str) -> None:
    assert counts_few(text.replace("e", f"{unseen}e"))


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert counts_few(text) in (True, False)
    assert describes_one(text) in (True, False)


def test_few_follows_the_one_threshold(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not counts_few("eight pupils")
    monkeypatch.setattr(markers, "THRESHOLD", 10)
    assert counts_few("eight pupils")


@pytest.mark.parametrize("few", FEW)
@pytest.mark.parametrize("whom", WHOM)
def test_every_way_of_writing_few_with_every_word_for_whom(few: str, whom: str) -> None:
    for text in (f"{few} {whom} were searched", f"We met {few} {whom}.", f"{few}\n{whom}"):
        assert counts_few(text), text


@pytest.mark.parametrize("space", ["  ", "\n", " \n ", "\t", "\r\n", "\xa0", "\u2009", "\u3000"])
def test_white_space_of_any_kind_hides_nothing(space: str) -> None:
    for text in COUNTS:
        assert counts_few(text.replace(" ", space)), text
    for text in DESCRIBES:
        assert describes_one(text.replace(" ", space)), text


@pytest.mark.parametrize("space", ["  ", "\t", "\xa0", "\u3000"])
def test_white_space_on_one_line_finds_nothing_more(space: str) -> None:
    for text in NEITHER:
        spaced = text.replace(" ", space)
        assert (counts_few(spaced), describes_one(spaced)) == (False, False), text


def test_no_pattern_asks_for_one_space() -> None:
    patterns = [each for each in vars(children_in_text).values() if isinstance(each, re.Pattern)]
    first, last = children_in_text._counts(markers.THRESHOLD)
    spaced = [each.pattern for each in (*patterns, *first, last) if " " in each.pattern]
    assert [each for each in spaced if not each.startswith(" ?\\n")] == []


@LIMITED
@pytest.mark.parametrize(
    "text",
    [" ", "\t", "\n", " \n", "2 ", "2-", "two/", "(2) ", "two (2) ", "2 x ", "a ", "one ",
     "14 y.o. ", "14 year old ", "14-year-old child protection ", "a child ", "2 cyp ", "male, ",
     "½", "２", "males at our ", "priority 2 ", "a Black "],
)  # fmt: skip  # words, as a paragraph
def test_a_long_cell_is_read_in_a_moment(text: str) -> None:
    """A cell's worth takes less than half a second."""
    long = f"child {(text * 32_000)[:32_000]} a child old"
    assert {counts_few(long), describes_one(long)} <= {True, False}
