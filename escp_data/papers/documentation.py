"""Pages of documentation made from the definitions themselves.

`python -m escp_data.papers.documentation` writes them:

`docs/workbook.md` comes from the contract, `docs/rules.md` from the catalogue of rules; a test
proves that the files are current.
"""

from collections.abc import Iterable
from pathlib import Path

from escp_data import markers
from escp_data.contract import COVER, HEADER_SEARCH_ROWS, MAX_ROWS, SHEETS, VERSION, Column, Sheet
from escp_data.excel.archive import MAX_ENTRIES, MAX_FILE_BYTES, MAX_UNPACKED_BYTES
from escp_data.rule import FAMILIES, Rule
from escp_data.validation.rules import RULES

DOCS = Path(__file__).parents[2] / "docs"
MADE = (
    "<!-- Made by `python -m escp_data.papers.documentation`: "
    "change the definitions, not this page. -->"
)

_START = f"""# What a workbook holds

{MADE}

Version {VERSION} of the contract. The template, the checks and the store are made from the same
definitions as this page, so they say the same.

A workbook is an Excel Workbook (`.xlsx`). Every sheet but the Cover is optional: send the sheets
you have, in any order. The plan workbook usually holds Plans, Agencies, Priorities, Actions,
Measures and Population; a quarterly return holds the rest. **Totals only**: a workbook with
anything that looks like a record of a child is refused."""

_HOW = f"""## How it is read

- The header row is the first of the top {HEADER_SEARCH_ROWS} rows that has every required heading
  of its sheet. Title rows above it are fine.
- Headings are matched without regard to case, spaces and punctuation. The other headings listed
  below are read, too. Columns and sheets with names of their own are left alone.
- Blank rows and rows of totals are left out. A merged cell stands for every row it spans where the
  column says so, and elsewhere for its first: the other cells that it covers say nothing.
- A row whose keys are filled in and nothing else counts as not filled in: it is left out, with a
  warning.
- The *key* of a sheet tells one row from another. The same key in a later workbook is a new
  version of that row; the earlier one is kept. Case, spaces and dashes make no difference to a key.
- What a workbook does not say, it leaves alone: a column that is not there keeps what is on record.
  A blank cell in a column that is there empties the value, which is asked first; a blank Period,
  Agency or Plan takes the Cover's. `c` leaves a number that is on record as it is.
- A RAG that changes takes its reason with it, and a numerator its denominator, where the sheet has
  no column for them.
- What Plans, Priorities, Actions and Measures say holds from the Cover's quarter on, whenever the
  workbook comes.
- A row belongs to the plan that it names, else to the Cover's, else (on Priorities, Actions and
  Measures) to the only one of the workbook's Plans sheet, else to the plan in force in its
  quarter.
- An action's RAG is that of its lead's row, or of one for All agencies, whichever says it last.
  Rows of other agencies stand beside it.
- A formula counts as the result it was last saved with.

### Periods

| write | means |
|---|---|
| `2025-26 Q3` | a quarter of the financial year: October to December 2025 |
| `2025-26` | a financial year: April 2025 to March 2026 |
| `2024/25 academic` | a school year: September 2024 to August 2025 |

Also read: `Q3 2025/26`, `2025/26 Q3`, `Q3 25-26`, `Oct-Dec 2025`, `October to December 2025`,
`31 March 2025` or a date cell (the quarter it falls in).

### Dates

A date cell, or text with the day before the month: `14/01/2026`, `14 Jan 2026`, `Jan 2026`,
`Sept 24` (September 2024). An action without an end has the due date `ongoing`. The American order
is never guessed: `01/14/2026` is an error.

### Ethnic groups

A broad group (Asian, Black, Mixed, White, Other), Unknown, or a code or label of a detailed group
as the Department for Education (`WBRI`), the ONS Census 2021 (`13`), the NHS (`A`) or the police
(`W1`) use them; also the DfE's extended codes and names (`WTUR` Turkish, `BSOM` Somali), which
count under its main codes, a block before its detail (Asian or Asian British: Indian), a code
beside its own name, and plurals. A label is read whole or not at all: two broad groups in one, a
code beside another group's name, a part of a group, short forms, and the police's IC codes (what
an officer saw) are errors that name the likeliest groups. Chinese is Asian. Refused (`REFU`), not
yet obtained (`NOBT`), not stated (`Z`, `NS`) and not known (`99`) are kept apart
and count as Unknown.

### Numbers that cannot be given

| write | means |
|---|---|
| `c` | suppressed by whoever supplies it |
| `x` | not available |
| `z` | not applicable |

With or without square brackets, in small letters or capitals. Also read: `<5`, `fewer than 6`,
`1-5` and `suppressed` as c, `not available`, `not known` and `not recorded` as x, `not applicable`
as z, `nil` as 0, and a count with its noun or its percentage (`12 pupils`, `12 (30%)`). Whatever
could mean two things, such as `n/a`, `-`, `12*` or `<10`, is an error. A blank is no number, and
nought is written `0`. Give small numbers as they are: the dashboard hides counts of children from
1 to {markers.THRESHOLD}, and what they could be worked out from, before anybody sees them.

### Limits

{MAX_FILE_BYTES // 10**6} MB a file, {MAX_UNPACKED_BYTES // 10**6} MB and {MAX_ENTRIES:,} parts
unpacked, {MAX_ROWS:,} rows a sheet. No macros, no password, no other file embedded."""


def workbook_page() -> str:
    """`docs/workbook.md`: every sheet and column of the contract, for those who fill one in."""
    cover = "## Cover\n\nTwo columns: a label and its value.\n\n" + _table(COVER)
    return "\n\n".join([_START, _HOW, cover, *map(_sheet, SHEETS)]) + "\n"


def rules_page() -> str:
    """`docs/rules.md`: every rule by its code, in plain words, family by family."""
    start = (
        f"# The rules\n\n{MADE}\n\n"
        "Every workbook is checked against these rules, and all problems are reported at once. An "
        "*error* stops\nthe whole workbook; a *warning* asks a person to look. The code stands "
        "beside each message, so that\nit can be looked up here."
    )
    families = [_family(letter, title) for letter, title in FAMILIES.items()]
    return "\n\n".join([start, *(family for family in families if family)]) + "\n"


def write_pages(folder: Path = DOCS) -> list[Path]:
    """Write both pages; gives their paths."""
    pages = {"workbook.md": workbook_page(), "rules.md": rules_page()}
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in pages]


def _sheet(sheet: Sheet) -> str:
    keys = ", ".join(column.name for column in sheet.keys)
    facts = [f"Key: {keys}."]
    if sheet.also:
        facts.append(f"The sheet may also be called {' or '.join(sheet.also)}.")
    if sheet.in_return:
        facts.append("Part of a quarterly return.")
    return f"## {sheet.name}\n\n{sheet.purpose} {' '.join(facts)}\n\n{_table(sheet.columns)}"


def _table(columns: Iterable[Column]) -> str:
    head = "| column | needed | what it says | how it is read | example |\n|---|---|---|---|---|\n"
    return head + "\n".join(map(_row, columns))


def _row(column: Column) -> str:
    needed = "from the Cover if blank" if "Blank: " in column.help else ""
    if column.required and not needed:
        needed = "required"
    read = column.look.read_as
    if column.choices:
        read = f"One of: {', '.join(column.choices)}."
    if column.also:
        read += f" Also headed: {', '.join(column.also)}."
    if column.fills_down:
        read += " A merged cell counts for each row."
    example = f"`{column.example}`" if column.example else ""
    cells = (f"**{column.name}**", needed, column.help, read, example)
    return f"| {' | '.join(map(_escaped, cells))} |"


def _family(letter: str, title: str) -> str:
    rules = [rule for rule in RULES.values() if rule.code.startswith(letter)]
    if not rules:
        return ""
    head = "| code | kind | what it finds | how to put it right | where |\n|---|---|---|---|---|\n"
    return f"## {title}\n\n{head}" + "\n".join(map(_rule, rules))


def _rule(rule: Rule) -> str:
    cells = (rule.code, rule.severity, rule.line, rule.remedy, rule.touches)
    return f"| {' | '.join(map(_escaped, cells))} |"


def _escaped(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ")


if __name__ == "__main__":
    for path in write_pages():
        print(path)
