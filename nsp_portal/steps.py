"""Management commands one after the other in one process: starting Django for each would take
longer than most of them do. Called by the services with a list of [title, command, argument ...].
"""

import json
import os
import sys

import django
from django.core.management import CommandError, call_command

from nsp_portal.services.processes import step


def main(steps: list[list[str]]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nsp_portal.settings")
    django.setup()
    for title, *command in steps:
        try:
            with step(title):
                call_command(*command)
        except CommandError as problem:
            sys.stderr.write(f"{problem}\n\nThis step failed: {title} ({' '.join(command)})\n")
            return 1
        except KeyboardInterrupt:
            return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1])))
