"""Which evaluations a person reads, and where one is found."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from provinces.models import LOCALITIES, OrganisationUnit, UnitKind
from provinces.queries import unit_names
from reporting.access import Actor, NotHere, Refused
from reporting.core.queries.practice_years import practice_years
from reporting.editions.evaluations.rules.template import Template, template_of
from reporting.models import Edition

NOT_ASKED = (UnitKind.NATION, UnitKind.OBSERVER, *LOCALITIES)


@dataclass(frozen=True)
class EvaluationLine:
    """An evaluation in the list, and whether it is one to practise on."""

    edition: Edition
    title: str
    years: str
    is_practice: bool


def evaluations() -> QuerySet[Edition]:
    """Row-level security leaves a unit what is published; the newest first."""
    rows = Edition.everything.exclude(kind=Edition.Kind.REPORT)
    return rows.select_related("evaluation__plan", "begun_by", "published_by").order_by("-pk")


def evaluations_read(actor: Actor, language: str) -> list[EvaluationLine]:
    """Two queries. The lead of a working group reads what is published."""
    rows: Iterable[Edition] = evaluations()
    if actor.led_group:
        rows = evaluations().filter(state=Edition.State.PUBLISHED)
    practice = practice_years()
    return [
        EvaluationLine(row, title_of(row, language), years_words(row), row.year in practice)
        for row in rows
    ]


def evaluation_at(actor: Actor, key: int) -> Edition:
    """`NotHere` where there is none that this person may see."""
    found = evaluations().filter(pk=key).first()
    if found is None:
        raise NotHere
    if actor.led_group and not found.is_published:
        raise Refused(
            _(
                "Until an evaluation is published, only those of the Secretariat read it who read "
                "every section of the reports."
            )
        )
    return found


def template_in(edition: Edition) -> Template:
    return template_of(edition.evaluation.template)


def title_of(edition: Edition, language: str) -> str:
    """In the language of the moment, which is `language`: “Mid-term evaluation: National Strategic
    Plan 2019-2023”."""
    words = _("%(kind)s: %(plan)s")
    plan = edition.evaluation.plan.title_in(language)
    return words % {"kind": edition.get_kind_display(), "plan": plan}


def years_words(edition: Edition) -> str:
    evaluation = edition.evaluation
    said = {"first": evaluation.first_year, "last": evaluation.last_year}
    return _("Years %(first)d to %(last)d") % said


def asked_units(year: int, language: str) -> list[tuple[OrganisationUnit, str]]:
    """Whom a recommendation may address, in the order of protocol; two queries."""
    units = list(OrganisationUnit.objects.exclude(kind__in=NOT_ASKED).order_by("position", "code"))
    names = unit_names(year, language, units)
    return [(unit, names.get(unit.pk, unit.code)) for unit in units]
