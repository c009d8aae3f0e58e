"""How each figure is worked out: in plain words, with published numbers, and as a formula."""

import pandas as pd
import streamlit as st

from escp_data.disproportionality import worked_examples as worked
from escp_data.disproportionality.compared import BETWEEN
from escp_data.disproportionality.populations import OLDEST
from escp_data.disproportionality.spread import SAID_FROM
from escp_data.estimates.change import FEWEST
from escp_data.estimates.run_charts import LOCKED, TRIAL
from escp_data.estimates.run_rules import IN_A_ROW
from escp_data.markers import MINIMUM_POPULATION, small_in_words
from escp_data.text.glossary import GLOSSARY
from escp_data.text.rounding import as_percent, digits
from escp_data.text.wording import spelled
from pages.parts.pieces import plain, show_definitions, show_table


def figure(name: str, words: str, example: str, published: str, formula: str, source: str) -> None:
    """One figure: what it means, a worked example, its formula and where the method is from.

    `words` and `source` are Markdown of our own; `formula` is LaTeX, blank for none.
    """
    st.header(name, divider="gray")
    st.markdown(words)
    if example:
        with st.container(border=True, gap=None):
            st.markdown(f"**{worked.AREA}'s own numbers.** {plain(example)}")
            st.caption(plain(published))
    with st.expander("For statisticians: formula and source"):
        if formula:
            st.latex(formula)
        st.markdown(source)


def comparisons() -> None:
    """Rates, ratios, the gap and the excess."""
    figure(
        "Rate",
        "How many events there were for every 100 (or 1,000, or 10,000) children of a group. The "
        "interval after it says how far chance alone could have moved it: with few events it is "
        "wide.",
        worked.rate_example(),
        worked.SUSPENSIONS_SOURCE,
        r"r = k\,\frac{x}{n} \qquad x_{L} = x\left(1-\frac{1}{9x}-\frac{z}{3\sqrt{x}}\right)^{3} "
        r"\qquad x_{U} = (x+1)\left(1-\frac{1}{9(x+1)}+\frac{z}{3\sqrt{x+1}}\right)^{3}",
        "Byar's limits for a count *x* of 10 or more. Below 10, exact Poisson limits from the "
        "chi-square distribution. OHID Fingertips technical guidance; R package "
        "PHEindicatormethods.",
    )
    figure(
        "Share",
        "How many of a whole have something, from 0% to 100%.",
        worked.proportion_example(),
        worked.REFERRALS_SOURCE,
        r"\frac{2x + z^{2} \pm z\sqrt{z^{2} + 4x\left(1 - \frac{x}{n}\right)}}{2\,(n + z^{2})}",
        "Wilson's score interval. Wilson, J Am Stat Assoc 1927;22:209; R package "
        "PHEindicatormethods.",
    )
    figure(
        "Ratio of rates (relative rate index, RRI)",
        "One group's rate divided by the rate of the group it is compared with. 1 is the same; 2 "
        "is twice the rate; 0.5 is half of it. Charts put 0.5 and 2 equally far from 1, "
        "because they are. Where one child can be counted several times, as with suspensions, the "
        "interval is widened for it (see *How much counts vary*). A limit that would read "
        "1.00 gets up to four decimals, so that you see on which side of 1 it lies. Where nobody "
        "was counted in the group compared with, there is no ratio: the page gives the least it "
        "can be.",
        worked.ratio_example(),
        worked.SUSPENSIONS_SOURCE,
        r"\mathrm{RRI} = \frac{a/n}{b/m} \qquad a \mid a+b \sim "
        r"\mathrm{Bin}\left(a+b,\ \frac{\mathrm{RRI}\cdot n}{\mathrm{RRI}\cdot n+m}\right)",
        "Exact conditional interval: Clopper and Pearson's limits on *a* / (*a* + *b*), times "
        "*m* / *n* on the odds. The method of PRISM-R for youth justice in England and Wales.",
    )
    figure(
        "The population can flip the answer",
        "A rate needs a population, and there is rarely a perfect one. The page names it on every "
        "chart, lets you choose another, and never changes it silently within a series. Where two "
        "populations give two answers, a measure's detail shows both, side by side. A population "
        f"more than {spelled(OLDEST)} years older than its counts gives no verdict where a newer "
        "one of the same ages is on record; where there is none, the page says that it is old. "
        "One answer over several measures is always on one population.",
        worked.basis_example(),
        f"{worked.LOOKED_AFTER_SOURCE}; {worked.POPULATION_SOURCES}",
        "",
        "Numerators and denominators come from different sources, and from different years: the "
        "interval does not hold that uncertainty.",
    )
    figure(
        "Gap",
        "One group's rate less the other's. A ratio can fall while the gap grows, so both are "
        "shown.",
        worked.gap_example(),
        worked.SUSPENSIONS_SOURCE,
        r"d = r_1 - r_2 \qquad L = d - \sqrt{(r_1-l_1)^2 + (u_2-r_2)^2} \qquad "
        r"U = d + \sqrt{(u_1-r_1)^2 + (r_2-l_2)^2}",
        "MOVER, from the two rates' own limits. Newcombe, Stat Med 1998;17:873; Donner and Zou, "
        "Stat Methods Med Res 2012;21:347.",
    )
    figure(
        "More or fewer than expected",
        "How many events there were above what the other group's rate would have given. Below 0, "
        "there were fewer.",
        worked.excess_example(),
        worked.SUSPENSIONS_SOURCE,
        r"a - n\,\frac{b}{m}",
        "Its interval is the gap's, times the population.",
    )
    figure(
        "Ratio against the stage before",
        "Of the children who reached one stage, how many reached the next? Set beside the ratio "
        "against the whole population, it shows where on the way a difference arises. Both "
        "counts are of the same period: no child is followed from stage to stage, and some who "
        "reached a stage came from the stage before in an earlier period.",
        worked.stage_example(),
        worked.REFERRALS_SOURCE,
        r"\frac{\left(x_1 - n_1\tilde p_1\right)^2}{n_1\tilde p_1(1-\tilde p_1)} + "
        r"\frac{\left(x_2 - n_2\tilde p_2\right)^2}{n_2\tilde p_2(1-\tilde p_2)} \le z^2, \qquad "
        r"\tilde p_1 = \theta\,\tilde p_2",
        "Koopman's score interval for a ratio of proportions: all θ for which this holds, without "
        "the N/(N−1) factor of Miettinen and Nurminen. Koopman, Biometrics 1984;40:513; R package "
        "PropCIs.",
    )


def over_time() -> None:
    """The verdict, its power and the periods it rests on."""
    figure(
        "Is disproportionality decreasing?",
        "The distance of the ratio from 1 is compared with its distance at the baseline. Four "
        "answers are possible:\n\n"
        "- **the gap narrowed** or **the gap widened**: the distance fell or rose by more than "
        "chance reaches. 0.5 and 2 are equally far from 1.\n"
        "- **too few children to say**: one of the four counts is under "
        f"{FEWEST}, or even a halving of "
        "the ratio could have been missed\n"
        "- **no clear change**: otherwise. It does not mean that there is no disproportionality.\n"
        "\nThere is no verdict where the population, the group compared with or the definition "
        "changed in between. A ratio can fall while both rates rise, and the sentence then says "
        "so. Where the ratio lay clearly on one side of 1 and lies clearly on the other, that is "
        "said beside the verdict.",
        worked.change_example(),
        worked.SUSPENSIONS_SOURCE,
        r"\left|\log\mathrm{RRI}_1\right| - \left|\log\mathrm{RRI}_2\right| > K\,"
        r"\sqrt{\tfrac{1}{a_1}+\tfrac{1}{b_1}+\tfrac{1}{a_2}+\tfrac{1}{b_2}}",
        "*K* is *z*, or Student's *t* times the root of the dispersion where that is larger. The "
        "interval of the ratio of ratios is Altman and Bland's, BMJ 2003;326:219, with the same "
        "*K*. A halving: log 2 against *K* at 95% and a power of 80%.",
    )
    figure(
        "How much counts vary (dispersion)",
        "Single events that have nothing to do with each other vary by a known amount. Brothers "
        "and sisters, repeat searches and repeat suspensions come together, so their counts vary "
        "more, and chance reaches further than it seems. Where there are enough quarters, the page "
        "works out from them how many times as much they vary, and widens every interval and every "
        "verdict by that. Where there are not, as for published years, counts of events are taken "
        f"to vary twice as much. It is said where it is {SAID_FROM} or more.",
        worked.dispersion_example(),
        worked.SUSPENSIONS_SOURCE,
        r"\hat\varphi = \frac{1}{\sum (q-1)} \sum \frac{(a - Np)^2}{Np(1-p)} \qquad N = a + b",
        "Pearson's chi-square of the group's share in each block of four quarters, over its "
        "degrees of freedom, rounded up to a tenth: single quarters by ethnic group are never "
        "shown, and a more exact number could give them away. A ratio's limits are those of "
        "*a* ÷ φ and *b* ÷ φ. Below five degrees, on published years and for counts on a day: 1, "
        "or 2 where events come together. McCullagh and Nelder, Generalized Linear Models, 4.5.",
    )
    figure(
        "Two confidences: 95% at the year's end, 99% between",
        "Looking four times a year gives chance four times as many openings. So a verdict is as "
        f"sure as {as_percent(0.95)} only at the quarter that ends the year (July to September for "
        f"schools' measures) and for published years, and {as_percent(BETWEEN)} in the quarters "
        "between. It is the harder test: one look in a hundred would mislead, and not one in "
        "twenty. The last year-end "
        "verdict stays, with its date, until the next.",
        worked.confidence_example(),
        worked.SUSPENSIONS_SOURCE,
        "",
        "How seldom nine looks over three years then mislead, and how often they find a fall, is "
        "simulated: `python -m tests.benchmarks simulation` prints the table.",
    )
    figure(
        "One answer: measures taken together",
        "Several measures that each say *no clear change* can say more together. The answer at the "
        "top of a page is the factor by which the ratio changed over four to eight measures, one "
        "of each chain of stages (they count the same children), all on one population. Below 1 "
        "the ratio came nearer to 1. It is a factor of the ratio and not of the gap: from 1.5 to 1 "
        f"the gap is gone, and the factor is {digits(1 / 1.5, 2)}. Only measures that show it "
        f"alone at {as_percent(BETWEEN)} are named, and verdicts are never counted: of many, some "
        "move by chance.",
        worked.pooled_example(),
        worked.SUSPENSIONS_SOURCE,
        r"\bar y = \frac{\sum w y}{\sum w} \qquad y = s\,(\log\mathrm{RRI}_2 - "
        r"\log\mathrm{RRI}_1) \qquad w = \frac{1}{v + \tau^2}",
        "A random-effects mean: τ² after DerSimonian and Laird, Control Clin Trials 1986;7:177; "
        "the interval after Hartung and Knapp, Stat Med 2001;20:3875, never narrower than without. "
        "*s* turns each ratio to above 1 by the side on which both moments lie together, since a "
        "side taken from the baseline alone would show a narrowing where nothing changed. Two "
        "measures may still count one child: that is what its caution pays for.",
    )
    figure(
        "The change that would have shown",
        "With few children, even a large fall is within chance. Where there is no clear change, "
        "the sentence names the ratio that would have shown about four times in five.",
        worked.power_example(),
        worked.SUSPENSIONS_SOURCE,
        r"\delta = \left(K + z_{0.8}\sqrt{\varphi}\right) S'(\delta)",
        "*S'* is the standard error at the counts that such a fall would leave: fewer events tell "
        "less. Solved by repetition from 0.",
    )
    figure(
        "What a verdict hangs on",
        "Children of unknown ethnicity are in no rate. Where a verdict moved, the sentence says "
        "what share of them would have to be of one of the two groups to change it. A small share "
        "means that better recording alone could look like a change.",
        "",
        "",
        "",
        "The same share at both moments, in steps of a thousandth, asked for the group and for "
        "those it is compared with; the dispersion is held.",
    )
    figure(
        "What the page can and cannot say (coverage)",
        "The page begins with a table of measures by groups. Each cell says whether there is a "
        "ratio: shown; `[c]`, hidden to protect children; `[x]`, not supplied; `[z]`, not "
        "applicable, as for the group that the others are compared with; or never collected. The "
        "reasons stand beneath. A blank is not a nought: a group that is not shown may well have "
        "the highest rate.",
        worked.coverage_example(),
        worked.LOOKED_AFTER_SOURCE,
        "",
        "A ratio needs both counts shown and both populations; a verdict all four counts, and "
        f"{spelled(FEWEST)} in each.",
    )
    figure(
        "Four quarters at a time",
        "What happens during a period (a flow) is added up over the latest four quarters and set "
        "against the four quarters of its baseline: from one quarter to the next a borough's "
        "numbers move by chance. What is counted on a day (a stock) is set against the same count "
        "on the baseline's day. Published yearly series stay years. A quarter that is missing "
        "leaves a gap: nothing is filled in. Four quarters with a gap have no verdict: beside the "
        "sum of four, a sum of three would tell the single quarter, which is never shown.",
        "",
        "",
        "",
        "The baseline is the measure's Baseline period, else the first four quarters on record. "
        "The two windows may not share a quarter.",
    )
    run_charts()
    figure(
        "Chance, with many figures",
        "The more ratios are on a page, the more of them seem to differ by chance. The page says "
        "how many that would be if no group truly differed, counting only the intervals "
        "it gives: none for a hidden or missing count, none for the group compared with. It "
        f"offers 99.8% intervals. {worked.chance_example()}",
        "",
        "",
        r"\text{expected} = N\,(1 - \text{confidence})",
        "99.8% is the usual control limit of funnel plots. Spiegelhalter, Stat Med 2005;24:1185.",
    )


def run_charts() -> None:
    """What the lines on a measure's chart are, and when a change is called one."""
    figure(
        "Run charts: is it more than the usual up and down?",
        f"A run chart shows a measure over time. From {spelled(TRIAL)} points on it has a line at "
        "the mean, and limits above and below it: the usual range. They are dashed while they may "
        f"still move, and solid once {spelled(LOCKED)} points have fixed them.\n\n"
        "A signal is one of four things:\n\n"
        "- a point outside the limits\n"
        f"- {spelled(IN_A_ROW)} points in a row that rise, or that fall\n"
        f"- {spelled(IN_A_ROW)} points in a row on one side of the mean\n"
        "- two of three points in a row near the same limit\n"
        "\nWhile the limits may still move, only the first and the last of them count. A signal "
        "says that something is likely to have changed. It does not say what, or that an action "
        "did it. No signal does not mean that all is well: the usual may be bad. A count on one "
        "day, with mostly the same children each time, has no limits and no signals.",
        "",
        "",
        r"\bar x \pm 2.66\,\overline{MR}",
        "XmR limits from the first 12 points; u′ or p′ limits (Laney) where what a rate or share "
        "is of varies by more than a quarter. NHS England, Making data count; R packages "
        "NHSRplotthedots and qicharts2.",
    )


def words() -> None:
    """What each word on screen means, in a table."""
    st.header("What the words mean", divider="gray")
    rows = pd.DataFrame(
        [(each.name, each.meaning) for each in GLOSSARY], columns=["Word", "Meaning"]
    )
    show_table(rows, alt="What the words on screen mean")


def care() -> None:
    """What is left out, and what is hidden."""
    figure(
        "Ethnic groups, and unknown ethnicity",
        "Agencies' own codes are put into five groups: Asian, Black, Mixed, White and Other. Where "
        "all suppliers of a measure give more detail, the detail is shown. Children whose "
        "ethnicity is unknown are in no rate; their share stands beside the figures. If it rises, "
        "disproportionality can seem to fall.",
        worked.unknown_example(),
        worked.SUSPENSIONS_SOURCE,
        "",
        "Codes of the Department for Education, the Office for National Statistics (Census 2021), "
        "the NHS (16+1) and the police (18+1). Chinese is Asian, as the department and the "
        "Office for National Statistics have it.",
    )
    figure(
        "Limits",
        "- **Groups that overlap.** The whole population holds the group itself: the ratio is "
        "drawn towards 1 and the intervals are wider than they need be. *All other children* "
        "compares cleanly. A group has no ratio (`[z]`) to one that is a part of it, or that it is "
        "a part of, such as White and White British.\n"
        "- **Trend points are not independent.** Neighbours share three of their four quarters, so "
        "they move together.\n"
        "- **Counts on two dates share children.** A child can be looked after on both, so the "
        "interval of a change is wider than it need be.\n"
        "- **Ages.** Where the children counted and the population have different ages, the page "
        "says so, and all figures made with them are rough.",
        "",
        "",
        "",
        "Overlap: the two counts share events, which the conditional interval takes for "
        "independent. Stocks: the covariance of the two dates is taken as 0. "
        "Ages: those that a measure's Definition, Numerator or Denominator names, against those in "
        "the name of the population.",
    )
    figure(
        "Small numbers are hidden",
        f"Counts of children from {small_in_words()} read `[c]`, and so does every figure made "
        "from one, and as few other numbers as it takes so that nobody can work a hidden one out "
        "from totals, from other periods or from an earlier upload. Zero is shown. There is no "
        f"rate where the population is under {MINIMUM_POPULATION}. `[x]` is not available and "
        "`[z]` not applicable.",
        "",
        "",
        r"\min_{x \in P} x_i < \max_{x \in P} x_i \quad \text{for every hidden count } i",
        "*P* is every table of whole numbers that agrees with all that is shown: cells, totals, "
        "rolling sums, totals over agencies, and what earlier versions showed. Tested with the "
        "linear programme an attacker would use.",
    )


st.title("How the figures are worked out")
st.markdown(
    f"Each figure in plain words first, then with {worked.AREA}'s published numbers. Numbers are "
    "worked out unrounded and rounded half up, and only for showing: 31.25 reads 31.3. Unless you "
    "choose otherwise an interval is a 95% confidence interval."
)
words()
comparisons()
over_time()
care()
st.header("Figures have no RAG", divider="gray")
st.markdown(
    "Red, amber and green are a person's judgement on whether an *action* is on track. A figure "
    "has no such colour: it is blue, and says in words what it can say. Ethnic groups never have "
    "colours of their own."
)
show_definitions()
