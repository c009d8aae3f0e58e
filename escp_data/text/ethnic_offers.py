"""What a question about an ethnic label should offer: never what is stored unasked.

Likeliest first: a code or a name that is one letter away, a name cut short, the part of the label
that is known, then the names most like it.
"""

from collections.abc import Iterator

from rapidfuzz.distance import Indel, Levenshtein
from rapidfuzz.process import extract

from escp_data.text.asking import Ask
from escp_data.text.clean import fold
from escp_data.text.ethnic_names import HARD, NAMES, OTHERS, SOFT, Phrase, phrase, words
from escp_data.text.ethnic_phrases import read_phrase
from escp_data.text.ethnicity import BROAD_GROUPS, BY_CODE, LABELS

_UNKNOWN_WORD = "It is not the code or label of an ethnic group."
_BY_IC = {
    "0": ("Unknown",), "1": ("White",), "2": ("White",), "3": ("Black",), "4": ("Asian",),
    "5": ("Asian", "Other", "Chinese"), "6": ("Other", "Arab"),
    "7": ("Unknown",), "9": ("Unknown",),
}  # fmt: skip  # a table in few lines
_SHORT = {
    "white": "w wh wht whi", "black": "b bl blk blck", "british": "b br bri brit",
    "caribbean": "c car cari carib", "african": "a af afr afri", "asian": "a as asn asi",
    "other": "o ot oth othr", "mixed": "m mix mx mxd", "background": "bg bgd bkg bkgd bkgrd backgd",
    "group": "g gp grp", "ethnic": "e eth ethn", "pakistani": "pak paki", "indian": "ind",
    "bangladeshi": "ban bang bangla bdesh", "chinese": "chi chin", "traveller": "trav travs tvlr",
    "gypsy": "gyp gyps", "irish": "i ir iri", "unknown": "unk unkn", "refused": "ref refd",
    "stated": "s std", "known": "k kn", "obtained": "obt", "information": "info", "of": "o",
}  # fmt: skip  # a table in few lines
_LENGTHENED = {short: word for word, shorts in _SHORT.items() for short in shorts.split()[::-1]}
_NEAR, _VERY_NEAR = 0.72, 0.86
_LONGEST = 12  # words and joints, of whose parts any could be meant
_POOL = {words(name): label for name, label in NAMES.items()} | {
    fold_name: label
    for broad, label in OTHERS.items()
    for fold_name in (label.casefold(), f"other {broad.casefold()}")
} | {
    "prefer not to say": "Refused", "declined to say": "Refused", "not disclosed": "Refused",
    "not provided": "Unknown", "not recorded": "Unknown", "not obtained": "Unknown",
}  # fmt: skip  # a table in few lines
_NEGATIVES = ("non", "not", "no")


def for_officers_code(label: Phrase) -> tuple[str, ...]:
    """What an IC code may stand for, were the child asked."""
    text = "".join(label)
    digit = next((c for at, c in enumerate(text) if c.isdigit() and text[:at].endswith("ic")), "")
    return _BY_IC.get(digit, ())


def nearest_to(text: str, label: Phrase) -> Ask:
    """The question for a label of which a word is not known."""
    offers: dict[str, None] = {}
    for offer in _offers(text.replace("b/g", "bg"), label):
        offers.setdefault(offer)
        if len(offers) == 3:
            break
    return Ask(_UNKNOWN_WORD, tuple(offers))


def _offers(text: str, label: Phrase) -> Iterator[str]:
    if label[0] in _NEGATIVES and "white" in label:
        return
    yield from (BY_CODE[word.upper()].label for word in label if _is_code(word))
    yield from _codes_like(text)
    near = _names_like(words(label))
    yield from (name for name, score in near if score >= _VERY_NEAR)
    yield from _lengthened(text)
    yield from _initials(label)
    if len(label) <= _LONGEST:
        yield from _parts(label)
    yield from (name for name, _ in near)


def _is_code(word: str) -> bool:
    return len(word) == 4 and word.upper() in BY_CODE


def _codes_like(text: str) -> Iterator[str]:
    """`W7`, `WBRl`: a code that is one letter away, or the broad group of its letter."""
    code = fold(text).upper()
    if len(code) == 2 and code[0] in "WMABO" and code[1].isdigit():
        broad = next(broad for broad in BROAD_GROUPS if broad[0] == code[0])
        yield from (broad, OTHERS.get(broad, "Any other ethnic group"))
    if len(code) in (4, 5) and " " not in text.strip():
        like = [c for c in BY_CODE if len(c) == 4 and Levenshtein.distance(code, c) == 1]
        look = code.replace("L", "I").replace("1", "I").replace("0", "O")
        yield from (BY_CODE[known].label for known in sorted(like, key=lambda known: known != look))


def _names_like(key: str) -> list[tuple[str, float]]:
    near = extract(
        key[:80], _POOL.keys(), scorer=Indel.normalized_similarity, score_cutoff=_NEAR, limit=6
    )
    return [(_POOL[name], score) for name, score, _ in near]


def _lengthened(text: str) -> Iterator[str]:
    """`W Brit`, `Any oth ethnic grp`: each word at its full length."""
    label = phrase(text)
    words_of = [w if isinstance(read_phrase((w,)), str) else _LENGTHENED.get(w, w) for w in label]
    if tuple(words_of) != label:
        found = read_phrase(tuple(words_of))
        if isinstance(found, str):
            yield found
        elif isinstance(found, Ask):
            yield from found.offered


def _initials(label: Phrase) -> Iterator[str]:
    """`WBC`, `BA`: the first letters of a group's words, or of the one word."""
    text = "".join(token for token in label if token not in HARD | SOFT)
    if not text.isalpha() or not 2 <= len(text) <= 4:
        return
    names = {label: label for label in LABELS} | {
        f"{first} {second}": OTHERS[broad]
        for broad in OTHERS
        for first, second in ((broad, "other"), ("other", broad))
    }
    shorter = text[1:] if text.startswith("a") else text  # "any" may count or not
    for wanted in (text, shorter):
        yield from (label for name, label in names.items() if _first_letters(name) == wanted)
    yield from (label for label in LABELS if fold(label).startswith(text))


def _first_letters(name: str) -> str:
    small = ("and", "or", "of", "any", "background")
    return "".join(word[0] for word in name.casefold().split() if word not in small)


def _parts(label: Phrase) -> Iterator[str]:
    """The longest parts that are read, and their broad groups."""
    taken: set[int] = set()
    found: dict[int, str] = {}
    for length in range(min(len(label), 8), 0, -1):
        for start in range(len(label) - length + 1):
            span = set(range(start, start + length))
            part = read_phrase(label[start : start + length]) if not span & taken else None
            if isinstance(part, str):
                taken |= span
                found[start] = part
    labels = [found[start] for start in sorted(found)]
    broads = list(dict.fromkeys(LABELS[label] for label in labels))
    yield from (*broads[:2], *labels) if len(broads) > 1 else (*labels[:2], *broads)
