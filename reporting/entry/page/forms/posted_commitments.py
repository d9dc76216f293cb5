"""What a report's page says of commitments. The three parts of one are kept together or not at
all; a state that the list does not have is a problem, and so is too much text."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from reporting.entry.page.forms.posted_inputs import (
    PageAsOpened,
    conflict_words,
    same_texts,
    too_long,
)
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.asked_commitments import AskedCommitment
from reporting.entry.page.rules.commitment_answers import CommitmentText
from reporting.models import ActivityProgress

LONGEST = 4000


class CommitmentReader:
    """Of one commitment: `now` is what it says, None where nothing was changed or something is
    wrong."""

    def __init__(
        self, data: Mapping[str, str], asked: AskedCommitment, loaded: PageAsOpened
    ) -> None:
        self.typed: dict[str, str] = {}
        self.problems: dict[str, str] = {}
        self.conflicts: dict[str, str] = {}
        self.now: CommitmentText | None = None
        kept = names.commitment_texts(asked.number, asked.said)
        texts = dict(kept)
        for name, stored in kept.items():
            typed = names.plain(data.get(name, stored))
            shown = loaded.before(name)
            if typed in (shown[0], stored):
                continue
            texts[name] = typed
            if not any(same_texts("text", text, stored) for text in shown):
                self.conflicts[name] = stored
                self.problems[name] = conflict_words(stored)
        if texts == kept:
            return
        self.problems = _wrong(texts) | self.problems
        if self.problems:
            self.typed = texts
        else:
            self.now = CommitmentText(*texts.values())


def _wrong(texts: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name, text in texts.items():
        if name.endswith(":status"):
            if text and text not in ActivityProgress.Status.values:
                found[name] = _("Choose one of the states of the list.")
        elif len(text) > LONGEST:
            found[name] = too_long(LONGEST)
    return found
