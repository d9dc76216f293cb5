"""The note on data completeness: who was asked, who has answered, and what that means."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit, UnitKind
from reporting.document.value import Block, Bullet, HeaderCell, Number, Paragraph, Row, Section
from reporting.document.value import Table as DocumentTable
from reporting.editions.composing.queries.material import Material
from reporting.kernel.number_comparisons import whole_percent
from reporting.kernel.periods import kinds_within
from strategies.models import DataSet
from strategies.models.labels import in_year

SECTION = "ANNEX.C"


@dataclass(frozen=True)
class _Came:
    """What the chosen reports cover: (unit, form) -> months; and the units by kind."""

    months: dict[tuple[int, int], int]
    kinds: Counter[str]

    @property
    def units(self) -> set[int]:
        return {unit for unit, _form in self.months}


def completeness_section(material: Material) -> Section:
    forms = _forms(material)
    came = _came(material)
    blocks: list[Block] = [
        Paragraph(
            _(
                "This report is added up from %(reports)d accepted reports of %(units)d units. "
                "Every number in its tables leads back to the reports that it was made from. A "
                "unit from which no report was accepted counts as nothing in the totals, not as "
                "zero: its report can only raise them; the doubts in the notes may lower them."
            )
            % {"reports": material.consolidation.report_count, "units": len(came.units)}
        ),
        *_of_a_part(material),
        _table(_asked(material, forms), _voluntary(forms), came.kinds),
    ]
    missing = _missing(material, forms, came)
    if missing:
        blocks.append(
            Paragraph(_("No accepted report: %(units)s.") % {"units": "; ".join(missing)})
        )
    short = list(_incomplete(material, forms, came))
    if short:
        blocks += [Paragraph(_("Not every month is covered by accepted reports:")), *short]
    return Section(
        id=SECTION, number="", title=_("Data completeness"), level=1, blocks=tuple(blocks)
    )


def _of_a_part(material: Material) -> Iterator[Paragraph]:
    if not material.period.is_year:
        yield Paragraph(
            _(
                "It tells of a part of the year and counts only reports that lie wholly inside it: "
                "a longer report counts in the report of its own period, since nobody knows how "
                "much of it belongs here. Years before are compared by the same part."
            )
        )


def _forms(material: Material) -> list[DataSet]:
    """Those of the year that are given for periods inside the one of the report."""
    kinds = {kind.value for kind in kinds_within(material.period)}
    rows = DataSet.objects.filter(in_year(material.year))
    return [form for form in rows if kinds.intersection(form.period_kinds)]


def _voluntary(forms: list[DataSet]) -> set[str]:
    """The kinds that report of their own accord."""
    return {kind for form in forms if not form.owed for kind in form.kinds}


def _owed(unit: OrganisationUnit, forms: list[DataSet]) -> list[DataSet]:
    return [form for form in forms if form.owed and form.is_filled_by(unit.code, unit.kind)]


def _asked(material: Material, forms: list[DataSet]) -> Counter[str]:
    """Units that owe a report, by kind."""
    return Counter(
        unit.kind
        for unit in material.units.values()
        if unit.holds_in(material.year) and _owed(unit, forms)
    )


def _came(material: Material) -> _Came:
    months: dict[tuple[int, int], int] = Counter()
    kinds: dict[int, str] = {}
    chosen = material.consolidation.chosen.filter(revision__report__year=material.year)
    for unit, kind, form, count in chosen.values_list(
        "organisation_unit_id", "organisation_unit__kind", "revision__report__data_set_id", "months"
    ):
        months[unit, form] += count
        kinds[unit] = kind
    return _Came(months, Counter(kinds.values()))


def _missing(material: Material, forms: list[DataSet], came: _Came) -> list[str]:
    units = [
        unit for unit in material.units.values() if unit.pk not in came.units and _owed(unit, forms)
    ]
    return [material.name(unit) for unit in sorted(units, key=lambda unit: unit.position)]


def _incomplete(material: Material, forms: list[DataSet], came: _Came) -> Iterator[Bullet]:
    """Who gave some of the months only: “2 of 3 months: Kandal; Takeo”. A unit that owes several
    forms is named with the form."""
    expected = len(material.period.months)
    names: dict[int, list[str]] = defaultdict(list)
    for unit in sorted(material.units.values(), key=lambda unit: unit.position):
        owed = _owed(unit, forms) if unit.pk in came.units else []
        for form in owed:
            months = came.months.get((unit.pk, form.pk), 0)
            if months < expected:
                of_form = f", {form.title_in(material.language)}" if len(owed) > 1 else ""
                names[months].append(f"{material.name(unit)}{of_form}")
    for months, units in sorted(names.items()):
        said = _("%(received)d of %(expected)d months: %(units)s.")
        yield Bullet(said % {"received": months, "expected": expected, "units": "; ".join(units)})


def _table(asked: Counter[str], voluntary: set[str], came: Counter[str]) -> DocumentTable:
    rows = []
    for kind, label in UnitKind.choices:
        if asked[kind]:
            share = whole_percent(came[kind], asked[kind])
            cells = (Number(asked[kind]), Number(came[kind]), f"{share}%")
        elif kind in voluntary and came[kind]:
            cells = (_("of their own accord"), Number(came[kind]), "")  # type: ignore[assignment]
        else:
            continue
        rows.append(Row((str(label), *cells)))
    return DocumentTable(
        id="completeness",
        number="",
        caption=_("Units asked and units with an accepted report"),
        header=(
            (
                HeaderCell(_("Kind of unit")),
                HeaderCell(_("Asked"), unit=_("units")),
                HeaderCell(_("Accepted"), unit=_("units")),
                HeaderCell(_("Reporting rate")),
            ),
        ),
        rows=tuple(rows),
        align=("start", "end", "end", "end"),
        widths=(3.4, 1.4, 1.2, 1.2),
    )
