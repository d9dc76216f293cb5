"""Units, their reports, and the national reports."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from provinces.models import LOCALITIES, UnitClosure, UnitKind
from provinces.queries import unit_names
from provinces.spelling import squeezed
from reporting.access import Actor
from reporting.core.queries.period_words import period_words, report_title
from reporting.core.queries.practice_years import practice_years
from reporting.core.queries.years import this_year
from reporting.kernel.periods import Period
from reporting.models import Edition, Report
from reporting.search.queries.found import EXACT_NAME, MOST, REPORT, WHOLE_NAME, SearchAnswer
from reporting.search.queries.known import Known
from reporting.search.rules.question import Question, without_report
from reporting.search.rules.units import Named
from reporting.search.rules.words import features


def unit_answers(
    names: Sequence[Named], question: Question, here: Known, actor: Actor, language: str
) -> Iterator[SearchAnswer]:
    """Those that the whole question calls, then those that a part of it does; those whose pages
    this person has."""
    found: dict[int, float] = {}
    for named in names:
        for unit in named.units:
            whole = not features(named.rest) and not question.when.period
            score = (WHOLE_NAME if whole else 4.0) - (1.5 if named.is_misspelt else 0.0)
            kind = here.units[unit][1]
            if whole and kind in (UnitKind.WORKING_GROUP, *LOCALITIES):
                score = EXACT_NAME if not _is_full_name(question) else WHOLE_NAME
            found[unit] = max(found.get(unit, 0.0), score)
    own = None if actor.is_national else _below(actor)
    shown = [unit for unit in found if own is None or unit in own][: MOST * 2]
    called = unit_names(this_year(), language, shown) if shown else {}
    for unit in shown:
        code, kind = here.units[unit]
        detail = f"{UnitKind(kind).label}, {code}"
        yield SearchAnswer("unit", code, called.get(unit, code), detail, found[unit])


def _is_full_name(question: Question) -> bool:
    return len(squeezed(question.rest)) > len("law enforcement")  # which is first of all a section


def _below(actor: Actor) -> set[int]:
    rows = UnitClosure.objects.filter(ancestor=actor.unit)
    return set(rows.values_list("descendant_id", flat=True))


def edition_answers(question: Question) -> Iterator[SearchAnswer]:
    """The national reports that this person reads: row-level security says which. One query."""
    rest = without_report(question.rest)
    if not question.is_report or rest:
        return
    rows = Edition.objects.order_by("-period_key", "-number")
    if question.when.period:
        rows = rows.filter(period_key=question.when.period.key)
    else:
        rows = rows.exclude(year__in=practice_years())
    for at, edition in enumerate(rows[:MOST]):
        period = Period.from_key(edition.period_key)
        state = "" if edition.is_published else str(edition.get_state_display())
        detail = ", ".join(filter(None, (_("edition %(n)d") % {"n": edition.number}, state)))
        target = (
            period.url if at == 0 or not edition.is_published else f"{period.url}/{edition.number}"
        )
        yield SearchAnswer("edition", target, report_title(period), detail, REPORT + 1 - 0.01 * at)


def report_answers(
    names: Sequence[Named], question: Question, here: Known, language: str
) -> Iterator[SearchAnswer]:
    """Of a unit and a period, by the word “report”, or by what its form is called; two queries."""
    asked = _asked_reports(names, question, here)
    if asked is None:
        return
    units, forms, score = asked
    rows = Report.objects.select_related("organisation_unit", "data_set")
    if units:
        rows = rows.filter(organisation_unit__in=units)
    if forms:
        rows = rows.filter(data_set__code__in=forms)
    if question.when.period:
        rows = rows.filter(period_key=question.when.period.key)
    else:
        rows = rows.exclude(year__in=practice_years())
    order = ("-year", "period_key", "organisation_unit__position", "data_set__position")
    found = list(rows.order_by(*order)[:MOST])
    names_then = unit_names(this_year(), language, [row.organisation_unit for row in found])
    for at, row in enumerate(found):
        code = row.organisation_unit.code
        yield SearchAnswer(
            "report",
            f"{code}/{row.data_set.code}/{row.period.url}",
            f"{names_then.get(row.organisation_unit_id, code)}, {period_words(row.period)}",
            row.data_set.title_in(language),
            score - 0.01 * at,
        )


def _asked_reports(
    names: Sequence[Named], question: Question, here: Known
) -> tuple[tuple[int, ...], list[str], float] | None:
    for named in names:
        words = set(features(named.rest))
        if named.units and not words and (question.is_report or question.when.period):
            return named.units, [], REPORT if question.is_report else 5.0
    for named in sorted(names, key=lambda name: not name.units):
        words = set(features(named.rest))
        forms = [
            form.code
            for form in here.forms
            if words and any(words <= set(way) for way in form.ways)
        ]
        if forms and (question.is_report or question.when.period):
            return named.units, forms, REPORT - 1 if question.is_report or len(words) > 1 else 5.0
    return None
