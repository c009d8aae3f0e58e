"""Whether a recommendation was accepted, from the free text that its Accepted cell holds.

Three answers, and no more than the words say: what is not plainly a yes or a no is `NOT_SAID`.
"""

import re

ACCEPTED, REFUSED, NOT_SAID = "Accepted", "Not accepted", "Not said"

_STOP = r"$|\s*[,.;:!(–—]|\s+-|-\s"
_BY = r" by (?!all\b|every|both\b|most\b|some\b)"
_WHY = r" (?:because|as|since)\b"
_SUBJECT = r"(?:(?:the )?(?:recommendation|it|this) )?(?:is |was |has been )?"
_YES = re.compile(
    rf"(?:yes|y|{_SUBJECT}(?:noted(?: and| &|,|;) )?(?:fully )?(?:accepted|agreed))"
    rf"(?:{_STOP}|{_WHY}|{_BY}| in full\b| (?:at|on|and) )"
)
_NO = re.compile(
    rf"(?:no|n)(?:{_STOP}|{_WHY}| (?:it|this|that|we|they|the) )"
    rf"|{_SUBJECT}(?:not (?:accepted|agreed)|rejected|declined|refused)(?:{_STOP}|{_WHY}|{_BY})"
)
_REASON = re.compile(r"\b(?:because|as|since)\b.*")
_UNSURE_YES = re.compile(
    r"\b(?:no|not|yet|part|partly|partially|principle|subject|conditions?|reject\w*|declin\w*"
    r"|refus\w*|defer\w*|await\w*|pending|tb[acd]|unless|until|only)\b|\?"
)
_UNSURE_NO = re.compile(
    r"^(?:no?|not (?:accepted|agreed)|rejected|declined|refused)\W+(?:accepted|agreed|in part"
    r"|partly|partially|yes\b|pending|decision|maybe|perhaps)"
    r"|\b(?:then|later|now|finally)\W+(?:\w+ )?(?:accepted|agreed)"
    r"|\b(?:yet\b|await\w*|to be (?:decided|confirmed|agreed)|undecided|not decided|tb[acd]\b)|\?"
)


def acceptance(said: str | None) -> str:
    """`Accepted`, `Not accepted` or `Not said`: of `Noted and agreed`, `No - ours already` and
    `Not yet decided`.

    A doubt, a part, or a yes beside a no leaves it not said, unless it stands in the reason.
    """
    words = " ".join((said or "").replace("\n", "; ").casefold().split()).strip("\"'“”‘’*• ")
    told = _REASON.sub("", words)
    if _NO.match(words):
        return NOT_SAID if _UNSURE_NO.search(told) else REFUSED
    if _YES.match(words):
        return NOT_SAID if _UNSURE_YES.search(told) else ACCEPTED
    return NOT_SAID
