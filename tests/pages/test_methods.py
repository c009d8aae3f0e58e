"""The Methods page explains every figure, with Enfield's own numbers and with formulas."""

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.pages.reading import between, everything, lines

Open = Callable[..., AppTest]


def test_every_figure_has_a_heading(open_page: Open) -> None:
    assert [each.value for each in open_page("methods").header] == [
        "What the words mean",
        "Rate",
        "Share",
        "Ratio of rates (relative rate index, RRI)",
        "The population can flip the answer",
        "Gap",
        "More or fewer than expected",
        "Ratio against the stage before",
        "Is disproportionality decreasing?",
        "How much counts vary (dispersion)",
        "Two confidences: 95% at the year's end, 99% between",
        "One answer: measures taken together",
        "The change that would have shown",
        "What a verdict hangs on",
        "What the page can and cannot say (coverage)",
        "Four quarters at a time",
        "Run charts: is it more than the usual up and down?",
        "Chance, with many figures",
        "Ethnic groups, and unknown ethnicity",
        "Limits",
        "Small numbers are hidden",
        "Figures have no RAG",
    ]


def test_a_figure_has_plain_words_an_example_its_source_and_a_formula(open_page: Open) -> None:
    page = open_page("methods")
    excess = between(page, "More or fewer than expected", "Ratio against the stage before")
    assert excess == [
        "How many events there were above what the other group's rate would have given. Below 0, "
        "there were fewer.",
        "Enfield's own numbers. If Black pupils had been suspended at the rate of White pupils, "
        "there would have been 11,557 × 1,651 ÷ 26,061 = 732 suspensions of Black pupils in "
        "2024/25, about 183 (86 to 283) fewer than the 915 there were.",
        "Department for Education, Suspensions and permanent exclusions in England, 2023/24 and "
        "2024/25",
        "For statisticians: formula and source",
        *excess[4:],
    ]
    assert r"a - n\,\frac{b}{m}" in "\n".join(each.value for each in page.latex)


def test_every_figure_has_its_source_for_statisticians(open_page: Open) -> None:
    page = open_page("methods")
    assert [each.label for each in page.main.expander] == [
        "For statisticians: formula and source"
    ] * 20
    for source in ("Byar", "Wilson", "PRISM-R", "Koopman", "MOVER", "BMJ 2003;326:219"):
        assert source in everything(page)


def test_the_real_answers_are_there(open_page: Open) -> None:
    words = " ".join(lines(open_page("methods")))
    assert (
        "0.95 (0.80 to 1.12) times what it was. The interval spans 1: no clear change. Both rates "
        "rose"
    ) in words
    assert "1.10 (0.86 to 1.40)" in words
    assert "1.63 (1.28 to 2.08)" in words


def test_the_limits_of_the_figures_are_there(open_page: Open) -> None:
    said = " ".join(lines(open_page("methods")))
    for words in (
        "All other children compares cleanly",
        "share three of their four quarters",
        "would have shown about four times in five",
        "Counts on two dates share children",
        "no child is followed from stage to stage",
        "if no group truly differed",
        "1.08 (1.0003 to 1.17) times the share",
    ):
        assert words in said.replace("*", "")
