"""The year 2020 in a database, by the commands that `make annual-report` runs."""

import os
from io import StringIO
from unittest.mock import patch

from django.core.management import call_command

from tests.factories import PASSWORD, consolidated

COMMANDS = (
    ("load_organisations",),
    ("load_catalogue",),
    ("load_plan",),
    ("load_population",),
    ("demo_accounts", "--yes"),
    ("load_reports", "2020"),
)


def load_2020() -> str:
    """Loads and consolidates the year; what the commands said."""
    said = StringIO()
    with patch.dict(os.environ, {"DEMO_PASSWORD": PASSWORD}):
        for command in COMMANDS:
            call_command(*command, stdout=said)
    consolidated(2020)
    return said.getvalue()
