"""The Cover, the plan, and what is reported of it."""

from escp_data.contract.shapes import AGENCY_TYPES, IMPACT, STATES, VERSION, Column, Sheet
from escp_data.contract.shared import (
    agency_column,
    period_column,
    plan_column,
    rag_column,
    ref_column,
)

# Columns are set as in a table, a line or two each, and not one argument a line.
# fmt: off
COVER = (
    Column("Period", "period", "The period this workbook reports, used for every row without one.",
           True, example="2025-26 Q3", also=("Quarter", "Reporting period")),
    Column("Agency", "agency", "Who returns it; All agencies where the business unit compiled it.",
           True, example="Metropolitan Police", also=("Returning agency", "Organisation")),
    Column("Plan", "plan", "The plan it is about, such as 2023-26, where there are two.",
           example="2023-26", also=("Business plan",)),
    Column("Completed by", "text", "A role, never a person's name.", example="Performance lead"),
    Column("Date completed", "date", "The day it was finished.", example="14/01/2026"),
    Column("Contract version", "text", "The version of this template.", example=VERSION),
)

PLANS = Sheet(
    "Plans", "plans", "The business plan: what it is called, whose it is, and its years.",
    (
        Column("Plan", "plan", "A short name by its years; it never changes.", True, True, width=12,
               example="2023-26", also=("Plan name", "Business plan")),
        Column("Title", "text", "What it is called.", True, width=36,
               example="Business Plan 2023 to 2026", also=("Plan title",)),
        Column("Partnership", "text", "Whose plan it is, as it stands on every page.", True, width=40,
               also=("Partnership name",)),
        Column("Starts", "starts", "Its first quarter; a year stands for its first.", True, width=14,
               example="2023-24 Q1", also=("Start", "From"), timeless=True),
        Column("Ends", "ends", "Its last quarter; a year stands for its last.", True, width=14,
               example="2025-26 Q4", also=("End", "To"), timeless=True),
        Column("Area", "text", "The area it is for.", width=24, also=("Place", "Local area")),
        Column("Follows", "plan", "The plan before it.", width=12, example="2020-23",
               also=("Preceded by", "Plan before"), timeless=True),
        Column("Adopted on", "date", "The day it was agreed.", width=14, example="14/03/2023",
               also=("Agreed on", "Adopted")),
    ), in_return=False, dated=True,
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
        plan_column(key=True),
        Column("Priority", "priority", "Its number, 1 to 9.", True, True, width=10, example="1",
               also=("Priority number", "Priority no")),
        Column("Title", "text", "What it is called.", True, width=30, example="Physical abuse",
               also=("Priority title", "Priority name")),
        Column("Short title", "text", "A few words for menus and charts.", width=24,
               example="Physical abuse"),
        Column("Aim", "text", "What the partnership wants to achieve.", width=70,
               also=("Outcome", "What we want to achieve")),
    ), in_return=False, dated=True,
)

ACTIONS = Sheet(
    "Actions", "actions", "What the partnership will do, and how it will know.",
    (
        ref_column("The action's number in the plan; it never changes.", required=True, key=True),
        Column("Priority", "priority", "The number of the priority it serves.", True, width=10,
               example="1", also=("Priority number", "Priority no"), fills_down=True),
        Column("Action", "text", "What we will do.", True, width=60,
               also=("What we will do", "Action description", "Activity")),
        Column("Success measure", "text", "How we will know.", width=60,
               also=("How will we know", "Measure of success", "Success measures")),
        Column("Lead agency", "agency", "Who leads it.", width=24, example="Local authority",
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
        plan_column(key=True),
        Column("Short name", "text", "Up to 40 letters for tiles and charts.", width=26,
               example="Action plan"),
        Column("Continues", "continues", "The refs it carries on from an earlier plan, separated by "
               "a semicolon.", width=20, example="2023-26 2.1", also=("Carries on", "Continued from")),
    ), in_return=False, dated=True,
)

PROGRESS = Sheet(
    "Progress", "progress", "Each action's RAG and update for the quarter.",
    (
        ref_column("The action this reports on.", required=True, key=True),
        period_column(),
        rag_column("Red, Amber, Green, Complete or Not started, judged by a person."),
        Column("RAG reason", "text", "Why; needed for Red and Amber.", width=44,
               also=("Reason", "Reason for RAG", "RAG comment", "Reason for rating"), goes_with="rag"),
        Column("Progress update", "text", "What was done this quarter.", width=60,
               also=("Update", "Progress", "Progress this quarter", "Commentary", "Comments",
                     "Latest update")),
        Column("Evidence", "text", "What shows it.", width=44, also=("Evidence of impact",)),
        Column("Impact", "choice", "Has it helped a child? Not yet evidenced, Emerging, Evidenced.",
               choices=IMPACT, width=18, example="Emerging", also=("Impact rating",)),
        Column("Barriers", "text", "What stands in the way.", width=36,
               also=("Issues", "Risks", "Barriers and risks")),
        Column("Next steps", "text", "What comes next.", width=44, also=("Next step", "Next actions")),
        plan_column(key=True),
        agency_column("Who says so. Blank: the agency on the Cover."),
        Column("Decision sought", "text", "What is asked of the executive.", width=40,
               also=("Decision needed", "Ask of the executive")),
        Column("Decision of", "text", "The partner or group that decides.", width=24,
               goes_with="decision_sought", example="Executive group"),
        Column("Decision by", "date", "The day by which it is needed.", width=14,
               goes_with="decision_sought", example="31/03/2026"),
    ),
)
# fmt: on
