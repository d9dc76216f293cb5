"""What differs between two editions of a period, or between an edition and today: page and CSV."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, require
from reporting.core.queries.editions import edition_at, editions_of, period_of
from reporting.core.queries.period_words import period_words
from reporting.core.views.document_downloads import as_csv
from reporting.core.views.portal import portal_view
from reporting.document.value import Section
from reporting.editions.publishing.queries.comparison import Compared, Side, side_of, today_of
from reporting.editions.publishing.queries.comparison_words import (
    ComparisonWords,
    LabelledChange,
    exact_places,
    sentence_words,
)
from reporting.editions.reading.views.report_pages import may_open
from reporting.editions.writing.rules.text_comparison import SentenceChange
from reporting.editions.writing.views.edition_access import edition_view, tabs
from reporting.models import Edition

TODAY = "today"
LINES_A_PAGE = 250
MOST_REASONS = 3


@dataclass(frozen=True)
class FigureChangePresenter:
    line: LabelledChange
    before: str
    after: str
    difference: str
    percent: str
    query: str

    @property
    def reasons(self) -> tuple[str, ...]:
        return self.line.why[:MOST_REASONS]

    @property
    def more(self) -> tuple[str, ...]:
        return self.line.why[MOST_REASONS:]


@dataclass
class SectionChangesPresenter:
    """What differs in one section; `sentences`: each change and what it is, in words; `tables`:
    title and lines."""

    id: str
    title: str
    sentences: list[tuple[SentenceChange, str]] = field(default_factory=list)
    tables: list[tuple[str, list[FigureChangePresenter]]] = field(default_factory=list)


@require_safe
@portal_view(Permission.ANNUAL_VIEW)
@edition_view()
def edition_compare(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    _require_reader(actor, edition)
    others = _others(actor, edition)
    chosen = request.GET.get("with") or (others[0][0] if others else "")
    context: dict[str, Any] = {
        "actor": actor,
        "edition": edition,
        "period": period_words(period_of(edition)),
        "tabs": tabs(edition, actor, "edition_compare"),
        "others": others,
        "chosen": chosen,
        "period_url": period_of(edition).url,
        "year": edition.year,
    }
    if chosen:
        compared = _compared(actor, edition, chosen)
        context |= _shown(request, actor, compared)
    return render(request, "editions/publishing/edition_comparison.html", context)


@require_safe
@portal_view(Permission.ANNUAL_VIEW)
@edition_view()
def edition_compare_csv(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    """All that differs, with the figures of kinds and units that the page folds away."""
    require(actor, Permission.DOWNLOAD)
    _require_reader(actor, edition)
    others = _others(actor, edition)
    chosen = request.GET.get("with") or (others[0][0] if others else "")
    if not chosen:
        raise NotHere
    compared = _compared(actor, edition, chosen)
    words = ComparisonWords(compared, get_language() or "en")
    name = f"comparison-{period_of(edition).url}-{edition.number}-{chosen}"
    title = f"{compared.before.title} \u2013 {compared.after.title}"
    return as_csv(words.table(title), name, [edition.year])


def _require_reader(actor: Actor, edition: Edition) -> None:
    if not edition.is_published:
        require(actor, Permission.EDITION_READ)


def _others(actor: Actor, edition: Edition) -> list[tuple[str, str]]:
    """What it may be compared with, the likeliest first; drafts only for who reads them."""
    reads = actor.may(Permission.EDITION_READ)
    found = []
    if edition.is_published and reads:
        found.append((TODAY, _("Today")))
    others = [other for other in editions_of(edition.period_key) if other.pk != edition.pk]
    others.sort(key=lambda other: abs(other.number - edition.number))
    for other in others:
        if other.is_published:
            found.append((str(other.number), _("Edition %(number)d") % {"number": other.number}))
        elif reads:
            words = _("Draft of edition %(number)d") % {"number": other.number}
            found.append((str(other.number), words))
    return found


def _compared(actor: Actor, edition: Edition, chosen: str) -> Compared:
    """The earlier one first, whichever was asked for."""
    language = get_language() or "en"
    if chosen not in dict(_others(actor, edition)):
        raise NotHere
    if chosen == TODAY:
        return Compared(side_of(edition, language), today_of(edition, language))
    other = edition_at(period_of(edition).url, int(chosen))
    earlier, later = sorted((edition, other), key=lambda either: either.number)
    sides = side_of(earlier, language), side_of(later, language)
    return Compared(*sides, sees_all=actor.is_national)


def _shown(request: PortalRequest, actor: Actor, compared: Compared) -> dict[str, Any]:
    words = ComparisonWords(compared, get_language() or "en")
    lines = words.figure_lines()
    page = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page"))
    came, went = compared.discrepancies
    sentences = compared.sentences if page.number == 1 else []
    sections = _sections(compared.after, compared.before, sentences, page.object_list, actor)
    return {
        "before": compared.before,
        "after": compared.after,
        "page": page,
        "sections": sections,
        "figures": len(compared.figures),
        "lines": len(lines),
        "sentences": len(compared.sentences),
        "tallies": _tallies(compared.sentences),
        "came": [(row, words.discrepancy(row)) for row in came],
        "went": [(row, words.discrepancy(row)) for row in went],
        "query": urlencode({"with": request.GET.get("with", "")}),
        "trace": reverse("reporting:trace", args=[compared.after.edition.year]),
    }


def _tallies(sentences: Iterable[SentenceChange]) -> list[tuple[str, int]]:
    counted: dict[str, int] = {}
    for sentence in sentences:
        words = sentence_words(sentence)
        counted[words] = counted.get(words, 0) + 1
    return list(counted.items())


def _sections(
    after: Side,
    before: Side,
    sentences: Iterable[SentenceChange],
    lines: Iterable[LabelledChange],
    actor: Actor,
) -> list[SectionChangesPresenter]:
    """Those in which something differs, in reading order; a section that is gone stands last."""
    known: dict[str, Section] = {section.id: section for section in before.document.sections}
    known |= {section.id: section for section in after.document.sections}
    order = [section.id for section in after.document.sections]
    found: dict[str, SectionChangesPresenter] = {}

    def at(code: str) -> SectionChangesPresenter:
        if code not in found:
            section = known.get(code)
            title = f"{section.number} {section.title}".strip() if section else code
            found[code] = SectionChangesPresenter(code, title or _("Elsewhere"))
        return found[code]

    for sentence in sentences:
        at(sentence.section).sentences.append((sentence, sentence_words(sentence)))
    for (code, table), group in groupby(lines, key=lambda line: (line.section, line.table)):
        at(code).tables.append((table, [_figure(line, actor) for line in group]))
    return sorted(
        found.values(),
        key=lambda presenter: order.index(presenter.id) if presenter.id in order else len(order),
    )


def _figure(line: LabelledChange, actor: Actor) -> FigureChangePresenter:
    change = line.change
    percent = change.percent
    address = change.address
    opens = change.after is not None and may_open(actor, address)
    return FigureChangePresenter(
        line=line,
        before=_number(change.before.value if change.before else None),
        after=_number(change.after.value if change.after else None),
        difference=_signed(change.difference),
        percent=f"{_signed(percent)}\u00a0%" if percent is not None else "",
        query=urlencode({"figure": address}) if opens else "",
    )


def _number(value: Any) -> str:
    if value is None:
        return "\u2013"
    return number_format(value, exact_places(value), use_l10n=True, force_grouping=True)


def _signed(value: Any) -> str:
    if value is None:
        return ""
    shown = _number(abs(value))
    return f"+{shown}" if value > 0 else f"\u2212{shown}" if value < 0 else shown
