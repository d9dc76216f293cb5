from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from provinces import people
from provinces.models import OrganisationUnit, UnitKind
from provinces.roles import DatabaseRole, Role
from provinces.tenancy import acting_as
from reporting.access import Actor, Refused
from reporting.core.actions import jobs
from reporting.core.actions.jobs import ring
from reporting.core.queries.practice_years import is_practice
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import ReportingYear
from reporting.practice.actions.making import Made, make, remove
from reporting.practice.actions.opening import PracticePeople
from reporting.practice.rules.planning import known_numbers


def month(text: str) -> int | Period:
    """A month's number, or the month with its year: 9, 2021-09."""
    if text.isdecimal() and 1 <= int(text) <= 12:
        return int(text)
    try:
        found = Period.parse(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error
    if found.kind is not PeriodKind.MONTH:
        raise ArgumentTypeError(_("Give a month, such as 9 or 2021-09."))
    return found


class Command(BaseCommand):
    help = "Makes a plausible, seeded year to practise on, with known mistakes; or removes it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument(
            "--until",
            type=month,
            help="the last month that is over, such as 9 or 2021-09; without it December",
        )
        parser.add_argument(
            "--scale", choices=ReportingYear.Scale.values, default=ReportingYear.Scale.PROVINCES
        )
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--every-cell", action="store_true", help="districts and communes fill each cell"
        )
        parser.add_argument("--remove", action="store_true", help="takes the year away again")
        parser.add_argument("--if-missing", action="store_true", help="leaves one alone")
        parser.add_argument("--no-consolidate", action="store_true")
        parser.add_argument("--brief", action="store_true", help="without the list of mistakes")

    def handle(self, *args: Any, **options: Any) -> None:
        year: int = options["year"]
        try:
            if options["remove"]:
                self._remove(year)
            elif not (options["if_missing"] and self._is_there(year)):
                self._make(year, options)
        except (Refused, people.NobodyHolds) as error:
            raise CommandError(str(error)) from error

    def _is_there(self, year: int) -> bool:
        with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
            found = is_practice(year)
        if found:
            self.stdout.write(_("%(year)d is there to practise on.") % {"year": year})
        return found

    def _make(self, year: int, options: dict[str, Any]) -> None:
        until: int | Period = options["until"] or 12
        if isinstance(until, Period):
            if until.year != year:
                raise CommandError(_("--until is a month of %(year)d.") % {"year": year})
            until = until.number
        made = make(
            by=PracticePeople.found(),
            year=year,
            until=until,
            scale=options["scale"],
            seed=options["seed"],
            every_cell=options["every_cell"],
            progress=lambda said: self.stdout.write(f"  {said} ..."),
        )
        self._say(made, brief=options["brief"])
        if not options["no_consolidate"]:
            self._consolidate(year)

    def _say(self, made: Made, *, brief: bool) -> None:
        self.stdout.write(
            _(
                "%(reports)d reports in %(revisions)d revisions with %(values)d numbers and "
                "%(entries)d entries, in %(seconds).1f s."
            )
            % {**vars(made.written), "seconds": made.seconds}
        )
        numbers = known_numbers(made.plan).items()
        self.stdout.write(
            _("What there is to be found in them: %(numbers)s.")
            % {"numbers": ", ".join(f"{count} {fate.value}" for fate, count in numbers)}
        )
        if brief:
            return
        for mistake in made.plan.planted:
            where = f"{mistake.slot.unit} {mistake.slot.data_set} {mistake.slot.period.url}"
            other = f" < {mistake.other}" if mistake.other else ""
            self.stdout.write(f"  {mistake.fate.value:<14} {where}{other}")

    def _consolidate(self, year: int) -> None:
        with _scope(Role.CONSOLIDATOR) as actor:
            job = jobs.request_consolidation(by=actor, period=Period.of_year(year), ring=ring)
        self.stdout.write(_("Job %(job)d is asked for.") % {"job": job.pk})

    def _remove(self, year: int) -> None:
        with _scope(Role.SECRETARY_GENERAL) as actor:
            removed = remove(by=actor, year=year)
        self.stdout.write(
            _("The year %(year)d is removed: %(reports)d reports and all that hung on them.")
            % {"year": year, "reports": removed.reports}
        )


def _secretariat() -> OrganisationUnit:
    return OrganisationUnit.objects.get(kind=UnitKind.SECRETARIAT)


@contextmanager
def _scope(role: Role) -> Iterator[Actor]:
    """As that person of the Secretariat."""
    secretariat, person = _secretariat(), people.at_secretariat(role)
    with acting_as(
        role=DatabaseRole.SECRETARIAT, organisation_unit_id=secretariat.pk, user_id=person.pk
    ):
        yield Actor.at(person, secretariat, [role])
