"""The end of a report that the Permanent Vice-Chair has signed: her words, place and date, name and
function."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reporting.core.queries.signature_words import signed_by
from reporting.document.value import Paragraph, Section
from reporting.models import SignOff

SECTION, ANNEX = "SIGNATURE", "ANNEX"


def with_signature(sections: list[Section], row: SignOff, language: str) -> list[Section]:
    """After the text and before its annex."""
    at = next((n for n, section in enumerate(sections) if section.id == ANNEX), len(sections))
    closing = Section(
        id=SECTION, number="", title=_("Signature"), level=1, blocks=tuple(_blocks(row, language))
    )
    return [*sections[:at], closing, *sections[at:]]


def _blocks(row: SignOff, language: str) -> Iterator[Paragraph]:
    """Words that she gave in one language stand in it in the other report too, which says so."""
    own, other = ("km", "en") if language == "km" else ("en", "km")
    said = {"en": row.words, "km": row.words_km}
    standing = own if said[own] else other
    for paragraph in filter(None, map(str.strip, said[standing].split("\n"))):
        yield Paragraph(paragraph, language="" if standing == own else other)
    day = date_format(timezone.localtime(row.at), "DATE_FORMAT")
    lines = (
        _("Phnom Penh, %(day)s") % {"day": day},
        _("Permanent Vice-Chair of the National Committee for Counter Trafficking"),
        signed_by(row.by, row.delegation, language),
    )
    for line in lines:
        yield Paragraph(line, signature=True)
