"""A section as its editors have it before them: its place in the outline, its passages as they
read, and the accepted texts and figures behind each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.utils.translation import override

from provinces.queries import unit_names
from reporting.access import NotHere
from reporting.core.queries.editions import figures_of, period_of
from reporting.core.queries.period_words import months_of
from reporting.document.value import Block, Chart, Table
from reporting.editions.composing.queries import completeness_note, unit_rows
from reporting.editions.reading.queries.shown_passages import Showing, showing
from reporting.models import (
    Consolidation,
    Edition,
    Figure,
    FollowedFigure,
    Passage,
    PassageKind,
    PassageSource,
)
from strategies.models import Chart as ChartRow
from strategies.models import Section
from strategies.models import Table as FormTable
from strategies.models.labels import Labelled, dated, in_year

TEXT_KINDS = (
    PassageKind.PARAGRAPH,
    PassageKind.BULLET,
    PassageKind.NUMBERED,
    PassageKind.HEADING,
    PassageKind.SIGNATURE,
)
SHOWN_KINDS = (PassageKind.TABLE, PassageKind.CHART, PassageKind.COMPARISON)

# An accepted text behind a passage, and the name of its unit.
UnitTextSource = tuple[PassageSource, str]


@dataclass(frozen=True)
class ShownPassage:
    """A passage as it reads; `blocks` is empty where it shows nothing (a table without numbers).
    `title`: what its table or chart is called; `added_up`: whether the period has figures;
    `in_parts`: its numbers are printed by the tables that show its rows group by group."""

    passage: Passage
    blocks: tuple[Block, ...]
    sources: list[UnitTextSource] = field(default_factory=list)
    title: str = ""
    added_up: bool = True
    in_parts: bool = False

    @property
    def is_text(self) -> bool:
        return self.passage.kind not in SHOWN_KINDS


@dataclass(frozen=True)
class OutlineSection:
    """A section of the outline, titled in the edition's year."""

    code: str
    number: str
    title: str
    level: int
    is_generated: bool = False  # the portal writes below what editors write


def outline(edition: Edition, language: str) -> list[OutlineSection]:
    rows = Section.objects.filter(in_year(edition.year)).order_by("position")
    return [_outlined(row, edition.year, language) for row in rows]


def annexes_of(sections: Iterable[OutlineSection]) -> set[str]:
    """The addresses of the annexes of an outline, and of those that every report has."""
    return {section.code for section in sections if section.code.startswith("ANNEX.")} | {
        completeness_note.SECTION,
        unit_rows.SECTION,
    }


def section_of(edition: Edition, code: str, language: str) -> OutlineSection:
    row = Section.objects.filter(in_year(edition.year), code=code).first()
    if row is None:
        raise NotHere
    return _outlined(row, edition.year, language)


def _outlined(row: Section, year: int, language: str) -> OutlineSection:
    title = dated(row.title_in(language), year)
    return OutlineSection(row.code, row.number, title, row.level, bool(row.generated))


def shown_passages(edition: Edition, section: str, language: str) -> list[ShownPassage]:
    """Every passage of the section in order, what was taken out too."""
    rows = list(
        edition.passages.filter(section=section)
        .select_related("changed_by")
        .order_by("position", "pk")
    )
    figures = figures_of(edition)
    numbers = table_numbers(edition, figures, language) if _has_tables(rows) else {}
    return _with_blocks(edition, rows, figures, language, numbers)


def passage_in(edition: Edition, pk: int) -> Passage:
    found = edition.passages.filter(pk=pk).select_related("changed_by").first()
    if found is None:
        raise NotHere
    return found


def shown_passage(edition: Edition, pk: int, language: str) -> ShownPassage:
    """One passage as it reads; its table has no number here."""
    found = passage_in(edition, pk)
    return _with_blocks(edition, [found], figures_of(edition), language, {})[0]


def _with_blocks(
    edition: Edition,
    rows: list[Passage],
    figures: Consolidation | None,
    language: str,
    numbers: dict[int, str],
) -> list[ShownPassage]:
    at = showing(figures, language) if figures else None
    sources = sources_of(edition, rows, language)
    titles = shown_titles(edition, rows, language)
    blocks = {row.pk: _blocks(row, at, numbers) for row in rows}
    in_parts = _in_parts({_table(row) for row in rows if not blocks[row.pk]} - {""}, figures)
    return [
        ShownPassage(
            passage=row,
            blocks=blocks[row.pk],
            sources=sources.get(row.pk, []),
            title=titles.get(row.pk, ""),
            added_up=at is not None,
            in_parts=_table(row) in in_parts,
        )
        for row in rows
    ]


def _table(row: Passage) -> str:
    return str((row.spec or {}).get("table") or "")


def _in_parts(codes: set[str], figures: Consolidation | None) -> set[str]:
    """Those of these tables that have numbers, which other tables show; one query."""
    if not codes or figures is None:
        return set()
    parts = FormTable.objects.filter(shown__code__in=codes)
    found = Figure.objects.filter(
        consolidation=figures, cell__table__in=parts.values("shown"), organisation_unit=None
    )
    return set(found.values_list("cell__table__code", flat=True).distinct())


def _blocks(row: Passage, at: Showing | None, numbers: dict[int, str]) -> tuple[Block, ...]:
    blocks = at.blocks(row) if at else ()
    return tuple(
        replace(block, number=numbers.get(row.pk, ""))
        if isinstance(block, Table | Chart)
        else block
        for block in blocks
    )


def _has_tables(rows: list[Passage]) -> bool:
    return any(row.kind in SHOWN_KINDS for row in rows)


def table_numbers(edition: Edition, figures: Consolidation | None, language: str) -> dict[int, str]:
    """As the whole report numbers its tables and charts."""
    if figures is None:
        return {}
    order = {
        code: place
        for place, code in enumerate(
            Section.objects.filter(in_year(edition.year))
            .order_by("position")
            .values_list("code", flat=True)
        )
    }
    rows = list(
        edition.passages.filter(kind__in=SHOWN_KINDS, removed=False).order_by("position", "pk")
    )
    rows.sort(key=lambda row: order.get(row.section, len(order)))
    return showing(figures, language).numbers(rows)


def sources_of(
    edition: Edition, passages: list[Passage], language: str
) -> dict[int, list[UnitTextSource]]:
    """By passage; two queries."""
    rows = list(
        PassageSource.objects.filter(passage__in=passages)
        .select_related(
            "by", "entry__organisation_unit", "entry__revision__report__data_set",
            "entry__revision__report__organisation_unit",
        )
        .order_by("at", "pk")
    )  # fmt: skip
    units = {row.entry.organisation_unit_id for row in rows}
    names = unit_names(edition.year, language, units) if units else {}
    found: dict[int, list[UnitTextSource]] = defaultdict(list)
    for row in rows:
        unit = row.entry.organisation_unit
        found[row.passage_id].append((row, names.get(unit.pk, unit.code)))
    return found


def shown_titles(edition: Edition, rows: Iterable[Passage], language: str) -> dict[int, str]:
    """What tables, charts and comparisons are called, also where they show nothing yet: by the
    caption that an editor gave, else by the title in the catalogue; "" where that does not know
    the table (any more). By passage; two queries."""
    specs = {row.pk: row.spec for row in rows if row.spec}
    tables = _of({str(spec.get("table") or "") for spec in specs.values()}, FormTable)
    charts = _of({str(spec.get("chart") or "") for spec in specs.values()}, ChartRow)
    with override(language):
        months = months_of(period_of(edition))
    found = {}
    for pk, spec in specs.items():
        row = tables.get(spec.get("table")) or charts.get(spec.get("chart"))
        title = dated(row.title_in(language, months), edition.year) if row else ""
        found[pk] = _own_caption(spec, language) or title
    return found


def _own_caption(spec: dict[str, object], language: str) -> str:
    khmer = spec.get("caption_km") if language.startswith("km") else None
    return str(khmer or spec.get("caption_en") or "")


def _of(codes: set[str], model: type[FormTable] | type[ChartRow]) -> dict[str, Labelled]:
    wanted = codes - {""}
    return {row.code: row for row in model.objects.filter(code__in=wanted)} if wanted else {}


def followed_of(edition: Edition) -> dict[int, list[FollowedFigure]]:
    """Passage -> what it followed and nobody has looked at; one query."""
    found: dict[int, list[FollowedFigure]] = defaultdict(list)
    rows = FollowedFigure.objects.filter(
        passage__edition=edition, passage__removed=False, seen_at=None
    )
    for row in rows.select_related("consolidation").order_by("pk"):
        found[row.passage_id].append(row)
    return dict(found)
