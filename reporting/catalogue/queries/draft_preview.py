"""The form of a kind of unit in a year as it would be with the drafts, each marked as one."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, override

from provinces.models import OrganisationUnit, UnitKind
from reporting.entry.page.queries.form_tables import read_form
from reporting.entry.page.queries.report_content import Check, ReportContent
from reporting.kernel.periods import Period
from reporting.kernel.tables import TableSpec
from reporting.models import Report, Revision
from strategies.models import CatalogueStamp, DataSet, Element, Option, Publishable, Table

Mark = Callable[[str], str]


@dataclass(frozen=True)
class FormOfKind:
    """A form, and a kind of unit that fills it: `committee` of `province`."""

    data_set: DataSet
    kind: str

    @property
    def key(self) -> str:
        return f"{self.data_set.code}-{self.kind}"

    @property
    def title(self) -> str:
        return f"{UnitKind(self.kind).label}: {self.data_set.title}"


class BlankForm(ReportContent):
    """Nothing is in it yet, so that there is nothing to check."""

    @cached_property
    def checks(self) -> list[Check]:
        return []


def forms_of_kinds() -> list[FormOfKind]:
    """One query."""
    known = set(UnitKind.values)
    return [
        FormOfKind(data_set, kind)
        for data_set in DataSet.objects.order_by("position")
        for kind in data_set.kinds
        if kind in known
    ]


def form_with_drafts(form: FormOfKind, year: int, language: str) -> BlankForm:
    """In `language`, whatever that of the moment is: of a unit that fills all of its tables."""
    report = Report(
        organisation_unit=OrganisationUnit(code="", kind=form.kind),
        data_set=form.data_set,
        year=year,
        period_key=Period.of_year(year).key,
    )
    units = OrganisationUnit.objects.filter(kind=form.kind)
    codes = frozenset(units.values_list("code", flat=True))

    def rows(model: type[Publishable]) -> QuerySet[Any]:
        return model.everything.all()

    with override(language):
        mark = _marked
        stamp = CatalogueStamp.objects.values_list("stamp", flat=True).get()
        found = read_form(report, language, stamp, rows, codes)
        titles = Counter(table.title_in(language) for table in found.tables)
        for table in found.tables:
            if titles[table.title_in(language)] > 1:  # of different units: which one is meant
                table.title_en, table.title_km = _with_code(table), _with_code(table, "km")
            if table.is_draft:
                table.title_en, table.title_km = mark(table.title_en), mark(table.title_km)
        drafts = _drafts(found.tables)
        specs = {code: _with_marks(spec, drafts, mark) for code, spec in found.specs.items()}
    return BlankForm(
        revision=Revision(report=report),
        tables=found.tables,
        specs=specs,
        values={},
        entries={},
        statements={},
        explained={},
        headings=found.headings,
        before={},
        computed=found.computed,
        recorded=found.recorded,
        activities=[],
        commitments=[],
    )


def _with_code(table: Table, language: str = "en") -> str:
    return f"{table.title_in(language)} ({table.code})"


def _marked(title: str) -> str:
    return gettext("%(title)s [draft]") % {"title": title} if title else title


def _drafts(tables: list[Table]) -> set[tuple[str, str, str]]:
    """(table, column or row, code) of what is a draft; two queries."""
    return {
        (table, kind, code)
        for kind, model in (("column", Element), ("row", Option))
        for table, code in model.everything.filter(table__in=tables, is_draft=True).values_list(
            "table__code", "code"
        )
    }


def _with_marks(spec: TableSpec, drafts: set[tuple[str, str, str]], mark: Mark) -> TableSpec:
    def said(kind: str, part: Any) -> Any:
        is_draft = (spec.code, kind, part.code) in drafts
        return replace(part, title=mark(part.title)) if is_draft else part

    return replace(
        spec,
        elements=tuple(said("column", element) for element in spec.elements),
        options=tuple(said("row", option) for option in spec.options),
    )
