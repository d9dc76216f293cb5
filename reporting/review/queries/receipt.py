"""The receipt of a signed revision in the reader's language: its facts, fingerprint and
contents."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from provinces.models import Delegation, User
from provinces.queries import unit_name
from reporting.calendar.queries.owed_reports import calendar_of
from reporting.core.queries.document_words import fixed_words
from reporting.core.queries.period_words import period_words
from reporting.core.queries.signature_words import signed_by
from reporting.document.state_heading import state_heading
from reporting.entry.page.queries.report_content import content_of
from reporting.models import Revision
from reporting.review.queries.receipt_contents import contents_of
from reporting.review.rules.receipts import Receipt, ReceiptNumber, fingerprint, line, value_line

ENTRY = (
    "table__code", "key", "position", "level", "kind", "title", "number", "date", "partner", "text",
    "activity_group",
)  # fmt: skip
EVIDENCE = ("table__code", "entry__key", "file__digest", "name")
PROGRESS = ("activity__code", "status", "times_done", "obstacle")
COMMITMENT = ("commitment__number", "status", "text", "evidence")


@dataclass(frozen=True)
class Fingerprint:
    """`signed`: kept at the signature, "" where none was kept; `now`: computed again."""

    signed: str
    now: str

    @property
    def agrees(self) -> bool:
        return self.signed == self.now

    @property
    def words(self) -> str:
        if not self.signed:
            return _("No seal was kept when this report was signed; it is computed now.")
        if self.agrees:
            return _("The contents below have the seal that they were signed with.")
        return _(
            "ATTENTION: the contents below do NOT have the seal that was signed. "
            "Computed now: %(digest)s. Tell the General Secretariat."
        ) % {"digest": self.now}


def fingerprint_of(revision: Revision) -> Fingerprint:
    return Fingerprint(revision.content_digest, content_digest(revision))


def number_of(revision: Revision) -> ReceiptNumber:
    report = revision.report
    return ReceiptNumber.of(
        year=report.year,
        unit=report.organisation_unit.code,
        report=report.pk,
        revision=revision.number,
    )


def signed_by_number(number: ReceiptNumber) -> Revision | None:
    """The signed revision with this number; one query."""
    found = (
        Revision.objects.filter(
            report_id=number.report, number=number.revision, submitted_at__isnull=False
        )
        .select_related("report__organisation_unit", "report__data_set", "delegation__delegator")
        .first()
    )
    return found if found is not None and number_of(found) == number else None


def receipt_of(revision: Revision) -> Receipt:
    """Of a signed revision; a fixed number of queries."""
    report = revision.report
    language: Literal["en", "km"] = "km" if (get_language() or "en").startswith("km") else "en"
    fingerprint = fingerprint_of(revision)
    number = str(number_of(revision))
    calendar = calendar_of(report.year, unit_ids=[report.organisation_unit_id])
    practice = calendar is not None and calendar.is_practice
    return Receipt(
        number=number,
        title=_("Receipt of a signed report"),
        publisher=(
            *state_heading(language),
            _("National Committee for Counter Trafficking"),
            _("General Secretariat"),
        ),
        facts=_facts(revision, number, fingerprint, language),
        digest=fingerprint.signed or fingerprint.now,
        agrees=fingerprint.agrees or not fingerprint.signed,
        verdict=fingerprint.words,
        sections=contents_of(content_of(revision)),
        words=fixed_words(),
        year=report.year,
        language=language,
        warning=_("A year to practise on: invented figures.") if practice else "",
    )


def _facts(
    revision: Revision, number: str, fingerprint: Fingerprint, language: str
) -> tuple[tuple[str, str], ...]:
    report = revision.report
    facts = [
        (pgettext("by which one calls it", "Number"), number),
        (_("Unit"), unit_name(report.organisation_unit, report.year, language)),
        (_("Form"), report.data_set.title),
        (_("Period"), period_words(report.period)),
        (_("Revision"), str(revision.number)),
        (_("Prepared by"), _who(revision.prepared_by, revision.prepared_at, language)),
        (
            _("Signed by"),
            _who(revision.submitted_by, revision.submitted_at, language, revision.delegation),
        ),
        (_("Seal (SHA-256)"), _in_halves(fingerprint.signed or fingerprint.now)),
    ]
    if revision.prepared_by_id == revision.submitted_by_id:
        facts.append((_("Note"), _("The same person prepared and signed it.")))
    return tuple(facts)


def _who(
    person: User | None,
    at: datetime.datetime | None,
    language: str,
    delegation: Delegation | None = None,
) -> str:
    if person is None or at is None:
        return "–"
    who = signed_by(person, delegation, language)
    return f"{who}, {date_format(localtime(at), 'DATETIME_FORMAT')}"


def _in_halves(digest: str) -> str:
    """So that it breaks where one expects it."""
    return f"{digest[:32]} {digest[32:]}"


def content_digest(revision: Revision) -> str:
    """SHA-256 over one line a number, row, text, statement, explanation, activity and file,
    sorted."""
    return fingerprint(_lines(revision))


def _lines(revision: Revision) -> Iterator[str]:
    for cell, entry, value, missing in revision.values.values_list(
        "cell__code", "entry__key", "value", "not_available"
    ):
        yield value_line(cell, entry, value, missing)
    parts: Iterable[tuple[object, ...]]
    for name, parts in (
        ("entry", revision.entries.values_list(*ENTRY)),
        ("nothing", revision.statements.values_list("table__code", "reason")),
        ("explanation", revision.explanations.values_list("finding", "reason", "text")),
        ("activity", revision.progress.values_list(*PROGRESS)),
        ("commitment", revision.commitment_answers.values_list(*COMMITMENT)),
        ("evidence", revision.evidence.values_list(*EVIDENCE)),
    ):
        for row in parts:
            yield line(name, *row)
