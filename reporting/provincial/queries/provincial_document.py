"""The report of a province as a document, in one language, from one consolidation."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from provinces.models import OrganisationUnit
from provinces.queries import unit_name
from reporting.core.queries.document_words import fixed_words
from reporting.core.queries.practice_years import is_practice
from reporting.document.state_heading import state_heading
from reporting.document.value import Block, Document, Paragraph, Section
from reporting.editions.composing.queries.footnote_marks import Footnote, noted
from reporting.editions.composing.queries.numbering import numbered
from reporting.editions.composing.queries.stated_figures import remarks, stated
from reporting.provincial.queries.basis import YearInLanguage
from reporting.provincial.queries.completeness import (
    completeness_section,
    months_of_unit,
    not_reported_section,
)
from reporting.provincial.queries.figure_tables import UnitTables
from reporting.provincial.queries.places_below import places_section
from reporting.provincial.queries.police import of_the_police, police_section
from reporting.provincial.queries.texts import own_texts
from reporting.provincial.rules import MOST_KEY_FIGURES
from strategies.models import Section as SectionRow
from strategies.models import Table
from strategies.models.labels import dated

OTHER = {"en": "km", "km": "en"}


def provincial_document(of_year: YearInLanguage, unit: OrganisationUnit) -> Document:
    """As many queries for any province: what they share was read before."""
    with override(of_year.language):
        return _Maker(of_year, unit).document()


class _Maker:
    def __init__(self, of_year: YearInLanguage, unit: OrganisationUnit) -> None:
        self.of_year, self.unit = of_year, unit
        self.basis, self.language = of_year.basis, of_year.language
        self.population = of_year.populations.get(unit.pk)
        self.printed: set[int] = set()
        self.own = UnitTables(of_year, unit, self.population)
        self.of_the_police = of_the_police(of_year, unit)

    def document(self) -> Document:
        outline = list(self._outline())
        police = police_section(self.of_year, self.unit)
        districts = places_section(self.of_year, self.unit)
        missing = not_reported_section(self.of_year, self.unit, self.printed)
        parts = [self._summary(), *outline]
        parts += [part for part in (police, districts) if part is not None]
        parts.append(completeness_section(self.of_year, self.unit))
        parts += [part for part in (missing,) if part is not None]
        period = self.basis.period.code
        with_notes = noted(self._notes(), list(numbered(parts)), period)
        sections = tuple(stated(with_notes.sections, self.of_year.states, period))
        name = self.of_year.name(self.unit)
        return Document(
            title=_("%(province)s: annual report %(year)d")
            % {"province": name, "year": self._year},
            subtitle=self._subtitle(),
            publisher=(
                *state_heading(self.language),
                _("National Committee for Counter Trafficking"),
            ),
            year=self._year,
            language="km" if self.language == "km" else "en",
            edition=self.state_words(),
            sections=sections,
            words={**fixed_words(), **_about()},
            practice=is_practice(self._year),
            dated=self.basis.figures.created_at.isoformat(),
            remarks=(*self._remarks(), *remarks(sections)),
        )

    @property
    def _year(self) -> int:
        return self.basis.year

    def _subtitle(self) -> str:
        """The name of the province in the other language."""
        return unit_name(self.unit, self._year, OTHER[self.language])

    def state_words(self) -> str:
        covered = months_of_unit(self.of_year, self.unit)
        day = timezone.localtime(self.basis.figures.created_at)
        return _(
            "From accepted reports, %(received)d of %(expected)d months; consolidated on %(day)s; "
            "not a signed document"
        ) % {
            "received": len(covered.received),
            "expected": covered.expected,
            "day": date_format(day, "DATE_FORMAT"),
        }

    # Sections ---------------------------------------------------------------------------------

    def _summary(self) -> Section:
        lines = [
            line
            for row in self.of_year.material.sections
            for line in self.own.key_figures(self._tables(row))
        ][:MOST_KEY_FIGURES]
        blocks: list[Block] = []
        if not self.basis.is_published:
            words = _(
                "The national report of %(year)d is not published yet: its figures are not shown "
                "beside those of the province until it is."
            )
            blocks.append(Paragraph(words % {"year": self._year}))
        if lines:
            blocks.append(self.own.table_of("key-figures", _("The year in figures"), lines))
            blocks += self.own.share_chart(lines)
        else:
            blocks.append(Paragraph(_("There is no figure of this province in the year.")))
        return Section("summary", "", _("In brief"), 1, tuple(blocks))

    def _outline(self) -> Iterator[Section]:
        """The sections with anything in them, and the headings that they stand under."""
        rows = self.of_year.material.sections
        made = {row.code: self._section(row) for row in rows}
        filled = {code for code, section in made.items() if section.blocks}
        for row in rows:
            if row.code in filled or any(code.startswith(f"{row.code}.") for code in filled):
                yield made[row.code]

    def _tables(self, row: SectionRow) -> list[Table]:
        """What the province has only from its police stands in a section of its own."""
        tables = self.of_year.material.tables[row.pk]
        return [table for table in tables if table.pk not in self.of_the_police]

    def _section(self, row: SectionRow) -> Section:
        blocks: list[Block] = []
        for table in self._tables(row):
            found = [*self.own.blocks(table), *own_texts(self.of_year, self.unit, table)]
            if found:
                self.printed.add(table.pk)
            blocks += found
        title = dated(row.title_in(self.language), self._year)
        return Section(row.code, row.number, title, row.level, tuple(blocks))

    # Notes ------------------------------------------------------------------------------------

    def _notes(self) -> Iterator[Footnote]:
        """What the checks found at its figures and nobody has explained; before the national
        report is published nothing that names another unit's figure."""
        for found in self.of_year.discrepancies:
            units = {cell.partition("@")[2].partition(":")[0] for cell in found.row.cells}
            if not found.is_open or self.unit.code not in units:
                continue
            if units - {self.unit.code} and not self.basis.is_published:
                continue
            yield Footnote(
                section=found.row.section,
                kind=found.row.kind,
                text=found.note,
                severity=found.row.severity,  # type: ignore[arg-type]  # the model's three choices
                cells=tuple(found.row.cells),
                fingerprint=found.fingerprint,
                is_open=True,
                language=found.language,
            )

    def _remarks(self) -> Iterator[tuple[str, str]]:
        if self.population is None:
            words = _("No population of this province is known: no rate per 100,000 is shown.")
            yield _("Population"), words
            return
        said = {
            "persons": f"{self.population.persons:,}",
            "year": self.population.year,
            "source": self.population.source_in(self.language),
        }
        words = _("%(persons)s people in %(year)d. Source: %(source)s.")
        if not self.population.certain:
            words = _("%(persons)s people in %(year)d (not certain). Source: %(source)s.")
        yield _("Population"), words % said


def _about() -> dict[str, str]:
    """What the page after the cover says of this kind of report."""
    return {
        "about": _("About this report"),
        "edition": _("State"),
        "about_figures": _(
            "Every number in the tables is added up from the reports that the province sent in and "
            "that the General Secretariat accepted. Nobody types a total. The nation’s figures are "
            "those of the published national report of the same year."
        ),
        "about_trace": _(
            "In the reporting portal each figure of a published year leads to the reports, "
            "revisions and cells that it was made from, and to who entered, signed and accepted "
            "them and when."
        ),
        "about_verify_head": _("What this report is not"),
        "about_verify": _(
            "It is made by the portal from accepted reports and is not signed. It is made anew "
            "when its figures change: what counts is the newest one in the portal."
        ),
    }
