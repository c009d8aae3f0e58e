"""RAGs in agencies' own words, and the keys that say what their colours mean.

A text is a RAG where the whole of it says so. Case, spaces and most punctuation say nothing;
`?`, `*`, `~`, `+`, `%`, arrows and raised figures do. Nothing is taken for what it resembles.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from rapidfuzz.distance import OSA

from escp_data.contract import RAG
from escp_data.text.asking import Ask, Nothing
from escp_data.text.clean import clean, fold
from escp_data.text.days import MONTH_NAMES
from escp_data.validation import rag_terms
from escp_data.validation.rag_terms import COLOUR_OF, OWN, Reading, Term

_LONGEST = 200
_MOST_TOKENS = 24
_NO_KEY: Mapping[str, Reading] = MappingProxyType({})
_QUIET = r"\s.,;:()\[\]{}'\"“”‘’«»\-–—−_/\\|!·•="
_TOKEN = re.compile(
    r"\d+(?:\.\d+)?\s*(?:%|per\s?cent\b)|->|=>|[^\W_]+(?:['’](?:t|s)\b)?"
    rf"|[^\w{_QUIET}]",
)
_DAY = (
    rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{MONTH_NAMES})\b\.?"
    r"(?:[\s'’-]*\d{2,4})?)"
)
_COMPLETED = re.compile(
    rf"(?:action\s+)?(?:complete\s*[-–—,:(]+|(?:completed|done|finished)(?:\s+(?:on|in)\b)?[\s\-–—,:(]*)"
    rf"\s*{_DAY}\s*[).]*",
)
_ERROR = re.compile(r"#[a-z0-9/]+[!?]?")
OPEN_END = re.compile(r"\w\s*[-–—−]$|…$|\.{2,}$")
"""Something was to follow, or was left out."""
_WORST = {"Green": "Amber", "Complete": "Green"}


@dataclass(frozen=True)
class _Token:
    text: str
    gap: str


def read_rag(text: str, key: Mapping[str, Reading] = _NO_KEY) -> Reading:
    """The RAG that a cell's text says, `Nothing` where nobody reported, else an `Ask`.

    `key` is what `read_key` found on the sheet: it goes before common use for the colours, their
    letters and their circles. Two terms of one text must agree (`Blue - complete`).
    """
    text = text if len(text) <= _LONGEST else clean(text)
    if len(text) > 2 * _LONGEST:
        return Ask("It is a long text, and not one of the five RAGs.")
    return _read_with(text, key) if key else _read_alone(text)


@lru_cache(maxsize=4096)
def _read_alone(text: str) -> Reading:
    return _read_with(text, _NO_KEY)


def _read_with(text: str, key: Mapping[str, Reading]) -> Reading:
    plain = clean(text).lower()
    if not plain:
        return Nothing("There is nothing in it.")
    if len(plain) > _LONGEST:
        return Ask("It is a long text, and not one of the five RAGs.")
    if _COMPLETED.fullmatch(plain):
        return "Complete"
    if _ERROR.fullmatch(plain):
        return Ask("It is an error of the spreadsheet's own.", ("No update",))
    tokens = _tokens(plain)
    if not tokens:
        return _of_punctuation(plain)
    whole = _joined(tokens, key)
    terms = [whole] if whole else _parsed(tokens, key)
    found = _together(terms) if terms else None
    if found is None:
        return _asked(tokens, key)
    if isinstance(found, str) and OPEN_END.search(plain):
        return Ask("Something is written after the word, or left out.", (found,))
    return found


def _of_punctuation(text: str) -> Ask:
    if set(text) <= set("\"”“''’‘"):
        return Ask("It depends on another cell.")
    return Ask("A dash or a dot does not say a RAG.", ("No update",))


def _tokens(plain: str) -> list[_Token]:
    found, at = [], 0
    for match in _TOKEN.finditer(plain):
        word = match[0].replace("’", "'")
        found.append(_Token(word, plain[at : match.start()].strip()))
        at = match.end()
    return found


def _term(words: str, key: Mapping[str, Reading]) -> Term | None:
    """What a run of words or a sign means; None where it is not known."""
    name = COLOUR_OF.get(words)
    if name is not None:
        return rag_terms.colour(name, key)
    if words.endswith(("%", "cent")) and words[0].isdigit():
        number = re.match(r"\d+(?:\.\d+)?", words)
        return rag_terms.share(float(number[0])) if number else None
    return rag_terms.TERMS.get(words)


@lru_cache(maxsize=1)
def _run_together() -> dict[str, Term]:
    """Terms without their spaces, so that `N/S` and `Notstarted` are known."""
    known = {words.replace(" ", ""): term for words, term in rag_terms.TERMS.items()}
    return {words: term for words, term in known.items() if len(words) > 1}


def _joined(tokens: list[_Token], key: Mapping[str, Reading]) -> Term | None:
    """The whole text as one term, whatever stands between its letters."""
    words = "".join(token.text for token in tokens)
    spaced = " ".join(token.text for token in tokens)
    return _term(spaced, key) or _term(words, key) or _run_together().get(words)


def _parsed(tokens: list[_Token], key: Mapping[str, Reading]) -> list[Term] | None:
    """The text as terms that follow one another with nothing left over, the longest first."""
    if len(tokens) > _MOST_TOKENS:
        return None
    found: list[Term] = []
    at = 0
    while at < len(tokens):
        for end in range(len(tokens), at, -1):
            term = _at(tokens, at, end, key)
            if term and end == at + 1 and not _stands_apart(tokens, at, found):
                term = None
            if term:
                found.append(term)
                at = end
                break
        else:
            return None
    return found


def _stands_apart(tokens: list[_Token], at: int, before: list[Term]) -> bool:
    """Whether a letter is one of a RAG's, and not the article of `A delay`."""
    if len(tokens[at].text) > 1 or not tokens[at].text.isalpha():
        return True
    led = not before or before[-1].kind not in ("says", "may", "nobody", "share")
    return (led or bool(tokens[at].gap)) and (at + 1 == len(tokens) or bool(tokens[at + 1].gap))


def _at(tokens: list[_Token], at: int, end: int, key: Mapping[str, Reading]) -> Term | None:
    words = " ".join(token.text for token in tokens[at:end])
    after = tokens[end].gap if end < len(tokens) else ""
    if at == 0 and end < len(tokens):
        numbered = words.isdecimal() and len(words) <= 2 and re.search(r"[-–—.):=]", after)
        if numbered or words in rag_terms.LABELS:
            return Term("label")
    if words in rag_terms.UNCHANGED or (words in rag_terms.BESIDE and end < len(tokens)):
        return Term("beside")
    if words in rag_terms.BEFORE and after in ("", ":", ".") and end < len(tokens):
        if words in rag_terms.STRICTLY_BEFORE or at == 0 or tokens[at].gap:
            return Term("before", "first" if at == 0 else "")
        return None
    inner = any(token.gap.strip("-–—/.,") for token in tokens[at + 1 : end])
    return None if inner and end - at > 1 else _term(words, key)


def _together(terms: list[Term]) -> Reading | None:
    """What terms say together; None where they do not agree, or say nothing whole."""
    if len(terms) == 1:
        return _alone(terms[0])
    said: list[Term] = []
    first = False
    rest = iter(terms)
    for term in rest:
        if term.kind == "before":
            first = first or bool(term.rag)
            if next(rest, term).kind != "says":
                return None
        elif term.kind not in ("label", "beside"):
            said.append(term)
    if first and not any(term.kind == "beside" for term in terms):
        return None
    if len(said) == 1:
        return _alone(said[0]) if said[0].kind != "may" or len(terms) == 1 else None
    rags = {term.rag for term in said if term.kind == "says"}
    if len(rags) != 1 or any(term.kind == "nobody" for term in said):
        return None
    rag = rags.pop()
    return rag if all(rag in term.agrees for term in said if term.kind != "says") else None


def _alone(term: Term) -> Reading | None:
    if term.kind == "says":
        return term.rag
    if term.kind == "nobody":
        return Nothing(term.why or "Nobody reported.")
    if term.kind in ("may", "share"):
        return Ask(term.why, term.offered)
    return None


# --- what to offer for a text that is not read


def _mentions(tokens: list[_Token], key: Mapping[str, Reading]) -> Iterator[tuple[int, Term]]:
    """The terms that stand in a text, and where; a letter counts where no other word is."""
    wordy = any(len(t.text) > 2 and t.text.isalpha() and t.text not in COLOUR_OF for t in tokens)
    at = 0
    while at < len(tokens):
        for end in range(min(len(tokens), at + 5), at, -1):
            words = " ".join(token.text for token in tokens[at:end])
            term = _term(words, key) if len(words) > 1 or not (wordy and words.isalpha()) else None
            if term and (term.kind in ("says", "share") or words in COLOUR_OF or _is_sure(words)):
                yield at, term
                at = end - 1
                break
        at += 1


def _is_sure(words: str) -> bool:
    return len(words) > 4 or words in rag_terms.TICKS


def _letters(tokens: list[_Token]) -> tuple[str, ...]:
    """`ag` and `rag` as the letters they are."""
    word = tokens[0].text
    few = len(tokens) == 1 and 2 <= len(word) <= 4 and set(word) <= set("ragb")
    return tuple(dict.fromkeys(word)) if few else ()


def _asked(tokens: list[_Token], key: Mapping[str, Reading]) -> Ask:
    letters = _letters(tokens)
    if letters:
        tokens = [_Token(letter, "/") for letter in letters]
    words = [token.text for token in tokens]
    found = list(_mentions(tokens, key))
    near = _nearest("".join(words))
    if not found or (near and not any(term.kind == "says" for _, term in found)):
        return Ask("It is not one of the five RAGs.", (near,) if near else ())
    begins = next((at for at, term in found if term.kind == "says"), found[0][0])
    ahead = set(words[:begins])
    shares = [term for _, term in found if term.kind == "share"]
    if shares:
        return Ask(shares[0].why, shares[0].offered)
    rags = list(dict.fromkeys(term.rag for _, term in found if term.kind == "says"))
    if ahead & rag_terms.NOT or words[:2] == ["no", "longer"]:
        return Ask("It says what it is not.", _in_place_of(rags, "yet" in ahead))
    if rags[:1] == ["Complete"] and ahead & rag_terms.ALMOST:
        return Ask("It is not Complete yet.")
    if len(rags) > 2:
        return Ask("It names several RAGs.")
    if len(rags) == 2:
        return Ask("It names two RAGs.", _two(rags, words, begins))
    return _one(found, rags, words, ahead)


def _two(rags: list[str], words: list[str], begins: int) -> tuple[str, ...]:
    moved = rag_terms.MOVES & set(words[begins + 1 :])
    return tuple(reversed(rags)) if moved else tuple(rags)


def _one(found: list[tuple[int, Term]], rags: list[str], words: list[str], ahead: set[str]) -> Ask:
    may = [rag for _, term in found for rag in ((term.rag,) if term.rag else term.offered)]
    offered = tuple(dict.fromkeys(may))
    after = words[found[0][0] + 1 :]
    if rags and ahead & (rag_terms.MOVING | rag_terms.MOVES):
        return Ask("It is not there yet.", _on_the_way(rags[0]))
    if not rags or len(found) > 1:
        return Ask("What it says can mean more than one RAG.", offered)
    if after[:1] and after[0] in rag_terms.LATER:
        return Ask("It says when, and not what is so now.", offered)
    if "was" in ahead or "previously" in ahead:
        return Ask("It says what it was.")
    more = [word for word in after if word.isalpha() and len(word) > 2 and word != "tbc"]
    worse = _WORST.get(rags[0]) if more else None
    return Ask("More is written than the RAG.", (*offered, worse) if worse else offered)


def _on_the_way(rag: str) -> tuple[str, ...]:
    return {
        "Green": ("Amber", "Green"),
        "Amber": ("Red", "Amber", "Green"),
        "Red": ("Amber", "Red"),
        "Complete": ("Green", "Complete"),
    }.get(rag, (rag,))


def _in_place_of(rags: list[str], yet: bool) -> tuple[str, ...]:
    if rags == ["Green"]:
        return ("Amber",) if yet else ("Amber", "Red")
    return ()


def _nearest(word: str) -> str | None:
    """The RAG that is one slip of the pen away (two in a long word)."""
    known = {fold(rag): rag for rag in RAG} | {"completed": "Complete", "ontrack": "Green"}
    best = min((OSA.distance(fold(word), each), each) for each in known)
    return known[best[1]] if best[0] <= (2 if len(best[1]) > 7 else 1) else None


# --- keys

_NAMES = "|".join(
    sorted((n for n in COLOUR_OF if n.isascii() and len(n) > 1), key=len, reverse=True)
)
_HEAD = re.compile(
    rf"(?<![\w/&'’.-])(?:(?P<name>{_NAMES})(?:\s*[/(]\s*[a-z]\s*\)?)?\s*"
    r"(?:[=:–—-]|means\b|is\b|indicates\b|denotes\b|(?=\())"
    r"|(?P<letter>[ragb])\s*(?:\(\s*(?:red|amber|green|blue)\s*\)\s*)?(?:[=:–—-]|means\b))\s*"
)
_TURNED = re.compile(rf"(?P<words>\D{{2,}}?)\s*[=:–—-]\s*(?P<name>{_NAMES}|[ragb])[\s.]*")
_EDGES = " \t\n,;|/.()•·"


def read_key(text: str) -> dict[str, Reading]:
    """A legend in words, `Green = complete; R: off track`: what each colour means by it.

    Keys are colours' names in small letters (`red`, `grey`, `lightgreen`); a letter gives its
    colour's. Empty where the text is no legend. Give it what stands above or beside a table, not
    the table's cells: `Red - no change` has the form of a key.

    A colour means what its words say, whatever it means elsewhere. Words that can mean several
    RAGs are read only where the colour itself is the likeliest (`Red = overdue`); else, and where
    a colour is explained twice in two ways, there is an `Ask`.
    """
    found: dict[str, Reading] = {}
    for name, words in _entries(clean(text[:2000]).lower()):
        meant = _meant(name, words)
        if name in found and found[name] != meant:
            meant = Ask("The key says two things of this colour.", _offers(found[name], meant))
        found[name] = meant
    return found


def _entries(text: str) -> Iterator[tuple[str, str]]:
    heads = list(_HEAD.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    names = [COLOUR_OF[head["name"] or head["letter"]] for head in heads]
    for at, head in enumerate(heads):
        words = re.split(r"[;\n|]", text[head.end() : ends[at]], maxsplit=1)[0]
        words = re.sub(r"(?:[\s,;/|]|\band\b)+$", "", words).strip(_EDGES)
        if words or names[at] not in names[at + 1 : at + 2]:  # `R = Red (off track)`
            yield names[at], words
    for part in re.split(r"[,;\n|]", text) if not heads else ():
        turned = _TURNED.fullmatch(re.sub(r"^\s*(?:rag\s+)?key\s*:", "", part).strip())
        if turned:
            yield COLOUR_OF[turned["name"]], turned["words"].strip(_EDGES)


def _meant(name: str, words: str) -> Reading:
    read = read_rag(words)
    own = OWN.get(name)
    if not words or (isinstance(read, Nothing) and not words.strip(_EDGES)):
        return Ask("The key does not say what the colour means.", (own,) if own else ())
    if not isinstance(read, Ask):
        return read
    term = rag_terms.TERMS.get(" ".join(token.text for token in _tokens(words)))
    if own and term and term.agrees[:1] == (own,):
        return own
    offered = (
        (*read.offered, own) if own and term else ((own, *read.offered) if own else read.offered)
    )
    return Ask("The key's words can mean more than one RAG.", tuple(dict.fromkeys(offered)))


def _offers(*readings: Reading) -> tuple[str, ...]:
    found: list[str] = []
    for reading in readings:
        found += reading.offered if isinstance(reading, Ask) else ()
        found += [reading] if isinstance(reading, str) else ()
    return tuple(dict.fromkeys(found))
