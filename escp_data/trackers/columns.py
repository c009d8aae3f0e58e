"""What each column of a table is taken for: all of its heading's words understood, or asked.

A column is of a field of the contract's, of a period, and about an action, a measure, a group or
an agency where its heading names one. What is of another time or another sense (last quarter's
RAG, a target, London's figure, a rate) is named for what it is, and nothing of it is stored.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from escp_data.contract import Sheet
from escp_data.contract import sheet as contract_sheet
from escp_data.text.asking import Ask, Nothing
from escp_data.text.clean import clean
from escp_data.text.ethnic_labels import read_group
from escp_data.text.periods import Period
from escp_data.text.wording import written
from escp_data.trackers.asked import ask_action, ask_when
from escp_data.trackers.colours import is_rag
from escp_data.trackers.headings import contract_columns
from escp_data.trackers.heads import Head
from escp_data.trackers.known import Plan
from escp_data.trackers.questions import BETWEEN, CHOSEN, LEAVE_OUT, Asking, Option, Part, plainly
from escp_data.trackers.shapes import Shape
from escp_data.trackers.tables import (
    COLOURED,
    FIELDS,
    OTHERS,
    called,
    names_actions,
    names_group,
    readings,
)
from escp_data.trackers.years import running_on
from escp_data.validation.rag_words import read_rag

BOTH = "Both, one below the other"

_KEYED = {"ref", "action", "measure", "period", "ethnic group", "agency"}
_OF_THE_PLAN = ("lead", "due date", "revised due date", "start date", "action")
_TEXTS = {"rag_reason", "progress_update", "evidence", "barriers", "next_steps", "note"}
_SENSES = {
    "previous": "It is of an earlier time, not of this return.",
    "forecast": "It is what is expected, not what is.",
    "target": "It is what is aimed at, not what is.",
    "cumulative": "It runs over several quarters: it is no quarter's and no year's own.",
    "average": "It is an average, not a number of its own.",
    "rate": "It is a rate, not a number.",
    "percentage": "It is a percentage, not a number.",
}
_NOT_OURS = {
    "target": "It is a target: the plan workbook sets it.",
    "benchmark": "It is another area's figure.",
    "change": "It is a difference, not a value.",
    "note": "It is a note on the numbers.",
}


@dataclass(frozen=True)
class Taken:
    """What a column is taken for. `field` is the sheet's, "" where nothing of it is stored.

    `called` is the contract's name for it, or Target, Benchmark, Change, Note, Ignored or Asked.
    `about` is the ref, code, group or agency that the heading names, of the kind `about_kind` (a
    field of the sheet's key). `key` is what an answer about the heading is kept
    under; `key_asked` means that it may tell lines apart, and nobody said so yet.
    """

    position: int
    heading: str
    called: str
    why: str
    field: str = ""
    sense: str = "none"
    period: str = ""
    about: str = ""
    about_kind: str = ""
    month: tuple[int, int] | None = None
    by_colour: bool = False
    words_field: str = ""
    means: str = ""
    key: str = ""
    key_asked: bool = False


class Columns:
    """Takes a table's columns for what they are; what is not known is asked."""

    def __init__(self, shape: Shape, sheet: str, plan: Plan, asking: Asking) -> None:
        self.shape, self.plan, self.asking = shape, plan, asking
        self.sheet: Sheet = contract_sheet(sheet)
        self._keys = {column.field for column in self.sheet.keys}
        self._run = running_on(shape.heads)
        self._fields = FIELDS.get(sheet, OTHERS)

    def taken(self) -> list[Taken]:
        """Every column, in order."""
        found = [self._one(head) for head in self.shape.heads]
        return list(self._without_rivals(found))

    def _place(self, head: Head) -> str:
        return (
            f"{self.shape.face.sheet}!{self.shape.face.cell(self.shape.header[-1], head.position)}"
        )

    def _one(self, head: Head) -> Taken:
        blank = Taken(head.position, head.text, "Ignored", "", month=head.month, key=head.key)
        if not self.shape.values(head.position) and not self._is_coloured(head):
            empty = "ignore" if head.reading.means == "ask" else head.reading.means
            return replace(blank, why="It is empty.", called=self._name(empty, ""))
        if self.shape.face.is_hidden_column(head.position):
            return replace(blank, why="The column is hidden.")
        if head.about or self._is_about(head):
            return self._about(head, blank)
        means, why = self._means(head)
        if means == "":
            likely = _KEYED & {*self._free((*head.reading.offered, *self._offers(head)))}
            likely |= {"agency"} & {head.reading.means}
            return replace(blank, called="Asked", why=why, means="ask", key_asked=bool(likely))
        field = self._field(means, head)
        sense = head.reading.sense if means == head.reading.means else "none"
        taken = replace(blank, called=self._name(means, field), why=why, sense=sense, means=means)
        if sense not in ("none", "current") and field and means not in ("measure", "ref"):
            called = "Target" if sense == "target" else "Ignored"
            return replace(taken, called=called, why=_SENSES[sense])
        if not field or means == LEAVE_OUT:
            return replace(taken, why=self._why_not(means, head, why))
        taken = replace(taken, field=field)
        if field == "rag":
            both = means == COLOURED
            taken = replace(taken, by_colour=True, words_field="progress_update" if both else "")
        if field in ("ref", "code", "period", "action", "ethnic_group", "agency"):
            return taken
        return self._dated(head, taken)

    def _name(self, means: str, field: str) -> str:
        if means == "value" and self.sheet.name == "Ethnicity counts":
            return "Count"
        if field == "note":
            return "Note"
        if field and field not in ("action",) and self.sheet.name not in FIELDS:
            return self.sheet.column(field).name
        return "RAG" if means == COLOURED else called(means)

    def _why_not(self, means: str, head: Head, why: str) -> str:
        if means == LEAVE_OUT:
            return CHOSEN
        if means in _OF_THE_PLAN:
            return "The plan workbook sets it; a return does not change it."
        return _NOT_OURS.get(means) or why or head.reading.why

    def _field(self, means: str, head: Head) -> str:
        own = {field for name, field in contract_columns(head.text) if name == self.sheet.name}
        if self.sheet.name not in FIELDS and len(own) == 1:
            return own.pop()
        if means.startswith("field:"):
            return means.removeprefix("field:")
        field = self._fields.get(means, "")
        if not field and self.sheet.name == "Progress" and len(own) == 1 and means == "ignore":
            return own.pop()
        if field == "action" or (field and field in {c.field for c in self.sheet.columns}):
            return field
        return ""

    def _means(self, head: Head) -> tuple[str, str]:
        """What a heading means and why; "" where it is asked and nobody answered."""
        reading = head.reading
        known = reading.means
        says_little = {"value"} if self.sheet.name == "Progress" else set()
        own = [field for name, field in contract_columns(head.text) if name == self.sheet.name]
        if self.asking.answers.get(f"heading{BETWEEN}{head.key}"):
            known = "ask"
        elif own and (self.sheet.name not in FIELDS or (known == "ask" and own == ["note"])):
            return f"field:{own[0]}", "It is headed so."
        elif self.sheet.name == "Progress" and known == "value":
            offers = self._offers(head) or ("update",)
            reading = replace(reading, offered=offers, why="It does not say what of.")
            known = "ask"
        elif known == "lead" and self.sheet.name != "Progress" and "agency" in self._keys:
            reading = replace(reading, offered=("agency",), why="It may say who it is from.")
            known = "ask"
        elif known == "agency" and self.sheet.name == "Progress":
            answer = self._asked(head, ("agency",), "It may say who reports, or who leads.")
            return answer, "As answered." if answer else "It may say who reports, or who leads."
        elif known == "RAG" and not self._bears_out(head):
            reading = replace(reading, offered=("RAG",), why="Not all of its cells say a RAG.")
            known = "ask"
        elif known == "ask" and set(reading.offered) <= says_little:
            reading = replace(reading, offered=self._offers(head))
            if not reading.offered:
                return "ignore", reading.why
        elif known == "ask" and not self._could_be_stored(self._free(reading.offered)):
            return "ignore", reading.why
        if known != "ask":
            return known, reading.why
        answer = self._asked(head, self._free(reading.offered), reading.why)
        return answer, "As answered." if answer else reading.why

    def _free(self, offered: Sequence[str]) -> tuple[str, ...]:
        """What a column may be, without what another column is for sure: a line has one ref."""
        sure = {head.reading.means for head in self.shape.heads} & _KEYED
        return tuple(each for each in offered if each not in sure)

    def _could_be_stored(self, offered: Sequence[str]) -> bool:
        fields = (self._fields.get(each, "") for each in offered)
        return any(field and field != "action" for field in fields) or "action" in offered

    def _bears_out(self, head: Head) -> bool:
        """Whether a column headed as a RAG holds RAGs: in words that may be one, or in colours."""
        if "rag" in head.text.casefold() or self._is_coloured(head):
            return True
        texts = {" ".join(written(value).split()) for value in self.shape.values(head.position)}
        return sum(is_rag(read_rag(text)) for text in texts) * 2 >= len(texts)

    def _offers(self, head: Head) -> tuple[str, ...]:
        """What a column without a known heading may be, by what stands in it."""
        if self.sheet.name != "Progress":
            dated = head.reading.period is not None and self.sheet.name in FIELDS
            return ("value",) if dated else ()
        if names_actions(self.shape, head, self.plan):
            return ("action",)
        if self._names_agencies(head):
            return ("agency",)
        if self._is_coloured(head):
            texts = [value for value in self.shape.values(head.position) if isinstance(value, str)]
            wordy = any(len(text) > 30 for text in texts)
            return (COLOURED, "RAG") if wordy else ("RAG", COLOURED)
        if head.reading.period is not None or self.shape.face.turned:
            texts = [written(value) for value in self.shape.values(head.position)]
            likely = bool(texts) and all(is_rag(read_rag(text)) for text in texts)
            return ("RAG",) if likely else ("update",)
        return ()

    def _names_agencies(self, head: Head) -> bool:
        texts = [written(value) for value in self.shape.values(head.position)]
        return bool(texts) and all(self.plan.agencies.find(text) for text in texts)

    def _is_coloured(self, head: Head) -> bool:
        """Whether its cells have fills of their own, and not the stripes of the whole table."""
        fills, position = self.shape.face.fills, head.position
        beside = [other.position for other in self.shape.heads if other.position != position]
        own = 0
        for row in self.shape.body:
            rgb = fills.get((row, position))
            if rgb and not (beside and all(fills.get((row, at)) == rgb for at in beside)):
                own += 1
        return own > 0

    def _asked(self, head: Head, offered: Sequence[str], why: str) -> str:
        return self.asking.ask(
            "headings",
            "We could not tell what these columns are. Choose, or leave them out.",
            Part(
                f"heading{BETWEEN}{head.key}",
                head.text or "(no heading)",
                (self._place(head),),
                why or "Its heading is not known.",
            ),
            [Option(each, called(each)) for each in offered if each != "ignore"],
            readings(self.sheet.name),
        )

    def _is_about(self, head: Head) -> bool:
        if self.sheet.name == "Ethnicity counts" and names_group(head):
            return True
        if self.sheet.name not in ("Measure values", "Ethnicity counts"):
            return False
        return bool(self.plan.measure_named(head.text) or self.plan.agencies.find(head.text))

    def _about(self, head: Head, blank: Taken) -> Taken:
        """A column of one action's, measure's, group's or agency's own."""
        value = {"Measure values": "numerator", "Ethnicity counts": "count"}.get(self.sheet.name)
        if value is None:
            return self._about_action(head, blank)
        group = read_group(head.text)
        found = (
            ("ethnic_group", group.label)
            if self.sheet.name == "Ethnicity counts" and not isinstance(group, Ask)
            else ("code", code)
            if (code := self.plan.measure_named(head.text))
            else ("agency", self.plan.agencies.find(head.text) or "")
        )
        return replace(
            blank,
            field=value,
            called=self._name("value", value),
            about_kind=found[0],
            about=found[1],
            why=f"It is headed {found[1]}.",
            means="value",
        )

    def _about_action(self, head: Head, blank: Taken) -> Taken:
        refs = self.plan.refs_in(head.about)
        other = self.plan.speaks_against(refs[0], _after_ref(head.about)) if len(refs) == 1 else ""
        ref = refs[0] if len(refs) == 1 and not other else ""
        if not ref:
            likely = [*refs, *([other] if other else [])] or self.plan.likely_actions(head.about)
            ref = ask_action(self.plan, self.asking, head.about, self._place(head), likely)
        if ref in ("", LEAVE_OUT):
            return _left_out(blank, ref, "It is asked which action it is.")
        means = self._asked(head, self._offers(head), "It does not say what its cells hold.")
        field = self._fields.get(means, "")
        if not field or field in ("ref", "period", "action"):
            return _left_out(blank, means, "It is asked what its cells hold.")
        both = "progress_update" if means == COLOURED else ""
        return replace(
            blank,
            about=ref,
            about_kind="ref",
            field=field,
            called=called(means),
            by_colour=field == "rag",
            words_field=both,
            why="As answered.",
            means=means,
        )

    def _dated(self, head: Head, taken: Taken) -> Taken:
        """The column with its period, or asked what it is."""
        period = head.reading.period
        if period is None:
            return taken
        if isinstance(period, Nothing):
            return replace(taken, field="", called="Ignored", why=period.why)
        if isinstance(period, Period):
            return replace(taken, period=str(period))
        found = self._run.get(head.position, "") or ask_when(
            self.asking, self.shape, head.text, self._place(head), period
        )
        if found in ("", LEAVE_OUT):
            return _left_out(taken, found, period.why)
        return replace(taken, period=found)

    def _without_rivals(self, found: list[Taken]) -> Iterator[Taken]:
        """Of two columns for one field of one period or one month, the one that a person chose."""
        rivals: dict[tuple[str, ...], list[Taken]] = {}
        for each in found:
            if each.field:
                adds = each.month and each.field in ("numerator", "count")
                month = str(each.month) if adds else ""
                rivals.setdefault((each.field, each.period, each.about, month), []).append(each)
        out: dict[int, Taken] = {}
        for (field, period, *_), several in rivals.items():
            if len(several) > 1:
                out |= self._one_of(field, period, several)
        for each in found:
            yield out.get(each.position, each)

    def _one_of(self, field: str, period: str, several: list[Taken]) -> dict[int, Taken]:
        plainly_rag = [each for each in several if "rag" in each.heading.casefold()]
        if field == "rag" and len(plainly_rag) == 1 and not plainly_rag[0].words_field:
            name = plainly_rag[0].heading
            why = f'The RAG is read from the column headed "{name}".'
            rest = (each for each in several if each not in plainly_rag)
            return {e.position: replace(e, field="", called="Ignored", why=why) for e in rest}
        own = [head for head in self.shape.heads for t in several if head.position == t.position]
        alike = len({t.heading for t in several}) < len(several)
        names = {
            head.position: f"{head.text} ({self._place(head)})" if alike else head.text
            for head in own
        }
        listed = list(plainly(names.values()))
        of = f"{BETWEEN}{several[0].month or period}" if alike else ""
        if field in _TEXTS:
            listed.append(Option(BOTH, BOTH))
        name = self._name(several[0].means, field)
        answer = self.asking.ask(
            "which",
            "Several columns may be the same thing. Which is to be stored?",
            Part(
                f"which{BETWEEN}{field}{BETWEEN}{BETWEEN.join(head.key for head in own)}{of}",
                f"{name} {period}".strip(),
                tuple(self._place(head) for head in own),
                "Two columns say it.",
            ),
            listed,
        )
        if answer == BOTH:
            return {}
        why = f'"{answer}" is stored, as answered.' if answer else "It is asked which is stored."
        return {
            each.position: replace(each, field="", called="Ignored" if answer else "Asked", why=why)
            for each in several
            if names[each.position] != answer
        }


def _left_out(taken: Taken, answer: str, asked: str) -> Taken:
    """A column of which nothing is stored: as a person chose, or where nobody did, as `asked`."""
    if answer:
        return replace(taken, field="", called="Ignored", why=CHOSEN)
    return replace(taken, field="", called="Asked", why=asked)


def _after_ref(text: str) -> str:
    return clean(text).lstrip("0123456789. -–:")
