"""The commitments of a report as its page shows them: what was promised, and three inputs each."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.commitments.queries.answers import Told
from reporting.entry.page.forms.posted_report import Posted
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.asked_commitments import AskedCommitment
from reporting.entry.page.queries.report_content import ReportContent
from reporting.entry.page.views.entry_inputs import EntryInput
from reporting.models import ActivityProgress


@dataclass(frozen=True)
class CommitmentPresenter:
    number: int
    text: str
    origin: str
    due: date | None
    is_overdue: bool
    before: Told | None
    status: EntryInput
    status_words: str
    words: EntryInput
    evidence: EntryInput


def commitment_presenters(content: ReportContent, posted: Posted) -> list[CommitmentPresenter]:
    language = get_language() or "en"
    return [_presenter(asked, posted, language) for asked in content.commitments]


def _presenter(asked: AskedCommitment, posted: Posted, language: str) -> CommitmentPresenter:
    commitment, answer = asked.commitment, asked.answer
    statuses = {code: str(words) for code, words in ActivityProgress.Status.choices}
    labels = (_("How far it is"), _("What was done, or why nothing was"), _("Where it can be seen"))
    texts = names.commitment_texts(asked.number, asked.said)
    status, words, evidence = (
        EntryInput(
            name=name,
            text=posted.typed.get(name, text),
            kind=kind,
            label=_("%(part)s: commitment %(number)d") % {"part": label, "number": asked.number},
            problem=posted.problems.get(name, ""),
            choices=statuses if kind == "choice" else {},
            nothing=_("choose one"),
        )
        for (name, text), kind, label in zip(
            texts.items(), ("choice", "long", "long"), labels, strict=True
        )
    )
    name = commitment.origin_name_in(language) or str(commitment.get_origin_display())
    return CommitmentPresenter(
        number=asked.number,
        text=commitment.text_in(language),
        origin=", ".join(filter(None, (name, commitment.origin_mark))),
        due=answer.due,
        is_overdue=answer.due is not None and answer.due < answer.until,
        before=asked.before,
        status=status,
        status_words=statuses.get(status.text, ""),
        words=words,
        evidence=evidence,
    )
