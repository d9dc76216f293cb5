"""What a revision says otherwise than the one before it: cells, rows, texts and answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reporting.entry.page.queries.input_names import TEXTS
from reporting.entry.page.queries.report_content import address
from reporting.entry.page.queries.stored_values import TableValues, values_of
from reporting.kernel.numbers import format_number
from reporting.models import Edit, Revision, answer_words


@dataclass(frozen=True)
class InputChange:
    """`name`: of the input on the report's page, as in `Edit`; "" before or after: nothing.
    `by`: who changed it last, where it is known."""

    name: str
    before: str
    after: str
    by: str = ""

    @property
    def table(self) -> str:
        kind, _colon, rest = self.name.partition(":")
        if kind == "explain":  # rule:cell,cell
            rest = rest.partition(":")[2]
        code = rest if kind in ("nothing", "explain", "activity", "commitment") else kind
        return code.partition("[")[0].partition(".")[0].partition("{")[0]


def changes_since(revision: Revision, language: str = "en") -> list[InputChange]:
    """Against the revision before, in the order of the names; none of a first one.

    A fixed number of queries; none for a first one."""
    if revision.number == 1:
        return []
    before = revision.report.revisions.filter(number=revision.number - 1).first()
    if before is None:
        return []
    then, now = dict(stated(before)), dict(stated(revision))
    names = [name for name in sorted({*then, *now}) if then.get(name, "") != now.get(name, "")]
    people = _people(revision, language) if names else {}
    return [
        InputChange(name, then.get(name, ""), now.get(name, ""), _person(name, people))
        for name in names
    ]


def stated(revision: Revision) -> Iterator[tuple[str, str]]:
    """Everything that a revision says, under the names of its inputs; six queries."""
    yield from _numbers(values_of(revision))
    for row in revision.entries.values("table__code", "key", *TEXTS):
        for part in TEXTS:
            if row[part]:
                words = date_format(row[part]) if part == "date" else str(row[part])
                yield f"{row['table__code']}{{{row['key']}}}:{part}", words
    for table, reason in revision.statements.values_list("table__code", "reason"):
        yield f"nothing:{table}", reason or _("Nothing this period.")
    for finding, reason, text in revision.explanations.values_list("finding", "reason", "text"):
        yield f"explain:{finding}", answer_words(reason, text)
    for progress in revision.progress.select_related("activity"):
        times = format_number(progress.times_done) if progress.times_done is not None else ""
        parts = (str(progress.get_status_display()), times, progress.obstacle)
        yield f"activity:{progress.activity.code}", " · ".join(filter(None, parts))
    for answer in revision.commitment_answers.select_related("commitment"):
        parts = (str(answer.get_status_display()), answer.text, answer.evidence)
        yield f"commitment:{answer.commitment.number}", " · ".join(filter(None, parts))


def _numbers(values: TableValues) -> Iterator[tuple[str, str]]:
    for table, cells in values.items():
        for key, value in cells.items():
            text = _("n/a") if value.number is None else format_number(value.number)
            yield str(address(table, key)), text


def _person(name: str, people: Mapping[str, str]) -> str:
    """Whoever ticked “nothing to report” or gave the reason for it."""
    return people.get(name, "") or people.get(name.replace("nothing:", "reason:", 1), "")


def _people(revision: Revision, language: str) -> dict[str, str]:
    """Input -> who changed it last in this revision."""
    rows = Edit.objects.filter(revision=revision).select_related("by").order_by("pk")
    return {row.name: row.by.name_in(language) for row in rows}
