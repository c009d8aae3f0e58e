"""Every address, link name and widget key, in one place: they are what links and tests rely on."""

import re

HOME = ""
GLANCE = "glance"
ACTIONS = "actions"
MEASURES = "measures"
DISPROPORTIONALITY = "disproportionality"
VOICE = "voice"
TRAINING = "training"
ASSURANCE = "assurance"
REVIEWS = "reviews"
MEETING = "meeting"
MEETINGS = "meetings"
CHILDREN = "children"
PAPERS = "papers"
UPLOAD = "upload"
RETURNS = "returns"
HISTORY = "history"
METHODS = "methods"
ABOUT = "about"

PLAN = "plan"
PERIOD = "period"
COMPARED = "compared"
AS_AT = "as_at"
SIZE = "size"
LARGE = "large"
"""What `SIZE` says of text that a room can read."""
BEFORE = "The quarter before"
"""What `COMPARED` says of the quarter before, whichever that is."""
PRIORITY = "priority"
AGENCY = "agency"
GROUP = "group"
RAG = "rag"
IMPACT = "impact"
OVERDUE = "overdue"
PART = "part"
TEXT = "text"
THEME = "theme"
AGE = "age"
COURSE = "course"
YEAR = "year"
BY = "by"
REVIEW = "review"
AUDIT = "audit"
PHASE = "phase"
ORGANISATION = "organisation"
ROUND = "round"
MEASURE = "measure"
REFERENCE = "reference"
BASIS = "basis"
CONFIDENCE = "confidence"
ACTION = "action"
SCREEN = "screen"
DETAIL = "detail"
SEEN = "seen"
FILES = "files"
ONE_UPLOAD = "upload"
SMALL_NUMBERS = "show-small-numbers"

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def priority_path(number: int) -> str:
    """The address of a priority's page: `priority-2`."""
    return f"priority-{number}"


def agency_path(agency: str) -> str:
    """The address of an agency's page: `agency-metropolitan-police`."""
    return f"agency-{re.sub(r'[^a-z0-9]+', '-', agency.casefold()).strip('-')}"


def priority_number(path: str) -> int | None:
    """The priority that an address of `priority_path` stands for; None for any other."""
    number = path.removeprefix("priority-")
    return int(number) if number != path and number.isdigit() else None


def action_anchor(ref: str) -> str:
    """Where an action's card stands on its priority's page: `action-2-1`."""
    return f"action-{ref.replace('.', '-')}"
