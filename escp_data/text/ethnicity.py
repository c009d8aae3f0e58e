"""Ethnic groups: every code and label of the DfE, the ONS, the NHS and the police.

The same category has one name here, whoever supplied it: DfE WBRI, ONS 13, NHS A and police W1
are all "White British". Detail is kept; `broad_group` gives the group that figures are made for.
Chinese is Asian, as the DfE and the ONS (2021) have it.

Sources: DfE ethnicity codes (school census, looked-after return, children in need census), ONS
Census 2021 (19 categories), NHS data dictionary (16+1), police self-defined ethnicity (18+1).
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

from escp_data.text.clean import fold

Scheme = Literal["DfE", "ONS", "NHS", "police", "broad"]

BROAD_GROUPS = ("Asian", "Black", "Mixed", "White", "Other")
"""The five groups in the order they are shown: alphabetical, Other last. Unknown is apart."""

UNKNOWN = "Unknown"

LABELS: dict[str, str] = {
    label: broad
    for broad, labels in {
        "Asian": "Bangladeshi|Chinese|Indian|Pakistani|Any other Asian background",
        "Black": "Black African|Black Caribbean|Any other Black background",
        "Mixed": "White and Asian|White and Black African|White and Black Caribbean|"
        "Any other Mixed background",
        "White": "White British|White Irish|Gypsy or Irish Traveller|Gypsy or Roma|Roma|"
        "Traveller of Irish heritage|Any other White background",
        "Other": "Arab|Any other ethnic group",
        UNKNOWN: "Refused|Information not yet obtained|Not stated|Not known",
    }.items()
    for label in labels.split("|")
} | {broad: broad for broad in (*BROAD_GROUPS, UNKNOWN)}
"""Every label that is stored, in the order of detail, with its broad group or Unknown."""

# One line a code: code; the scheme's own label; our label where it differs.
_SCHEMES = {
    "DfE": """
        WBRI; White British
        WIRI; White Irish
        WIRT; Traveller of Irish heritage
        WROM; Gypsy / Roma; Gypsy or Roma
        WOTH; Any other White background
        MWBC; White and Black Caribbean
        MWBA; White and Black African
        MWAS; White and Asian
        MOTH; Any other Mixed background
        AIND; Indian
        APKN; Pakistani
        ABAN; Bangladeshi
        CHNE; Chinese
        AOTH; Any other Asian background
        BCRB; Black Caribbean
        BAFR; Black African
        BOTH; Any other Black background
        OOTH; Any other ethnic group
        REFU; Refused
        NOBT; Information not yet obtained""",
    "ONS": """
        1; Bangladeshi
        2; Chinese
        3; Indian
        4; Pakistani
        5; Other Asian; Any other Asian background
        6; African; Black African
        7; Caribbean; Black Caribbean
        8; Other Black; Any other Black background
        9; White and Asian
        10; White and Black African
        11; White and Black Caribbean
        12; Other Mixed or Multiple ethnic groups; Any other Mixed background
        13; English, Welsh, Scottish, Northern Irish or British; White British
        14; Irish; White Irish
        15; Gypsy or Irish Traveller
        16; Roma
        17; Other White; Any other White background
        18; Arab
        19; Any other ethnic group""",
    "NHS": """
        A; British; White British
        B; Irish; White Irish
        C; Any other White background
        D; White and Black Caribbean
        E; White and Black African
        F; White and Asian
        G; Any other mixed background; Any other Mixed background
        H; Indian
        J; Pakistani
        K; Bangladeshi
        L; Any other Asian background
        M; Caribbean; Black Caribbean
        N; African; Black African
        P; Any other Black background
        R; Chinese (NHS 2001 grouping: Other); Chinese
        S; Any other ethnic group
        Z; Not stated
        99; Not known""",
    "police": """
        W1; British; White British
        W2; Irish; White Irish
        W3; Gypsy or Irish Traveller
        W9; Any other White background
        M1; White and Black Caribbean
        M2; White and Black African
        M3; White and Asian
        M9; Any other Mixed background
        A1; Indian
        A2; Pakistani
        A3; Bangladeshi
        A4; Chinese
        A9; Any other Asian background
        B1; Caribbean; Black Caribbean
        B2; African; Black African
        B9; Any other Black background
        O1; Chinese (old 16+1 code, replaced by A4); Chinese
        O2; Arab
        O9; Any other ethnic group
        NS; Not stated""",
}

# Other names that the same people's tables use; a broad name may also stand before a detail
# ("Black or Black British: African").
_ALSO = {
    "Asian": "Asian or Asian British|Asian British|Asian, Asian British or Asian Welsh",
    "Black": "Black or Black British|Black British|Black, African, Caribbean or Black British|"
    "Black, Black British, Black Welsh, Caribbean or African|"
    "Black, Black British, Caribbean or African",
    "Mixed": "Mixed or Multiple ethnic groups|Mixed or Multiple|Multiple ethnic groups|"
    "Mixed ethnic groups|Mixed ethnic group|Mixed background|Mixed heritage|Mixed ethnicity|"
    "Mixed or dual background|Dual heritage",
    "White": "White background",
    "Other": "Other ethnic group|Other ethnic groups|Other ethnicity|Other group",
    UNKNOWN: "Refused or information not yet available|Refused or information not yet obtained|"
    "Refused or not yet obtained|Ethnicity unknown|Unknown ethnicity|Unclassified|Not recorded|"
    "Unknown or not stated|Not stated or unknown|Not known or not stated",
    "White British": "English, Welsh, Scottish, Northern Irish or British|British",
    "White Irish": "Irish",
    "Traveller of Irish heritage": "Irish Traveller",
    "Gypsy or Roma": "Gypsy Roma",
    "Any other White background": "Other White|White other|Any other White|Other White background",
    "Any other Mixed background": "Other Mixed|Mixed other|Any other Mixed|Other Mixed background|"
    "Any other Mixed or Multiple ethnic background|Other Mixed or Multiple ethnic groups",
    "Any other Asian background": "Other Asian|Asian other|Any other Asian|Other Asian background",
    "Any other Black background": "Other Black|Black other|Any other Black|Other Black background|"
    "Any other Black, Black British or Caribbean background",
    "Black Caribbean": "Caribbean",
    "Black African": "African",
    "Any other ethnic group": "Any other|Any other ethnic background",
    "Refused": "Ethnicity refused|Declined to say",
    "Information not yet obtained": "Not yet obtained|Not obtained|Information not obtained",
    "Not stated": "Ethnicity not stated",
    "Not known": "Ethnicity not known",
}


@dataclass(frozen=True)
class Group:
    """A category as a cell named it. `label` is our one name for it; `broad` its broad group.

    `code` is the code of the scheme; for a label that several schemes share, the first of
    DfE, ONS, NHS, police. A broad group has the scheme `broad` and its own name as the code.
    """

    scheme: Scheme
    code: str
    label: str
    broad: str


@dataclass(frozen=True)
class Code:
    """One line of a scheme's table: `name` is the scheme's own label for the code."""

    name: str
    group: Group


def _codes() -> tuple[Code, ...]:
    found = []
    for scheme, lines in _SCHEMES.items():
        for line in lines.strip().splitlines():
            code, name, *ours = (part.strip() for part in line.split(";"))
            label = ours[0] if ours else name
            group = Group(cast(Scheme, scheme), code, label, LABELS[label])
            found.append(Code(name, group))
    return tuple(found)


CODES = _codes()
"""Every code of the four schemes."""


def _key(text: str) -> str:
    """`fold`, and without the words that tables put in or leave out (or, and)."""
    return fold(re.sub(r"\b(?:or|and)\b|&", " ", text, flags=re.IGNORECASE))


def _names() -> dict[str, Group]:
    """Every label people write, by its key; ours and the schemes' own first."""
    groups = {label: Group("broad", label, label, label) for label in (*BROAD_GROUPS, UNKNOWN)}
    names = {_key(label): group for label, group in groups.items()}
    for code in CODES:
        groups.setdefault(code.group.label, code.group)
    for code in CODES:
        for name in (code.group.label, code.name):
            names.setdefault(_key(name), groups[code.group.label])
    for label, also in _ALSO.items():
        for name in also.split("|"):
            names.setdefault(_key(name), groups[label])
    return names | _with_broad_names_before(names)


def _with_broad_names_before(names: dict[str, Group]) -> dict[str, Group]:
    """`Asian or Asian British: Indian`: a detail after any name of its own broad group."""
    before = [(key, group.broad) for key, group in names.items() if group.scheme == "broad"]
    return {
        broad_key + key: group
        for broad_key, broad in before
        for key, group in names.items()
        if group.broad == broad and group.scheme != "broad" and broad_key + key not in names
    }


_NAMES = _names()
_BY_CODE = {code.group.code: code.group for code in CODES}
_CODE_THEN_LABEL = re.compile(r"([A-Za-z]{1,4}\d?|\d{1,2})(?:\s*[-–:.)]\s*|\s+)(\D.*)", re.DOTALL)


def parse_group(value: object) -> Group:
    """The group for a code or label in any scheme, case, spaces and punctuation aside.

    A bare number is an ONS code (1 to 19), or 99, the NHS's Not known. Letters alone are the
    NHS's: A is White British, never Asian. Raises ValueError, also for Total and All.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError("It is not the code or label of an ethnic group.")
    group = _find(str(value).strip())
    if group is None:
        raise ValueError("It is not the code or label of an ethnic group.")
    return group


@lru_cache(maxsize=4096)
def _find(text: str) -> Group | None:
    if not any(c.isalpha() for c in text):
        # Only a plain number is a code: "1-2" is not 12, and "1.0" is 1, not 10.
        number = re.fullmatch(r"([1-9]\d?)(?:\.0+)?", text)
        return _BY_CODE.get(number[1]) if number else None
    found = _BY_CODE.get(fold(text).upper()) or _NAMES.get(_key(text))
    pair = _CODE_THEN_LABEL.fullmatch(text)
    if found or not pair:
        return found
    code, label = _BY_CODE.get(pair[1].upper()), _NAMES.get(_key(pair[2]))
    return code if code and label and code.label == label.label else None


def broad_group(label: str) -> str:
    """The broad group, or Unknown, of a stored label; a KeyError for any other text.

    Unknown has details too (Refused, Not stated, …): suppliers return them side by side.
    """
    return LABELS[label]
