"""Texts that seem to count few children or to describe one, and texts that do neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escp_data import markers
from escp_data.text.wording import spelled
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
""".strip().splitlines()

NOUNS = ("children", "boys", "girls", "pupils", "young people", "siblings", "looked-after children")
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
