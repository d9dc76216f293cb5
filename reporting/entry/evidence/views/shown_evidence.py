"""The evidence of a revision as pages list it: by table, with a form to attach more where this
person may."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.entry.access import ReportAccess
from reporting.entry.evidence.actions import why_not_chosen
from reporting.entry.evidence.queries import evidence_of, rows_to_attach_to
from reporting.entry.evidence.rules import ACCEPT, MOST_FILES, PICTURES, SHOWN
from reporting.entry.page.queries.form_tables import form_of
from reporting.entry.page.views.report_access import report_address
from reporting.models import Evidence, ListEntry
from strategies.models.labels import dated

WHOLE = ""  # the code of no table: the whole report
LETTERS = 60


@dataclass(frozen=True)
class ShownEvidence:
    row: Evidence
    url: str
    place: str
    entry: str
    is_picture: bool
    is_shown: bool  # in the browser; the others are downloaded


@dataclass(frozen=True)
class EvidencePlace:
    """A table, or with no `code` the whole report. `rows`: those that a file can belong to."""

    code: str
    title: str
    items: list[ShownEvidence] = field(default_factory=list)
    rows: list[tuple[str, str]] = field(default_factory=list)
    may_attach: bool = False

    @property
    def id(self) -> str:
        return f"evidence-{self.code or 'report'}"


@dataclass(frozen=True)
class ReportEvidence:
    url: str
    whole: EvidencePlace
    tables: dict[str, EvidencePlace]
    may_attach: bool
    may_choose: bool
    accept: str = ACCEPT
    most_files: int = MOST_FILES
    empty: dict[bool, str] = field(default_factory=dict)  # a place without files, with holes

    @property
    def places(self) -> list[EvidencePlace]:
        return [self.whole, *self.tables.values()]

    @property
    def items(self) -> list[ShownEvidence]:
        return [item for place in self.places for item in place.items]


def shown_evidence(
    found: ReportAccess, *, is_newest: bool = True, is_any: bool = True
) -> ReportEvidence:
    """A query, none where it is known that there `is_any` not; and where files can be attached
    another one for the rows."""
    may_attach = is_newest and found.may(Permission.REPORT_ENTER)
    form = form_of(found.report)
    titles = {
        table.code: dated(form.specs[table.code].title, found.report.year) for table in form.tables
    }
    url = report_address(found.report, "reporting:evidence")
    items: dict[str, list[ShownEvidence]] = defaultdict(list)
    for row in evidence_of(found.revision) if is_any else ():
        code = row.table.code if row.table else WHOLE
        place = titles.get(code, row.table.title if row.table else _("The whole report"))
        items[code].append(_shown(row, url, place))
    rows = _rows(rows_to_attach_to(found.revision)) if may_attach else {}
    return ReportEvidence(
        url=url,
        whole=EvidencePlace(WHOLE, _("The whole report"), items[WHOLE], [], may_attach),
        tables={
            code: EvidencePlace(code, title, items[code], rows.get(code, []), may_attach)
            for code, title in titles.items()
        },
        may_attach=may_attach,
        may_choose=(
            is_newest
            and found.actor.may(Permission.EDITION_WRITE)
            and why_not_chosen(found) is None
        ),
    )


def _shown(row: Evidence, url: str, place: str) -> ShownEvidence:
    return ShownEvidence(
        row=row,
        url=f"{url}{row.pk}/",
        place=place,
        entry=_words(row.entry) if row.entry else "",
        is_picture=row.file.kind in PICTURES,
        is_shown=row.file.kind in SHOWN,
    )


def _rows(entries: Iterable[ListEntry]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry in entries:
        found[entry.table.code].append((entry.key, _words(entry)))
    return found


def _words(entry: ListEntry) -> str:
    return Truncator(entry.title or entry.text or entry.kind or entry.key).chars(LETTERS)
