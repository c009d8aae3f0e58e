"""Whether a text seems to count few children, or to describe one.

It reads words and not their sense, in any script's digits, on one line or on several. A number
counts what its own noun says: `2 girls` are two children, `2 training sessions` are none; `Year 4
pupils` and `aged 3 to 5` are no counts, nor is `one in five children`. A child is described by a
past that happened to it (`a pupil told us`), or by an age, or by an ethnic group and a sex, or by
a named school or a day beside `a boy`.
"""

import re
from functools import lru_cache

from escp_data import markers
from escp_data.text.days import MONTH_NAMES
from escp_data.text.ethnicity import BROAD_GROUPS
from escp_data.text.wording import spelled
from escp_data.validation.identifiers import plain


def _pattern(text: str) -> re.Pattern[str]:
    """A pattern in which a space stands for any white space: a cell breaks its lines anywhere."""
    return re.compile(text.replace(" ", r"\s+"))


_AGED = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    "fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_SHORT = "yp|cyp|lac|cla|cic|cin|uasc|neet"
"""Young people, children looked after, in care, in need and so on: of one and of many."""
_OF_STAFF = (
    r"(?!(?:\s+and\s+\w+\s+(?:fe)?males?)?\s+(?:on|in|from|of|at|among)\s+(?:(?:the|our|its|this|each|a|\w+['’]s)\s+)?(?:[\w-]+\s+)?"
    r"(?:boards?|panels?|staff|teams?|committees?|executives?|leadership|workforce|partnership|"
    r"trainers|officers|governors|councillors|members)\b)"
)
"""`2 females on the board` are no children."""
_ONE = (
    "child|boy|girl|pupil|student|learner|teenager|youngster|schoolchild|schoolboy|schoolgirl|"
    "kid|baby|infant|toddler|sibling|sister|brother|twin|young person|young man|young woman|"
    "young people|daughter|son|adolescent|victim|care leaver|minor|"
    rf"youth|juvenile|{_SHORT}|(?:fe)?male\b{_OF_STAFF}"
)
_PLURALS = (
    "(?:children|boys|girls|pupils|students|learners|teenagers|teens|youngsters|schoolchildren|"
    "schoolboys|schoolgirls|kids|babies|infants|toddlers|siblings|sisters|brothers|"
    "young people|young persons|young men|young women|daughters|sons|adolescents|victims|"
    rf"care leavers|minors|youths|juveniles|(?:fe)?males\b{_OF_STAFF}|(?:{_SHORT})s|"
    rf"(?:under|u)[\s-]?(?:fives|[1-9]\d?s)|{_AGED}[\s-]?(?:year|yr)s?[\s-]?olds|"
    "(?:people|persons|individuals) under (?:the age of )?1\\d|"
    # what happens to children, one at a time
    r"strip searches|suspensions|exclusions)\b(?!['’])"
)
_EVENT = "strip search|suspension|exclusion"

# After a noun in the singular: it stands alone, or what follows is about it.
_FOLLOWS = (
    "who|whom|whose|which|that|was|were|is|has|had|did|does|said|says|told|tells|felt|asked|wrote|"
    "left|went|came|spoke|gave|took|ran|made|got|aged?|at|in|from|with|without|on|of|to|by|for|"
    "and|after|before|during|since|under|over|out|also|still|now|not|per|missing|each|only|"
    r"then|when|because|if|here|there|later|both|again|can|may|might|could|should|must|\w+ed|\w+ing"
)
_ALONE = rf"(?:['’]s\b|(?=\s+(?:{_FOLLOWS})\b)|(?=\s*(?:\Z|[.,;:!?()\"”/\n]|[–—-]\s|['’](?!s\b))))"
_STANDS = (
    r"(?!\s+(?:training|meeting|hearing|planning|learning|funding|housing|nursing|briefing|"
    r"safeguarding|commissioning|wellbeing|mentoring|tracking|monitoring|counselling)\b)"
    rf"(?:{_ALONE}|(?=\s+(?:are|have|do|go|need|want|feel|say|tell|live|attend|report|met|lost|"
    r"found|seen|held|hurt|sent|known|taken|moving|kept|between|across|within|through|while|"
    r"where|until|but|or|as)\b))"
)
_MANY = rf"(?:{_PLURALS}|(?:{_SHORT}){_STANDS})"
# Words that may stand between a number and its noun: no other noun in the plural, no preposition.
_BETWEEN = (
    r"(?:(?:\s+(?:year|yr|y)\s?\d{1,2}|\s+\d{1,2}[\s-]years?[\s-]olds?|"
    r"\s+(?!(?:and|or|of|to|in|for|on|at|by|with|from|the|a|an|per|more than|years?|months?|weeks?|"
    r"days?|hours?|minutes?|hundred|thousand|million|dozen|score|thirds?|quarters?|fifths?|"
    r"tenths?|half|halves|percent|point|times?|is|are|was|were|has|had|if|when|while|that|as|but|"
    r"which|who|where|than|then|so|all|every|each|some|no|not|about|people)\b)"
    r"[a-z][\w-]*(?:['’](?!s\b|\B))?(?<![^us]s)(?<!['’]),?){0,3})"
)
_THEIRS = "(?:the|our|these|those|its|their|all)"

_LABELS = (
    r"(?:actions?|years?|yrs?|y|key stages?|ks|tiers?|levels?|priority|priorities|stages?|"
    r"sections?|phases?|groups?|grades?|bands?|ages?|aged|under|over|weeks?|terms?|rounds?|"
    r"cohorts?|class|classes|forms?|sets?|chapters?|parts?|steps?|standards?|numbers?|nos?\.?|refs?|strands?|"
    r"objectives?|recommendations?|questions?|quarters?|q|lines?|points?|items?|tables?|pages?|"
    r"appendix|outcomes?|measures?|rooms?|themes?|versions?|days?)"
)
_NO_COUNT = _pattern(
    # what stands before a number that counts no children
    rf"(?:\b{_LABELS}\s*(?:\d+\s*(?:to|and|or|,|&|/|-|–)\s*)*|"
    r"\b(?:more|less|fewer)\s+than\s+|\bunder\s+|\bbelow\s+|\bany\s+|\bno\s+|\bevery\s+|\beach\s+|"
    r"\bper\s+|\bup\s+to\s+|\bat\s+least\s+|\bat\s+most\s+|\bnot\s+|[<>≤≥£$€#]\s*|"
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|once)\s+in\s+(?:every\s+)?|"
    r"\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[\s-]+|"
    r"\b(?:hundred|thousand)\s+(?:and\s+)?|"
    r"\b0\s*(?:to|-|–)\s*|\d[.,:/]|\w[-–/.⁄]|"
    r"\b(?:classes|class|groups|teams|sets|panels)\s+of\s+)\Z"
)
_NOT_ANY_ONE = (
    r"(?!\s+(?:can|may|might|could|should|must|would|too many|at a time|per|"
    r"in\s+(?:\d|two|three|four|five|six|seven|eight|nine|ten|every)))"
)
"""`One child can be counted twice` and `one child in five` count nobody."""

_BOTH = _pattern(
    rf"\bboth(?:\s+(?:the|our|of\s+the|of\s+these))?{_BETWEEN}\s+(?:"
    # `a plan for both children` says whose plan, `both children were hurt` how many
    rf"(?!(?:children|pupils|students|learners|young people|{_SHORT})\b"
    r"(?!\s+(?:were|are|had|have|was|said|told|felt|left|went|moved|came)\b))"
    rf"{_MANY})(?!\s*(?:,|and\b|or\b|&|/))",
)
_TWINS = _pattern(r"\b(?:the|our|these|set of|pair of|were|are)\s+(?:\w+\s+)?(?:twins|triplets)\b")
_ONLY = _pattern(rf"\bthe\s+(?:only|sole){_BETWEEN}\s+(?:{_ONE}){_ALONE}")

_OLD = (
    r"(?:\s?-?\s?(?:year|yr)s?\s?-?\s?old\b(?!s)|\s?-?\s?(?:yo|y/o)\b)"
    # a plan of three years is no child
    r"(?!\s+(?:(?:child|pupil|school|youth|education|care|protection|safeguarding|action|local|joint|"
    r"data|multi-agency|partnership)\s+){0,3}(?:plan|policy|strategy|protocol|programme|project|"
    r"contract|agreement|building|system|service|data|dataset|review|audit|guidance|report|"
    r"procedure|commitment)s?\b)"
)
_AGE_OF_ONE = (
    rf"\b{_AGED}{_OLD}|"
    rf"\bage[d]?:?\s+{_AGED}\b(?!\s*(?:to|and|or|-|–|\+|plus|&|/)|\s*years\s+and|\d|\.\d)"
)
_SINGLE = rf"\b(?:an?|one|another|this|our|the){_BETWEEN}\s+(?:{_ONE}){_ALONE}"
_OLD_ONE = _pattern(
    rf"\b(?:an?|one|another|the|this|our)\s+(?:[a-z][\w-]*\s+){{0,3}}?{_AGED}{_OLD}"
)
_ONE_AGED = _pattern(
    rf"{_SINGLE}[\s,(]*(?:who\s+(?:is|was)\s+|[a-z]+\s+)?(?:{_AGE_OF_ONE}|"
    rf"\(?\b{_AGED}\)(?!\d))"
)
_AGED_ONE = _pattern(
    r"\b(?:girl|boy|child|pupil|student|(?:fe)?male|youth|young person|teenager)"
    rf"\s*,?\s*\(?(?:{_AGE_OF_ONE})"
)
_SEX_AND_AGE = _pattern(
    r"\b(?:girl|boy|(?:fe)?male)\s*,\s*(?:\d|1[0-7])(?=\s*(?:\Z|[,;)\n]|\.(?!\d)))"
)
_AGE_FIRST = _pattern(rf"\b{_AGED}{_OLD}(?:\s+[a-z][\w-]*){{0,3}}?\s+(?:(?:{_ONE}){_ALONE}|[fm]\b)")

_PEOPLES = "|".join(each for each in BROAD_GROUPS if each != "Other") + (
    "|Bangladeshi|Pakistani|Indian|Chinese|African|Caribbean|Turkish|Kurdish|Somali"
    "|Congolese|Ghanaian|Nigerian|Eritrean|Afghan|Albanian|Bulgarian|Romanian|Polish|Roma"
    "|Gypsy|Traveller|Irish|Arab|Greek|Cypriot|Iranian|Iraqi|Syrian|Vietnamese|Sudanese"
    "|Ethiopian|Jamaican|Ukrainian|Mixed-race|Jewish|Muslim|Ugandan|Portuguese|Brazilian"
    "|Colombian|Moroccan|Algerian"
)
_SEXED = (
    "(?:fe)?male|boy|girl|son|daughter|brother|sister|schoolboy|schoolgirl|young man|young woman"
)
_ETHNIC_SEX = _pattern(
    rf"\b(?:[Aa]n?|[Oo]ne|[Aa]nother)(?:\s+[a-z][\w-]*){{0,2}}(?:\s+(?:{_PEOPLES})"
    rf"(?:[\s/-](?:British|{_PEOPLES}))?)(?:\s+[a-z][\w-]*){{0,2}}?\s+(?:{_SEXED}){_ALONE}"
)
_PLACED = _pattern(rf"\b(?:an?|one|another){_BETWEEN}\s+(?:{_ONE}){_ALONE}")
_SCHOOL = _pattern(
    r"\b(?!(?:The|A|An|In|At|From|Our|Each|Every|All|Which|Both)\s)[A-Z][\w'’.]+\s+"
    r"(?:(?:[A-Z][\w'’.]+|of|the|and|&)\s+){0,4}?(?:School|Academy|College|Primary|Secondary|High|"
    r"Grammar|Nursery|Infants?|Juniors?)\b"
)
_DAY = _pattern(
    rf"\b(?:[0-3]?\d(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTH_NAMES})|"
    rf"(?:{MONTH_NAMES})\s+[0-3]?\d(?:st|nd|rd|th)?|[0-3]?\d[/.][01]?\d[/.](?:20)?\d\d)\b",
)
_HAPPENED = _pattern(
    rf"\b(?:an?|another)(?:{_BETWEEN})\s+(?:{_ONE})(?:['’]s\s+\w+)?\s+(?:who\s+)?(?:was|had|told|"
    r"said|wrote|felt|came|spoke|did|gave|ran|died|went|disclosed|has\s+(?:been|told|said|moved|asked|"
    r"died|left|gone|come|started))\b",
)
_WHENEVER = _pattern(
    r"\b(?:when|whenever|if|where|wherever|once|before|after|until|unless|whether|since|why|how|"
    r"each time|every time|time|long|by|without|no|every|each|any|all|per|most|"
    r"as if|as though|like)\s+\Z",
)
_NOUNS = (
    "child", "boy", "girl", "pupil", "student", "learner", "teen", "young", "kid", "baby",
    "babies", "infant", "toddler", "sibling", "sister", "brother", "twin", "triplet", "daughter",
    " son", "adolesc", "victim", "leaver", "minor", "yp", "year old", "year-old", "years old",
    "under", "suspension", "exclusion", "strip search", "male", "youth", "juvenile",
)  # fmt: skip  # words, as a paragraph
"""What every text has that counts or describes a child; one without it is not read further."""
_NOUN_SHORT = re.compile(rf"\b(?:{_SHORT}|u-?\d)|\d\s?-?\s?y/?o\b")
_FAR = 60
_NOUN_LAST = _pattern(rf"\b(?:{_MANY}|(?:{_ONE})\b)(?:\s+(?:involved|seen|affected))?\s*\Z")
_AN_AGE = _pattern(r"\bage[d]?\b|\bold\b|\by/?o\b|\d\s?-?\s?y/?o\b|[(,]\s?\d")
_WITHOUT_A_NUMBER = (
    ("both", _BOTH),
    ("twins", _TWINS),
    ("triplets", _TWINS),
    ("only", _ONLY),
    ("sole", _ONLY),
)
_OF_AN_AGE = (_OLD_ONE, _ONE_AGED, _AGED_ONE, _SEX_AND_AGE)
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
_YEARS_OLD = re.compile(r"\by\.\s?o\b\.?|\b(y(?:ea)?rs?)\.\s?old\b", re.IGNORECASE)
_SENTENCES = _pattern(r"(?<=[.!?;\n])\s+")


def counts_few(text: str) -> bool:
    """Whether a text seems to count children from 1 to the threshold: `2 girls`, `both sisters`."""
    text = _unfolded(text).lower()
    if not _names_children(text):
        return False
    if any(word in text and pattern.search(text) for word, pattern in _WITHOUT_A_NUMBER):
        return True
    numbers_first, number_last = _counts(markers.THRESHOLD)
    found = (match for each in numbers_first for match in each.finditer(text))
    if any(not _NO_COUNT.search(_before(match)) for match in found):
        return True
    return any(_NOUN_LAST.search(_before(match)) for match in number_last.finditer(text))


def describes_one(text: str) -> bool:
    """Whether a text seems to be about one child: `a 14-year-old`, `a pupil told us`."""
    text = _unfolded(text)
    return _names_children(text.lower()) and any(map(_describes, _SENTENCES.split(text)))


def _unfolded(text: str) -> str:
    """A text in plain digits, dashes and spaces, one space at a time; `14 y.o.` as `14 yo`."""
    text = _BLANKS.sub(" ", plain(text))
    text = _LINES.sub(lambda ends: "\n\n" if ends[0].count("\n") > 1 else "\n", text)
    return _YEARS_OLD.sub(lambda said: "yo" if said[1] is None else f"{said[1]} old", text)


def _names_children(text: str) -> bool:
    on_one_line = f" {text}".replace("\n", " ")
    return any(noun in on_one_line for noun in _NOUNS) or bool(_NOUN_SHORT.search(on_one_line))


def _describes(sentence: str) -> bool:
    lowered = sentence.lower()
    if _AN_AGE.search(lowered) and any(each.search(lowered) for each in _OF_AN_AGE):
        return True
    if _PLACED.search(lowered) and (_SCHOOL.search(sentence) or _DAY.search(lowered)):
        return True
    found = (
        *_ETHNIC_SEX.finditer(sentence),
        *_HAPPENED.finditer(lowered),
        *(_AGE_FIRST.finditer(lowered) if _AN_AGE.search(lowered) else ()),
    )
    return any(not _WHENEVER.search(_before(match).lower()) for match in found)


def _before(match: re.Match[str]) -> str:
    """As much of what stands before a match as tells what it is about."""
    return match.string[max(0, match.start() - _FAR) : match.start()]


@lru_cache(maxsize=8)
def _counts(most: int) -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    """The ways in which a text counts to `most` children: number first, or noun first."""
    ends = r"(?![\w%/]|[.,:]\d|-)"
    spelled_out = "|".join(f"{number}|{spelled(number)}" for number in range(2, most + 1))
    some = rf"(?:1|one|{spelled_out})"
    # `2x girls`, `2 no. girls`, `two (2) girls`
    written = rf"(?:\s?(?:x\b|×)|\s?no\.)?(?:\s?\(\s?{some}\s?\))?{ends}"
    start = rf"(?<![\w.,:/-]){some}"
    one = rf"\b(?:(?:1|one){written}|(?:an?|the) single{ends})"
    several = rf"\b(?:{spelled_out}|a couple of|a pair of){written}"
    last = r"(?=\s*(?:\Z|[;,)\n]|\.(?!\d)|\band\b))"
    numbers_first = (
        rf"{one}{_BETWEEN}\s+(?:{_ONE}|{_EVENT}){_ALONE}{_NOT_ANY_ONE}",
        rf"(?:{one}|(?:{start}-)?{several})\s+of\s+{_THEIRS}{_BETWEEN}\s+{_MANY}",
        rf"(?:{start}[-/])?{several}{_BETWEEN}\s+{_MANY}",
    )
    some = rf"(?:{some}[-/])?{some}"
    number_last = (
        rf"[:=]\s*{some}{last}|\(\s*(?:n\s*=\s*|x\s?)?{some}\s*\)|-\s+{some}{last}|"
        rf"(?<!\w)[x×]\s?{some}{last}"
    )
    return tuple(map(_pattern, numbers_first)), _pattern(number_last)
