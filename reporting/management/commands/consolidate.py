from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from provinces import people
from provinces.models import OrganisationUnit, UnitKind
from provinces.roles import DatabaseRole, Role
from provinces.tenancy import acting_as
from reporting.access import Actor
from reporting.consolidation.queries.chosen_reports import current_consolidation
from reporting.core.actions import jobs
from reporting.core.actions.jobs import ring
from reporting.kernel.periods import Period, PeriodKind
from reporting.management.waiting import wait_for
from reporting.models import Consolidation


def national(text: str) -> Period:
    try:
        found = Period.parse(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error
    if found.kind is PeriodKind.MONTH:
        raise ArgumentTypeError(_("There is no national report of a single month."))
    return found


class Command(BaseCommand):
    help = "Asks for the consolidation of a year or of a part of it; the Celery worker does it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "period", type=national, help="2021; 2021-Q1 to Q4; 2021-S1, S2; 2021-T10"
        )
        parser.add_argument("--wait", action="store_true", help="until the worker has done it")
        parser.add_argument("--if-needed", action="store_true", help="only if reports have changed")
        parser.add_argument("--timeout", type=int, default=300, help="seconds to wait at most")

    def handle(self, *args: Any, **options: Any) -> None:
        period: Period = options["period"]
        secretariat = OrganisationUnit.objects.get(kind=UnitKind.SECRETARIAT)
        person = people.consolidator()
        actor = Actor.at(person, secretariat, [Role.CONSOLIDATOR])
        with acting_as(
            role=DatabaseRole.SECRETARIAT, organisation_unit_id=secretariat.pk, user_id=person.pk
        ):
            if options["if_needed"] and current_consolidation(period):
                self.stdout.write(_("The newest consolidation is up to date."))
                return
            job = jobs.request_consolidation(by=actor, period=period, ring=ring)
        self.stdout.write(_("Job %(job)d is asked for.") % {"job": job.pk})
        if options["wait"]:
            wait_for(job.pk, seconds=options["timeout"], out=self.stdout)
            with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
                self._say(Consolidation.objects.get(job=job))

    def _say(self, done: Consolidation) -> None:
        self.stdout.write(
            _("%(figures)d figures from %(reports)d reports in %(seconds).1f s; seal %(digest)s.")
            % {
                "figures": done.figure_count,
                "reports": done.report_count,
                "seconds": done.seconds,
                "digest": done.digest[:16],
            }
        )
