"""What of the plan was planned, done and held up in each year, and the money that action plans
name. As the chapter on the plan counts it, from the reports behind the figures of each year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from reporting.consolidation.queries.plan_lines import GroupLine, UnitProgress
from reporting.consolidation.queries.plan_progress import PlanProgress
from reporting.core.queries.period_words import joined, period_words
from reporting.document.sentences.language import language_of
from reporting.document.value import (
    Block,
    Bullet,
    HeaderCell,
    Missing,
    Number,
    Paragraph,
    Row,
    Subheading,
    Table,
)
from reporting.editions.composing.queries.material import PrintedLabels
from reporting.editions.composing.queries.row_words import WordsInLanguage, words_of_edition
from reporting.editions.evaluations.queries.years import EvidenceYear
from reporting.entry.page.queries.activities import status_words
from reporting.models import PlannedActivity
from strategies.models import Plan

MOST = 30  # obstacles of a year


@dataclass(frozen=True)
class PlanEvidence:
    """In the language of the moment, which is `language`; each year costs as many queries as
    `PlanProgress`."""

    plan: Plan
    years: Sequence[EvidenceYear]
    language: str

    @cached_property
    def progress(self) -> dict[int, PlanProgress]:
        """Of the years with a consolidation of their own of which anything was planned or said."""
        found = {
            year.year: PlanProgress(year.year, self.language, consolidation=year.own_run)
            for year in self.years
            if year.own_run is not None
        }
        return {year: progress for year, progress in found.items() if progress.everything}

    def _silent(self) -> Iterator[Block]:
        silent = [str(year.year) for year in self.years if year.year not in self.progress]
        if silent:
            words = _(
                "Of these years no consolidated report tells of the plan's activities: %(years)s."
            )
            yield Paragraph(words % {"years": joined(silent)})

    def by_year(self) -> Iterator[Block]:
        if self.progress:
            yield self._table()
        yield from self._silent()

    def _table(self) -> Table:
        heads = (_("Year"), _("In the plan"), _("Planned"), _("Begun"), _("Done"), _("Held up"))
        rows: list[Row] = []
        for strategy in self.plan.strategies.order_by("number"):
            title = _("Strategy %(number)s: %(title)s") % {
                "number": strategy.number,
                "title": strategy.title_in(self.language),
            }
            rows.append(Row((title,), "group"))
            for year, progress in self.progress.items():
                groups = [line for line in progress.groups if line.group.strategy_id == strategy.pk]
                rows.append(Row((str(year), *_counts(groups))))
        return Table(
            id="plan-by-year",
            number="",
            caption=_("Activities of the plan by year: planned and carried out"),
            header=(tuple(HeaderCell(head) for head in heads),),
            rows=tuple(rows),
            align=("start", *["end"] * 5),  # type: ignore[arg-type]
            widths=(3.2, *[1.2] * 5),
            notes=(
                _(
                    "Activities are counted once, however many units planned them; a group that is "
                    "planned as a whole counts as one."
                ),
            ),
        )

    def money(self) -> Iterator[Block]:
        """By year and currency; nothing is changed from one into the other."""
        rows = list(self._budgets())
        if rows:
            heads = (
                _("Year"), _("Currency"), _("Planned sum"), _("Rows with a sum"),
                _("Units"),
            )  # fmt: skip
            yield Table(
                id="plan-money",
                number="",
                caption=_("Money in the action plans of the units, by year"),
                header=(tuple(HeaderCell(head) for head in heads),),
                rows=tuple(rows),
                align=("start", "start", "end", "end", "end"),
                widths=(1.2, 2.0, 2.4, 1.6, 1.2),
                notes=(_("Sums are planned, not spent: no report asks for what was spent."),),
            )
        named = {str(row.cells[0]) for row in rows}
        silent = [str(year.year) for year in self.years if str(year.year) not in named]
        if silent:
            words = _("No action plan names a sum of money in: %(years)s.")
            yield Paragraph(words % {"years": joined(silent)})

    def _budgets(self) -> Iterator[Row]:
        looked_at = [year.year for year in self.years if year.run is not None]
        rows = (
            PlannedActivity.objects.filter(
                year__in=looked_at,
                activity__group__strategy__plan=self.plan,
                budget__isnull=False,
            )
            .values("year", "currency")
            .annotate(
                planned=Sum("budget"),
                rows=Count("pk"),
                units=Count("organisation_unit", distinct=True),
            )
            .order_by("year", "currency")
        )
        for row in rows:
            currency = str(PlannedActivity.Currency(row["currency"]).label)
            planned = row["planned"]
            places = 0 if planned == planned.to_integral_value() else 2
            yield Row(
                (
                    str(row["year"]),
                    currency,
                    Number(planned, places) if planned is not None else Missing(),
                    Number(row["rows"]),
                    Number(row["units"]),
                )
            )

    def obstacles(self) -> Iterator[Block]:
        """In the units' words, with unit and period; each of a unit's words once a year."""
        yield Subheading(_("What the units say holds activities up"))
        for year in self.years:
            progress = self.progress.get(year.year)
            if progress is None:
                continue
            found = list(dict.fromkeys(self._said(year, progress)))
            yield from found[:MOST]
            if len(found) > MOST:
                words = _("%(count)d more are said of %(year)d.")
                yield Paragraph(words % {"count": len(found) - MOST, "year": year.year})
            if not found:
                words = _("No accepted report of %(year)d names an activity that is held up.")
                yield Paragraph(words % {"year": year.year})
        yield from self._silent()

    def _said(self, year: EvidenceYear, progress: PlanProgress) -> Iterator[Bullet]:
        labels = PrintedLabels(year.year, progress.units)
        words = (
            words_of_edition(year.edition, self.language)
            if year.edition
            else WordsInLanguage(self.language)
        )
        for unit in progress.held_up:
            yield self._bullet(unit, labels.printed(unit.unit.pk, words.of(unit.obstacle)))

    def _bullet(self, unit: UnitProgress, why: str) -> Bullet:
        said = _("%(unit)s, %(period)s, group %(group)s: %(why)s")
        if unit.status:
            said = _("%(unit)s, %(period)s, group %(group)s, %(status)s: %(why)s")
        spoken = language_of(why)
        return Bullet(
            said
            % {
                "unit": unit.name,
                "period": period_words(unit.said_in.period) if unit.said_in else "",
                "group": unit.activity.group.code,
                "status": status_words(unit.status),
                "why": why or _("No reason was given."),
            },
            language="" if spoken in ("", self.language) else spoken,
        )


def _counts(groups: Sequence[GroupLine]) -> Iterator[Number]:
    yield Number(sum(len(line.activities) for line in groups))
    yield Number(sum(line.planned for line in groups))
    yield Number(sum(line.begun for line in groups))
    yield Number(sum(line.done for line in groups))
    yield Number(sum(line.held_up for line in groups))
