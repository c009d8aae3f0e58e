"""Reads the phrase of an ethnic label: names, blocks with their details, names of one group.

Every word has to be accounted for; what is left over makes it a question.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from escp_data.text.asking import Ask
from escp_data.text.ethnic_names import (
    ASKED,
    BLOCKS,
    DETAILS,
    GLUED,
    HARD,
    HEADS,
    OTHERISH,
    OTHERS,
    PAIRS,
    PEOPLE,
    PREFIXES,
    SLASHED,
    SOFT,
    SUFFIXES,
    VOCABULARY,
    WORDINGS,
    Phrase,
    joints,
    worded,
    words,
)
from escp_data.text.ethnic_unknown import WORDS, not_said
from escp_data.text.ethnicity import BROAD_GROUPS, GROUPS, LABELS

Reading = str | Ask | None
"""A label of ours; a question; or nothing, where a word is not known."""

_LONGEST = 24  # words and joints; a longer text is no label
_KNOWN = VOCABULARY | WORDS | SOFT | HARD
_ETHNIC = frozenset(("ethnic", "ethnicity"))
_TWO_PEOPLES = frozenset(key for key in PAIRS if len(key.split()) == 3)
"""`White and Asian`: beside a word for people it may count two groups."""


def ask(why: str, *offered: str) -> Ask:
    """A question with three offers at most, each once."""
    return Ask(why, tuple(dict.fromkeys(offered))[:3])


@lru_cache(maxsize=16_384)
def read_phrase(label: Phrase) -> Reading:
    """The label of ours for a whole phrase.

    Its parts are read the same way, and each once: without the cache a text with many colons
    would take minutes.
    """
    label = _trim(label)
    if not label or len(label) > _LONGEST or (len(label) > 1 and not _KNOWN.issuperset(label)):
        return None
    found = (
        _listed(label)
        or _named(label)
        or not_said(label)
        or _asked(label)
        or _rest_of_a_block(label)
        or _without_noise(label)
        or _british(label)
    )
    if found:
        return found
    block, twice = _after_its_block(label), _said_twice(label)
    if isinstance(block, str):
        return block
    return twice if isinstance(twice, str) else block or twice or _together(label)


def _trim(label: Phrase, ends: frozenset[str] = SOFT | {"/"}) -> Phrase:
    while label and label[0] in ends:
        label = label[1:]
    while label and label[-1] in ends:
        label = label[:-1]
    return label


def _listed(label: Phrase) -> Reading:
    """Names of different broad groups with commas between them: `Chinese, other`."""
    parts = _split(label, {","})
    if len(parts) < 2 or _rest_of_a_block(label):
        return None
    found = [read_phrase(part) for part in parts]
    broads = {LABELS[part] for part in found if isinstance(part, str)}
    sure = len(broads) > 1 and all(isinstance(part, str) for part in found)
    return _all_of(found) if sure else None


def _named(label: Phrase) -> Reading:
    """A name as it stands. A joint has to be part of the name, or it joins two."""
    joined = HARD & set(label)
    if joined <= {"and"}:
        pair = PAIRS.get(words(label, pairs=True))
        if pair:
            return pair
    slashed = SLASHED.get(words(label)) if joined == {"/"} else None
    glued = GLUED.get(label[0]) if len(label) == 1 else None
    return slashed or worded(WORDINGS, label) or glued


def _asked(label: Phrase) -> Reading:
    offered = ASKED.get(words(label))
    if offered is not None:
        return Ask("It may be more than one group, or none.", offered)
    content = set(label) - SOFT
    rest = {"other", "others", "another"}
    if content & rest and content <= (OTHERISH | SUFFIXES | PEOPLE) - {"ethnic", "ethnicity"}:
        why = "It may be the rest of the whole list, or of one group."
        return ask(why, "Other", "White", "Any other ethnic group")
    return None


def _rest_of_a_block(label: Phrase) -> Reading:
    """`Any other Asian background`, `White other`, `Black - any other background`."""
    start = label[1:] if label[0] == "any" else label
    if start and start[0] in ("other", "another"):
        rest = start[1:]
        if not rest or rest[0] in SOFT | HARD | SUFFIXES:
            return None
    else:
        rest = _core(label)
        if not rest or rest[-1] not in ("other", "another") or _ETHNIC & set(label[len(rest) :]):
            return None
        rest = _trim(rest[: -2 if rest[-2:-1] == ("any",) else -1], SOFT)
        if rest and rest[-1] in HARD:
            return None
    return OTHERS.get(worded(BLOCKS, _core(rest)) or "")


def _core(label: Phrase) -> Phrase:
    """The phrase without the words for a group or for people at its end."""
    while label and label[-1] in SUFFIXES | PEOPLE | SOFT:
        young = label[-2:-1] == ("young",) and label[-1] in PEOPLE
        label = label[: -2 if young else -1]
        if len(label) > 1 and label[-1] == "and" and label[-2] in PEOPLE:
            label = label[:-1]
    return label


def _without_noise(label: Phrase) -> Reading:
    """`Turkish background`, `Somali heritage pupils`, `Ethnicity: White British`."""
    for prefix in PREFIXES:
        head = tuple(prefix.split())
        if label[: len(head)] == head and label[len(head) : len(head) + 1] == (":",):
            return read_phrase(label[len(head) + 1 :])
    core = _core(label)
    if core == label or not core or core[-1] in HARD or set(core) <= OTHERISH:
        return None
    if core[-1] in OTHERISH and _ETHNIC & set(label[len(core) :]):
        return None  # "other ethnic group" is a name of its own
    if core == ("british",):
        return ask("It may be a nationality.", "White British")
    found = read_phrase(core)
    pair = words(core, pairs=True)
    if found in PAIRS.values() and label[-1] in PEOPLE and pair in _TWO_PEOPLES:
        return ask("It may be two groups, or a mixed one.", *pair.title().split(" And "))
    return found


def _after_its_block(label: Phrase) -> Reading:
    """`Black or Black British: African`: a detail of the block's own broad group."""
    for end in range(len(label) - 1, 0, -1):
        if label[end - 1] in SOFT | HARD:
            continue
        broad = _block(label[:end], label[end])
        if not broad:
            continue
        rest = _trim(label[end:], SOFT)
        if rest[0] == "/":
            found: Reading = _same_broad(broad, label[:end], _trim(rest))
        elif rest[0] in HARD:
            continue
        else:
            found = _detail(broad, rest)
        if found:
            return found
    return None


def _block(label: Phrase, after: str) -> str | None:
    if words(label) in HEADS and joints(label) == {1}:
        return "Other" if after in SOFT else None
    return "Other" if words(label) == "any other ethnic group" else worded(BLOCKS, label)


def _same_broad(broad: str, block: Phrase, rest: Phrase) -> Reading:
    """`Asian/Indian`; but African and Caribbean are also said for Black as a whole."""
    found = read_phrase(rest)
    if not isinstance(found, str) or LABELS[found] != broad:
        return None
    loose = block == ("black",) and rest in (("african",), ("caribbean",))
    return broad if loose else found


def _detail(broad: str, rest: Phrase) -> Reading:
    names = (words(rest), words(_core(rest))) if not HARD & set(rest) else ()
    for name in names:
        if name in DETAILS[broad]:
            return DETAILS[broad][name]
    if broad == "Mixed":
        return _mixed_detail(rest)
    if rest == ("unspecified",) and broad != "Other":
        return broad
    found = read_phrase(rest)
    if isinstance(found, Ask):
        return ask(found.why, broad, *found.offered)
    if found is None or LABELS[found] == broad:
        return found
    if broad == "Other" and found == "Chinese":
        return found
    likeliest = OTHERS.get(broad, broad)
    mixed = PAIRS.get(f"{broad.casefold()} and {found.casefold()}")
    if mixed and found != GROUPS["Any other ethnic group"].label:
        likeliest = mixed
    return ask("Its two parts are of different groups.", likeliest, found, broad)


def _mixed_detail(rest: Phrase) -> Reading:
    """After Mixed, two groups are one of the mixed groups, however they are joined."""
    joined = words(tuple("and" if token == "/" else token for token in _core(rest)), pairs=True)
    loose = {key.replace(" and ", " "): label for key, label in PAIRS.items()}
    known = PAIRS.get(joined) or DETAILS["Mixed"].get(joined) or loose.get(joined)
    if known:
        return known
    parts = [read_phrase(part) for part in _split(_core(rest), HARD | {","})]
    if len(parts) > 1 and all(isinstance(part, str) for part in parts):
        broads = {LABELS[str(part)] for part in parts}
        if len(broads) > 1 and broads <= {"Asian", "Black", "White", "Other"}:
            return "Mixed"
    found = read_phrase(rest)
    if isinstance(found, str) and LABELS[found] != "Mixed":
        return ask("It may be a mixed group, or a part of another.", "Mixed", LABELS[found])
    return found


def _british(label: Phrase) -> Reading:
    """`British Pakistani`, `Indian British`: the group beside it, where it is not White."""
    for at, rest in ((0, label[1:]), (-1, label[:-1])):
        if label[at] != "british" or not rest or rest[at] in HARD | {","}:
            continue
        found = read_phrase(rest)
        if isinstance(found, str) and found not in BROAD_GROUPS:
            return found if LABELS[found] in ("Asian", "Black", "Other") else None
    return None


def _said_twice(label: Phrase) -> Reading:
    """`Any other White background (Polish)`, `British (White)`: two parts that agree."""
    for at, token in enumerate(label):
        if token not in (":", "("):
            continue
        left, right = read_phrase(label[:at]), read_phrase(label[at + 1 :])
        if not isinstance(left, str) or not isinstance(right, str):
            continue
        if right == left or right == LABELS[left] or (left, right) == ("Chinese", "Other"):
            return left
        if left == LABELS[right]:
            return right
        if LABELS[left] == LABELS[right]:
            return LABELS[left]
        return ask("Its two parts are of different groups.", left, right)
    return None


def _together(label: Phrase) -> Reading:
    """Several names: read where all are of one broad group, else asked about."""
    for marks in ({"/"}, {"or"}, {",", "and"}):
        if marks & set(label):
            return _all_of([read_phrase(part) for part in _split(label, marks)])
    return None


def _split(label: Phrase, joints: Iterable[str]) -> list[Phrase]:
    parts: list[list[str]] = [[]]
    for token in label:
        if token in joints:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in map(tuple, parts) if _trim(part)]


def _all_of(parts: Sequence[Reading]) -> Reading:
    labels = list(dict.fromkeys(part for part in parts if isinstance(part, str)))
    if len(parts) < 2 or any(part is None for part in parts):
        return None
    questions = [part for part in parts if isinstance(part, Ask)]
    if questions:
        return ask(questions[0].why, *labels, *(o for part in questions for o in part.offered))
    broads = list(dict.fromkeys(LABELS[label] for label in labels))
    if len(broads) > 1:
        both = PAIRS.get(" and ".join(label.casefold() for label in labels))
        third = [both] if both else broads[2:]
        return ask("It holds more than one broad group.", *broads[:2], *third)
    if len(labels) == 1:
        return labels[0]
    if "Chinese" in labels:  # "Asian and Chinese" is also a mixed group
        return ask("It holds more than one group.", "Asian", "Any other Mixed background")
    return broads[0]
