"""The note on data completeness: who was asked, who has answered, and what that means."""

from collections import Counter

from django.utils.translation import gettext as _

from provinces.models import Kind
from reporting.kernel.document import Block, HeaderCell, Number, Paragraph, Row, Section
from reporting.kernel.document import Table as DocumentTable
from reporting.queries.document.material import Material
from strategies.models import DataSet
from strategies.models.labels import in_year

SECTION = "ANNEX.C"


def completeness_section(material: Material) -> Section:
    asked, voluntary = _asked(material)
    came = _came(material)
    blocks: list[Block] = [
        Paragraph(
            _(
                "This report is added up from %(reports)d accepted reports of %(units)d units. "
                "Every number in its tables leads back to the reports that it was made from. A "
                "unit from which no report was accepted counts as nothing in the totals, not as "
                "zero: its report can only raise them; the doubts in the notes may lower them."
            )
            % {"reports": material.consolidation.report_count, "units": sum(came.values())}
        ),
        _table(asked, voluntary, came),
    ]
    missing = _missing_names(material)
    if missing:
        blocks.append(
            Paragraph(_("No accepted report: %(units)s.") % {"units": "; ".join(missing)})
        )
    return Section(
        id=SECTION, number="", title=_("Data completeness"), level=1, blocks=tuple(blocks)
    )


def _asked(material: Material) -> tuple[Counter[str], set[str]]:
    """Units that owe a report, by kind; the kinds that report of their own accord."""
    asked: Counter[str] = Counter()
    voluntary: set[str] = set()
    for form in DataSet.objects.filter(in_year(material.year), owed=False):
        voluntary.update(form.kinds)
    owed = list(DataSet.objects.filter(in_year(material.year), owed=True))
    for unit in material.units.values():
        if any(form.is_filled_by(unit.code, unit.kind) for form in owed):
            asked[unit.kind] += 1
    return asked, voluntary


def _came(material: Material) -> Counter[str]:
    found = material.consolidation.chosen.filter(revision__report__year=material.year)
    pairs = found.values_list("organisation_unit_id", "organisation_unit__kind").distinct()
    return Counter(kind for _pk, kind in pairs)


def _missing_names(material: Material) -> list[str]:
    chosen = material.consolidation.chosen.filter(revision__report__year=material.year)
    there = set(chosen.values_list("organisation_unit_id", flat=True))
    owed = list(DataSet.objects.filter(in_year(material.year), owed=True))
    units = [
        unit
        for unit in material.units.values()
        if unit.pk not in there and any(f.is_filled_by(unit.code, unit.kind) for f in owed)
    ]
    return [material.name(unit) for unit in sorted(units, key=lambda unit: unit.position)]


def _table(asked: Counter[str], voluntary: set[str], came: Counter[str]) -> DocumentTable:
    rows = []
    for kind, label in Kind.choices:
        if asked[kind]:
            share = round(100 * came[kind] / asked[kind])
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
