"""What people write for ethnic groups: phrases, the names that are read, and those never guessed.

A phrase is a label's words, one each, with what joins them. `or`, `and` and a slash may join two
groups, so they count; a comma, a colon, a dash or a bracket only parts a group from its detail.
"""

import re
import unicodedata
from collections.abc import Iterable

from escp_data.text.clean import visible
from escp_data.text.ethnicity import CODES, EXTENDED, LABELS, UNKNOWN

Phrase = tuple[str, ...]
Wordings = dict[str, tuple[str, frozenset[int]]]

SOFT = frozenset(",:()")
HARD = frozenset(("/", "or", "and"))


def word_set(text: str) -> frozenset[str]:
    """The different words of a text."""
    return frozenset(text.split())


_MARKS = {"\\": "/", "|": "/", ";": "/", "[": "(", "]": ")"}
_DASH = re.compile(r"\s-+\s*|-+\s+|[\u2013\u2014]")
_TOKEN = re.compile(r"[^\W_]+|[/\\|;,:()\[\]]")

_BLOCKS = {
    "Asian": "Asian|Asian British|British Asian|Asian or Asian British|Asian or British Asian|"
    "Asian, Asian British or Asian Welsh|Asian, Asian Scottish or Asian British",
    "Black": "Black|Black British|British Black|Black or Black British|Black or British Black|"
    "Black, African, Caribbean or Black British|Black, African or Caribbean|"
    "Black, Black British, Caribbean or African|"
    "Black, Black British, Black Welsh, Caribbean or African|African, Caribbean or Black",
    "Mixed": "Mixed|Mixed or multiple|Mixed or multiple ethnic group|Mixed or multiple ethnicity|"
    "Mixed or multiple heritage|Multiple ethnic group|Mixed race|Mixed or dual|"
    "Mixed or dual background|Mixed or dual heritage|Dual heritage|Dual background|"
    "Multiple heritage|Mixed parentage",
    "White": "White",
    "Other": "Other|Other ethnic group|Other ethnicity|Other ethnic background|Other ethnic origin",
}
_HEADS = "Chinese or other ethnic group|Chinese or other"  # of two groups: no group by themselves

# A name after the label it is read as; `or`, where it stands, may also be `and` or a slash.
_NAMES = {
    "White British": "British|British, Mixed British|British or Mixed British|"
    "English, Welsh, Scottish, Northern Irish or British|White other British|"
    "White British other|Any other White British background",
    "White Irish": "Irish",
    "Traveller of Irish heritage": "Traveller Irish heritage|Irish heritage Traveller",
    "Gypsy or Irish Traveller": "Irish Traveller or Gypsy",
    "Gypsy or Roma": "Roma or Gypsy|Gypsy or Romany|Romany|Other Gypsy Roma",
    "Any other White background": "Cypriot|Cypriot part not stated|Other White European|"
    "White European other|East European|White East European|White Central European|"
    "Turk|Serb|Croat|Pole|Kosovar|Polish|Romanian|Bulgarian|Czech|Slovak|Lithuanian|Latvian|"
    "Estonian|Russian|Ukrainian|Hungarian|Moldovan|Montenegrin|Macedonian|Slovenian|Belarusian|"
    "French|German|Spanish|Scandinavian",
    "White": "Gypsy, Roma or Traveller|Gypsy, Traveller or Roma|Roma, Gypsy or Traveller|GRT|"
    "Gypsy or Traveller|Roma or Traveller|Gypsy, Irish Traveller or Roma|"
    "Gypsy, Roma or Irish Traveller",
    "White and Asian": "Asian and White|Pakistani and White|Indian and White|"
    "White and other Asian|White and any other Asian|White and other Asian background",
    "White and Black Caribbean": "Black Caribbean and White",
    "White and Black African": "Black African and White",
    "Any other Mixed background": "Chinese and White",
    "Pakistani": "Pakistani other",
    "Any other Asian background": "Nepalese|Sri Lankan|Sinhalese|East African Asian|Other Kashmiri",
    "Asian": "Kashmiri|Punjabi|Gujarati|Bengali|Tamil|Asian unspecified",
    "Chinese": "Chinese other|Any other Chinese background",
    "Black African": "African|Black other African|Any other Black African|Black African other|"
    "Any other Black African background|Somalian|Eritrean|Ethiopian|Gambian|Cameroonian|"
    "Ivorian|Senegalese",
    "Black Caribbean": "Caribbean",
    "Black": "Afro Caribbean|African Caribbean|Black Afro Caribbean|Black African or Caribbean|"
    "Black African Caribbean|Black unspecified",
    "Any other Black background": "Any other Black, Black British or Caribbean background|"
    "Black African American",
    "Any other ethnic group": "Any other ethnic background|Any other ethnicity|"
    "Any other ethnic origin|Another ethnic group|Another ethnic background|Kurd|Afghani|"
    "Latin American|South American|Central American|Latin American or South American",
    "Refused": "Undisclosed|Client refused|Patient refused|Parent refused|Declined",
    "Information not yet obtained": "Not yet obtained",
    "Not known": "NK|N/K",
    UNKNOWN: "Unclassified|Missing|Blank|Unspecified|Unrecorded|Unstated|Withheld|"
    "Ethnicity withheld|Dont know|Do not know|Ethnicity missing|Data missing|Missing data|"
    "No response|No answer|"
    "Ethnicity unknown|Ethnic group unknown|Refused or information not yet available|"
    "Refused or information not yet obtained|Refused or not yet obtained",
}

# What only means this after its block: "White: other British", "Black - Kenyan".
_DETAILS = {
    "White": {
        "White British": "Other British|British other",
        "Any other White background": "Australian|American|South African|Canadian|New Zealander",
        "White": "Traveller",
    },
    "Black": {
        "Black African": "Sudanese|Other African|Any other African|African other|South Sudanese|"
        "Kenyan|Ugandan|Zimbabwean|South African|Rwandan|Malawian|Zambian|Tanzanian|Liberian",
        "Black Caribbean": "Jamaican|Barbadian",
        "Any other Black background": "European|North American",
    },
    "Mixed": {
        "White and Black Caribbean": "White and Caribbean|Caribbean and White",
        "White and Black African": "White and African|African and White",
    },
    "Asian": {"Any other Asian background": "East African"},
    "Other": {"Any other ethnic group": "Any other|Other|Any other group|Any other background"},
}

SUFFIXES = word_set("background heritage origin descent ethnicity ethnic group category community")
PEOPLE = word_set("child children pupil people person student learner resident cyp")
PREFIXES = ("ethnicity", "ethnic group", "ethnic origin", "ethnic category", "ethnic background")
OTHERISH = word_set("any other another others all")

# Texts that are never read: names; then what a question should offer.
_ASKED = """
    White South European|White North European|White Northern European|White Southern European|\
North European|Northern European|South European|Southern European|Dark European; White
    Asian Indian subcontinent|Indian subcontinent; Asian
    Chinese, Japanese, South East Asian|Chinese, Japanese, other South East Asian|\
Chinese, Japanese, Korean, other Southeast Asian|Chinese, Japanese, Southeast Asian|\
Chinese, Japanese, other Southeast Asian|Chinese, Japanese; Asian, Other, Chinese
    Arab, North African|Arabic, North African|Arabian, Egyptian|Arab, Egyptian; Other, Arab
    North African|Algerian|Tunisian; Other, Black, Any other ethnic group
    Middle Eastern|Middle East|Other Middle Eastern; Other, Arab, White
    Arabic|Arabian; Arab, Other
    Syrian|Palestinian|Jordanian|Saudi|Saudi Arabian|Kuwaiti|Emirati|Omani; Other, Arab
    Persian; Other, Any other ethnic group
    Israeli|Jewish|Jew|Orthodox Jewish|Haredi|Charedi|Hasidic|Ashkenazi; White, Other
    Muslim|Hindu|Sikh|Buddhist|Christian; Asian, Other
    Brazilian|Colombian|Ecuadorian|Bolivian|Peruvian|Chilean|Argentinian|Venezuelan|Mexican|\
Cuban|Latino|Latina|Latinx|Hispanic; Other, White, Mixed
    Malaysian|Singaporean|Indonesian|Burmese|Cambodian|Laotian|Mongolian|Mauritian|Maldivian; \
Other, Asian, Chinese
    South East Asian|Southeast Asian|East Asian|Oriental; Other, Asian, Chinese
    South Asian|Asian subcontinent; Asian, Indian, Pakistani
    Caribbean Asian|Indo Caribbean|Guyanese|Trinidadian; Any other Asian background, Black, Mixed
    Anglo Indian; White and Asian, Asian
    Hong Konger|Hong Kong; Chinese, Asian
    Pashtun|Pathan; Other, Asian, Pakistani
    Mirpuri; Pakistani, Asian
    Gurkha; Any other Asian background, Asian
    Sudanese|South Sudanese; Black African, Arab, Black
    Kenyan|Ugandan|South African|Zimbabwean|Tanzanian|Malawian|Zambian|Mauritanian; \
Black African, White, Asian
    Jamaican|Barbadian|West Indian; Black Caribbean, Black
    African American; Any other Black background, Black
    Caucasian|Mediterranean; White
    European|Other European|European other|European mixed|Mixed European; \
Any other White background, White
    Other British; White British
    Traveller|New Traveller|Showman; Traveller of Irish heritage, Gypsy or Irish Traveller, White
    Romani|Romani an|Roman; Roma, Any other White background, Gypsy or Roma
    Mixed British; Mixed, White British, White
    Mixed White; White, Mixed
    Mixed Black|Mixed Caribbean|Mixed African; Mixed, Black
    Mixed Asian|Mixed Chinese; Mixed, Asian
    White Caribbean|White African|Caribbean White|African White; Mixed, White
    Black White|White Black; Black, White, Mixed
    White Caribbean African|White and Caribbean|White and African; Mixed, White, Black
    White minority ethnic|White minority|Minority White; White, Any other White background
    BAME|BME|Black minority ethnic|Black Asian minority ethnic|Minority ethnic|Ethnic minority|\
Minority|Global majority|Racially minoritised|Non White|Not White|All|Total|Grand total|Overall|\
All ethnic group|All ethnicity|All pupil|All children;
    Biracial|Bi racial|Multiracial|Multi ethnic|Dual|Multiple|Half caste; Mixed
    NA|N A|None|Nil|No data|No information|TBC|To be confirmed|Unborn|Not applicable|\
Not available|Information not available|Pending|Awaiting|Awaiting information|To be completed|\
Nothing recorded|Not yet available|Information not yet available|X|U|Null|DK|Unk; Unknown, Not known
    No; Unknown
    N1|N2|N3; Not stated, Refused, Unknown
    W; White, White British
    O; Other, Any other ethnic group
    British; White British
"""


def _raw(text: str) -> Phrase:
    """The words and joints of a text, without case, accents or other marks."""
    text = unicodedata.normalize("NFKD", visible(text).replace("&", " and ").replace("\n", " "))
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub("['\u2018\u2019`]", "", text.casefold())
    return tuple(_MARKS.get(token, token) for token in _TOKEN.findall(_DASH.sub(":", text)))


def _vocabulary() -> frozenset[str]:
    tables = (_BLOCKS, _NAMES, *_DETAILS.values())
    texts = [text for table in tables for text in (*table, *table.values())]
    texts += [*LABELS, *(code.name for code in CODES), _HEADS, _ASKED]
    texts += [name for _, names in EXTENDED.values() for name in names]
    return frozenset(token for text in texts for token in _raw(text)) | SUFFIXES | PEOPLE | OTHERISH


VOCABULARY = _vocabulary()
"""Every word of every name."""


def phrase(text: str) -> Phrase:
    """The words and joints of a label, a plural as its singular where that is a name's word."""
    return tuple(_singular(token) for token in _raw(text))


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word == "others":
        return word
    ends = (word[:-3] + "y" if word.endswith("ies") else "", word[:-1], word[:-2])
    return next((end for end in ends if end in VOCABULARY), word)


def words(label: Phrase, *, pairs: bool = False) -> str:
    """The words alone; with `pairs` the `and`s too, which make one mixed group of two."""
    left_out = SOFT | HARD - {"and"} if pairs else SOFT | HARD
    return " ".join(token for token in label if token not in left_out)


def joints(label: Phrase, marks: frozenset[str] = HARD) -> frozenset[int]:
    """After how many words a joint stands."""
    return frozenset(
        len(words(label[:at]).split()) for at, token in enumerate(label) if token in marks
    )


def _wordings(names: Iterable[tuple[Phrase, str]]) -> Wordings:
    """Names by their words, each with its label and where a joint may stand in it."""
    found: Wordings = {}
    for name, label in names:
        known, may = found.setdefault(words(name), (label, frozenset()))
        if known == label:
            found[words(name)] = (label, may | joints(name, HARD | {","}))
    return found


def worded(table: Wordings, label: Phrase) -> str | None:
    """The name's label, where the text has no joint but those of the name."""
    found = table.get(words(label))
    return found[0] if found and joints(label) <= found[1] else None


def _entries(table: str) -> dict[str, tuple[str, ...]]:
    """Lines of `names; offers`, whose names a bar parts and whose offers a comma."""
    found: dict[str, tuple[str, ...]] = {}
    for line in table.strip().splitlines():
        names, _, offers = line.partition(";")
        offered = tuple(offer.strip() for offer in offers.split(",") if offer.strip())
        found |= {words(phrase(name)): offered for name in names.split("|")}
    return found


def _all_names() -> dict[Phrase, str]:
    """Every name with its label, our own and the schemes' first."""
    names = {phrase(label): label for label in LABELS}
    for code in CODES:
        names.setdefault(phrase(code.name), code.group.label)
    for group, also in EXTENDED.values():
        for name in also:
            names.setdefault(phrase(name), group.label)
    for table in (_BLOCKS, _NAMES):
        for label, text in table.items():
            for name in text.split("|"):
                names.setdefault(phrase(name), label)
    return names | {phrase("Other ethnic group"): "Other"}


NAMES = _all_names()
"""Every name that is read by itself, with the label it is read as."""

PAIRS = {
    words(name, pairs=True): label
    for name, label in NAMES.items()
    if LABELS[label] == "Mixed" and "and" in name
}
"""Mixed groups of two, whose `and` is what makes one group of them."""

WORDINGS = _wordings(
    (name, label) for name, label in NAMES.items() if words(name, pairs=True) not in PAIRS
)
"""Every other name by its words."""

SLASHED = {
    words(phrase(name)): label
    for label in ("White and Black Caribbean", "White and Black African")
    for name in (label, f"{label.removeprefix('White and ')} White")
}
"""Mixed groups that nobody can take for two groups of a table: `White/Black Caribbean`."""

BLOCKS = _wordings(
    (phrase(name), broad) for broad, text in _BLOCKS.items() for name in text.split("|")
)
"""What may stand before a detail, with its broad group."""

HEADS = frozenset(words(phrase(name)) for name in _HEADS.split("|"))
"""What stands before a detail of Other in the tables of 2001, Chinese among them."""

DETAILS = {
    broad: {
        words(phrase(name), pairs=True): label
        for label, text in table.items()
        for name in text.split("|")
    }
    for broad, table in _DETAILS.items()
}
"""What is read after its block only."""

ASKED = _entries(_ASKED)
"""What is never read, with what a question should offer."""

GLUED = {key.replace(" ", ""): label for key, (label, _) in WORDINGS.items() if " " in key}
"""Names written without their spaces."""

OTHERS = {broad: f"Any other {broad} background" for broad in ("White", "Mixed", "Asian", "Black")}
"""The label of what is left over of a broad group."""
