"""An evaluation begins; its evaluators and their ratings are entered by the Secretariat."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, NotHere, Overtaken, Refused, require
from reporting.calendar.queries.owed_reports import now_of, today_of
from reporting.core.actions.audit import record
from reporting.document.sentences.language import language_of
from reporting.document.sentences.pairs import mark_of
from reporting.editions.evaluations.queries.evaluations import template_in
from reporting.editions.evaluations.rules.template import read_template
from reporting.editions.writing.actions.translations import translate_words
from reporting.editions.writing.actions.versions import writable
from reporting.models import (
    Edition,
    Evaluation,
    EvaluationRating,
    Evaluator,
    TranslatedWords,
)
from strategies.models import Plan

TEMPLATE = "template.yaml"


def folder_of_templates() -> Path:
    return Path(settings.BASE_DIR) / "fixtures" / "evaluation"


@transaction.atomic
def begin(
    *, by: Actor, kind: str, plan: Plan, first_year: int, last_year: int, year: int
) -> Edition:
    """`year`: in which it is made, which is the last that its evidence tells of; one to practise on
    takes the evaluation away with it."""
    require(by, Permission.EDITION_WRITE)
    Plan.objects.select_for_update().get(pk=plan.pk)  # two who begin come one after the other
    if kind not in (Edition.Kind.MID_TERM, Edition.Kind.FINAL):
        raise Refused(_("Choose a mid-term or a final evaluation."))
    if not plan.first_year <= first_year <= last_year <= plan.last_year:
        raise Refused(_("The years are those of the plan, the first one before the last."))
    if first_year > year:
        raise Refused(_("The first year of the plan is still to come."))
    of_its_kind = Edition.everything.filter(kind=kind, evaluation__plan=plan, year=year)
    if of_its_kind.exclude(state=Edition.State.PUBLISHED).exists():
        raise Overtaken(_("This evaluation of the plan was begun already in this year."))
    edition = Edition.everything.create(
        kind=kind,
        period_key=0,
        year=year,
        number=of_its_kind.count() + 1,
        begun_at=now_of(year),
        begun_by=by.user,
    )
    Evaluation.objects.create(
        edition=edition,
        plan=plan,
        first_year=first_year,
        last_year=last_year,
        template=read_template(folder_of_templates() / TEMPLATE),
    )
    record(
        "evaluation.begin", _target(edition), by=by, kind=kind, plan=plan.code,
        years=[first_year, last_year],
    )  # fmt: skip
    return edition


def hold(by: Actor, edition: Edition) -> None:
    """Raises where this person does not write, or nobody does any more; two who write it come one
    after the other."""
    writable(by, edition)
    found = Edition.everything.select_for_update(no_key=True).get(pk=edition.pk)
    writable(by, found)


@dataclass(frozen=True)
class EvaluatorText:
    name_en: str
    name_km: str
    function: str
    organisation: str
    is_outside: bool
    first_day: date
    last_day: date


@transaction.atomic
def name_evaluator(*, by: Actor, edition: Edition, text: EvaluatorText) -> Evaluator:
    hold(by, edition)
    if not (text.name_en or text.name_km):
        raise Refused(_("Say the name in one of the languages."))
    if text.last_day < text.first_day:
        raise Refused(_("The last day is before the first one."))
    made = Evaluator.objects.create(
        edition=edition, at=now_of(edition.year), by=by.user, **vars(text)
    )
    record("evaluation.name", _target(edition), by=by, evaluator=made.pk, name=str(made))
    return made


@transaction.atomic
def take_back_evaluator(*, by: Actor, edition: Edition, evaluator: int) -> None:
    """Who was entered by mistake: nothing was rated in that name."""
    hold(by, edition)
    row = _evaluator(edition, evaluator)
    if row.ratings.exists():
        raise Refused(_("This evaluator has rated already and stays in the evaluation."))
    row.delete()
    record("evaluation.unname", _target(edition), by=by, name=str(row))


@transaction.atomic
def change_term(*, by: Actor, edition: Edition, evaluator: int, last_day: date) -> None:
    """Longer or shorter, but no rating falls out of it."""
    hold(by, edition)
    row = _evaluator(edition, evaluator)
    if last_day < row.first_day:
        raise Refused(_("The last day is before the first one."))
    newest = row.ratings.aggregate(last=Max("day"))["last"]
    if newest is not None and last_day < newest:
        raise Refused(_("This evaluator has rated on a later day."))
    before, row.last_day = row.last_day, last_day
    row.save(update_fields=["last_day"])
    record(
        "evaluation.term", _target(edition), by=by, evaluator=row.pk,
        before=before.isoformat(), after=last_day.isoformat(),
    )  # fmt: skip


def _evaluator(edition: Edition, evaluator: int) -> Evaluator:
    found = edition.evaluators.filter(pk=evaluator).first()
    if found is None:
        raise NotHere
    return found


@dataclass(frozen=True)
class RatingText:
    """`counterpart`: the reason in the other language, where it is given."""

    evaluator: int
    step: int
    reason: str
    day: date
    counterpart: str = ""


@transaction.atomic
def rate(*, by: Actor, edition: Edition, criterion: str, text: RatingText) -> EvaluationRating:
    """A later rating of the same evaluator and criterion takes its place; the first stays to be
    read."""
    hold(by, edition)
    template = template_in(edition)
    evaluator = _evaluator(edition, text.evaluator)
    if template.criterion(criterion) is None:
        raise NotHere
    if template.step(text.step) is None:
        raise Refused(_("Choose one of the ratings."))
    reason = text.reason.strip()
    if not reason:
        raise Refused(_("Say why: a rating without a reason is not kept."))
    if not evaluator.first_day <= text.day <= evaluator.last_day:
        raise Refused(_("On this day the evaluator had not begun yet, or had ended."))
    if text.day > today_of(edition.year):
        raise Refused(_("This day is still to come."))
    made = EvaluationRating.objects.create(
        edition=edition,
        evaluator=evaluator,
        criterion=criterion,
        step=text.step,
        reason=reason,
        language=language_of(reason) or "en",
        day=text.day,
        at=now_of(edition.year),
        by=by.user,
    )
    if text.counterpart.strip():
        _translate(by, edition, reason, text.counterpart)
    record(
        "evaluation.rate", _target(edition), by=by, criterion=criterion, step=text.step,
        evaluator=evaluator.pk, reason=reason,
    )  # fmt: skip
    return made


def _translate(by: Actor, edition: Edition, words: str, counterpart: str) -> None:
    seen = TranslatedWords.objects.filter(edition=edition, mark=mark_of(words)).first()
    version = seen.version if seen else 0
    translate_words(by=by, edition=edition, words=words, seen=version, text=counterpart)


def _target(edition: Edition) -> str:
    return f"edition:{edition.pk}"
