"""What is measured, and the numbers."""

from escp_data.contract.shapes import YES_NO, Column, Sheet
from escp_data.contract.shared import agency_column, period_column, plan_column

# Columns are set as in a table, a line or two each, and not one argument a line.
# fmt: off
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
        Column("Target by", "period", "The period by which the target is to be met.", width=14,
               example="2025-26 Q4"),
        Column("Lead or lag", "choice", "Whether it moves before the outcome does, or with it.",
               width=12, choices=("Lead", "Lag")),
        Column("Seasonal", "choice", "Yes where quarters differ by season, as schools' do.", width=12,
               choices=YES_NO),
        Column("Clustered", "choice", "Yes where one child or family counts several times.", width=12,
               choices=YES_NO),
        Column("Charted as", "choice", "Automatic, or median for a plain run chart.", width=12,
               choices=("automatic", "median")),
        plan_column("The plan whose Priority it is."),
    ), in_return=False, dated=True,
)

MEASURE_VALUES = Sheet(
    "Measure values", "measure_values", "A measure's numbers for a period.",
    (
        Column("Code", "code", "The measure's code.", True, True, width=14, example="REFER",
               also=("Measure code",), fills_down=True),
        period_column(),
        agency_column("Who the number is from. Blank: the agency on the Cover."),
        Column("Numerator", "amount", "The count, or the top of the rate; c, x or z where there is "
               "none to give.", True, width=14, of_children=True, example="1204",
               also=("Value", "Count", "Number")),
        Column("Denominator", "amount", "The bottom of the rate, where the measure has one.",
               width=14, of_children=True, example="4214", goes_with="numerator"),
        Column("Note", "text", "Anything a reader needs to know.", width=44, also=("Notes", "Comment")),
    ), also=("Values", "Measure data"),
)

ETHNICITY_COUNTS = Sheet(
    "Ethnicity counts", "ethnicity_counts", "A measure's counts by ethnic group.",
    (
        Column("Code", "code", "The measure's code.", True, True, width=14, example="CLA",
               also=("Measure code",), fills_down=True),
        period_column(),
        agency_column("Who the number is from. Blank: the agency on the Cover."),
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

BENCHMARKS = Sheet(
    "Benchmarks", "benchmarks", "The same measure elsewhere, as published.",
    (
        Column("Code", "code", "The measure's code.", True, True, width=14, example="CLA",
               also=("Measure code",), fills_down=True),
        period_column("The period, as 2025-26 Q3, 2025-26 or 2024/25 academic."),
        Column("Area", "text", "Where: London, England, Statistical neighbours.", True, True, width=26,
               example="London"),
        Column("Value", "number", "The value there, as the measure is expressed.", True, width=12,
               field="benchmark_value", example="61.5"),
        Column("Source", "text", "Who published it, and where.", True, width=44),
    ), in_return=False,
)

EVENTS = Sheet(
    "Events", "events", "What happened to a measure: a new system, a new definition.",
    (
        Column("Date", "date", "The day it happened.", True, True, width=14, field="event_date",
               example="01/04/2025"),
        Column("Measure", "code", "The measure's code.", True, True, width=14, example="REFER",
               also=("Code", "Measure code")),
        Column("What happened", "text", "In a sentence.", True, width=60, also=("Event",)),
        Column("Breaks the series", "choice", "Yes where before and after cannot be compared.",
               width=14, choices=YES_NO),
        Column("Note", "text", "Anything a reader needs to know.", width=44, also=("Notes",)),
    ), in_return=False,
)
# fmt: on
