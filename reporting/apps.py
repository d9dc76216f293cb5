from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from provinces.tenancy.grants import ADD, MANAGE, NONE, READ, TableGrants


class ReportingConfig(AppConfig):
    name = "reporting"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Reports and figures")

    # The tables of this app that belong to no tenant; the others are in migrations 0002 and 0004.
    table_grants = {
        # DELETE: of practice years only, by the policies of migration 0005.
        "reporting.consolidation": TableGrants(READ, MANAGE, NONE),
        "reporting.job": TableGrants(NONE, MANAGE, NONE),
        "reporting.reportingyear": TableGrants(READ, MANAGE, NONE),
        "reporting.deadlinerule": TableGrants(READ, MANAGE, NONE),
        "reporting.holiday": TableGrants(READ, MANAGE, NONE),
        "reporting.indicatortarget": TableGrants(READ, MANAGE, NONE),
        "reporting.printedclaim": TableGrants(NONE, (*ADD, "DELETE"), NONE),
    }
