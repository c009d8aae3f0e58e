"""Questions about evidence: measures, ethnic groups, children, training, groups, reviews.

A small function for each kind of question. Each takes the answers and what it is about, and gives
the words as the screens say them, what they measure, the period, and the upload they come from.
"""

from collections.abc import Sequence
from dataclasses import replace

from escp_data.disproportionality import Finding
from escp_data.disproportionality.coverage_matrix import coverage_words
from escp_data.disproportionality.numbers import ratio_words
from escp_data.disproportionality.phrasing import verdict_of
from escp_data.disproportionality.together import together_words
from escp_data.disproportionality.wording import short
from escp_data.evidence.assurance import assessments, improvements_words
from escp_data.evidence.attendance import sent_nobody
from escp_data.evidence.challenges import (
    Challenge,
    counted_words,
    on_the_table,
    since_quarter_words,
)
from escp_data.evidence.groups import since_words
from escp_data.evidence.loop import loop
from escp_data.evidence.measure_table import before_words, latest_words
from escp_data.evidence.measure_words import (
    chance_words,
    direction,
    per_words,
    sentence,
    target_words,
    without_words,
)
from escp_data.evidence.measure_words import short as signal_words
from escp_data.evidence.measured import Measured
from escp_data.evidence.measures import by_chance
from escp_data.evidence.meetings import attendance, attended_words, scrutiny, voice_words
from escp_data.evidence.reviews import others_sentence, rag_sentence
from escp_data.evidence.training import NO_REF, outcome
from escp_data.papers.answers import GROUP, Answers
from escp_data.papers.plan_questions import told
from escp_data.papers.told import Told
from escp_data.text.days import in_words
from escp_data.text.wording import capital, plural


def gap(answers: Answers, part: str) -> Told:
    """The one answer for a group; `first` is its first sentence, `rest` what follows."""
    first, _, rest = together_words(answers.together).partition(". ")
    words = f"{first.rstrip('.')}." if part == "first" else rest
    table = "ethnicity_counts"
    return told(answers, f"The gap for {GROUP} children, taken together", words, table=table)


def covered(answers: Answers, _: str) -> Told:
    """For how many measures anything can be said."""
    words = "" if answers.coverage.empty else coverage_words(answers.coverage, GROUP)
    return told(answers, "Measures that can be compared", words, table="ethnicity_counts")


def finding(answers: Answers, code: str) -> Told:
    """A measure's row: the verdict in words, the ratio now and what it was."""
    own = _finding(answers, code)
    cells = (
        f"{own.measure}{' (sample)' if own.sample else ''}",
        short(own) or verdict_of(own).capitalize(),
        ratio_words(own.later.ratio, own.later.why),
        ratio_words(own.earlier.ratio, own.earlier.why),
        own.reference,
    )
    return replace(_of_finding(answers, own, *cells), says="; ".join(cells[1:4]))


def _finding(answers: Answers, code: str) -> Finding:
    return next(each for each in answers.findings if each.code == code)


def _of_finding(answers: Answers, own: Finding, *cells: str) -> Told:
    period = str(own.later.period or answers.view.period)
    upload = answers.upload_of("ethnicity_counts", "code", own.code)
    return Told(cells, f"{own.code}: {own.group} against {own.reference}", period, upload)


def measure(answers: Answers, code: str) -> Told:
    """A measure's row: latest, a year before, direction, target, signal."""
    own = measured(answers, code)
    unit = per_words(own.definition)
    latest = f"{latest_words(own)} {unit}".strip()
    lacking = without_words(own)
    cells = (
        f"{own.definition.measure}{' (sample)' if own.definition.sample else ''}",
        str(own.periods[-1]) if own.periods else "never returned",
        f"{latest}, {lacking}" if lacking else latest,
        before_words(own) or "none",
        direction(own),
        target_words(own).removeprefix("Target: ") or "none set",
        signal_words(own) or "None",
    )
    before = f", {cells[3]} a year before" if before_words(own) else ""
    return replace(_of_measure(answers, own, *cells), says=f"{cells[2]}{before}")


def series(answers: Answers, code: str) -> Told:
    """A measure's series in a sentence or two."""
    own = measured(answers, code)
    return _of_measure(answers, own, f"{own.definition.measure}: {sentence(own)}")


def measured(answers: Answers, code: str) -> Measured:
    """One measure of the scorecard."""
    return next(each for each in answers.scorecard if each.code == code)


def _of_measure(answers: Answers, own: Measured, *cells: str) -> Told:
    tables = ("measure_values", "ethnicity_counts")
    uploads = [answers.upload_of(table, "code", own.code) for table in tables]
    newest = max((each for each in uploads if each), default=None)
    period = str(own.periods[-1]) if own.periods else "none"
    return Told(cells, f"{own.code}: {own.definition.measure}", period, newest)


def signals(answers: Answers, _: str) -> Told:
    """How many measures show a sign of change, and what chance alone would bring."""
    ruled, share = by_chance(answers.scorecard)
    number = sum(each.signal is not None for each in answers.scorecard)
    show = "shows more than its" if number == 1 else "show more than their"
    words = f"{number} of {plural(len(answers.scorecard), 'measure')} {show} usual variation."
    chance = chance_words(ruled, share)
    return told(answers, "Measures with a signal", f"{words} {chance}".strip(), table="measures")


def evidence(answers: Answers, subject: str) -> Told:
    """A sentence of what stands beside an action's promise; `1.2/Figures/0`."""
    ref, kind, number = subject.split("/")
    own = next(each for each in answers.promises[ref].evidence if each.kind == kind)
    words = (*own.said, *own.gaps)[int(number)]
    table = {"Figures": "measure_values", "Practitioners": "training", "Children": "voice"}[kind]
    period = str(own.newest or answers.view.period)
    if table == "measure_values":
        upload = answers.upload_of(table, "code", *own.codes)
    else:
        upload = answers.upload_of(table, "ref", ref)
    return Told((words,), f"Action {ref}: {kind.lower()}", period, upload)


def strength(answers: Answers, ref: str) -> Told:
    """Which kinds of evidence an action has, and how old each is."""
    return told(answers, f"Action {ref}: evidence by kind", f"{answers.promises[ref].strength}.")


def voiced(answers: Answers, priority: str) -> Told:
    """How far what children said has come, of all or of a priority."""
    if not priority:
        return told(answers, "What children said", answers.loop.sentence, table="voice")
    own = [each for each in answers.voice if str(each.priority) == priority]
    words = loop(own, answers.loop.since).sentence if own else ""
    return told(answers, f"What children said, priority {priority}", words, table="voice")


def told_back(answers: Answers, _: str) -> Told:
    """How many answers children were told."""
    words = answers.loop.told_back_sentence
    return told(answers, "Answers that children were told", words, table="voice")


def trained(answers: Answers, ref: str) -> Told:
    """What training under an action came to."""
    own = answers.training[answers.training["ref"] == ref]
    words = " ".join((*outcome(own).sentences, *sent_nobody(own))) if len(own) else ""
    about = "Training that names no action" if ref == NO_REF else f"Training under action {ref}"
    return told(answers, about, words, table="training")


def asked(answers: Answers, _: str) -> Told:
    """How many challenges there are, and how many are answered."""
    words = counted_words(answers.challenges)
    return told(answers, "Challenges and decisions", words, table="challenges")


def asked_since(answers: Answers, _: str) -> Told:
    """What was raised and answered after the quarter, at the meeting about it."""
    own = [e for e in answers.at_the_meeting if on_the_table(e, answers.view.period)]
    words = since_quarter_words(own, answers.view.period)
    found = told(answers, "Challenges since the quarter ended", words)
    return replace(found, upload=answers.upload_of_challenges(*(each.number for each in own)))


def challenge(answers: Answers, number: str) -> Told:
    """A challenge's row: who asked whom, what, and how it stood at the quarter's end."""
    return _challenge(answers, number, answers.challenges)


def challenge_at_the_meeting(answers: Answers, number: str) -> Told:
    """The same, as it stands at the meeting about the quarter."""
    return _challenge(answers, number, answers.at_the_meeting)


def _challenge(answers: Answers, number: str, among: Sequence[Challenge]) -> Told:
    own = next(each for each in among if each.number == number)
    cells = (
        own.name,
        in_words(own.raised),
        f"{own.by}, of {own.asked or 'nobody named'}",
        own.question,
        own.answer or own.state_words,
    )
    period = str(own.quarter if own.later else answers.view.period)
    return Told(cells, own.name, period, answers.upload_of_challenges(number), own.state_words)


def attended(answers: Answers, _: str) -> Told:
    """How many seats were taken at meetings."""
    seats, since = attendance(answers.meetings), since_words(answers.view.period)
    words = attended_words(seats, since) if seats else ""
    return told(answers, "Attendance of meetings", words, table="meetings")


def heard(answers: Answers, _: str) -> Told:
    """At how many meetings children's voice was heard."""
    words = voice_words(answers.meetings, since_words(answers.view.period))
    return told(answers, "Children's voice at meetings", words, table="meetings")


def seat(answers: Answers, number: str) -> Told:
    """One agency's seat in one group, in a sentence."""
    own = attendance(answers.meetings)[int(number)]
    words = own.sentence(since_words(answers.view.period))
    return told(answers, f"{own.agency} in {own.group}", words, table="meetings")


def looked(answers: Answers, number: str) -> Told:
    """Whether figures were before a meeting in a quarter, and challenged."""
    quarter, words = scrutiny(answers.meetings, answers.challenges, answers.view.period)[
        int(number)
    ]
    about = f"Figures before meetings in {quarter}"
    return told(answers, about, quarter, capital(words), table="meetings")


def reviewed(answers: Answers, whose: str) -> Told:
    """How the recommendations of reviews stand: `ours`, or those that others are to carry out."""
    ours = [each for each in answers.reviews if each.is_ours]
    others = [each for each in answers.reviews if not each.is_ours]
    words = rag_sentence(ours) if whose == "ours" else others_sentence(others, more=bool(ours))
    return told(answers, "Recommendations of reviews", words, table="recommendations")


def assured(answers: Answers, number: str) -> Told:
    """Returned over expected of a round of self-assessment, and who is out."""
    own = answers.rounds[int(number)]
    return told(answers, own.name, " ".join(own.sentences), table="audits")


def improving(answers: Answers, _: str) -> Told:
    """How many improvements are open and overdue."""
    rows = assessments(answers.store, answers.view)
    words = improvements_words(rows) if len(rows) else ""
    return told(answers, "Improvements after self-assessment", words, table="audits")


QUESTIONS = {
    "gap": gap,
    "covered": covered,
    "finding": finding,
    "measure": measure,
    "series": series,
    "signals": signals,
    "evidence": evidence,
    "strength": strength,
    "voice": voiced,
    "told back": told_back,
    "training": trained,
    "asked": asked,
    "asked since": asked_since,
    "challenge": challenge,
    "challenge at the meeting": challenge_at_the_meeting,
    "attended": attended,
    "heard": heard,
    "seat": seat,
    "looked": looked,
    "reviewed": reviewed,
    "assured": assured,
    "improving": improving,
}
