"""What is read as accepted, as not accepted, and as neither."""

import pytest

from escp_data.evidence.accepted import ACCEPTED, NOT_SAID, REFUSED, acceptance

SAID = {
    ACCEPTED: (
        "Yes", "yes.", "Y", "Yes, since May", "Accepted", "Agreed", "Noted and agreed",
        "Noted, accepted", "Noted & agreed", "Accepted in full", "Agreed by the executive",
        "The recommendation was accepted", "Yes – from April", "Yes, because it is not done yet",
    ),
    REFUSED: (
        "No", "no.", "N", "No, because it is done", "No because it is done", "No - ours already",
        "No – ours already", "No\nIt is done", "No: another way was agreed", "No (see the minutes)",
        "Not accepted", "Not agreed: no money", "Rejected", "Declined", "Rejected by Government",
        "It was not accepted", "No it is the same as Local 2", "  NO,  BECAUSE …",
        "No, because the money has not come yet", "Not accepted as it was already agreed",
    ),
    NOT_SAID: (
        None, "", " ", "Not yet decided", "Not applicable", "N/A", "Noted", "No decision yet",
        "No objection", "No longer needed", "No-one has said", "None", "Nothing to add",
        "November's meeting decides", "Not known", "Not accepted yet", "Not yet agreed", "No?",
        "No, not yet", "No, partly accepted", "No - decision pending", "Yes and no", "Yes / No",
        "Yes; No, because", "Accepted in part", "Agreed in principle", "Agreed to defer it",
        "Partially accepted", "Not accepted by all", "Awaiting a decision", "Yes?", "-", "Noted.",
        "Accepted, but not by the Met", "Agreement is sought", "Yesterday", "Not accepted?",
        "Rejected at first", "Rejected, then accepted in May", "No, but later agreed",
    ),
}  # fmt: skip  # lists in few lines
EACH = [(answer, words) for answer, forms in SAID.items() for words in forms]


@pytest.mark.parametrize(("answer", "words"), EACH)
def test_no_more_than_the_words_say(answer: str, words: str | None) -> None:
    assert acceptance(words) == answer
