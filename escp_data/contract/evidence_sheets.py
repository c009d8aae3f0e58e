"""What children said, what people learned, and what groups did."""

from escp_data.contract.shapes import GRADES, IMPACT, YES_NO, Column, Sheet
from escp_data.contract.shared import (
    agency_column,
    period_column,
    plan_column,
    rag_column,
    ref_column,
)

# Columns are set as in a table, a line or two each, and not one argument a line.
# fmt: off
VOICE = Sheet(
    "Voice", "voice", "What children said, and what changed because of it.",
    (
        Column("Date", "date", "The day, or the month.", True, True, width=14,
               field="voice_date", example="14/11/2025"),
        ref_column("The action it bears on.", required=True, key=True),
        agency_column("Who listened.", required=True),
        Column("Method", "text", "How children were heard.", width=26, example="Focus group"),
        Column("Children involved", "count", "How many took part.", width=14, of_children=True,
               also=("Number of children", "How many children")),
        Column("Theme", "text", "In a few words, what it was about.", key=True, width=26,
               fills_down=True),
        Column("What children said", "text", "In their words, naming nobody.", True, width=60,
               also=("What was said", "Voice", "Feedback")),
        Column("What changed as a result", "text", "What was done because of it.", width=60,
               also=("What changed", "You said we did", "Outcome", "Impact")),
        Column("Age band", "choice", "How old the children were.", width=12,
               choices=("5 to 10", "11 to 15", "16 to 17", "Mixed")),
        Column("Heard by", "text", "The group it was taken to.", width=26),
        Column("Heard on", "date", "The day that group heard it.", width=14),
        Column("Told back on", "date", "The day the children were told what came of it.", width=14),
        Column("Told back how", "text", "How they were told.", width=26),
        Column("Not possible because", "text", "Why it could not be done.", width=36),
        plan_column(key=True),
    ), also=("Voice of the child", "Children's voice"),
)

TRAINING = Sheet(
    "Training", "training", "Courses, and how equipped practitioners felt before and after.",
    (
        Column("Course", "text", "The course's name.", True, True, width=36, also=("Course name",)),
        period_column(),
        agency_column("Whose staff attended.", required=True),
        ref_column("The action it serves."),
        Column("Places attended", "number", "How many people came.", width=14, also=("Attended", "Attendance")),
        Column("Responses", "number", "How many answered both questions.", width=12),
        Column("Confident before", "number", "How many of them felt confident before.", width=14),
        Column("Confident after", "number", "How many of them felt confident after.", width=14),
        Column("Places offered", "number", "How many places there were.", width=14),
        Column("Eligible staff", "number", "How many people ought to take it.", width=14),
        Column("No-shows", "number", "How many booked and did not come.", width=12, field="no_shows"),
        Column("Follow-up responses", "number", "How many answered some weeks later.", width=14,
               field="follow_up_responses"),
        Column("Used in practice", "number", "How many of those had used it.", width=14),
        Column("Follow-up weeks", "number", "How many weeks later they were asked.", width=14,
               field="follow_up_weeks"),
        plan_column(),
    ),
)

AUDITS = Sheet(
    "Audits", "audits", "Section 11 and Section 175 self-assessments.",
    (
        Column("Audit", "choice", "S11 or S175.", True, True, choices=("S11", "S175"), width=10),
        period_column(),
        Column("Organisation", "text", "Whose self-assessment.", True, True, width=30),
        Column("Standard", "text", "The standard assessed.", True, True, width=40),
        Column("Self grade", "choice", "0 Not met, 1 Partly, 2 Mostly, 3 Met, or N/A.",
               choices=GRADES, width=12, also=("Self assessment",)),
        Column("Moderated grade", "choice", "The grade after moderation, on the same scale.",
               choices=GRADES, width=16, also=("Moderated",)),
        Column("Improvement needed", "text", "What is still to do.", width=44, also=("Improvement",)),
        Column("Phase", "choice", "The kind of school or college.", width=14, choices=(
            "Nursery", "Primary", "Secondary", "Special", "College", "Independent")),
        Column("Expected", "choice", "Whether it was expected from them.", width=10, choices=YES_NO),
        Column("Returned on", "date", "The day it came.", width=14),
        Column("Evidence", "text", "What shows the grade.", width=44),
        Column("Deadline", "date", "The day by which the improvement is due.", width=14),
        Column("Improvement state", "text", "How far the improvement has come.", width=24),
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
        ref_column("The action that carries it."),
        Column("Lead agency", "agency", "Who leads it.", width=24, also=("Lead",)),
        period_column(),
        rag_column("Red, Amber, Green, Complete or Not started."),
        Column("Update", "text", "What was done.", width=60, field="progress_update",
               also=("Progress", "Progress update")),
        plan_column(),
        Column("To whom", "text", "Government, London, Partnership, or an agency.", width=20,
               example="Partnership"),
        Column("Accepted", "text", "Yes; or No, because …", width=20, example="Yes"),
        Column("Due date", "date", "The day first agreed; or ongoing.", width=14),
        Column("Revised due date", "date", "The day now agreed, where it was moved.", width=14),
        Column("Evidence", "text", "What shows it.", width=44),
        Column("Impact", "choice", "Has it helped a child?", choices=IMPACT, width=18),
    ),
)

MEETINGS = Sheet(
    "Meetings", "meetings", "Who came to which group, and what it looked at.",
    (
        Column("Group", "text", "The group that met.", True, True, width=28, field="activity_group",
               example="Practice Improvement", also=("Activity group", "Meeting")),
        Column("Date", "date", "The day it met.", True, True, width=14, field="meeting_date",
               example="14/11/2025"),
        agency_column("Whose seat it is.", required=True),
        Column("Attended", "choice", "Yes, Deputy, Apologies or Not invited.", True, width=14,
               choices=("Yes", "Deputy", "Apologies", "Not invited"), also=("Attendance",)),
        Column("Role attending", "text", "A role, never a person's name.", width=26),
        plan_column(),
        Column("Ref", "refs", "The actions it considered, separated by a semicolon.", width=16,
               example="1.1; 2.1", also=("Refs", "Actions")),
        Column("Measures considered", "codes", "The measures it looked at, separated by a semicolon.",
               width=24, example="SUSP; CLA"),
        Column("Voice heard", "choice", "Whether it heard what children said.", width=12,
               choices=YES_NO),
        Column("Note", "text", "Anything a reader needs to know.", width=44, also=("Notes",)),
    ), also=("Attendance",), in_return=False,
)

CHALLENGES = Sheet(
    "Challenges", "challenges", "What partners asked of each other, and what was answered.",
    (
        Column("Number", "ref_text", "Its number; it never changes.", True, True, width=10,
               field="challenge_number", example="7", also=("No", "Challenge no")),
        Column("Raised on", "date", "The day it was raised.", True, width=14, example="14/11/2025"),
        Column("Meeting", "text", "The group in which it was raised.", width=28),
        plan_column(),
        ref_column("The action it is about."),
        Column("Measure", "code", "The code of the measure it is about.", width=14, example="SUSP",
               also=("Measure code",)),
        Column("Raised by", "text", "A role, never a person's name.", True, width=26,
               example="Independent scrutineer"),
        Column("Agency asked", "agency", "Who is to answer.", width=24),
        Column("Question", "text", "What was asked.", True, width=60, also=("Challenge",)),
        Column("Due", "date", "The day by which an answer was asked.", width=14),
        Column("Answer", "text", "What was answered.", width=60, also=("Response",)),
        Column("Answered on", "date", "The day of the answer.", width=14),
        Column("State", "choice", "Open, Answered, Accepted or Withdrawn.", True, width=12,
               choices=("Open", "Answered", "Accepted", "Withdrawn")),
        Column("Kind", "choice", "Challenge or Decision.", width=12, choices=("Challenge", "Decision")),
    ), also=("Challenge log",), in_return=False,
)

PRACTICE_AUDITS = Sheet(
    "Practice audits", "practice_audits", "Audits of cases, by what they found.",
    (
        Column("Audit", "text", "What it is called.", True, True, width=30),
        Column("Date", "date", "The day, or the month.", True, True, width=14, field="audit_date",
               example="14/11/2025"),
        Column("Theme", "text", "What it looked at.", True, True, width=30),
        Column("Cases", "count", "How many cases were audited.", width=10, of_children=True),
        Column("Outstanding", "count", "How many of them were outstanding.", width=12, of_children=True),
        Column("Good", "count", "How many were good.", width=10, of_children=True),
        Column("Requires improvement", "count", "How many required improvement.", width=14,
               of_children=True),
        Column("Inadequate", "count", "How many were inadequate.", width=12, of_children=True),
        plan_column(),
        ref_column("The action it bears on."),
        Column("What was learned", "text", "What the partnership takes from it.", width=60,
               also=("Learning",)),
    ), also=("Case audits",),
)
# fmt: on
