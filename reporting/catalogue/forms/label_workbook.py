"""The filled workbook of Khmer labels, read as a whole: what to store, or what is wrong in which
cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.catalogue.actions.khmer_labels import Wanted
from reporting.catalogue.exports.label_workbook import COLUMNS, SHEET
from reporting.catalogue.forms.khmer_labels import why_not
from reporting.catalogue.queries.khmer_labels import Label
from reporting.catalogue.rules.khmer_texts import tidy
from reporting.core.workbooks.inspection import MOST_BYTES
from reporting.core.workbooks.reading import ReadCell, ReadSheet, read_workbook

LETTERS = {name: "ABCDEF"[position] for position, (name, _head) in enumerate(COLUMNS)}
YES = {"yes", "y", "true", "1", "បាទ", "ចាស", "បាទ/ចាស"}
NO = {"no", "n", "false", "0", "ទេ"}
Row = Mapping[str, ReadCell]


class LabelUploadForm(forms.Form):
    workbook = forms.FileField(
        label=gettext_lazy("Filled workbook"),
        help_text=gettext_lazy("An Excel workbook (.xlsx) of at most 10 MiB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_workbook(self) -> Any:
        workbook = self.cleaned_data["workbook"]
        if workbook.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MiB."))
        return workbook


@dataclass(frozen=True)
class Problem:
    cell: str
    reason: str


@dataclass
class ReadLabels:
    wanted: list[Wanted] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_label_workbook(content: bytes, labels: Iterable[Label]) -> ReadLabels:
    """Raises `BadWorkbook` where the file itself is refused."""
    sheet = read_workbook(content, [SHEET]).get(SHEET)
    if sheet is None or _heads(sheet) != [head for _name, head in COLUMNS]:
        reason = _("This workbook was not made from the download, or its headings were changed.")
        return ReadLabels(problems=[Problem("A1", reason)])
    labels = list(labels)
    by_key = {label.key: label for label in labels}
    said = {(label.kind, label.english, label.khmer) for label in labels}
    found = ReadLabels()
    if sheet.beyond:
        found.problems.append(Problem("A2001", _("There are more than 2,000 rows.")))
    read: set[str] = set()
    for number, row in _rows(sheet):
        key = _text(row, "key")
        if key in read:
            found.problems.append(_problem("english", number, _("This label stands there twice.")))
        elif key in by_key:
            _read_row(number, row, by_key[key], found)
        elif (_text(row, "kind"), _text(row, "english"), _text(row, "khmer")) not in said:
            reason = _("This label was changed in the portal since. Download the labels again.")
            found.problems.append(_problem("english", number, reason))
        read.add(key)
    return found


def _read_row(number: int, row: Row, label: Label, found: ReadLabels) -> None:
    khmer = _text(row, "khmer") or label.khmer
    confirmed = _confirmed(row)
    if confirmed is None:
        reason = _("Write “yes” or “no”, or leave the cell blank.")
        found.problems.append(_problem("confirmed", number, reason))
        return
    wanted = Wanted(label, khmer, not label.is_open if confirmed == "" else confirmed == "yes")
    if not wanted.changes:
        return
    if "khmer" in row and row["khmer"].kind != "text":
        found.problems.append(_problem("khmer", number, _("This is not text.")))
    elif reason := why_not(khmer, label):
        found.problems.append(_problem("khmer", number, reason))
    else:
        found.wanted.append(wanted)


def _confirmed(row: Row) -> str | None:
    """yes, no, "" where nothing is said; None of any other word."""
    word = _text(row, "confirmed").casefold()
    if not word:
        return ""
    return "yes" if word in YES else "no" if word in NO else None


def _heads(sheet: ReadSheet) -> list[Any]:
    heads = {cell.column: cell.value for cell in sheet.cells if cell.row == 1}
    return [heads.get(column) for column in range(1, len(COLUMNS) + 1)]


def _rows(sheet: ReadSheet) -> list[tuple[int, dict[str, ReadCell]]]:
    names = {position: name for position, (name, _head) in enumerate(COLUMNS, start=1)}
    rows: dict[int, dict[str, ReadCell]] = {}
    for cell in sheet.cells:
        if cell.row > 1 and cell.column in names and str(cell.value).strip():
            rows.setdefault(cell.row, {})[names[cell.column]] = cell
    return sorted(rows.items())


def _text(row: Row, name: str) -> str:
    return tidy(str(row[name].value)) if name in row else ""


def _problem(column: str, number: int, reason: str) -> Problem:
    return Problem(f"{LETTERS[column]}{number}", reason)
