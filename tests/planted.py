"""Reports of 2021 with a text and a number of its own in every section, in every state, and the
national report of the year in work: who finds which of them, and where?"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count, product
from typing import Any

from pypdf import PdfReader

from reporting.editions.discrepancies.queries.resolutions import discrepancies_of
from reporting.editions.writing.actions import passages as writing
from reporting.editions.writing.actions.unit_texts import take_in_order
from reporting.entry.access import access_to_report
from reporting.entry.page.queries.form_tables import form_of
from reporting.models import (
    Consolidation,
    DataValue,
    Edit,
    Edition,
    Explanation,
    ListEntry,
    Revision,
    TableStatement,
)
from reporting.review.actions import approval, comments
from reporting.review.queries.comments import CommentPlace
from strategies.models import Cell, Table
from tests import editions, factories
from tests.factories import CONSOLIDATOR, REVIEWER, acting, secretariat

UNIT, FORM, YEAR = "KH-08", "committee", 2021
STATES = {
    "2021-07": "draft",
    "2021-08": "prepared",
    "2021-09": "submitted",
    "2021-10": "returned",
    "2021-11": "accepted",
}
FIRST_NUMBER = 70_000_001
PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
TOKEN = re.compile(r"zq\d+qz|7000\d{4}")
BETWEEN_DIGITS = re.compile(r"(?<=\d)[,\u00a0\u202f\u200b ](?=\d{3})")


@dataclass
class Planted:
    """Which section each planted text or number stands in; `places`: what addresses name."""

    section_of: dict[str, str] = field(default_factory=dict)
    of_period: dict[str, set[str]] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    places: dict[str, list[str]] = field(default_factory=dict)
    edition: Edition | None = None
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def text(self, section: str, period: str = "") -> str:
        return self._kept(f"zq{next(self._numbers)}qz", section, period)

    def number(self, section: str, period: str) -> int:
        return int(self._kept(str(FIRST_NUMBER + next(self._numbers)), section, period))

    def _kept(self, token: str, section: str, period: str) -> str:
        self.section_of[token] = section
        self.of_period.setdefault(period, set()).add(token)
        return token

    @property
    def numbers(self) -> list[str]:
        return [one for one in self.section_of if one.isdigit()]

    @property
    def sections(self) -> list[str]:
        return sorted(set(self.section_of.values()))


def plant() -> Planted:
    planted = Planted()
    for period, state in STATES.items():
        _report(planted, period, state)
    consolidation = factories.consolidated(YEAR)
    _edition(planted)
    _places(planted, consolidation)
    return planted


def _report(planted: Planted, period: str, state: str) -> None:
    revision = factories.drafted(UNIT, FORM, period, {})
    officer_of = factories.person_of(UNIT, "officer")
    with acting(officer_of) as officer:
        opened = access_to_report(officer, unit=UNIT, period=period, data_set=FORM)
        for table in form_of(revision.report).tables:
            _table(planted, period, revision, table, officer.user.pk)
        factories.answered(officer, opened)
    if state != "draft":
        factories.handed_over(UNIT, FORM, period)
    if state in ("submitted", "returned", "accepted"):
        with acting(factories.person_of(UNIT, "approver")) as signer:
            approval.submit(
                by=signer, access=access_to_report(signer, unit=UNIT, period=period, data_set=FORM)
            )
        _decided(planted, period, state)


def _decided(planted: Planted, period: str, state: str) -> None:
    """A comment on every table, then the reviewer's decision."""
    with acting(REVIEWER) as reviewer:
        found = access_to_report(reviewer, unit=UNIT, period=period, data_set=FORM)
        for table in form_of(found.report).tables:
            words = planted.text(table.section.code, period)
            comments.say(comments.OfReport(found), place=CommentPlace(table=table.code), text=words)
        if state == "accepted":
            approval.accept(by=reviewer, access=found)
        elif state == "returned":
            approval.send_back(by=reviewer, access=found, comment="Look at it again, please.")


def _table(planted: Planted, period: str, revision: Revision, table: Table, by: int) -> None:
    section = table.section.code
    of = {"revision": revision, "organisation_unit_id": revision.organisation_unit_id}
    entry = None
    if table.kind in ("narrative", "open"):
        field_name = "text" if table.kind == "narrative" else "title"
        entry = ListEntry.objects.create(
            **of, table=table, key="planted", position=900,
            **{field_name: planted.text(section, period)},
        )  # fmt: skip
    Edit.objects.create(
        **of, name=f"{table.code}{{planted}}:text", after=planted.text(section, period), by_id=by
    )
    Explanation.objects.create(
        **of, finding=f"planted:{table.code}.x", text=planted.text(section, period), by_id=by
    )
    if table.kind == "narrative" or (cell := _cell(table)) is None:
        if not entry:
            words = planted.text(section, period)
            TableStatement.objects.create(**of, table=table, reason=words)
        return
    DataValue.objects.create(
        **of, cell=cell, entry=entry, period_key=revision.report.period_key,
        value=planted.number(section, period),
    )  # fmt: skip
    planted.cells[section] = cell.code


def _cell(table: Table) -> Cell | None:
    """One that is entered and no part of another: nothing is larger than its whole."""
    rows = Cell.objects.filter(table=table, is_total=False, element__part_of=None)
    return rows.order_by("option__position", "pk").first()


def _edition(planted: Planted) -> None:
    """The accepted texts are taken into it, and each section has a passage of its own."""
    planted.edition = editions.begun(str(YEAR))
    sections = planted.sections
    with acting(CONSOLIDATOR) as editor:
        for section in sections:
            entries = ListEntry.objects.filter(
                table__section__code=section, revision__state="accepted", key="planted"
            ).exclude(table__style="")
            if entries:
                take_in_order(
                    by=editor, edition=planted.edition, section=section,
                    entries=[one.pk for one in entries],
                )  # fmt: skip
            writing.add_passage(
                by=editor, edition=planted.edition, section=section, after=None,
                kind="paragraph", text=planted.text(section),
            )  # fmt: skip


def _places(planted: Planted, consolidation: Consolidation) -> None:
    assert planted.edition is not None
    with secretariat():
        passages = planted.edition.passages.filter(section__in=planted.sections)
        planted.places = {
            "unit": [UNIT],
            "data_set": [FORM],
            "year": [str(YEAR)],
            "number": [str(planted.edition.number)],
            "edition": [str(planted.edition.number)],
            "section": planted.sections,
            "passage": [str(one.pk) for one in passages.order_by("section").distinct("section")],
            "code": [f"NSP-{YEAR}-D-T{at}" for at in range(1, 14)],
            "mark": [*discrepancies_of(consolidation)][:20] or ["nothing"],
        }  # fmt: skip


def addresses(
    route: str, planted: Planted, values: Mapping[str, list[str]], queries: Mapping[str, list[str]]
) -> Iterator[str]:
    """The route with every value of its parameters; `KeyError` where nobody said which it takes."""
    names = [one["name"] for one in PARAMETER.finditer(route)]
    offered = [
        [*STATES] if name == "period" and route.startswith("reports/")
        else planted.places.get(name) or values[name]
        for name in names
    ]  # fmt: skip
    for chosen in product(*offered):
        address = route
        for value in chosen:
            address = PARAMETER.sub(value, address, count=1)
        for query in queries.get(route, [""]):
            yield f"/{address}{query}"


def tokens_in(response: Any) -> set[str]:
    """The planted texts and numbers of an answer, whatever it is made of."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return set(TOKEN.findall(BETWEEN_DIGITS.sub("", _text_of(body))))


def _text_of(body: bytes) -> str:
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return "\n".join(_text_of(book.read(name)) for name in book.namelist())
    if body.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return body.decode(errors="replace")
