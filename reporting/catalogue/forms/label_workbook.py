"""The filled workbook of Khmer labels, read as a whole: what to store, or what is wrong in which
cell."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from reporting.catalogue.actions.khmer_labels import Wanted
from reporting.catalogue.exports.label_workbook import COLUMNS, SHEET
from reporting.catalogue.forms.khmer_labels import why_not
from reporting.catalogue.queries.khmer_labels import Label
from reporting.catalogue.rules.khmer_texts import tidy
from reporting.core.workbooks.lists import Row, SheetProblem, place_of, read_list

YES = {"yes", "y", "true", "1", "បាទ", "ចាស", "បាទ/ចាស"}
NO = {"no", "n", "false", "0", "ទេ"}


@dataclass
class ReadLabels:
    wanted: list[Wanted] = field(default_factory=list)
    problems: list[SheetProblem] = field(default_factory=list)


def read_label_workbook(content: bytes, labels: Iterable[Label]) -> ReadLabels:
    """Raises `BadWorkbook` where the file itself is refused."""
    rows, problems = read_list(content, SHEET, COLUMNS)
    labels = list(labels)
    by_key = {label.key: label for label in labels}
    said = {(label.kind, label.english, label.khmer) for label in labels}
    found = ReadLabels(problems=problems)
    read: set[str] = set()
    for number, row in rows:
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


def _text(row: Row, name: str) -> str:
    return tidy(str(row[name].value)) if name in row else ""


def _problem(column: str, number: int, reason: str) -> SheetProblem:
    return SheetProblem(place_of(COLUMNS, column, number), reason)
