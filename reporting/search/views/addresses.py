"""Where each answer leads."""

from dataclasses import dataclass

from django.db.models import F
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor
from reporting.core.queries.practice_years import practice_years
from reporting.core.queries.years import reported_year
from reporting.core.views.text_runs import trace_query
from reporting.kernel.periods import Period
from reporting.models import Edition
from reporting.search.queries.answers import Answers
from reporting.search.queries.found import SearchAnswer
from strategies.models import Section, Table


@dataclass(frozen=True)
class BesideLink:
    title: str
    url: str


class Addresses:
    """Of the answers to one question; five queries at most, however many they are."""

    def __init__(self, answers: Answers, actor: Actor) -> None:
        self.actor = actor
        self.when = answers.question.when
        codes = {one.target for one in answers.found if one.kind == "table"}
        codes |= {one.number.found.table.code for one in answers.found if one.number}
        self.tables = {
            table.code: table
            for table in Table.objects.filter(code__in=codes).select_related("section")
        }
        sections = [one.target for one in answers.found if one.kind == "section"]
        self.sections = {row.code: row for row in Section.objects.filter(code__in=sections)}
        self.report = self._newest_report()

    def _newest_report(self) -> Period | None:
        """Of the year that is asked for, else the newest; only one that this person reads."""
        rows = Edition.objects.filter(period_key=F("year") * 100).order_by("-year")
        if self.when.period:
            rows = rows.filter(year=self.when.period.year)
        else:
            rows = rows.exclude(year__in=practice_years())
        year = rows.values_list("year", flat=True).first()
        return Period.of_year(year) if year else None

    @property
    def year(self) -> int:
        if self.when.period:
            return self.when.period.year
        return self.report.year if self.report else reported_year()

    def of(self, answer: SearchAnswer) -> str:
        """ "" where this person has no page of it."""
        find = getattr(self, f"_{answer.kind}")
        found: str = find(answer)
        return found

    def _number(self, answer: SearchAnswer) -> str:
        assert answer.number is not None
        number = answer.number
        address = reverse("reporting:trace", args=[number.basis.consolidation.period])
        return f"{address}?{trace_query(str(number.reference))}"

    def beside(self, answer: SearchAnswer) -> list[BesideLink]:
        """Of a number: the table that it stands in, and where the report prints it."""
        if answer.number is None:
            return []
        number = answer.number
        links = [
            BesideLink(_("Its table"), self._explored(number.found.table.code, number.period.year))
        ]
        section = self._printed(number.found.table.section, number.basis.consolidation.period)
        if number.basis.edition is not None and section:
            links.append(BesideLink(_("In the report"), section))
        return links

    @staticmethod
    def _explored(table: str, year: int) -> str:
        return f"{reverse('reporting:explore')}?{urlencode({'table': table, 'year': str(year)})}"

    def _printed(self, section: str, period: Period | None = None) -> str:
        period = period or self.report
        return reverse("reporting:annual_section", args=[period, section]) if period else ""

    def _table(self, answer: SearchAnswer) -> str:
        table = self.tables[answer.target]
        if table.kind == Table.Kind.DERIVED:
            return self._printed(table.section.code)
        return self._explored(table.code, self.year)

    def _section(self, answer: SearchAnswer) -> str:
        """Where it stands in the report that is read."""
        section = self.sections[answer.target]
        is_there = self.report is not None and section.covers(self.report.year)
        return self._printed(section.code) if is_there else ""

    def _indicator(self, answer: SearchAnswer) -> str:
        return reverse("reporting:indicator", args=[self.year, answer.target])

    def _group(self, answer: SearchAnswer) -> str:
        return reverse("reporting:plan_group", args=[self.year, answer.target])

    def _unit(self, answer: SearchAnswer) -> str:
        if self.actor.may(Permission.PEOPLE_MANAGE):
            return reverse("reporting:unit", args=[answer.target])
        return f"{reverse('reporting:reports')}?{urlencode({'unit': answer.target})}"

    def _report(self, answer: SearchAnswer) -> str:
        return reverse("reporting:report", args=answer.target.split("/"))

    def _edition(self, answer: SearchAnswer) -> str:
        period, _slash, number = answer.target.partition("/")
        if number:
            return reverse("reporting:annual_edition", args=[Period.parse(period), int(number)])
        return reverse("reporting:annual_contents", args=[Period.parse(period)])

    def _person(self, answer: SearchAnswer) -> str:
        return reverse("reporting:person", args=[int(answer.target)])

    def _commitment(self, answer: SearchAnswer) -> str:
        return reverse("reporting:commitment", args=[int(answer.target)])

    def _meeting(self, answer: SearchAnswer) -> str:
        return reverse("reporting:meeting", args=[int(answer.target)])

    def _feedback(self, answer: SearchAnswer) -> str:
        return reverse("reporting:feedback_one", args=[int(answer.target)])
