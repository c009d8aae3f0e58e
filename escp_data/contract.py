"""What a workbook holds: the one definition of its sheets and columns.

The template, the reader, the checks, the store's tables and `docs/workbook.md` are all made from
`SHEETS`, so they cannot disagree. A new column is added here and nowhere else; the store follows
with a migration (`escp_data.store.migrations`).
"""

from dataclasses import dataclass, field

from escp_data.kinds import KINDS, CellKind, Kind, SqlType

VERSION = "1.0"

RAG = ("Red", "Amber", "Green", "Complete", "Not started")
IMPACT = ("Not yet evidenced", "Emerging", "Evidenced")
AGENCY_TYPES = ("Safeguarding partner", "Relevant agency", "Business unit")
STATES = ("Live", "Closed", "Superseded")
GRADES = ("Not met", "Partly", "Mostly", "Met", "N/A")
ALL_AGENCIES = "All agencies"

MAX_ROWS = 60_000
HEADER_SEARCH_ROWS = 20


@dataclass(frozen=True)
class Column:
    """One column: its heading, how its cells are read, and what a person is told about it.

    `field` is its name in the store; `also` are other headings read as this one; `fills_down`
    means that a merged cell stands for every row it spans; `of_children` that its numbers count
    children and pass through disclosure control before anyone sees them.
    """

    name: str
    kind: Kind
    help: str
    required: bool = False
    key: bool = False
    choices: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    example: str = ""
    width: int = 18
    fills_down: bool = False
    of_children: bool = False
    field: str = ""

    def __post_init__(self) -> None:
        if not self.field:
            object.__setattr__(self, "field", self.name.lower().replace(" ", "_"))

    @property
    def look(self) -> CellKind:
        """How its cells are stored, filled in, formatted and described."""
        return KINDS[self.kind]

    @property
    def stored(self) -> tuple[tuple[str, SqlType], ...]:
        """Its columns in the store, each a name and an SQLite type.

        A number that may be withheld has two: the number, and `…_marker` (c, x or z) where there
        is none.
        """
        number = (self.field, self.look.sql)
        return (number, (f"{self.field}_marker", "TEXT")) if self.look.can_be_marked else (number,)


@dataclass(frozen=True)
class Sheet:
    """One sheet: a table in the store under the name `table`, with one row for each key."""

    name: str
    table: str
    purpose: str
    columns: tuple[Column, ...]
    also: tuple[str, ...] = ()
    in_return: bool = True
    keys: tuple[Column, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", tuple(c for c in self.columns if c.key))

    def column(self, name: str) -> Column:
        """The column headed `name`; a KeyError for a name the sheet does not have."""
        return next(c for c in self.columns if c.name == name or c.field == name)

    @property
    def stored(self) -> tuple[tuple[str, SqlType], ...]:
        """Every column of its table in the store, in order: a name and an SQLite type."""
        return tuple(pair for column in self.columns for pair in column.stored)

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns whose headings a header row must carry."""
        return tuple(c for c in self.columns if c.required)


# Columns are set as in a table, a line or two each, and not one argument a line.
# fmt: off
def _ref(help_: str, *, required: bool = False, key: bool = False) -> Column:
    return Column("Ref", "ref", help_, required, key, example="1.1", width=8, fills_down=True,
                  also=("Reference", "Action ref", "Action reference", "Ref no", "Action no", "No"))


def _period(help_: str = "The quarter, as 2025-26 Q3. Blank: the period on the Cover.") -> Column:
    return Column("Period", "period", help_, True, True, example="2025-26 Q3", width=14,
                  also=("Quarter", "Reporting period", "Time period", "Qtr"), fills_down=True)


def _agency(help_: str, *, required: bool = False, key: bool = True) -> Column:
    return Column("Agency", "agency", help_, required, key, example="Metropolitan Police", width=24,
                  also=("Organisation name", "Partner", "Partner agency", "Supplied by"), fills_down=True)


def _rag(help_: str) -> Column:
    return Column("RAG", "choice", help_, True, choices=RAG, width=12, example="Amber",
                  also=("RAG status", "RAG rating", "Status", "BRAG"))


COVER = (
    Column("Period", "period", "The period this workbook reports, used for every row without one.",
           True, example="2025-26 Q3", also=("Quarter", "Reporting period")),
    Column("Agency", "agency", "Who returns it; All agencies where the business unit compiled it.",
           True, example="Metropolitan Police", also=("Returning agency", "Organisation")),
    Column("Completed by", "text", "A role, never a person's name.", example="Performance lead"),
    Column("Date completed", "date", "The day it was finished.", example="14/01/2026"),
    Column("Contract version", "text", "The version of this template.", example=VERSION),
)

AGENCIES = Sheet(
    "Agencies", "agencies", "Who takes part, and every name they go by.",
    (
        Column("Agency", "text", "The name shown on every screen.", True, True, width=28,
               example="NHS NCL ICB", also=("Agency name", "Organisation", "Partner")),
        Column("Type", "choice", "The part it plays in the partnership.", choices=AGENCY_TYPES,
               width=22, example="Safeguarding partner", also=("Agency type",)),
        Column("Also known as", "text", "Other names for it, separated by a semicolon.", width=44,
               example="ICB; North Central London ICB", also=("Aliases", "Other names")),
    ), in_return=False,
)

PRIORITIES = Sheet(
    "Priorities", "priorities", "The plan's strategic priorities.",
    (
        Column("Priority", "priority", "Its number, 1 to 9.", True, True, width=10, example="1",
               also=("Priority number", "Priority no")),
        Column("Title", "text", "What it is called.", True, width=30, example="Physical abuse",
               also=("Priority title", "Priority name")),
        Column("Aim", "text", "What the partnership wants to achieve.", width=70,
               also=("Outcome", "What we want to achieve")),
    ), in_return=False,
)

ACTIONS = Sheet(
    "Actions", "actions", "What the partnership will do, and how it will know.",
    (
        _ref("The action's number in the plan; it never changes.", required=True, key=True),
        Column("Priority", "priority", "The number of the priority it serves.", True, width=10,
               example="1", also=("Priority number", "Priority no"), fills_down=True),
        Column("Action", "text", "What we will do.", True, width=60,
               also=("What we will do", "Action description", "Activity")),
        Column("Success measure", "text", "How we will know.", width=60,
               also=("How will we know", "Measure of success", "Success measures")),
        Column("Lead agency", "agency", "Who leads it.", width=24, example="Enfield Council",
               also=("Lead", "Lead partner")),
        Column("Contributing agencies", "agencies", "Who takes part, separated by a semicolon.",
               width=36, example="Metropolitan Police; NHS NCL ICB",
               also=("Contributors", "Partners", "Supporting agencies")),
        Column("Group", "text", "The activity group that oversees it.", width=28,
               field="activity_group", example="Practice Improvement",
               also=("Activity group", "Subgroup", "Sub-group")),
        Column("Owner role", "text", "The role that answers for it, never a person's name.",
               width=28, example="Head of safeguarding", also=("Owner", "Action owner", "Role")),
        Column("Start date", "date", "The day it starts.", width=14, example="01/04/2023",
               also=("Start",)),
        Column("Due date", "date", "The day first agreed; or ongoing.", width=14,
               example="31/03/2026", also=("Due", "Deadline", "Target date", "By when")),
        Column("Revised due date", "date", "The day now agreed, where it was moved.", width=16,
               example="30/06/2026", also=("Revised date", "New due date", "Revised deadline")),
        Column("State", "choice", "Live, Closed or Superseded.", choices=STATES, width=12,
               example="Live", also=("Action state",)),
        Column("Measure codes", "codes", "The measures that show its effect, separated by a semicolon.",
               width=24, example="SUSP; CLA", also=("Measures", "Measure code")),
    ), in_return=False,
)

PROGRESS = Sheet(
    "Progress", "progress", "Each action's RAG and update for the quarter.",
    (
        _ref("The action this reports on.", required=True, key=True),
        _period(),
        _rag("Red, Amber, Green, Complete or Not started, judged by a person."),
        Column("RAG reason", "text", "Why; needed for Red and Amber.", width=44,
               also=("Reason", "Reason for RAG", "RAG comment", "Reason for rating")),
        Column("Progress update", "text", "What was done this quarter.", width=60,
               also=("Update", "Progress", "Progress this quarter", "Commentary", "Comments",
                     "Latest update")),
        Column("Evidence", "text", "What shows it.", width=44, also=("Evidence of impact",)),
        Column("Impact", "choice", "Has it helped a child? Not yet evidenced, Emerging, Evidenced.",
               choices=IMPACT, width=18, example="Emerging", also=("Impact rating",)),
        Column("Barriers", "text", "What stands in the way.", width=36,
               also=("Issues", "Risks", "Barriers and risks")),
        Column("Next steps", "text", "What comes next.", width=44, also=("Next step", "Next actions")),
    ),
)

MEASURES = Sheet(
    "Measures", "measures", "What is measured, how, and what a change would mean.",
    (
        Column("Code", "code", "A short name without spaces; it never changes.", True, True,
               width=14, example="SUSP", also=("Measure code",)),
        Column("Measure", "text", "What it is called on screen.", True, width=40,
               example="Suspensions from school", also=("Measure name", "Indicator")),
        Column("Priority", "priority", "The number of the priority it serves.", width=10),
        Column("Supplier agency", "agency", "Who supplies it.", width=24, also=("Supplier",)),
        Column("Kind", "choice", "count, rate or percentage.", True, width=12,
               choices=("count", "rate", "percentage"), also=("Type of measure",)),
        Column("Counts", "choice", "children, where small-number rules apply; other, where not.",
               True, width=12, choices=("children", "other"), also=("What it counts",)),
        Column("Better when", "choice", "Which direction is good: lower, higher or neither.", True,
               width=14, choices=("lower", "higher", "neither"), also=("Polarity", "Good is")),
        Column("Time", "choice", "flow (during a period), stock (on a day) or events (a child can "
               "have several).", True, width=10, choices=("flow", "stock", "events"),
               field="time_kind", also=("Time kind",)),
        Column("Definition", "text", "Exactly what is counted.", True, width=60),
        Column("Numerator", "text", "What the top number counts.", width=36,
               field="numerator_definition", also=("Numerator definition",)),
        Column("Denominator", "text", "What the bottom number counts.", width=36,
               field="denominator_definition", also=("Denominator definition",)),
        Column("Per", "choice", "A rate is per 100, 1000, 10000 or 100000.", width=8,
               choices=("100", "1000", "10000", "100000")),
        Column("A rise could mean", "text", "What else a rise may say, such as better reporting.",
               width=44, also=("Rise could mean",)),
        Column("Target", "number", "The value aimed at, where one was agreed.", width=10),
        Column("Population basis", "basis", "The population its rates are per.", width=26,
               example="School pupils", also=("Basis",)),
        Column("Reference group", "group", "The group others are compared with.", width=18,
               example="White", also=("Comparator",)),
        Column("Preceding measure", "code", "The code of the decision stage before this one.",
               width=18, also=("Preceding", "Stage before")),
        Column("Baseline period", "period", "The period that changes are measured from.", width=16,
               also=("Baseline",)),
        Column("Source", "text", "Who publishes it, or Illustrative.", width=36),
    ), in_return=False,
)

MEASURE_VALUES = Sheet(
    "Measure values", "measure_values", "A measure's numbers for a period.",
    (
        Column("Code", "code", "The measure's code.", True, True, width=14, example="REFER",
               also=("Measure code",), fills_down=True),
        _period(),
        _agency("Who the number is from. Blank: the agency on the Cover."),
        Column("Numerator", "amount", "The count, or the top of the rate; c, x or z where there is "
               "none to give.", True, width=14, of_children=True, example="1204",
               also=("Value", "Count", "Number")),
        Column("Denominator", "amount", "The bottom of the rate, where the measure has one.",
               width=14, of_children=True, example="4214"),
        Column("Note", "text", "Anything a reader needs to know.", width=44, also=("Notes", "Comment")),
    ), also=("Values", "Measure data"),
)

ETHNICITY_COUNTS = Sheet(
    "Ethnicity counts", "ethnicity_counts", "A measure's counts by ethnic group.",
    (
        Column("Code", "code", "The measure's code.", True, True, width=14, example="CLA",
               also=("Measure code",), fills_down=True),
        _period(),
        _agency("Who the number is from. Blank: the agency on the Cover."),
        Column("Ethnic group", "group", "A DfE, ONS, NHS or police code or label, a broad group, or "
               "Unknown.", True, True, width=34, example="Black", also=("Ethnicity", "Group", "Ethnic code")),
        Column("Count", "count", "How many; c (suppressed), x (not available) or z (not applicable).",
               True, width=10, of_children=True, example="118", also=("Number", "Children", "Total count")),
    ), also=("Ethnicity", "Ethnicity data"),
)

POPULATION = Sheet(
    "Population", "population", "How many children there are, by ethnic group.",
    (
        Column("Basis", "basis", "Which population.", True, True, width=30, example="School pupils",
               also=("Population basis",), fills_down=True),
        Column("Date", "moment", "Its date, school year or financial year.", True, True, width=18,
               field="population_date", example="2024/25 academic", also=("Year", "Period"), fills_down=True),
        Column("Ethnic group", "group", "As on Ethnicity counts.", True, True, width=34,
               example="Black", also=("Ethnicity", "Group")),
        Column("Population", "count", "How many children.", True, width=14, example="11557",
               also=("Number", "Count", "Children")),
    ), in_return=False,
)

VOICE = Sheet(
    "Voice", "voice", "What children said, and what changed because of it.",
    (
        Column("Date", "date", "The day, or the month.", True, True, width=14,
               field="voice_date", example="14/11/2025"),
        _ref("The action it bears on.", required=True, key=True),
        _agency("Who listened.", required=True),
        Column("Method", "text", "How children were heard.", width=26, example="Focus group"),
        Column("Children involved", "count", "How many took part.", width=14, of_children=True,
               also=("Number of children", "How many children")),
        Column("Theme", "text", "In a few words, what it was about.", key=True, width=26),
        Column("What children said", "text", "In their words, naming nobody.", True, width=60,
               also=("What was said", "Voice", "Feedback")),
        Column("What changed as a result", "text", "What was done because of it.", width=60,
               also=("What changed", "You said we did", "Outcome", "Impact")),
    ), also=("Voice of the child", "Children's voice"),
)

TRAINING = Sheet(
    "Training", "training", "Courses, and how equipped practitioners felt before and after.",
    (
        Column("Course", "text", "The course's name.", True, True, width=36, also=("Course name",)),
        _period(),
        _agency("Whose staff attended.", required=True),
        _ref("The action it serves."),
        Column("Places attended", "number", "How many people came.", width=14, also=("Attended", "Attendance")),
        Column("Responses", "number", "How many answered both questions.", width=12),
        Column("Confident before", "number", "How many of them felt confident before.", width=14),
        Column("Confident after", "number", "How many of them felt confident after.", width=14),
    ),
)

AUDITS = Sheet(
    "Audits", "audits", "Section 11 and Section 175 self-assessments.",
    (
        Column("Audit", "choice", "S11 or S175.", True, True, choices=("S11", "S175"), width=10),
        _period(),
        Column("Organisation", "text", "Whose self-assessment.", True, True, width=30),
        Column("Standard", "text", "The standard assessed.", True, True, width=40),
        Column("Self grade", "choice", "0 Not met, 1 Partly, 2 Mostly, 3 Met, or N/A.",
               choices=GRADES, width=12, also=("Self assessment",)),
        Column("Moderated grade", "choice", "The grade after moderation, on the same scale.",
               choices=GRADES, width=16, also=("Moderated",)),
        Column("Improvement needed", "text", "What is still to do.", width=44, also=("Improvement",)),
    ),
)

RECOMMENDATIONS = Sheet(
    "Recommendations", "recommendations", "What reviews recommended, and how far it has come.",
    (
        Column("Review", "text", "The review, naming no child beyond its published title.", True, True,
               width=30),
        Column("Number", "ref_text", "The recommendation's number.", True, True, width=10,
               field="recommendation_number", also=("No", "Rec no")),
        Column("Recommendation", "text", "What was recommended.", True, width=60),
        _ref("The action that carries it."),
        Column("Lead agency", "agency", "Who leads it.", width=24, also=("Lead",)),
        _period(),
        _rag("Red, Amber, Green, Complete or Not started."),
        Column("Update", "text", "What was done.", width=60, field="progress_update",
               also=("Progress", "Progress update")),
    ),
)

COVER_SHEET = "Cover"
SHEETS = (
    AGENCIES, PRIORITIES, ACTIONS, PROGRESS, MEASURES, MEASURE_VALUES, ETHNICITY_COUNTS,
    POPULATION, VOICE, TRAINING, AUDITS, RECOMMENDATIONS,
)
# fmt: on


def sheet(name: str) -> Sheet:
    """The sheet called `name`, or whose store table is `name`; a KeyError where there is none."""
    for each in SHEETS:
        if name in (each.name, each.table):
            return each
    raise KeyError(name)
