from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.catalogue.actions.plan_loading import load_plan


class Command(BaseCommand):
    help = "Loads the National Strategic Plan from fixtures/plan."

    def handle(self, *args: Any, **options: Any) -> None:
        for path in sorted((settings.BASE_DIR / "fixtures" / "plan").glob("*.yaml")):
            with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
                counts = load_plan(path)
            self.stdout.write(
                _("Plan: %(strategies)d strategies, %(groups)d groups, %(activities)d activities.")
                % counts
            )
