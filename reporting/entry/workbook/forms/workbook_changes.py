"""What a workbook would change in a report, input by input, and where somebody else was faster; the
form by which it is sent, and its changes, signed, from the preview to the store."""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core import signing
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from reporting.core.workbooks.inspection import MOST_BYTES
from reporting.entry.access import ReportAccess
from reporting.entry.page.forms.posted_report import Posted, read_posted
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.report_content import ReportContent, address
from reporting.entry.workbook.exports import workbook_words as words
from reporting.entry.workbook.forms.form_reading import TypedInput
from reporting.entry.workbook.forms.report_book import (
    choice_words,
    is_status,
    status_of,
    stored_answers,
)
from reporting.entry.workbook.forms.table_book import number_content
from reporting.entry.workbook.rules import NOT_AVAILABLE, stands

ROW_OF_NUMBER = re.compile(r"(\w+)\.\w+\{([\w-]+)\}", re.ASCII)
ROW_OF_TEXT = re.compile(r"(\w+)\{([\w-]+)\}:\w+", re.ASCII)
HOUR = 3600
SALT = "report-workbook-changes"
MOST_SIGNED = 2_000_000  # Django takes 2.5 MB of fields


class TooMuch(ValueError):
    """More text than one form holds."""


class UploadForm(forms.Form):
    workbook = forms.FileField(
        label=gettext_lazy("Filled workbook"),
        help_text=gettext_lazy("The workbook of this report (.xlsx), at most 10 MiB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.add_input(Submit("check", _("Show what would change")))

    def clean_workbook(self) -> Any:
        workbook = self.cleaned_data["workbook"]
        if workbook.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 10 MiB. Remove what is not part of the form.")
            )
        return workbook


@dataclass(frozen=True)
class WorkbookChange:
    """`before`: what stands in the portal; `clash`: it came there after the download."""

    sheet: str
    cell: str
    name: str
    title: str
    before: str
    after: str
    clash: bool = False

    @property
    def before_words(self) -> str:
        return self._said(self.before)

    @property
    def after_words(self) -> str:
        return self._said(self.after)

    def _said(self, text: str) -> str:
        """What is chosen from a list, or not available, in the reader's language."""
        if self.name.startswith("nothing:") or is_status(self.name):
            return choice_words(get_language() or "en").get(text, text)
        return _("n/a") if text == NOT_AVAILABLE and ":" not in self.name else text


def stored_inputs(content: ReportContent) -> dict[str, str]:
    """What stands in every input that is not blank, as text that no language changes."""
    found: dict[str, str] = {}
    for code in content.specs:
        for key, value in content.numbers(code).items():
            found[str(address(code, key))] = stands(number_content(value))
        for entry in content.entries.get(code, []):
            for part in names.TEXTS:
                text = names.plain(names.entry_text(entry, part))
                if text:
                    found[names.text_name((code, entry.key), part)] = text
    for code, reason in content.statements.items():
        found[names.nothing_name(code)] = words.YES
        found[names.reason_name(code)] = names.plain(reason)
    return found | dict(stored_answers(content))


def changes_of(typed: Iterable[TypedInput], content: ReportContent) -> list[WorkbookChange]:
    """Without what stands in the portal already."""
    now = stored_inputs(content)
    return [
        WorkbookChange(
            sheet=entered.sheet, cell=entered.cell, name=entered.name, title=entered.title,
            before=now.get(entered.name, ""), after=entered.text,
            clash=now.get(entered.name, "") != entered.original,
        )
        for entered in typed
        if now.get(entered.name, "") != entered.text
    ]  # fmt: skip


def overtaken(changes: Iterable[WorkbookChange], content: ReportContent) -> list[WorkbookChange]:
    """The changes as they are now, where somebody wrote into one of the cells since the preview;
    nothing where all is as it was shown."""
    now = stored_inputs(content)
    fresh = [
        replace(
            change,
            before=now.get(change.name, ""),
            clash=change.clash or now.get(change.name, "") != change.before,
        )
        for change in changes
    ]
    return fresh if fresh != list(changes) else []


def posted_of(changes: Iterable[WorkbookChange], content: ReportContent) -> Posted:
    """Through the same reader as the page of the report."""
    changed = {change.name: change.after for change in changes}
    posted = read_posted(dict(_data(changed, content)), content)
    for name, problem in _lonely_reasons(changed, content):
        posted.problems.setdefault(name, problem)
    return posted


def _data(changed: Mapping[str, str], content: ReportContent) -> Iterator[tuple[str, str]]:
    """As the page would send it: of a row all texts, of a table both answers."""
    now = stored_inputs(content)
    statements: dict[str, None] = {}
    rows: dict[tuple[str, str], None] = {}
    for name, text in changed.items():
        kind, colon, table = name.partition(":")
        if colon and kind in ("nothing", "reason"):
            statements[table] = None
            continue
        yield name, status_of(text) if is_status(name) else text
        if row := ROW_OF_NUMBER.fullmatch(name) or ROW_OF_TEXT.fullmatch(name):
            rows[row[1], row[2]] = None
    for table, key in rows:
        entries = content.entries.get(table, [])
        stored = next((entry for entry in entries if entry.key == key), None)
        for part in names.shown_texts(content.specs[table], entries):
            name = names.text_name((table, key), part)
            kept = names.entry_text(stored, part) if stored else ""
            yield name, changed.get(name, kept)
    for table in statements:
        nothing, reason = names.nothing_name(table), names.reason_name(table)
        if changed.get(nothing, now.get(nothing, "")):
            yield nothing, "on"
        yield reason, changed.get(reason, now.get(reason, ""))


def _lonely_reasons(
    changed: Mapping[str, str], content: ReportContent
) -> Iterator[tuple[str, str]]:
    now = stored_inputs(content)
    for name, text in changed.items():
        kind, colon, table = name.partition(":")
        nothing = names.nothing_name(table)
        if colon and kind == "reason" and text and not changed.get(nothing, now.get(nothing)):
            yield name, _("There is a reason, but “nothing to report” was not chosen.")


def sign(found: ReportAccess, changes: Iterable[WorkbookChange]) -> str:
    """Raises TooMuch."""
    shown = {
        "by": found.actor.user.pk,
        "revision": found.revision.pk,
        "changes": [astuple(change) for change in changes],
    }
    signed = signing.dumps(shown, salt=SALT, compress=True)
    if len(signed) > MOST_SIGNED:
        raise TooMuch
    return signed


def unsign(found: ReportAccess, signed: str) -> list[WorkbookChange]:
    """What this person was shown for this revision; raises BadSignature, also where it is old."""
    try:
        shown = signing.loads(signed, salt=SALT, max_age=HOUR)
    except (zlib.error, ValueError) as error:
        raise signing.BadSignature from error
    if (shown["by"], shown["revision"]) != (found.actor.user.pk, found.revision.pk):
        raise signing.BadSignature
    return [WorkbookChange(*change) for change in shown["changes"]]
