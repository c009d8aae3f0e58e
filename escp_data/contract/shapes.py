"""What a sheet and a column are, and the words that several sheets offer."""

from dataclasses import dataclass, field

from escp_data.kinds import KINDS, CellKind, Kind, SqlType

VERSION = "2.0"

RAG = ("Red", "Amber", "Green", "Complete", "Not started")
IMPACT = ("Not yet evidenced", "Emerging", "Evidenced")
BUSINESS_UNIT = "Business unit"
AGENCY_TYPES = ("Safeguarding partner", "Relevant agency", BUSINESS_UNIT)
STATES = ("Live", "Closed", "Superseded")
GRADES = ("Not met", "Partly", "Mostly", "Met", "N/A")
YES_NO = ("Yes", "No")
ALL_AGENCIES = "All agencies"

MAX_ROWS = 60_000
HEADER_SEARCH_ROWS = 20


@dataclass(frozen=True)
class Column:
    """One column: its heading, how its cells are read, and what a person is told about it.

    `field` is its name in the store; `also` are other headings read as this one; `fills_down`
    means that a merged cell stands for every row it spans; `of_children` that its numbers count
    children and pass through disclosure control before anyone sees them. `goes_with` is the field
    of another column: a row that changes that one, and has no column for this, says that this is
    none. `timeless` means that its newest value counts, whatever the quarter it is said of.
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
    goes_with: str = ""
    timeless: bool = False

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
    """One sheet: a table in the store under the name `table`, with one row for each key.

    What a `dated` sheet says holds from the quarter of its Cover on.
    """

    name: str
    table: str
    purpose: str
    columns: tuple[Column, ...]
    also: tuple[str, ...] = ()
    in_return: bool = True
    dated: bool = False
    keys: tuple[Column, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", tuple(c for c in self.columns if c.key))

    def column(self, name: str) -> Column:
        """The column headed `name`; a KeyError for a name the sheet does not have."""
        for column in self.columns:
            if name in (column.name, column.field):
                return column
        raise KeyError(name)

    @property
    def stored(self) -> tuple[tuple[str, SqlType], ...]:
        """Every column of its table in the store, in order: a name and an SQLite type."""
        return tuple(pair for column in self.columns for pair in column.stored)

    @property
    def of_plan(self) -> bool:
        """Whether its rows belong to a plan each, which they name or which is worked out."""
        return any(column.field == "plan" for column in self.columns if not column.required)

    @property
    def day(self) -> str:
        """The field of the day that its rows are about; "" where they have none of their own."""
        days = (c.field for c in self.columns if c.kind == "date" and c.required)
        return next(days, "")

    @property
    def says(self) -> tuple[Column, ...]:
        """The columns that a row says something in, beside those that name it."""
        return tuple(c for c in self.columns if not c.key)

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns whose headings a header row must carry."""
        return tuple(c for c in self.columns if c.required)
