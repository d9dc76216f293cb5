"""What stands in an evaluation besides its passages, and the fingerprint of all of it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from provinces.models import OrganisationUnit
from provinces.queries import unit_names
from reporting.commitments.queries.answers import RegisterClock
from reporting.commitments.queries.register import RegisterLine, commitments, lines
from reporting.document.json_files import document_from_json
from reporting.document.value import Block, Document
from reporting.editions.evaluations.queries.evaluations import template_in
from reporting.editions.evaluations.rules.template import Template
from reporting.editions.publishing.queries.canonical import passage_values, translated_words
from reporting.editions.publishing.rules.manifest import digest_of
from reporting.models import (
    Commitment,
    Edition,
    EvaluationEvidence,
    EvaluationRating,
    EvaluationRecommendation,
    Evaluator,
)


@dataclass(frozen=True)
class RecommendationLine:
    """`register`: what became of it, once it is a commitment."""

    recommendation: EvaluationRecommendation
    units: list[str]
    register: RegisterLine | None


class EvaluationContents:
    """Read when it is first asked for; a fixed number of queries, whatever there is."""

    def __init__(self, edition: Edition, language: str) -> None:
        self.edition, self.language = edition, language

    @cached_property
    def template(self) -> Template:
        return template_in(self.edition)

    @cached_property
    def evaluators(self) -> list[Evaluator]:
        return list(self.edition.evaluators.select_related("by").order_by("pk"))

    @cached_property
    def _all_ratings(self) -> list[EvaluationRating]:
        return list(self.edition.ratings.select_related("evaluator", "by").order_by("pk"))

    @cached_property
    def standing(self) -> dict[tuple[str, int], EvaluationRating]:
        """By criterion and evaluator: the newest."""
        return {(row.criterion, row.evaluator_id): row for row in self._all_ratings}

    def replaced(self, criterion: str) -> list[EvaluationRating]:
        """Those that a later one of the same evaluator took the place of, the newest first."""
        standing = {row.pk for row in self.standing.values()}
        found = (row for row in self._all_ratings if row.criterion == criterion)
        return [row for row in found if row.pk not in standing][::-1]

    def ratings(self, criterion: str) -> list[EvaluationRating]:
        """In the order of the evaluators."""
        keys = ((criterion, evaluator.pk) for evaluator in self.evaluators)
        return [self.standing[key] for key in keys if key in self.standing]

    @property
    def lacking(self) -> dict[str, list[Evaluator]]:
        """By criterion, whose rating is not there."""
        found: dict[str, list[Evaluator]] = defaultdict(list)
        for criterion in self.template.criteria:
            for evaluator in self.evaluators:
                if (criterion.code, evaluator.pk) not in self.standing:
                    found[criterion.code].append(evaluator)
        return found

    @cached_property
    def rows(self) -> list[EvaluationRecommendation]:
        return list(self.edition.recommendations.select_related("by").order_by("position"))

    @cached_property
    def recommendations(self) -> list[RecommendationLine]:
        names = self._unit_names
        return [
            RecommendationLine(
                row, [names[pk] for pk in row.units if pk in names], self.register.get(row.mark)
            )
            for row in self.rows
        ]

    @cached_property
    def _unit_names(self) -> dict[int, str]:
        asked = {pk for row in self.rows for pk in row.units}
        units = list(OrganisationUnit.objects.filter(pk__in=asked))
        names = unit_names(self.edition.year, self.language, units)
        return {unit.pk: names.get(unit.pk, unit.code) for unit in units}

    @cached_property
    def register(self) -> Mapping[str, RegisterLine]:
        """By mark; what this person sees of them is asked where it is shown."""
        clock = RegisterClock.of(self.edition.year)
        marks = [row.mark for row in self.rows]
        found = commitments(clock).filter(
            origin=Commitment.Origin.EVALUATION,
            origin_year=self.edition.year,
            origin_mark__in=marks,
        )
        told = lines(found, None, clock, self.language)
        return {line.commitment.origin_mark: line for line in told}

    @cached_property
    def evidence(self) -> EvaluationEvidence | None:
        """In the language, else in the other one."""
        rows = {row.language: row for row in self.edition.evidence.select_related("drawn_by")}
        return rows.get(self.language) or next(iter(rows.values()), None)

    @cached_property
    def _evidence_document(self) -> Document | None:
        return document_from_json(self.evidence.document) if self.evidence else None

    def evidence_of(self, criterion: str) -> tuple[Block, ...]:
        document = self._evidence_document
        sections = document.sections if document else ()
        return next((section.blocks for section in sections if section.id == criterion), ())


def fingerprint(edition: Edition) -> str:
    """Of all that is signed: text, evidence, ratings, recommendations. What became of these later
    is no part of it. Seven queries."""
    return digest_of(canonical(edition))


def canonical(edition: Edition) -> dict[str, Any]:
    evaluation = edition.evaluation
    contents = EvaluationContents(edition, "en")
    evidence = edition.evidence.order_by("language").values_list("language", "digest")
    return {
        "kind": edition.kind,
        "plan": evaluation.plan.code,
        "years": evaluation.years,
        "template": evaluation.template,
        "passages": passage_values(edition),
        "words": translated_words(edition),
        "evidence": [list(row) for row in evidence],
        "evaluators": [_evaluator(row) for row in contents.evaluators],
        "ratings": [
            [row.evaluator_id, row.criterion, row.step, row.reason, row.day.isoformat()]
            for _place, row in sorted(contents.standing.items())
        ],
        "recommendations": [
            [
                row.position, row.criterion, row.text_en, row.text_km, list(row.units),
                row.due.isoformat(),
            ]
            for row in contents.rows
        ],
    }  # fmt: skip


def _evaluator(row: Evaluator) -> list[Any]:
    return [
        row.pk, row.name_en, row.name_km, row.function, row.organisation, row.is_outside,
        row.first_day.isoformat(), row.last_day.isoformat(),
    ]  # fmt: skip
