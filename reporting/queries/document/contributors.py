"""The reports that the figures were made from, unit by unit: an annex of every edition."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from provinces.models import Kind, OrganisationUnit
from reporting.kernel.document import HeaderCell, Number, Row, Section
from reporting.kernel.document import Table as DocumentTable
from reporting.kernel.periods import Period, PeriodKind
from reporting.queries.document.material import Material
from reporting.queries.period_words import short_words

SECTION = "ANNEX.R"


def contributors_sections(material: Material) -> Iterator[Section]:
    """A chapter of its own; none where nothing was accepted."""
    table = _table(material)
    if table is not None:
        title = _("Contributing reports")
        yield Section(id=SECTION, number="", title=title, level=1, blocks=(table,))


def _table(material: Material) -> DocumentTable | None:
    """Units in the report's order under their kinds; which of their reports were counted."""
    periods: dict[int, set[Period]] = defaultdict(set)
    reports: dict[int, int] = defaultdict(int)
    chosen = material.consolidation.chosen.filter(revision__report__year=material.year)
    for unit, key in chosen.values_list("organisation_unit_id", "revision__report__period_key"):
        periods[unit].add(Period.from_key(key))
        reports[unit] += 1
    units = [unit for unit in material.units.values() if unit.pk in reports]
    if not units:
        return None
    return DocumentTable(
        id="contributors",
        number="",
        caption=_("Reports that this report is made from"),
        header=(
            (
                HeaderCell(_("Organisation unit")),
                HeaderCell(_("Covers")),
                HeaderCell(_("Reports"), unit=_("accepted")),
            ),
        ),
        rows=tuple(_rows(material, units, periods, reports)),
        align=("start", "start", "end"),
        widths=(4.6, 3.4, 1.2),
    )


def _rows(
    material: Material,
    units: Sequence[OrganisationUnit],
    periods: dict[int, set[Period]],
    reports: dict[int, int],
) -> Iterator[Row]:
    for kind, label in Kind.choices:
        ours = sorted((unit for unit in units if unit.kind == kind), key=lambda one: one.position)
        if not ours:
            continue
        yield Row((str(label),), kind="group")
        for unit in ours:
            covered = _covered(periods[unit.pk])
            yield Row((material.name(unit), covered, Number(reports[unit.pk])))
    yield Row((_("Total"), "", Number(sum(reports.values()))), kind="total")


def _covered(periods: set[Period]) -> str:
    """Months that follow one another as one stretch: "January – March, Quarter 2"."""
    months = sorted(one.number for one in periods if one.kind is PeriodKind.MONTH)
    longer = sorted((one for one in periods if one.kind is not PeriodKind.MONTH), key=_first_month)
    stretches: list[list[int]] = []
    for month in months:
        if stretches and stretches[-1][-1] == month - 1:
            stretches[-1].append(month)
        else:
            stretches.append([month])
    year = next(iter(periods)).year
    said = [_stretch(year, stretch) for stretch in stretches]
    return ", ".join([*said, *(short_words(one) for one in longer)])


def _stretch(year: int, months: Sequence[int]) -> str:
    names = [short_words(Period(year, PeriodKind.MONTH, month)) for month in months]
    return names[0] if len(names) == 1 else f"{names[0]} \u2013 {names[-1]}"


def _first_month(period: Period) -> tuple[int, int]:
    return (period.number, list(PeriodKind).index(period.kind))
