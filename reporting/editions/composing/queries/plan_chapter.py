"""What the portal writes: the key figures, and the chapter on the plan, of each strategy what was
planned, done and held up, with what money, and what its indicators came to. From the reports that
the figures were added up from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from reporting.consolidation.queries.indicators import IndicatorLine, indicator_lines
from reporting.consolidation.queries.plan_lines import GroupLine, UnitProgress
from reporting.consolidation.queries.plan_progress import PlanProgress
from reporting.core.queries.period_words import period_words
from reporting.document.sentences.figures_in_text import Setter
from reporting.document.value import (
    Block,
    Bullet,
    Chart,
    HeaderCell,
    Number,
    Paragraph,
    Row,
    RowKind,
    Series,
    Subheading,
    Table,
)
from reporting.editions.composing.queries.key_figures_table import key_figures_blocks
from reporting.editions.composing.queries.material import Material, PrintedLabels
from reporting.editions.composing.queries.plan_indicators import (
    indicator_sentences,
    indicators_table,
)
from reporting.editions.composing.queries.plan_money import money_of_plan, money_of_strategy
from reporting.editions.composing.queries.row_words import WordsInLanguage
from reporting.entry.page.queries.activities import activity_title, status_words
from strategies.models import Section, Strategy


@dataclass(frozen=True)
class PlanChapter:
    """Read when a section asks for it; a fixed number of queries."""

    material: Material
    setter: Setter
    words: WordsInLanguage

    def blocks(self, section: Section) -> Iterator[Block]:
        if section.generated == Section.Generated.KEY:
            yield from key_figures_blocks(self.material)
        elif self.progress.plan is None:
            if section.generated == Section.Generated.PLAN:
                yield Paragraph(_("No plan holds in this year."))
        elif section.generated == Section.Generated.PLAN:
            yield from self._of_plan()
        elif section.generated == Section.Generated.STRATEGY:
            for strategy in self.strategies:
                if strategy.number == section.strategy:
                    yield from self._of_strategy(strategy)

    @cached_property
    def progress(self) -> PlanProgress:
        return PlanProgress(
            self.material.year, self.material.language, consolidation=self.material.consolidation
        )

    @cached_property
    def lines(self) -> list[IndicatorLine]:
        return indicator_lines(self.material.consolidation)

    @cached_property
    def strategies(self) -> list[Strategy]:
        return list(self.progress.plan.strategies.all()) if self.progress.plan else []

    def groups(self, strategy: Strategy) -> list[GroupLine]:
        return [line for line in self.progress.groups if line.group.strategy_id == strategy.pk]

    def _of_plan(self) -> Iterator[Block]:
        assert self.progress.plan is not None
        yield Paragraph(
            _(
                "This chapter tells of each strategy of the %(plan)s what the units planned for "
                "%(period)s, what their accepted reports say was done and what holds it up, and "
                "what its indicators came to."
            )
            % {
                "plan": self.progress.plan.title_in(self.material.language),
                "period": period_words(self.material.period),
            }
        )
        yield self._strategies_table()
        yield self._strategies_chart()
        listed = [one for one in self.progress.activities if not one.is_whole_group]
        untitled = sum(not activity.confirmed for activity in listed)
        if untitled:
            said = _(
                "Of the %(all)d activities of the plan %(untitled)d have no confirmed title yet: "
                "the General Secretariat supplies them. Until then the groups of activities carry "
                "the plan."
            )
            yield Paragraph(said % {"all": len(listed), "untitled": untitled})
        of_strategies = [
            (self._name(strategy), _units(self.groups(strategy))) for strategy in self.strategies
        ]
        yield from money_of_plan(of_strategies, self.material.language)

    def _name(self, strategy: Strategy) -> str:
        title = strategy.title_in(self.material.language)
        return _("Strategy %(number)s: %(title)s") % {"number": strategy.number, "title": title}

    def _strategies_table(self) -> Table:
        rows = [
            Row((self._name(strategy), *_counts(self.groups(strategy))))
            for strategy in self.strategies
        ]
        rows.append(Row((_("Total"), *_counts(self.progress.groups)), "total"))
        return _counted("plan-strategies", _("The plan by strategy"), _("Strategy"), rows)

    def _strategies_chart(self) -> Chart:
        counted = [_tally(self.groups(strategy)) for strategy in self.strategies]
        names = (_("Planned"), _("Begun"), _("Done"), _("Held up"))
        return Chart(
            id="plan-strategies-chart",
            number="",
            caption=_("Activities of the plan, planned and carried out, by strategy"),
            kind="bars",
            categories=tuple(
                _("Strategy %(number)s") % {"number": row.number} for row in self.strategies
            ),
            series=tuple(
                Series(name, tuple(tally[at] for tally in counted))
                for at, name in enumerate(names, start=1)
            ),
            unit=_("activities"),
        )

    def _of_strategy(self, strategy: Strategy) -> Iterator[Block]:
        groups = self.groups(strategy)
        _all, planned, begun, done, held_up, silent = _tally(groups)
        yield Subheading(strategy.title_in(self.material.language))
        said = _(
            "The plan has %(all)d activities in this strategy. The units planned %(planned)d of "
            "them, or of their groups as a whole, for %(period)s; %(begun)d have begun, %(done)d "
            "are done, %(held_up)d are held up."
        )
        words = said % {
            "all": _all, "planned": planned, "begun": begun, "done": done, "held_up": held_up,
            "period": period_words(self.material.period),
        }  # fmt: skip
        yield Paragraph(words)
        if silent:
            said = _("Of %(silent)d that were planned no report says that they have begun.")
            yield Paragraph(said % {"silent": silent})
        yield _counted(
            f"plan-groups-{strategy.number}",
            _("Planned and done by group of activities, strategy %(number)s")
            % {"number": strategy.number},
            _("Activity group"),
            [*self._group_rows(groups), Row((_("Total"), *_counts(groups)), "total")],
        )
        yield from self._held_up(groups)
        yield from money_of_strategy(
            strategy.number, _units(groups), self._source, self.material.language
        )
        lines = [line for line in self.lines if line.indicator.strategy == strategy.number]
        if lines:
            yield indicators_table(lines, strategy.number, self.material.language)
            yield from indicator_sentences(lines, self.setter, self.material.language)
        else:
            yield Paragraph(_("The catalogue has no indicator of this strategy."))

    def _group_rows(self, groups: Sequence[GroupLine]) -> Iterator[Row]:
        """A group; below it those of its activities that have a title and were planned or done."""
        language = self.material.language
        for line in groups:
            titled = [
                activity
                for activity in line.activities
                if activity.units and activity_title(activity.activity, language)
            ]
            kind: RowKind = "subtotal" if titled else "body"
            title = f"{line.group.code} {line.group.title_in(language)}"
            yield Row((title, *_counts([line])), kind)
            for activity in titled:
                words = f"{activity.activity.code} {activity_title(activity.activity, language)}"
                yield Row((words, *_counts([GroupLine(line.group, [activity])])))

    def _why(self, unit: UnitProgress) -> str:
        """In the language of the document, where it was translated; without a source label."""
        return self.labels.printed(unit.unit.pk, self.words.of(unit.obstacle))

    def _source(self, unit: UnitProgress) -> str:
        source = unit.planned.budget_source if unit.planned else ""
        return self.labels.printed(unit.unit.pk, self.words.of(source))

    @cached_property
    def labels(self) -> PrintedLabels:
        return PrintedLabels(self.material.year, self.progress.units)

    def _held_up(self, groups: Sequence[GroupLine]) -> Iterator[Block]:
        """What the units say of why; each of a unit's words once."""
        rows: dict[tuple[str, str, str], set[str]] = {}
        for group in groups:
            for line in group.lines:
                for unit in line.units:
                    if unit.is_held_up or unit.obstacle:
                        why = self._why(unit) or _("no reason was given")
                        place = group.group.code, unit.name, f"{status_words(unit.status)}: {why}"
                        rows.setdefault(place, set()).add(line.activity.code)
        if not rows:
            yield Paragraph(_("No accepted report names an activity that is held up."))
            return
        yield Subheading(_("What holds the activities up"))
        for (group_code, name, why), activities in rows.items():
            said = _("%(unit)s, group %(group)s (activities %(activities)s): %(why)s")
            of_the_whole = _("%(unit)s, group %(group)s: %(why)s")
            yield Bullet(
                (of_the_whole if activities == {group_code} else said)
                % {
                    "unit": name, "group": group_code, "why": why,
                    "activities": ", ".join(sorted(activities)),
                }
            )  # fmt: skip


def _units(groups: Sequence[GroupLine]) -> list[UnitProgress]:
    return [unit for group in groups for line in group.lines for unit in line.units]


Tally = tuple[int, int, int, int, int, int]


def _tally(groups: Sequence[GroupLine]) -> Tally:
    """Activities of the plan; planned, begun, done, held up, of which nothing is reported."""
    return (
        sum(len(line.activities) for line in groups),
        sum(line.planned for line in groups),
        sum(line.begun for line in groups),
        sum(line.done for line in groups),
        sum(line.held_up for line in groups),
        sum(line.silent for line in groups),
    )


def _counts(groups: Sequence[GroupLine]) -> Iterator[Number]:
    units = {
        unit.unit.pk for group in groups for line in group.lines for unit in line.units
        if unit.planned is not None
    }  # fmt: skip
    counted, *rest = _tally(groups)
    yield from (Number(counted), Number(rest[0]), Number(len(units)), *map(Number, rest[1:]))


def _counted(name: str, caption: str, first: str, rows: list[Row]) -> Table:
    heads = (
        first, _("In the plan"), _("Planned"), _("Units that planned them"), _("Begun"), _("Done"),
        _("Held up"), _("Planned, nothing reported"),
    )  # fmt: skip
    return Table(
        id=name,
        number="",
        caption=caption,
        header=(tuple(HeaderCell(word) for word in heads),),
        rows=tuple(rows),
        align=("start", *["end"] * 7),  # type: ignore[arg-type]
        widths=(4.2, *[1.1] * 7),
        notes=(
            _(
                "Activities are counted once, however many units planned them; a group that is "
                "planned as a whole counts as one. An activity is done when every unit that "
                "planned it says so."
            ),
        ),
    )
