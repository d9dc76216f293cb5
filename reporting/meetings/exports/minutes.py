"""The minutes of a meeting as a document: who was present, the agenda, the text, the decisions and
the signatures; the PDF and the Word file print the same."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from provinces.queries import label, unit_names
from reporting.core.queries.document_words import fixed_words
from reporting.core.queries.practice_years import is_practice
from reporting.core.queries.signature_words import signed_by
from reporting.document.state_heading import state_heading
from reporting.document.value import (
    Block,
    Bullet,
    Document,
    HeaderCell,
    Paragraph,
    Row,
    Section,
    Table,
)
from reporting.meetings.queries.agenda import Agenda
from reporting.models import Meeting, MeetingDecision

DOTS = "." * 30


def minutes_document(meeting: Meeting, agenda: Agenda, language: str) -> Document:
    """In the language that is active; what was written in another one stands in it."""
    names = unit_names(meeting.year, language)
    sections = [
        Section("present", "1.", _("Day, place and who was present"), 1, tuple(_present(meeting))),
        Section("agenda", "2.", _("Agenda"), 1, tuple(_agenda(agenda))),
        Section("minutes", "3.", _("Minutes"), 1, tuple(_text(meeting, language))),
        Section("decisions", "4.", _("Decisions"), 1, tuple(_decisions(meeting, language, names))),
        Section("signatures", "5.", _("Signatures"), 1, tuple(_signatures(meeting, language))),
    ]
    notes = list(meeting.notes.select_related("by"))
    if notes:
        said = (
            Paragraph(
                _("%(day)s, %(person)s: %(text)s")
                % {
                    "day": date_format(localtime(note.at), "DATE_FORMAT"),
                    "person": note.by.name_in(language),
                    "text": note.text,
                }
            )
            for note in notes
        )
        title = _("Notes after the signature")
        sections.append(Section("notes", "6.", title, 1, tuple(said)))
    return Document(
        title=meeting.title or str(meeting.get_kind_display()),
        subtitle=_("Minutes of %(day)s") % {"day": date_format(meeting.day)},
        publisher=(*state_heading(language), label(meeting.organisation_unit, names)),
        year=meeting.year,
        language="km" if language == "km" else "en",
        edition=_state_words(meeting, language),
        sections=tuple(sections),
        words=fixed_words(),
        practice=is_practice(meeting.year),
        dated=(meeting.signed_at or meeting.held_at or meeting.planned_at).isoformat(),
        front=False,
    )


def _state_words(meeting: Meeting, language: str) -> str:
    if meeting.signed_at is None or meeting.signed_by is None:
        return _("Draft: the minutes are not signed")
    return _("Signed by %(person)s on %(day)s, seal %(seal)s") % {
        "person": signed_by(meeting.signed_by, meeting.delegation, language),
        "day": date_format(localtime(meeting.signed_at), "DATE_FORMAT"),
        "seal": meeting.digest[:16],
    }


def _present(meeting: Meeting) -> Iterator[Block]:
    count = ngettext(
        "%(count)d person, of them women: %(women)d",
        "%(count)d persons, of them women: %(women)d",
        meeting.present,
    ) % {"count": meeting.present, "women": meeting.women or 0}
    facts = (
        (_("Day"), date_format(meeting.day)),
        (_("Place"), meeting.place),
        (_("Chair"), meeting.chair),
        (_("Secretary of the meeting"), meeting.secretary),
        (_("Present"), count),
        (_("Counts as"), str(meeting.get_counts_as_display())),
    )
    for name, said in facts:
        if said:
            yield Bullet(_("%(name)s: %(text)s") % {"name": name, "text": said})


def _agenda(agenda: Agenda) -> Iterator[Block]:
    if not agenda.lines:
        yield Paragraph(_("There was no item on the agenda."))
    for place, line in enumerate(agenda.lines, 1):
        yield Bullet(line.text, label=f"{place}.")


def _text(meeting: Meeting, language: str) -> Iterator[Block]:
    own = meeting.minutes_km if language == "km" else meeting.minutes_en
    other = "en" if language == "km" else "km"
    for line in meeting.minutes_in(language).splitlines():
        if line.strip():
            yield Paragraph(line.strip(), language="" if own else other)


def _decisions(meeting: Meeting, language: str, names: dict[int, str]) -> Iterator[Block]:
    rows = list(meeting.decisions.select_related("answers", "commitment"))
    if not rows:
        yield Paragraph(_("Nothing was decided."))
        return
    heads = (_("No."), _("Decision"), _("Who answers"), _("By when"))
    yield Table(
        id="decisions",
        number="",
        caption="",
        header=(tuple(HeaderCell(head) for head in heads),),
        rows=tuple(_decision(row, language, names) for row in rows),
        align=("start", "start", "start", "start"),
        widths=(1.0, 6.0, 3.0, 2.0),
    )


def _decision(row: MeetingDecision, language: str, names: dict[int, str]) -> Row:
    """With the number in the register of commitments, once it has one."""
    who = label(row.answers, names)
    if row.responsible:
        who = f"{row.responsible}, {who}"
    number = str(row.commitment.number) if row.commitment else "–"
    return Row((number, row.text_in(language), who, date_format(row.due)))


def _signatures(meeting: Meeting, language: str) -> Iterator[Block]:
    if meeting.signed_at is not None and meeting.signed_by is not None:
        words = _("Signed in the portal by %(person)s on %(day)s. Seal: %(seal)s") % {
            "person": signed_by(meeting.signed_by, meeting.delegation, language),
            "day": date_format(localtime(meeting.signed_at), "DATE_FORMAT"),
            "seal": meeting.digest,
        }
        yield Paragraph(words)
    for role, name in ((_("Chair"), meeting.chair), (_("Secretary"), meeting.secretary)):
        yield Paragraph(_("%(role)s of the meeting") % {"role": role}, signature=True)
        yield Paragraph(name or DOTS, signature=True)
