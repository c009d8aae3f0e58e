"""Every address, link name and widget key, in one place: they are what links and tests rely on."""

HOME = ""
GLANCE = "glance"
ACTIONS = "actions"
DISPROPORTIONALITY = "disproportionality"
UPLOAD = "upload"
RETURNS = "returns"
HISTORY = "history"
METHODS = "methods"
ABOUT = "about"

PLAN = "plan"
PERIOD = "period"
COMPARED = "compared"
AS_AT = "as_at"
PRIORITY = "priority"
AGENCY = "agency"
GROUP = "group"
RAG = "rag"
IMPACT = "impact"
OVERDUE = "overdue"
TEXT = "text"
MEASURE = "measure"
REFERENCE = "reference"
BASIS = "basis"
CONFIDENCE = "confidence"
ACTION = "action"
FILES = "files"
ONE_UPLOAD = "upload"
MEASURE_FIRST = "_measure_first"
SMALL_NUMBERS = "show-small-numbers"

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def priority_path(number: int) -> str:
    """The address of a priority's page: `priority-2`."""
    return f"priority-{number}"


def priority_number(path: str) -> int | None:
    """The priority that an address of `priority_path` stands for; None for any other."""
    number = path.removeprefix("priority-")
    return int(number) if number != path and number.isdigit() else None


def action_anchor(ref: str) -> str:
    """Where an action's card stands on its priority's page: `action-2-1`."""
    return f"action-{ref.replace('.', '-')}"
