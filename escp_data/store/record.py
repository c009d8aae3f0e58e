"""SQL for what is on record: of each key, each column's newest value among the uploads that stand.

A row says only some of its columns (`says_id`); for the others an older row of its key speaks. But
a number that goes with another (a denominator with its numerator) is none where a later row says
that other one anew: a withdrawal may have taken out what stood between. A row without a plan
belongs to the plan in force in its quarter, as the Plans on record have it.
"""

from escp_data.contract import Column, Sheet

STANDING = """
    SELECT uploads.id FROM uploads WHERE uploads.uploaded_at <= {day} AND coalesce((
        SELECT decision FROM decisions
        WHERE decisions.upload_id = uploads.id AND decisions.decided_at <= {day}
        ORDER BY decisions.id DESC LIMIT 1), 'reinstated') <> 'withdrawn'"""
"""The uploads that stand (not withdrawn) on a day, given as an SQL expression."""

NOW = "'9999'"
"""A day that has not come, as SQL: the record as it is."""


def current_rows(sheet: Sheet, day: str = NOW, before: str = "") -> str:
    """SQL for the record of a sheet as it stood on `day` (an SQL expression), a row a key.

    Columns: id, upload_id and sheet_row of the newest row, then the contract's. `before` is an
    upload's number, as SQL, from which on uploads do not count.
    """
    columns = [text for column in sheet.columns for text in _values(sheet, column)]
    newest = "SELECT * FROM stated"
    if sheet.of_plan or sheet.dated:
        key = ", ".join(_key(sheet))
        ranked = (
            "SELECT *, row_number() OVER"
            f" (PARTITION BY {key} ORDER BY {_order(sheet)}) AS place FROM ({newest})"
        )
        newest = f"SELECT * FROM ({ranked}) WHERE place = 1 ORDER BY id"
    else:
        newest += (
            f' WHERE id IN (SELECT max(id) FROM "{sheet.table}" WHERE upload_id IN'
            f" (SELECT id FROM standing) GROUP BY {', '.join(_key(sheet))})"
        )
    return (
        f"{having(sheet, day, before)} SELECT n.id, n.upload_id, n.sheet_row,"
        f" {', '.join(columns)} FROM ({newest}) AS n"
    )


def statements(sheet: Sheet, day: str = NOW, before: str = "") -> str:
    """SQL for every row of a sheet from uploads that stand on `day`, oldest first.

    Columns: id, upload_id, sheet_row, says (a JSON list of fields), dated, uploaded_at,
    cover_agency, then the contract's; blank where a row does not say.
    """
    order = "t.dated, t.id" if sheet.dated else "t.id"
    return (
        f"{having(sheet, day, before)} SELECT t.id, t.upload_id, t.sheet_row, says.columns AS says,"
        f" t.dated, u.uploaded_at, u.agency AS cover_agency, {as_given(sheet)}"
        f' FROM "{sheet.table}" AS t JOIN says ON says.id = t.says_id'
        " JOIN uploads AS u ON u.id = t.upload_id"
        f" WHERE t.upload_id IN (SELECT id FROM standing) ORDER BY {order}"
    )


def as_given(sheet: Sheet) -> str:
    """The contract's columns of a row `t` as it came, but for the plan that it belongs to."""
    return ", ".join(
        f"{_own_plan(sheet)} AS plan" if name == "plan" and sheet.of_plan else f't."{name}"'
        for name, _ in sheet.stored
    )


def having(sheet: Sheet, day: str, before: str = "") -> str:
    """What the SQL here stands on: `standing` uploads, plans' `terms`, and the rows `stated`."""
    uploads = STANDING.format(day=day) + (f" AND uploads.id < {before}" if before else "")
    if (day, before) == (NOW, ""):
        uploads = "SELECT id FROM standing_uploads"
    found = f"WITH standing(id) AS MATERIALIZED ({uploads})"
    stated = (
        f"stated AS NOT MATERIALIZED (SELECT t.*, s.columns AS says, {_own_plan(sheet)}"
        f' AS own_plan FROM "{sheet.table}" AS t JOIN says AS s ON s.id = t.says_id'
        " WHERE t.upload_id IN (SELECT id FROM standing))"
    )
    if not sheet.of_plan:
        return f"{found}, {stated}"
    plans = "plans AS p WHERE p.plan = k.plan AND p.upload_id IN (SELECT id FROM standing)"
    newest = f"FROM {plans} ORDER BY p.id DESC LIMIT 1"
    return (
        f"{found}, terms(plan, starts, ends) AS MATERIALIZED (SELECT k.plan,"
        f" (SELECT p.starts {newest}), (SELECT p.ends {newest}) FROM (SELECT DISTINCT plan"
        f" FROM plans WHERE upload_id IN (SELECT id FROM standing)) AS k), {stated}"
    )


def _own_plan(sheet: Sheet) -> str:
    """The plan that a row `t` belongs to: its own, else the one in force (of two, the first) in
    its quarter, else none.
    """
    if not sheet.of_plan:
        return "NULL"
    quarter = _quarter(sheet)
    return (
        f"coalesce(t.plan, (SELECT terms.plan FROM terms WHERE terms.starts <= {quarter}"
        f" AND {quarter} <= terms.ends ORDER BY terms.starts, terms.plan LIMIT 1))"
    )


def _quarter(sheet: Sheet) -> str:
    """The quarter that a row `t` of a plan falls in; the first of a longer period."""
    if sheet.day:
        day = f"t.{sheet.day}"
        month = f"CAST(substr({day}, 6, 2) AS INTEGER)"
        year = f"(CAST(substr({day}, 1, 4) AS INTEGER) - ({month} < 4))"
        return f"printf('%d-%02d Q%d', {year}, ({year} + 1) % 100, ({month} + 8) % 12 / 3 + 1)"
    if not any(column.field == "period" for column in sheet.columns):
        return "t.dated"
    return (
        "CASE WHEN t.period LIKE '% Q_' THEN t.period WHEN t.period LIKE '% academic' THEN"
        " substr(t.period, 1, 4) || '-' || substr(t.period, 6, 2) || ' Q2'"
        " ELSE t.period || ' Q1' END"
    )


def _values(sheet: Sheet, column: Column) -> list[str]:
    """A column's value on record, and of a number that may be withheld its marker too."""
    if column.key:
        return [f'n.{_key_name(sheet, column)} AS "{column.field}"']
    if column.field == "plan" and sheet.of_plan:
        said = _newest(sheet, column, "own_plan")
        first = f"SELECT o.own_plan FROM stated AS o WHERE {_same_key(sheet)} ORDER BY o.id LIMIT 1"
        return [f"coalesce({said}, ({first})) AS plan"]
    if not column.look.can_be_marked:
        return [f'{_newest(sheet, column, column.field)} AS "{column.field}"']
    number, marker = (name for name, _ in column.stored)
    known = f"""o."{marker}" IS NOT 'c'"""
    told = f"""n."{marker}" IS NOT 'c'"""
    value = _newest(sheet, column, number, told, known)
    hidden = _newest(sheet, column, marker)
    return [
        f'{value} AS "{number}"',
        f'CASE WHEN {_said("n", column)} AND {told} THEN n."{marker}"'
        f' WHEN {value} IS NOT NULL THEN NULL ELSE {hidden} END AS "{marker}"',
    ]


def _newest(sheet: Sheet, column: Column, name: str, told: str = "", known: str = "") -> str:
    """What the newest row says in a column, or where it does not the newest that does.

    `told` and `known` are further conditions, on the newest row and on the others.
    """
    key = _same_key(sheet)
    more = f" AND {known}" if known else ""
    if column.goes_with and column.look.can_be_marked:
        more += f" AND NOT {_is_parted(sheet, column)}"
    said, order = _said("o", column), _order(sheet, column, "o.")
    older = (
        f'(SELECT o."{name}" FROM stated AS o WHERE {key} AND {said}{more}'
        f" ORDER BY {order} LIMIT 1)"
    )
    if column.timeless:
        return older
    said = _said("n", column) + (f" AND {told}" if told else "")
    return f'CASE WHEN {said} THEN n."{name}" ELSE {older} END'


def _is_parted(sheet: Sheet, column: Column) -> str:
    """Whether a row later than `o` says another number than `o` does, which a column goes with."""
    [leader] = (each for each in sheet.columns if each.field == column.goes_with)
    number, marker = (name for name, _ in leader.stored)
    return (
        f"(EXISTS (SELECT 1 FROM stated AS p WHERE {_same_key(sheet, 'p')} AND p.id > o.id"
        f" AND {_said('o', leader)} AND {_said('p', leader)}"
        f""" AND p."{marker}" IS NOT 'c' AND p."{number}" IS NOT o."{number}"))"""
    )


def _same_key(sheet: Sheet, row: str = "o") -> str:
    """Whether an older row `o` is of the same key as the newest, `n`."""
    names = (
        _key_name(sheet, part) for part in sorted(sheet.keys, key=lambda part: part.field == "plan")
    )
    return " AND ".join(f"{row}.{name} IS n.{name}" for name in names)


def _said(row: str, column: Column) -> str:
    return f"instr({row}.says, '\"{column.field}\"')"


def _order(sheet: Sheet, column: Column | None = None, row: str = "") -> str:
    """Newest first: by number, and on dated sheets by the quarter it is said of before that."""
    timeless = column is not None and column.timeless
    return f"{row}dated DESC, {row}id DESC" if sheet.dated and not timeless else f"{row}id DESC"


def _key(sheet: Sheet) -> list[str]:
    return [_key_name(sheet, column) for column in sheet.keys]


def _key_name(sheet: Sheet, column: Column) -> str:
    """A column of the key as SQL names it; for the plan, the one that the row belongs to."""
    return "own_plan" if column.field == "plan" and sheet.of_plan else f'"{column.field}"'
