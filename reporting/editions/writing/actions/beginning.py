"""An edition begins: from the catalogue's outline with its tables and charts; a correction from the
edition that it corrects; what is written anew each year from last year's words."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, Overtaken, Refused, require
from reporting.core.actions.audit import record
from reporting.core.queries.editions import in_work, newest_consolidation, newest_published
from reporting.core.queries.practice_years import may_compare
from reporting.editions.writing.actions.versions import STEP, add
from reporting.editions.writing.queries.section_workspace import TEXT_KINDS
from reporting.kernel.periods import Period
from reporting.models import Edition, Passage, PassageKind, PassageSource, TranslatedWords
from strategies.models import Chart, Section, Table, TableDataSet
from strategies.models.labels import in_year

COPIED = (
    "section", "position", "kind", "level", "label", "text", "translation", "translates",
    "translated_at", "translated_by_id", "spec",
)  # fmt: skip
# The forms of those who write the report themselves.
OURS = ("secretariat", "working_group")


@transaction.atomic
def begin(*, by: Actor, period: Period) -> Edition:
    """Edition 1 of the period, or the next one after what is published."""
    require(by, Permission.EDITION_WRITE)
    if in_work(period.key):
        raise Overtaken(_("An edition of this period is being written already."))
    if newest_consolidation(period.key) is None:
        raise Refused(_("Consolidate the period first: the report is written beside its figures."))
    corrected = newest_published(period.key)
    basis = corrected or _last_year(period)
    edition = Edition.objects.create(
        period_key=period.key,
        year=period.year,
        number=corrected.number + 1 if corrected else 1,
        basis=basis,
        begun_by=by.user,
        transcribed_language=corrected.transcribed_language if corrected else "",
    )
    if basis:
        _continue_words(edition, basis)
    if corrected:
        _continue(by, edition, list(corrected.passages.filter(removed=False)))
    else:
        add(by, edition, _outline(period.year))
        if basis:
            _continue_last_year(by, edition, basis)
    record("edition.begin", f"edition:{edition.pk}", by=by, period=period.code)
    return edition


def _last_year(period: Period) -> Edition | None:
    before = period.same_last_year
    return newest_published(before.key) if may_compare(period.year, before.year) else None


def _outline(year: int) -> Iterator[Passage]:
    """A place for each table that prints numbers and for each chart, in the catalogue's order.
    Texts have none: they come from the units, or are written."""
    tables = Table.objects.filter(in_year(year)).select_related("section").order_by("position")
    at: dict[str, int] = {}
    for table in tables:
        at[table.section.code] = at.get(table.section.code, 0) + 100 * STEP
        if table.kind != Table.Kind.NARRATIVE:
            yield _placed(table.section.code, at, PassageKind.TABLE, table.code)
    charts = Chart.objects.filter(in_year(year), placed_from__lte=year).select_related("section")
    for chart in charts.order_by("position"):
        at[chart.section.code] = at.get(chart.section.code, 0) + 100 * STEP
        yield _placed(chart.section.code, at, PassageKind.CHART, chart.code)


def _placed(section: str, at: dict[str, int], kind: PassageKind, code: str) -> Passage:
    return Passage(section=section, position=at[section], kind=kind, spec={str(kind): code})


def _continue(by: Actor, edition: Edition, passages: list[Passage]) -> None:
    """A copy that remembers what it continues, with the accepted texts behind it."""
    made = add(by, edition, _copies(passages))
    new = {row.continues_id: row for row in made}
    sources = PassageSource.objects.filter(passage__in=passages)
    PassageSource.objects.bulk_create(
        PassageSource(passage=new[source.passage_id], entry_id=source.entry_id, by=by.user)
        for source in sources
    )


def _continue_last_year(by: Actor, edition: Edition, last: Edition) -> None:
    """The words of the sections that the Secretariat writes itself: overview, strengths, gaps,
    requests, conclusion, directions."""
    rows = last.passages.filter(
        removed=False, kind__in=TEXT_KINDS, section__in=written_sections(edition.year)
    )
    add(by, edition, _copies(rows))


def _continue_words(edition: Edition, last: Edition) -> None:
    """What was translated once need not be translated again: the same words come with the reports
    of every year."""
    names = ("mark", "text", "language", "translation", "at", "by_id")
    TranslatedWords.objects.bulk_create(
        TranslatedWords(edition=edition, **{name: getattr(row, name) for name in names})
        for row in last.translated_words.all()
    )


def _copies(passages: Iterable[Passage]) -> list[Passage]:
    return [
        Passage(continues=row, **{name: getattr(row, name) for name in COPIED}) for row in passages
    ]


def written_sections(year: int) -> list[str]:
    """Those in which every table is text that the Secretariat writes; working groups may help."""
    tables = Table.objects.filter(in_year(year))
    numbers = tables.exclude(kind=Table.Kind.NARRATIVE)
    places = TableDataSet.objects.filter(in_year(year), table__in=tables)
    others = places.exclude(data_set__code__in=OURS)
    ours = places.filter(data_set__code=OURS[0])
    return list(
        Section.objects.filter(in_year(year), tables__in=ours.values("table"))
        .exclude(pk__in=numbers.values("section_id"))
        .exclude(pk__in=others.values("table__section_id"))
        .order_by("position")
        .values_list("code", flat=True)
        .distinct()
    )
