"""The document of an edition: its passages in order, their figures set from one consolidation."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from reporting.access import NotHere
from reporting.core.queries.document_words import fixed_words
from reporting.core.queries.period_words import report_subtitle, report_title
from reporting.core.queries.practice_years import is_practice
from reporting.document.charts.spec import is_of_table
from reporting.document.sentences.annexes import lead_to_annexes
from reporting.document.sentences.figures_in_text import Setter, text_of
from reporting.document.sentences.pairs import in_language
from reporting.document.state_heading import state_heading
from reporting.document.trace_codes import TraceCode, document_code
from reporting.document.value import Block, Bullet, Document, Paragraph, Section, Subheading
from reporting.document.value import Table as DocumentTable
from reporting.editions.composing.queries.catalogue_charts import CatalogueCharts, is_shown
from reporting.editions.composing.queries.chart_inputs import EditionChartInputs
from reporting.editions.composing.queries.charts import spec_chart
from reporting.editions.composing.queries.closing_signature import with_signature
from reporting.editions.composing.queries.comparisons import comparison_block
from reporting.editions.composing.queries.completeness_note import completeness_section
from reporting.editions.composing.queries.directions import directions_sections
from reporting.editions.composing.queries.footnote_marks import noted
from reporting.editions.composing.queries.material import Material
from reporting.editions.composing.queries.numbering import numbered
from reporting.editions.composing.queries.open_row_tables import Reword, entries_table
from reporting.editions.composing.queries.plan_chapter import PlanChapter
from reporting.editions.composing.queries.row_words import (
    WordsInLanguage,
    rewording,
    table_words,
    words_of_edition,
)
from reporting.editions.composing.queries.stated_figures import remarks, stated, with_measures
from reporting.editions.composing.queries.table_layouts import (
    months_table,
    rows_table,
    single_table,
)
from reporting.editions.composing.queries.translation_remarks import translation_remarks
from reporting.editions.composing.queries.unit_rows import contributors_sections, units_table
from reporting.editions.discrepancies.queries.doubted_totals import with_totals
from reporting.editions.discrepancies.queries.figure_states import figure_states
from reporting.editions.discrepancies.queries.footnote_words import (
    listed,
    notes_among,
    printed_discrepancies,
)
from reporting.editions.publishing.queries.signatures import endorsement, signatories
from reporting.editions.writing.queries.figure_index import tongue
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Edition, Passage, PassageKind
from strategies.models import Section as SectionRow
from strategies.models import Table
from strategies.models.labels import dated


@dataclass(frozen=True)
class TextSetter:
    """Makes passages that are words into blocks of the document. `words`: those of an edition that
    were translated; without them each text stands in the language in which it was written."""

    setter: Setter
    words: WordsInLanguage | None = None

    def written(self, passage: Passage) -> Paragraph | Bullet | Subheading:
        if passage.kind != PassageKind.HEADING:
            return self.text(passage)
        text, language = self._standing(passage)
        words = text_of(self.setter.of(language).runs(text))
        return Subheading(words, language=self._other(language))

    def text(self, passage: Passage) -> Paragraph | Bullet:
        """Its numbers are said in the language in which it stands, whoever reads it."""
        standing, own = self._standing(passage)
        runs = self.setter.of(own).runs(standing)
        words, language = text_of(runs), self._other(own)
        kept = () if all(isinstance(run, str) for run in runs) else runs
        if passage.kind in (PassageKind.PARAGRAPH, PassageKind.SIGNATURE):
            signature = passage.kind == PassageKind.SIGNATURE
            return Paragraph(
                words, runs=kept, passage=passage.pk, signature=signature, language=language
            )
        label = passage.label if passage.kind == PassageKind.NUMBERED else ""
        return Bullet(
            words, level=passage.level, label=label, runs=kept, passage=passage.pk,
            language=language,
        )  # fmt: skip

    def _standing(self, passage: Passage) -> tuple[str, str]:
        if self.words is None:
            return passage.text, passage.language
        return in_language(passage, self.setter.language)

    def _other(self, language: str) -> str:
        """ "" where it is the language of the document."""
        return "" if language == self.setter.language else language


@dataclass(frozen=True, kw_only=True)
class PassageSetter(TextSetter):
    """Makes any passage into blocks, from the material and the figures of one consolidation."""

    material: Material

    def blocks(self, passage: Passage) -> Iterator[Block]:
        match passage.kind:
            case PassageKind.TABLE:
                yield from self._table(passage)
            case PassageKind.CHART:
                yield from self._chart(passage)
            case PassageKind.COMPARISON:
                yield from self._comparison(passage)
            case _:
                yield self.written(passage)

    def _table(self, passage: Passage) -> Iterator[Block]:
        code = passage.spec.get("table")
        tables = (stored_table for rows in self.material.tables.values() for stored_table in rows)
        table = next((candidate for candidate in tables if candidate.code == code), None)
        if table is None:
            return
        block = table_block(self.material, table, self._reworded(passage))
        if block is not None:
            yield self._noted(block, table, passage)

    def _reworded(self, passage: Passage) -> Reword:
        words = self.words or WordsInLanguage(self.setter.language)
        return rewording(passage.spec, self.setter, words)

    def _noted(self, block: DocumentTable, table: Table, passage: Passage) -> DocumentTable:
        """With how many of the texts in its rows are not translated."""
        if self.words is None or table.layout != "entries" or table.shown is not None:
            return block
        texts = table_words(self.material, table, passage.spec)
        lacking = sum(self.words.lacks(text) for text in texts)
        if not lacking:
            return block
        words = _("Texts in this table that are not translated yet: %(count)d.")
        return replace(block, notes=(*block.notes, words % {"count": lacking}))

    @cached_property
    def chart_inputs(self) -> EditionChartInputs:
        return EditionChartInputs(self.material)

    def _comparison(self, passage: Passage) -> Iterator[Block]:
        block = comparison_block(self.chart_inputs, passage.spec, passage.pk)
        if block is not None:
            yield block

    def _chart(self, passage: Passage) -> Iterator[Block]:
        if is_of_table(passage.spec):
            made = spec_chart(self.chart_inputs, passage.spec, passage.pk)
            if made is not None:
                yield made
            return
        code = passage.spec.get("chart")
        chart = next((row for row in self.catalogue_charts.charts if row.code == code), None)
        if chart is not None:
            made = self.catalogue_charts.block(chart)
            if is_shown(chart, made):
                yield made

    @cached_property
    def catalogue_charts(self) -> CatalogueCharts:
        charts = [chart for rows in self.material.charts.values() for chart in rows]
        return CatalogueCharts(self.material.book, self.material.language, charts)


def table_block(material: Material, table: Table, reword: Reword) -> DocumentTable | None:
    if table.shown is not None:
        return rows_table(material, table.shown, table)
    if table.pk in material.shown_elsewhere:
        return None
    match table.layout:
        case "units":
            return units_table(material, table)
        case "months":
            return months_table(material, table)
        case "single":
            return single_table(material, table)
        case "entries":
            return entries_table(material, table, reword)
        case _:
            return rows_table(material, table)


def passage_setter(
    consolidation: Consolidation, language: str, words: WordsInLanguage | None = None
) -> PassageSetter:
    """In the language of the moment, which the caller has set to `language`."""
    material = Material(consolidation, language)
    setter = Setter(material.book.lookup, material.period.code, language, _, tongue)
    return PassageSetter(material=material, setter=setter, words=words)


def build_edition(edition: Edition, consolidation: Consolidation | None, language: str) -> Document:
    """The whole report in one language; `NotHere` where the period has no figures yet."""
    if consolidation is None:
        raise NotHere
    with override(language):
        words = words_of_edition(edition, language)
        at = passage_setter(consolidation, language, words)
        passages: dict[str, list[Passage]] = defaultdict(list)
        signature = endorsement(edition)
        for passage in edition.passages.filter(removed=False).order_by("position", "pk"):
            if signature is None or passage.kind != PassageKind.SIGNATURE:  # hers stands for it
                passages[passage.section].append(passage)
        chapter = PlanChapter(at.material, at.setter, words)
        sections = [_section(at, row, passages[row.code], chapter) for row in at.material.sections]
        if signature is not None:
            sections = with_signature(sections, signature, language)
        sections = [*directions_sections(at.material.period, language), *sections]
        sections += [*contributors_sections(at.material), completeness_section(at.material)]
        found = printed_discrepancies(consolidation, edition.published_at, words.of)
        with_marks = noted(
            notes_among(found),
            lead_to_annexes(list(numbered(sections, _code(edition)))),
            consolidation.period.code,
        )
        code = consolidation.period.code
        own = figure_states(found, consolidation.period, decided=bool(edition.reason))
        states = with_measures(
            with_totals(own), with_marks.sections, code, at.material.book.formula
        )
        with_states = tuple(stated(with_marks.sections, states, code))
        return Document(
            title=report_title(at.material.period),
            subtitle=report_subtitle(at.material.period),
            publisher=(
                *state_heading(language),
                _("National Committee for Counter Trafficking"),
            ),
            year=edition.year,
            language="km" if language == "km" else "en",
            dated=(edition.published_at or consolidation.created_at).isoformat(),
            edition=edition_words(edition),
            sections=with_states,
            words=fixed_words(),
            practice=is_practice(edition.year),
            discrepancies=listed(found, with_marks.numbers),
            signatories=signatories(edition, language),
            remarks=(*translation_remarks(edition, with_states, language), *remarks(with_states)),
        )


def _section(
    at: PassageSetter, row: SectionRow, passages: list[Passage], chapter: PlanChapter
) -> Section:
    """What was written, and below it what the portal writes."""
    written = tuple(block for passage in passages for block in at.blocks(passage))
    return Section(
        id=row.code,
        number=row.number,
        title=dated(row.title_in(at.material.language), at.material.year),
        level=row.level,
        blocks=(*written, *chapter.blocks(row)) if row.generated else written,
    )


def _code(edition: Edition) -> TraceCode:
    number = edition.number if edition.published_at is not None else 0
    return document_code(Period.from_key(edition.period_key), number)


def edition_words(edition: Edition) -> str:
    """Which edition it is and of which day, never invented."""
    if edition.published_at is None:
        day = date_format(timezone.localtime(timezone.now()), "DATE_FORMAT")
        return _("Draft of edition %(number)d, %(day)s") % {"number": edition.number, "day": day}
    day = date_format(timezone.localtime(edition.published_at), "DATE_FORMAT")
    return _("Edition %(number)d, published on %(day)s") % {"number": edition.number, "day": day}
