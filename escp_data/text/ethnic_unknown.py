"""Words for an ethnic group that is not there: refused, not asked, not recorded."""

from escp_data.text.ethnic_names import HARD, SOFT, Phrase, word_set
from escp_data.text.ethnicity import UNKNOWN

_TOPIC = word_set(
    "ethnicity ethnic group category origin data information info code to it their yet been was "
    "is has have"
)
_WHO = word_set("child client patient parent family carer person young pupil by the i we")
_REFUSES = word_set("refused refuse refuses decline declined declines unwilling")
_WISHES = word_set(
    "prefer prefers preferred rather wish wishes want wants wanted willing "
    "chose choose chooses chosen"
)
_NOT = word_set("not no dont doesnt didnt does did do would")
_SAYS = word_set("say answer state disclose respond specify provide give share declare")
_DONE = {
    "obtained": "Information not yet obtained",
    "stated": "Not stated",
    "known": "Not known",
    "disclosed": "Refused",
} | dict.fromkeys(
    word_set(
        "recorded provided given supplied specified entered collected completed asked captured "
        "declared established identified coded answered gathered requested"
    ),
    UNKNOWN,
)

WORDS = _TOPIC | _WHO | _REFUSES | _WISHES | _NOT | _SAYS | _DONE.keys()
"""Every word that `not_said` knows."""


def not_said(label: Phrase) -> str | None:
    """The label for `Parent declined to answer`, `Prefer not to say`, `Ethnicity not recorded`.

    Not available and not applicable are neither: they may say that the question does not arise.
    """
    content = set(label) - SOFT
    if not content or content & HARD or label.count("not") > 1:
        return None
    if content <= _TOPIC | _WHO | _REFUSES | _WISHES | _NOT | _SAYS:
        refuses = content & _REFUSES and not content & _NOT
        wishes_not = content & _WISHES and content & {"not", "dont", "doesnt", "didnt"}
        if refuses or (wishes_not and content & _SAYS):
            return "Refused"
    done = content & _DONE.keys()
    if len(done) == 1 and content & {"not", "no"} and content <= _TOPIC | {"not", "no"} | done:
        found = _DONE[done.pop()]
        return UNKNOWN if "yet" in content and found in ("Not known", "Not stated") else found
    return None
