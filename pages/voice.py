"""Children's voice: what children said, who heard it, what came of it, and who is not heard."""

from collections.abc import Sequence
from functools import partial

import pandas as pd
import streamlit as st

from escp_data.evidence.loop import COUNTED_BY, Loop, counts, loop, not_heard, since, waiting
from escp_data.evidence.loop_chart import draw_loop, loop_words
from escp_data.evidence.small_groups import LEFT_OUT
from escp_data.evidence.voice import Said, called, voice
from escp_data.evidence.voice_filters import VoiceFilters, filter_voice, voice_choices
from escp_data.papers.voice_file import voice_csv, voice_excel
from escp_data.plan.actions import priorities
from escp_data.text.wording import plural
from pages.parts import names
from pages.parts.answers import ask, store
from pages.parts.downloads import offer_both
from pages.parts.filters import filter_row, in_force
from pages.parts.frame import view
from pages.parts.links import link, one_of
from pages.parts.pieces import folded_table, in_twos, plain, show_labelled, show_table

FILTERS = {
    names.PRIORITY: ("Priority", 1),
    names.AGENCY: ("Agency", 1.6),
    names.THEME: ("Theme", 1.7),
    names.AGE: ("Age band", 1.2),
}


def choose_filters(every: Sequence[Said]) -> VoiceFilters:
    """One row of filters, each of them in the link."""
    known = voice_choices(every)
    known |= {names.PRIORITY: [str(each) for each in numbered], names.AGE: known["age_band"]}
    numbers, *others = filter_row(FILTERS, known)
    return VoiceFilters(tuple(map(int, numbers)), *others)


def picture(answer: Loop, filters: VoiceFilters) -> None:
    """How many of the things said reached each step, and the same as a table."""
    st.header("From asking to telling back", divider="gray", anchor=False)
    st.vega_lite_chart(ask(draw_loop, view(), filters), alt=loop_words(answer))
    folded_table("The same as a table", answer.steps(), loop_words(answer))


def gaps(found: Sequence[Said], every: Sequence[Said]) -> None:
    """What waits for an answer, the oldest first, and whose voice is missing."""
    st.header("Not answered yet", divider="gray", anchor=False)
    rows = [(called(each), each.by.said.month, each.age) for each in waiting(found)]
    if rows:
        frame = pd.DataFrame(rows, columns=["What it was about", "Said", "Waiting for"])
        show_table(frame, alt=f"{plural(len(rows), 'thing')} not answered yet, the oldest first")
    else:
        st.text("Everything children said here has an answer.")
    st.header("Who has not been heard", divider="gray", anchor=False)
    missing = not_heard(every, numbered, view().period)
    for sentence in missing or ("Every age and every priority was heard in the last year.",):
        st.text(sentence)


def counted(found: Sequence[Said]) -> None:
    """The things said and their outcomes, by what the link asks for."""
    st.header("Counted", divider="gray", anchor=False)
    by = one_of("Counted by", COUNTED_BY, names.BY)
    frame = counts(found, by)
    if by == "Priority":
        frame[by] = frame[by].map(lambda number: titles.get(int(number), number))
    show_table(frame, alt=f"What children said and what came of it, by {by.lower()}")
    if by == "Agency":
        st.caption(plain(LEFT_OUT))


def quotes(found: Sequence[Said]) -> None:
    """Each thing said, two in a row, with every state it has reached."""
    st.header("What children said, and what came of it", divider="gray", anchor=False)
    in_twos(found, card, "said")


def card(said: Said) -> None:
    """One thing said: its words, its way through the loop, its answer."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{plain(said.theme)}**", width="content")
        st.badge(said.outcome, color="gray")
    st.text(f"“{said.words}”")
    show_labelled("What changed", said.changed)
    show_labelled("Not possible because", said.not_possible)
    st.caption(plain(" → ".join(said.path)))
    about = (said.by.words, said.by.involved, said.age_band)
    st.caption(plain(" · ".join(each for each in about if each)))
    if said.priority in numbered:
        label = f"On action {plain(said.ref)}"
        link(names.priority_path(said.priority), label, {names.ACTION: said.ref})


def downloads(found: Sequence[Said], filters: VoiceFilters) -> None:
    """Exactly what is shown, protected as it is on screen."""
    told = (store(), tuple(found), view(), filters)
    excel, csv = partial(voice_excel, *told), partial(voice_csv, *told)
    offer_both("Children's voice", names.VOICE, filters.words, excel, csv)


def show(every: Sequence[Said]) -> None:
    """The page of a store in which something is on record."""
    filters = choose_filters(every)
    found = filter_voice(every, filters)
    answer = loop(found, ask(since, view()))
    heading.title(plain(answer.headline if found else "Nothing passes these filters"), anchor=False)
    in_force(
        f"{len(found)} of {plural(len(every), 'thing')} children said.", filters.words, FILTERS
    )
    if filters.agency:
        st.caption(plain(LEFT_OUT))
    if not found:
        st.info("Take a filter away to see more.")
        return
    heading.text(f"{answer.sentence} {answer.told_back_sentence}".strip())
    with st.container(key="beside"):
        left, right = st.columns(2, gap="large")
    with left:
        picture(answer, filters)
    with right:
        gaps(found, every)
    counted(found)
    quotes(found)
    downloads(found, filters)


described = ask(priorities, view())
titles = {
    int(number): f"{number} {short or title}"
    for number, title, short in zip(
        *(described[name] for name in ("priority", "title", "short_title")), strict=True
    )
}
numbered = list(titles)
every = ask(voice, view())
heading = st.container(gap="xsmall")
if every:
    show(every)
else:
    heading.title(loop((), "").headline, anchor=False)
    st.info(
        "What children said appears here, with who heard it and what changed, once a return has "
        "rows on its Voice sheet."
    )
