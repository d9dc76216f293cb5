"""The filled workbook of members, read as a whole: who is new and who ends, or what is wrong in
which cell. A new row is held to what the page's form holds somebody to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from provinces.models import CommitteeFunction, CommitteeMember, OrganisationUnit
from provinces.spelling import plain
from reporting.calendar.forms.deadlines import FIRST_DAY, LAST_DAY
from reporting.committees.actions import SINGLE, EndedSeat, NewSeat, Seat
from reporting.committees.exports import SHEET, columns
from reporting.committees.forms.typed import MemberForm
from reporting.committees.queries.members_and_deputies import WITH_GROUPS
from reporting.core.workbooks.lists import Row, SheetProblem, place_of, read_list, text_of
from reporting.kernel.days import read_day

WRITTEN = ("group", "function", "name_km", "name_en", "title_km", "title_en", "valid_from")
STAYS = (*WRITTEN, "decision")
LANGUAGES = ("en", "km")


@dataclass
class ReadMembers:
    added: list[NewSeat] = field(default_factory=list)
    ended: list[EndedSeat] = field(default_factory=list)
    problems: list[SheetProblem] = field(default_factory=list)


def read_members(
    content: bytes,
    units: Sequence[OrganisationUnit],
    members: Mapping[int, Sequence[CommitteeMember]],
    groups: Mapping[str, str],
) -> ReadMembers:
    """`members`: unit -> everybody who ever sat there; `groups`: of a provincial committee. Raises
    `BadWorkbook` where the file itself is refused."""
    rows, problems = read_list(content, SHEET, columns())
    reader = _Reader(units, members, groups)
    reader.found.problems += problems
    for number, row in rows:
        reader.read(number, row)
    reader.refuse_second_chairs()
    return reader.found


class _Reader:
    def __init__(
        self,
        units: Sequence[OrganisationUnit],
        members: Mapping[int, Sequence[CommitteeMember]],
        groups: Mapping[str, str],
    ) -> None:
        self.units = {unit.code: unit for unit in units}
        self.members = {str(one.pk): one for rows in members.values() for one in rows}
        self.groups = dict(groups)
        self.functions = _functions()
        self.found = ReadMembers()
        self.places: dict[int, int] = {}  # of `found.added`: its row

    def read(self, number: int, row: Row) -> None:
        if not any(text_of(row, name) for name in WRITTEN):
            return  # the row to begin with
        key = text_of(row, "key")
        if key:
            self._read_known(number, row, key)
        else:
            self._read_new(number, row)

    def _read_known(self, number: int, row: Row, key: str) -> None:
        member = self.members.get(key)
        if member is None:
            words = _("This row was not in the download. Copy no rows: begin a new one.")
            self._refuse(number, "unit", words)
            return
        for name in STAYS:
            if self._typed(row, name) != _stored(member, name):
                words = _("What is entered stays. Give it a last day, and begin a new row.")
                self._refuse(number, name, words)
                return
        last = self._last_day(number, row, member.valid_from)
        if last is not None and member.valid_to is None:
            self.found.ended.append(EndedSeat(member, last))

    def _read_new(self, number: int, row: Row) -> None:
        code = plain(text_of(row, "unit")).upper()
        unit = self.units.get(code)
        if unit is None:
            words = _("There is no committee with the code %(code)s that you keep.")
            self._refuse(number, "unit", words % {"code": code or "–"})
            return
        groups = self.groups if unit.kind in WITH_GROUPS else {}
        if self._typed(row, "group") and not groups:
            self._refuse(number, "group", _("This committee has no groups. Leave the cell blank."))
            return
        typed = {name: self._typed(row, name) for name in STAYS}
        form = MemberForm({**typed, "account": ""}, groups=groups, people=[])
        if not form.is_valid():
            for name, reasons in form.errors.items():
                place = name if name in STAYS else "unit"
                self._refuse(number, place, " ".join(map(str, reasons)))
            return
        seat = form.seat()
        last = self._last_day(number, row, seat.valid_from)
        self.places[len(self.found.added)] = number
        self.found.added.append(NewSeat(unit, replace(seat, valid_to=last)))

    def _typed(self, row: Row, name: str) -> str:
        """As the page's form takes it."""
        text = plain(text_of(row, name))
        if name == "function":
            return self.functions.get(text.casefold(), text)
        if name == "group":
            return text.upper()
        return _iso(text) if name == "valid_from" else text

    def _last_day(self, number: int, row: Row, first: date) -> date | None:
        text = plain(text_of(row, "valid_to"))
        if not text:
            return None
        try:
            last = read_day(text)
        except ValueError:
            words = _("Write a day such as 14/04/2027.")
        else:
            if first <= last and FIRST_DAY <= last <= LAST_DAY:
                return last
            words = _("The last day is before the first one. Choose a later day.")
        self._refuse(number, "valid_to", words)
        return None

    def refuse_second_chairs(self) -> None:
        """One at a time chairs a committee or a group: of those that are there, and of the file."""
        ends = {one.member.pk: one.last_day for one in self.found.ended}
        held: dict[tuple[str, str, str], list[tuple[str, date, date | None]]] = defaultdict(list)
        codes = {unit.pk: unit.code for unit in self.units.values()}
        for member in self.members.values():
            place = (codes[member.organisation_unit_id], member.group, member.function)
            last = ends.get(member.pk, member.valid_to)
            held[place].append((str(member), member.valid_from, last))
        for at, new in enumerate(self.found.added):
            seat = new.seat
            if seat.function not in SINGLE:
                continue
            here = held[new.unit.code, seat.group, seat.function]
            taken = (name for name, first, last in here if _overlap(seat, first, last))
            other = next(taken, None)
            if other is not None:
                words = _("%(name)s is %(function)s already. Say first until when.")
                label = CommitteeFunction(seat.function).label
                said = words % {"name": other, "function": label}
                self._refuse(self.places[at], "function", said)
            here.append((seat.name_en or seat.name_km, seat.valid_from, seat.valid_to))

    def _refuse(self, number: int, column: str, reason: str) -> None:
        self.found.problems.append(SheetProblem(place_of(columns(), column, number), reason))


def _overlap(seat: Seat, first: date, last: date | None) -> bool:
    begins_later = seat.valid_to is not None and seat.valid_to < first
    return not begins_later and (last is None or last >= seat.valid_from)


def _functions() -> dict[str, str]:
    """What somebody may write -> the function: its words in each language, or its code."""
    found = {function.value: function.value for function in CommitteeFunction}
    for language in LANGUAGES:
        with translation.override(language):
            found |= {
                plain(str(function.label)).casefold(): function.value
                for function in CommitteeFunction
            }
    return found


def _stored(member: CommitteeMember, name: str) -> str:
    if name == "valid_from":
        return member.valid_from.isoformat()
    return plain(str(getattr(member, name)))


def _iso(text: str) -> str:
    """As the page's form reads a day; what is none is left for it to refuse."""
    try:
        return read_day(text).isoformat()
    except ValueError:
        return text
