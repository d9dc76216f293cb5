"""What the evaluators recommend is entered by the Secretariat, and becomes commitments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from provinces.models import OrganisationUnit
from provinces.roles import Permission
from reporting.access import Actor, NotHere, Overtaken, Refused, require
from reporting.calendar.queries.owed_reports import now_of, today_of
from reporting.commitments.actions import CommitmentOrigin, CommitmentTexts, make_commitment
from reporting.core.actions.audit import record
from reporting.editions.evaluations.actions.keeping import hold
from reporting.editions.evaluations.queries.evaluations import template_in, title_of
from reporting.models import Commitment, Edition, EvaluationRecommendation


@dataclass(frozen=True)
class RecommendationText:
    """`units`: who is addressed, the first leads."""

    criterion: str
    text_en: str
    text_km: str
    units: Sequence[OrganisationUnit]
    due: date


@transaction.atomic
def recommend(*, by: Actor, edition: Edition, text: RecommendationText) -> EvaluationRecommendation:
    hold(by, edition)
    if template_in(edition).criterion(text.criterion) is None:
        raise Refused(_("Choose the criterion from which it follows."))
    if not (text.text_en.strip() and text.text_km.strip()):
        raise Refused(_("Write the recommendation in both languages."))
    if not text.units:
        raise Refused(_("Say who is to carry it out."))
    if text.due < today_of(edition.year):
        raise Refused(_("The day by which it is done is over. Choose a later one."))
    last = edition.recommendations.aggregate(last=Max("position"))["last"] or 0
    made = EvaluationRecommendation.objects.create(
        edition=edition,
        position=last + 1,
        criterion=text.criterion,
        text_en=text.text_en.strip(),
        text_km=text.text_km.strip(),
        units=[unit.pk for unit in text.units],
        due=text.due,
        at=now_of(edition.year),
        by=by.user,
    )
    record(
        "evaluation.recommend", _target(edition), by=by, recommendation=made.position,
        text=made.text_en, units=[unit.code for unit in text.units], due=text.due.isoformat(),
    )  # fmt: skip
    return made


@transaction.atomic
def take_back_recommendation(*, by: Actor, edition: Edition, position: int) -> None:
    """Before it is a commitment: it was entered by mistake."""
    hold(by, edition)
    row = edition.recommendations.filter(position=position).first()
    if row is None:
        raise NotHere
    if _committed(edition).filter(origin_mark=row.mark).exists():
        raise Overtaken(_("It is a commitment already and stays."))
    row.delete()
    record(
        "evaluation.unrecommend", _target(edition), by=by, recommendation=position,
        text=row.text_en,
    )  # fmt: skip


def _committed(edition: Edition) -> QuerySet[Commitment]:
    return Commitment.objects.filter(origin=Commitment.Origin.EVALUATION, origin_year=edition.year)


@transaction.atomic
def commit(*, by: Actor, edition: Edition) -> list[Commitment]:
    """Every recommendation that is none yet becomes a commitment with the next number, also after
    the publication."""
    require(by, Permission.COMMITMENT_KEEP)
    Edition.everything.select_for_update(no_key=True).get(pk=edition.pk)
    there = set(_committed(edition).values_list("origin_mark", flat=True))
    waiting = [row for row in edition.recommendations.all() if row.mark not in there]
    if not waiting:
        raise Overtaken(_("Every recommendation is a commitment already."))
    units = OrganisationUnit.objects.in_bulk({pk for row in waiting for pk in row.units})
    names = {language: _name(edition, language) for language in ("en", "km")}
    made = [
        make_commitment(
            by=by,
            origin=CommitmentOrigin(
                Commitment.Origin.EVALUATION, edition.year, names["en"], names["km"], row.mark
            ),
            texts=CommitmentTexts(text_en=row.text_en, text_km=row.text_km),
            units=[units[pk] for pk in row.units],
            due=row.due,
        )
        for row in waiting
    ]
    record(
        "evaluation.commit", _target(edition), by=by,
        commitments=[commitment.number for commitment in made],
    )  # fmt: skip
    return made


def _name(edition: Edition, language: str) -> str:
    with override(language):
        return title_of(edition, language)[:240]


def _target(edition: Edition) -> str:
    return f"edition:{edition.pk}"
