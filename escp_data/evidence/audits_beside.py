"""What audits say beside an action: self-assessments that its words name, practice audits by ref.

The Audits sheet has no column for an action, so none is guessed at: Section 11 or Section 175
stands beside an action whose wording, or whose promise, names it.
"""

import re
from collections.abc import Iterator, Sequence

import pandas as pd

from escp_data.evidence.assurance import AUDITS, is_on_race, rounds
from escp_data.evidence.grades import share_words, standing
from escp_data.evidence.practice_audits import PracticeAudit
from escp_data.text.clean import clean


def audit_sentences(
    ref: str, words: str, rows: pd.DataFrame, audited: Sequence[PracticeAudit]
) -> tuple[str, ...]:
    """Of each audit that `words` name, its newest round; then the practice audits of this `ref`.

    `rows` are those of `assessments`, the newest round first. Where the words are about race, how
    the standards on anti-racist practice were graded in that round stands behind it.
    """
    said = [sentence for audit in named(words) for sentence in _round_words(audit, words, rows)]
    return (*said, *(_learned(each) for each in audited if each.ref == ref))


def named(words: str) -> tuple[str, ...]:
    """The audits that a text names, by code or in full: `S11`, `Section 175`."""
    return tuple(
        audit
        for audit, name in AUDITS.items()
        if re.search(rf"\b({audit}|{name})\b", clean(words), re.IGNORECASE)
    )


def _round_words(audit: str, words: str, rows: pd.DataFrame) -> Iterator[str]:
    own = rows[rows["audit"] == audit]
    if own.empty:
        none = f"No {AUDITS[audit]} self-assessment is on record."
        yield f"{none} Agencies send it on the Audits sheet."
        return
    newest = rounds(own)[0]
    yield " ".join(newest.sentences)
    race = own[(own["period"] == str(newest.period)) & own["on_race"].astype(bool)]
    if is_on_race(words) and len(race):
        yield f"Its standards on anti-racist practice: {share_words(list(standing(race)))}."


def _learned(each: PracticeAudit) -> str:
    return f"{each.name}: {each.learned or 'what was learned is not on record.'}"
