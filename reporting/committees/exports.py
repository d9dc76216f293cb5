"""The workbook in which the members of committees are entered in Excel."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from provinces.models import CommitteeFunction, CommitteeMember, OrganisationUnit
from reporting.core.workbooks.lists import ListColumn, write_list

SHEET = "Members"


def columns(groups: Iterable[str] = ()) -> tuple[ListColumn, ...]:
    """`groups`: the codes that one chooses from; the heads are the same without them. The key tells
    who is in the list already; the name of the committee is for the eye."""
    return (
        ListColumn("key", "Key / សោ", 4, hidden=True),
        ListColumn("unit", "Committee: code / លេខកូដគណៈកម្មាធិការ", 14),
        ListColumn("place", "Committee / គណៈកម្មាធិការ", 30),
        ListColumn("group", "Group: code / លេខកូដក្រុម", 14, choices=tuple(groups)),
        ListColumn(
            "function", "Function / មុខងារ", 18,
            choices=tuple(str(function.label) for function in CommitteeFunction),
        ),
        ListColumn("name_km", "Name in Khmer / ឈ្មោះជាភាសាខ្មែរ", 28),
        ListColumn("name_en", "Name in English / ឈ្មោះជាអក្សរឡាតាំង", 28),
        ListColumn("title_km", "Position in Khmer / តួនាទីជាភាសាខ្មែរ", 34),
        ListColumn("title_en", "Position in English / តួនាទីជាភាសាអង់គ្លេស", 34),
        ListColumn("valid_from", "Since: 14/04/2027 / តាំងពី", 16),
        ListColumn("valid_to", "Last day / ថ្ងៃចុងក្រោយ", 16),
        ListColumn("decision", "Decision / សេចក្តីសម្រេច", 20),
    )  # fmt: skip


def write_members(
    units: Sequence[OrganisationUnit],
    names: Mapping[int, str],
    members: Mapping[int, Sequence[CommitteeMember]],
    groups: Iterable[str],
) -> bytes:
    """Who sits in each committee; of one without anybody, a row to begin with."""
    return write_list(SHEET, columns(groups), _rows(units, names, members), stays=3)


def _rows(
    units: Sequence[OrganisationUnit],
    names: Mapping[int, str],
    members: Mapping[int, Sequence[CommitteeMember]],
) -> Iterator[tuple[str, ...]]:
    for unit in units:
        name = names.get(unit.pk, unit.code)
        for row in members.get(unit.pk, ()):
            yield (
                str(row.pk), unit.code, name, row.group, str(row.get_function_display()),
                row.name_km, row.name_en, row.title_km, row.title_en, day(row.valid_from),
                day(row.valid_to), row.decision,
            )  # fmt: skip
        if not members.get(unit.pk):
            yield "", unit.code, name, *("" for _blank in range(9))


def day(moment: date | None) -> str:
    return f"{moment:%d/%m/%Y}" if moment else ""
