"""What became of each input that the page sent: what is stored in it now, or why it was not
kept."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from reporting.entry.page.forms.posted_report import ANSWERS, Posted
from reporting.entry.page.queries import input_names as names
from reporting.entry.page.queries.report_content import ReportContent, address
from reporting.kernel.days import as_written
from reporting.kernel.tables import CellKey


def kept_and_not(
    inputs: Mapping[str, str], posted: Posted, content: ReportContent
) -> tuple[dict[str, str], dict[str, str]]:
    """Name -> what stands in it now, as it is kept; name -> why it was not kept. `content`: what is
    stored now. What has a problem, or is kept together with something that has one, stands in
    neither: it waits."""
    stored = dict(_stored_inputs(content, inputs))
    stuck = {names.kept_with(name) for name in posted.problems}
    sent = {
        name: text
        for name, text in inputs.items()
        if name not in posted.problems.keys() | posted.left
        and (names.kept_with(name) not in stuck or stored.get(name) == text)
    }
    saved = {name: stored[name] for name in sent if name in stored}
    gone = {name for name, text in sent.items() if not text and name not in stored}
    lost = {name: _why(name, content) for name in sent.keys() - saved.keys() - gone}
    return saved | dict.fromkeys(gone, ""), lost


def _stored_inputs(content: ReportContent, inputs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every input that the form has, and those of the rows that were sent."""
    keys = names.posted_keys(inputs)
    for code in {names.table_of(name) for name in inputs} & content.specs.keys():
        yield from _numbers(code, keys.get(code, []), content)
        yield from _entry_texts(code, keys.get(code, []), content)
        said = content.statements.get(code)
        yield names.nothing_name(code), "" if said is None else "on"
        yield names.reason_name(code), said or ""
    for check in content.checks if any(name.startswith(ANSWERS) for name in inputs) else ():
        if check.may_be_explained:
            yield names.explanation_name(check.key), check.explanation
            yield names.reason_of_list_name(check.key), check.reason
    for activity in content.activities:
        yield from names.activity_texts(activity.progress).items()


def _numbers(code: str, keys: list[str], content: ReportContent) -> Iterator[tuple[str, str]]:
    spec, stored = content.specs[code], content.numbers(code)
    cells = list(names.keys_of(spec))
    if spec.kind == "open":
        there = {entry.key for entry in content.entries.get(code, [])}
        rows = [key for key in keys if key in there]
        cells = [CellKey(None, element.code, row) for row in rows for element in spec.entered()]
    for cell in cells:
        where = address(code, cell)
        if where.cell not in content.computed:
            yield str(where), names.value_text(stored.get(cell))


def _entry_texts(code: str, keys: list[str], content: ReportContent) -> Iterator[tuple[str, str]]:
    entries = content.entries.get(code, [])
    shown = names.shown_texts(content.specs[code], entries)
    for entry in entries:
        if entry.key in keys:
            for part in shown:
                text = names.entry_text(entry, part)
                name = names.text_name((code, entry.key), part)
                yield name, as_written(text) if part == "date" else text


def _why(name: str, content: ReportContent) -> str:
    if name in content.computed:
        return _("Not kept: the portal adds this number up itself.")
    if name.startswith(ANSWERS):
        return _("Not kept: the question that this answers is no longer asked.")
    if names.table_of(name) not in content.specs:
        return _("Not kept: this is not in the form of this report. Load the page again.")
    if names.posted_keys([name]):
        return _("Not kept: the row needs words first. Say in it what it is.")
    return _("Not kept: the form has no such row or column. Load the page again.")
