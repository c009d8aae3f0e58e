"""Ethnic groups: every code and label of the DfE, the ONS, the NHS and the police.

The same category has one name here, whoever supplied it: DfE WBRI, ONS 13, NHS A and police W1
are all "White British". Detail is kept; `broad_group` gives the group that figures are made for.
Chinese is Asian, as the DfE and the ONS (2021) have it.

Sources: DfE ethnicity codes (school census, looked-after return, children in need census), ONS
Census 2021 (19 categories), NHS data dictionary (16+1), police self-defined ethnicity (18+1).
"""

from dataclasses import dataclass
from typing import Literal, cast

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

# A line a main code: the codes that count under it, each with its names.
_EXTENDED = """
    WBRI; WCOR White Cornish|Cornish; WENG White English|English; WNIR White Northern Irish|\
Northern Irish; WSCO White Scottish|Scottish; WWEL White Welsh|Welsh; WOWB Other White British
    WIRT; WIRT Irish Traveller
    WOTH; WALB Albanian; WBOS Bosnian Herzegovinian|Bosnian; WCRO Croatian; \
WGRE Greek or Greek Cypriot; WGRK Greek; WGRC Greek Cypriot; WITA Italian; WKOS Kosovan; \
WPOR Portuguese; WSER Serbian; WTUR Turkish or Turkish Cypriot; WTUK Turkish; \
WTUC Turkish Cypriot; WEUR White European; WEEU White Eastern European|Eastern European; \
WWEU White Western European|Western European; WOTW White other
    WROM; WROG Gypsy; WROR Roma; WROO Other Gypsy or Roma
    MWAS; MWAP White and Pakistani; MWAI White and Indian; MWAO White and any other Asian background
    MOTH; MAOE Asian and any other ethnic group; MABL Asian and Black; MACH Asian and Chinese; \
MBOE Black and any other ethnic group; MBCH Black and Chinese; \
MCOE Chinese and any other ethnic group; MWOE White and any other ethnic group; \
MWCH White and Chinese; MOTM Other mixed background
    APKN; AMPK Mirpuri Pakistani; AKPA Kashmiri Pakistani; AOPK Other Pakistani
    AOTH; AAFR African Asian; AKAO Kashmiri other; ANEP Nepali; ASNL Sri Lankan Sinhalese; \
ASLT Sri Lankan Tamil; ASRO Sri Lankan other; AOTA Other Asian
    BAFR; BANN Black Angolan|Angolan; BCON Black Congolese|Congolese; \
BGHA Black Ghanaian|Ghanaian; \
BNGN Black Nigerian|Nigerian; BSLN Black Sierra Leonean|Sierra Leonean; \
BSOM Black Somali|Somali; BSUD Black Sudanese; BAOF Other Black African
    BOTH; BEUR Black European; BNAM Black North American; BOTB Other Black
    CHNE; CHKC Hong Kong Chinese; CMAL Malaysian Chinese; CSNG Singaporean Chinese; \
CTWN Taiwanese; COCH Other Chinese
    OOTH; OAFG Afghan; OARA Arab other; OEGY Egyptian; OFIL Filipino; OIRN Iranian; OIRQ Iraqi; \
OJPN Japanese; OKOR Korean; OKRD Kurdish; OLAM Latin, South or Central American; OLEB Lebanese; \
OLIB Libyan; OMAL Malay; OMRC Moroccan; OPOL Polynesian; OTHA Thai; OVIE Vietnamese; \
OYEM Yemeni; OOEG Other ethnic group"""


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


EXTENDED = {
    code: (Group("DfE", code, label, LABELS[label]), tuple(names.split("|")))
    for line in _EXTENDED.strip().splitlines()
    for main, *codes in [line.split(";")]
    for label in [next(known.group.label for known in CODES if known.group.code == main.strip())]
    for code, names in [entry.strip().split(" ", 1) for entry in codes]
}
"""The DfE's extended codes: each with the group of the main code it counts under, and its names."""

BY_CODE = {code: group for code, (group, _) in EXTENDED.items()} | {
    code.group.code: code.group for code in CODES
}
"""The group of every code of every scheme, in capitals."""


def _groups() -> dict[str, Group]:
    groups = {label: Group("broad", label, label, label) for label in (*BROAD_GROUPS, UNKNOWN)}
    for code in CODES:
        groups.setdefault(code.group.label, code.group)
    return groups


GROUPS = _groups()
"""The group that each stored label names."""


def broad_group(label: str) -> str:
    """The broad group, or Unknown, of a stored label; a KeyError for any other text.

    Unknown has details too (Refused, Not stated, …): suppliers return them side by side.
    """
    return LABELS[label]
