"""The evidence of an evaluation as a document: a section a criterion, in one language. Everything
is looked up where it is stored; what a year does not have is said."""

from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from reporting.consolidation.queries.indicators import indicator_lines
from reporting.document.json_files import to_json
from reporting.document.value import Block, Document, Paragraph, Section
from reporting.editions.composing.queries.plan_indicators import indicators_over_years
from reporting.editions.evaluations.queries.evaluations import template_in
from reporting.editions.evaluations.queries.evidence_commitments import commitment_blocks
from reporting.editions.evaluations.queries.evidence_figures import figure_blocks
from reporting.editions.evaluations.queries.evidence_plan import PlanEvidence
from reporting.editions.evaluations.queries.evidence_reports import report_blocks
from reporting.editions.evaluations.queries.years import (
    EvidenceYear,
    YearFigures,
    evidence_years,
    runs_of,
)
from reporting.editions.evaluations.rules.template import Asked, Part
from reporting.models import Edition


def build_evidence(edition: Edition, language: str) -> Document:
    """Two languages are two documents with the same numbers."""
    with override(language):
        maker = _EvidenceMaker(edition, language)
        return Document(
            title="",
            subtitle="",
            publisher=(),
            year=edition.year,
            language="km" if language == "km" else "en",
            edition="",
            sections=tuple(maker.sections()),
        )


def digest_of_evidence(document: Document) -> str:
    return sha256(repr(to_json(document)).encode()).hexdigest()


def years_as_json(edition: Edition) -> list[dict[str, Any]]:
    """For each year where its numbers stood when the evidence was drawn."""
    return [
        {
            "year": year.year,
            "basis": str(year.basis),
            "run": year.run.pk if year.run else None,
            "edition": year.edition.pk if year.edition else None,
        }
        for year in evidence_years(edition)
    ]


class _EvidenceMaker:
    def __init__(self, edition: Edition, language: str) -> None:
        self.edition, self.language = edition, language
        self.template = template_in(edition)

    @cached_property
    def years(self) -> list[EvidenceYear]:
        return evidence_years(self.edition)

    @cached_property
    def figures(self) -> YearFigures:
        return YearFigures(self.years)

    @cached_property
    def plan(self) -> PlanEvidence:
        return PlanEvidence(self.edition.evaluation.plan, self.years, self.language)

    def sections(self) -> Iterator[Section]:
        for criterion in self.template.criteria:
            title = criterion.title.said_in(self.language)
            yield Section(criterion.code, "", title, 1, tuple(self._blocks(criterion)))

    def _blocks(self, criterion: Part) -> Iterator[Block]:
        for asked in criterion.evidence:
            yield from self._of(asked, criterion)

    def _of(self, asked: Asked, criterion: Part) -> Iterator[Block]:
        match asked.kind:
            case "figures":
                yield from figure_blocks(
                    self.figures, asked.of, f"figures-{criterion.code}", self.language
                )
            case "indicators":
                yield from self._indicators(asked.of)
            case "plan":
                yield from self.plan.by_year()
            case "money":
                yield from self.plan.money()
            case "obstacles":
                yield from self.plan.obstacles()
            case "commitments":
                yield from commitment_blocks(
                    self.edition.year, asked.of, f"commitments-{criterion.code}", self.language
                )
            case "report":
                yield from report_blocks(self.years, asked.of, self.language)

    def _indicators(self, strategies: tuple[str, ...]) -> Iterator[Block]:
        runs = runs_of(self.years)
        if not runs:
            yield Paragraph(_("No year of the plan is consolidated yet: no indicator has a value."))
            return
        lines = indicator_lines(runs[-1], runs[:-1])
        years = [year.year for year in self.years if year.run is not None]
        for number in strategies:
            found = [line for line in lines if str(line.indicator.strategy) == number]
            if found:
                yield indicators_over_years(found, int(number), years, self.language)
            else:
                words = _("The catalogue has no indicator of strategy %(number)s.")
                yield Paragraph(words % {"number": number})
