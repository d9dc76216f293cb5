from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.core.queries.editions import edition_at, in_work, newest_published
from reporting.editions.writing.queries.sentence_numbers import (
    EditionNumbers,
    NumberRow,
    Tally,
    numbers_of,
)
from reporting.kernel.periods import Period
from reporting.models import Edition


class Command(BaseCommand):
    help = "Lists every number of an edition's sentences: linked, and the rest with its reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("period", type=Period.parse, help="2020, 2021-Q1")
        parser.add_argument("--edition", type=int, help="its number; else the newest one")
        parser.add_argument("--rest", action="store_true", help="only what is not linked")
        parser.add_argument("--tally", action="store_true", help="only how many there are")

    def handle(self, *args: Any, **options: Any) -> None:
        with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
            edition = _edition(options["period"], options["edition"])
            found = numbers_of(edition, get_language() or "en")
        for section in found.sections:
            self.stdout.write(f"{section.code}  {section.title}: {_words(section.tally)}")
            for row in section.rows:
                unwanted = options["tally"] or (options["rest"] and row.kind == "linked")
                if not unwanted:
                    self.stdout.write(_line(row))
        self.stdout.write(_total(found))


def _edition(period: Period, number: int | None) -> Edition:
    if number is not None:
        return edition_at(period.url, number)
    found = in_work(period.key) or newest_published(period.key)
    if found is None:
        raise CommandError(_("There is no edition of %(period)s.") % {"period": period.url})
    return found


def _line(row: NumberRow) -> str:
    kinds = {
        "linked": _("linked"),
        "kept": _("kept"),
        "typed": _("typed by hand"),
        "missing": _("no figure"),
        "aside": _("not a figure"),
    }
    around = f"{row.before[-40:]}[{row.shown}]{row.after[:30]}".replace("\n", " ")
    source = row.reference or row.reason
    by = f" ({row.by})" if row.by else ""
    return f"  {kinds[row.kind]:14} {row.shown:>16}  {source}{by}\n{'':18}{around}"


def _words(tally: Tally) -> str:
    return _(
        "%(linked)d of %(all)d linked, %(kept)d kept with a reason, %(typed)d typed by hand, "
        "%(missing)d without a figure"
    ) % {
        "linked": tally.linked, "all": tally.all, "kept": tally.kept, "typed": tally.typed,
        "missing": tally.missing,
    }  # fmt: skip


def _total(found: EditionNumbers) -> str:
    return f"{_words(found.tally)} ({found.share:.1%})"
