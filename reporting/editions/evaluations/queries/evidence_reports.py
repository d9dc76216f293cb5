"""What the annual reports of the years say, with the units and periods behind it. Texts of units
that no report took are not printed: who may read them reads them beside the criterion."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from provinces.queries import unit_names
from reporting.core.queries.period_words import joined, period_words
from reporting.document.value import Block, Bullet, Paragraph, Subheading
from reporting.editions.composing.queries.edition_document import passage_setter
from reporting.editions.composing.queries.row_words import words_of_edition
from reporting.editions.evaluations.queries.years import Basis, EvidenceYear
from reporting.editions.writing.queries.section_workspace import TEXT_KINDS
from reporting.models import Passage, PassageKind, PassageSource
from strategies.models import Section
from strategies.models.labels import dated, in_year

MOST = 40  # of a section of a year
NOT_SAID = (PassageKind.HEADING, PassageKind.SIGNATURE)


def report_blocks(
    years: Sequence[EvidenceYear], sections: Sequence[str], language: str
) -> Iterator[Block]:
    for year in years:
        if year.basis is Basis.TO_COME:
            continue
        blocks = list(_of_year(year, sections, language)) if year.own_run else []
        if blocks:
            yield from blocks
        else:
            words = _("The annual report of %(year)d says nothing here.")
            if year.edition is None:
                words = _("There is no annual report of %(year)d here that says anything of this.")
            yield Paragraph(words % {"year": year.year})


def _of_year(year: EvidenceYear, sections: Sequence[str], language: str) -> Iterator[Block]:
    if year.edition is None or year.own_run is None:
        return
    rows = year.edition.passages.filter(
        removed=False, section__in=sections, kind__in=TEXT_KINDS
    ).exclude(kind__in=NOT_SAID)
    passages: dict[str, list[Passage]] = defaultdict(list)
    for passage in rows.select_related("continues__edition").order_by("position", "pk"):
        if not _is_last_years(passage, year):
            passages[passage.section].append(passage)
    if not passages:
        return
    setter = passage_setter(year.own_run, language, words_of_edition(year.edition, language))
    told_by = _told_by(year, [row for found in passages.values() for row in found], language)
    titles = {row.code: row for row in Section.objects.filter(in_year(year.year))}
    for code in sections:
        if code not in passages:
            continue
        title = dated(titles[code].title_in(language), year.year) if code in titles else code
        words = _("Annual report of %(year)d, %(section)s")
        yield Subheading(words % {"year": year.year, "section": f"{code} {title}"})
        for passage in passages[code][:MOST]:
            yield _bullet(setter.text(passage), told_by.get(passage.pk, ""))
        more = len(passages[code]) - MOST
        if more > 0:
            yield Paragraph(_("%(count)d more stand in the report.") % {"count": more})


def _is_last_years(passage: Passage, year: EvidenceYear) -> bool:
    """A report begins with last year's words: those that nobody has changed say nothing of it."""
    before = passage.continues
    return before is not None and before.edition.year != year.year and before.text == passage.text


def _bullet(said: Paragraph | Bullet, told_by: str) -> Bullet:
    """`told_by`: the units that wrote it, behind the text."""
    behind = f" ({told_by})" if told_by else ""
    bullet = Bullet(f"{said.text}{behind}", runs=said.runs, language=said.language)
    return replace(bullet, runs=(*said.runs, behind)) if behind and said.runs else bullet


def _told_by(year: EvidenceYear, rows: Sequence[Passage], language: str) -> dict[int, str]:
    """By passage: “Kandal, March 2021”; two queries."""
    sources = PassageSource.objects.filter(passage__in=rows).select_related(
        "entry__organisation_unit", "entry__revision__report"
    )
    names = unit_names(year.year, language)
    found: dict[int, list[str]] = defaultdict(list)
    for source in sources.order_by("pk"):
        unit, report = source.entry.organisation_unit, source.entry.revision.report
        words = _("%(unit)s, %(period)s")
        said = {"unit": names.get(unit.pk, unit.code), "period": period_words(report.period)}
        found[source.passage_id].append(words % said)
    return {pk: joined(dict.fromkeys(told)) for pk, told in found.items()}
