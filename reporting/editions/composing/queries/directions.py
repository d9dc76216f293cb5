"""What became of the directions of the report of the year before: a table that the register makes
and nobody writes. It opens the annual report; where the register has no directions of that year
there is none of it."""

from hashlib import sha256

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.commitments.queries.answers import RegisterClock, told_answers
from reporting.commitments.queries.register import commitments, lines
from reporting.commitments.queries.register_table import counts, directions_table
from reporting.core.queries.period_words import joined
from reporting.document.value import Paragraph, Section
from reporting.kernel.periods import Period
from reporting.models import Commitment, CommitmentChange

SECTION = "DIRECTIONS"


def directions_sections(period: Period, language: str) -> list[Section]:
    """None or one, in the language of the moment, which the caller has set to `language`."""
    if not period.is_year:
        return []
    clock = RegisterClock.of(period.year, until=period.year)
    found = lines(_directions(period.year, clock), None, clock, language)
    if not found:
        return []
    before = period.year - 1
    intro = ngettext(
        "The report of %(year)d set %(count)d direction. %(states)s.",
        "The report of %(year)d set %(count)d directions. %(states)s.",
        len(found),
    ) % {
        "year": before,
        "count": len(found),
        "states": joined(f"{words}: {count}" for _icon, words, count in counts(found)),
    }
    title = _("What became of the directions of %(year)d") % {"year": before}
    table = directions_table(found, title)
    return [Section(SECTION, "", title, 1, (Paragraph(intro), table))]


def directions_stamp(period: Period) -> str:
    """Changes with whatever the table says; "" where there is none."""
    if not period.is_year:
        return ""
    clock = RegisterClock.of(period.year, until=period.year)
    keys = list(_directions(period.year, clock).values_list("pk", flat=True))
    if not keys:
        return ""
    answers = told_answers(keys, clock)
    said = sorted(told.answer.pk for found in answers.values() for told in found)
    changes = CommitmentChange.objects.filter(commitment__in=keys).aggregate(last=Max("pk"))
    digest = sha256(repr((sorted(keys), said, changes["last"])).encode())
    return f"-d{digest.hexdigest()[:12]}"


def _directions(year: int, clock: RegisterClock) -> QuerySet[Commitment]:
    return commitments(clock).filter(origin=Commitment.Origin.DIRECTION, origin_year=year - 1)
