from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from provinces import people
from provinces.models import Kind, OrganisationUnit
from provinces.roles import DatabaseRole, Role
from provinces.tenancy import acting_as
from reporting.access import Actor
from reporting.access_errors import Refused
from reporting.actions.editions.begin import begin
from reporting.kernel.periods import Period
from reporting.queries.editions.found import in_work, newest_published


def period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from error


class Command(BaseCommand):
    help = "Begins the first edition of a period's national report, as the consolidator does."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "period", type=period, help="2021; 2021-Q1 to Q4; 2021-S1, S2; 2021-T10"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wanted: Period = options["period"]
        secretariat = OrganisationUnit.objects.get(kind=Kind.SECRETARIAT)
        editor = people.consolidator()
        with acting_as(
            role=DatabaseRole.SECRETARIAT, organisation_unit_id=secretariat.pk, user_id=editor.pk
        ):
            if in_work(wanted.key) or newest_published(wanted.key):
                self.stdout.write(_("There is an edition of this period already."))
                return
            try:
                made = begin(by=Actor.at(editor, secretariat, [Role.CONSOLIDATOR]), period=wanted)
            except Refused as refusal:
                raise CommandError(str(refusal)) from refusal
            passages = made.passages.count()
        self.stdout.write(
            _("Edition %(number)d of %(period)s is begun, with %(paragraphs)d paragraphs.")
            % {
                "number": made.number,
                "period": wanted.code,
                "paragraphs": passages,
            }
        )
