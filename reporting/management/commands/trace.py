import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from provinces.roles import DatabaseRole
from provinces.spelling import plain
from provinces.tenancy import acting_as
from reporting.access import NotHere
from reporting.core.views.tags import number
from reporting.document.trace_codes import is_code
from reporting.editions.reading.queries.addresses import (
    CodedFigures,
    NoFigure,
    asked_by_address,
    asked_by_code,
)
from reporting.editions.reading.queries.explained_proofs import (
    ExplainedProof,
    ExplainedProofs,
    as_values,
    entry_words,
    person,
    report_address,
    sum_words,
    tell,
)

MOST_VALUES = 200


class Command(BaseCommand):
    help = (
        "Where a printed figure comes from: a table (NSP-2020-1-T12), a figure in it "
        "(NSP-2020-1-T12-R3-C2) or the address of a figure (direct_publicity.times@KH-08:2020). "
        "Ends with 1 if one does not add up, with 2 if there is no such figure."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", nargs="+")
        parser.add_argument("--of", default="", help="for addresses: of which report (NSP-2020-1)")
        parser.add_argument("--json", action="store_true")
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default="en")

    def handle(self, *args: Any, **options: Any) -> None:
        language = options["language"]
        with (
            override(language),
            acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None),
        ):
            asked = [self._asked(text, language, options["of"]) for text in options["code"]]
            told = _explained_proofs(asked, language)
        if options["json"]:
            found = [as_values(figure, telling) for telling in told for figure in telling.figures]
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            with override(language):
                for question, telling in zip(asked, told, strict=True):
                    self.stdout.write("\n".join(_lines(question, telling)))
        if not all(telling.adds_up for telling in told):
            sys.exit(1)

    def _asked(self, text: str, language: str, document: str) -> CodedFigures:
        try:
            if is_code(text):
                return asked_by_code(text, language)
            return asked_by_address(plain(text), language, document)
        except (NoFigure, ValueError) as error:
            raise CommandError(f"{text}: {error}", returncode=2) from error
        except NotHere as error:
            words = _("%s: there is no such report.")
            raise CommandError(words % text, returncode=2) from error


def _explained_proofs(asked: list[CodedFigures], language: str) -> list[ExplainedProofs]:
    """What rests on the same figures is proved together."""
    together: dict[int, list[int]] = {}
    for at, question in enumerate(asked):
        together.setdefault(question.reading.figures.pk, []).append(at)
    found: dict[int, ExplainedProofs] = {}
    for places in together.values():
        every = [figure for at in places for figure in asked[at].figures]
        telling = tell(asked[places[0]].reading.figures, every, language)
        figures = iter(telling.figures)
        for at in places:
            own = [next(figures) for _figure in asked[at].figures]
            found[at] = replace(telling, figures=own)
    return [found[at] for at in range(len(asked))]


def _lines(asked: CodedFigures, telling: ExplainedProofs) -> Iterator[str]:
    document = asked.reading.document
    yield f"{document.title} – {document.edition}"
    if asked.table:
        yield f"{document.words['table']} {asked.table.number}. {asked.table.caption}"
    for told in telling.figures:
        yield ""
        yield from _figure(told, telling)
    if len(telling.figures) > 1:
        yield ""
        words = _("%(good)d of %(count)d figures add up.")
        good = sum(figure.adds_up for figure in telling.figures)
        yield words % {"good": good, "count": len(telling.figures)}


def _figure(told: ExplainedProof, telling: ExplainedProofs) -> Iterator[str]:
    traced, proof = told.traced, told.proof
    head = traced.code or traced.address
    yield f"{head}  {number(proof.value)}{_as_printed(telling.printed_as(told))}"
    if traced.code:
        yield f"  {traced.row} | {traced.column}"
        yield f"  {traced.address}"
    yield f"  {told.how}"
    if proof.formula:
        yield f"  = {proof.formula}"
        for part in proof.parts:
            yield f"    {part.address} = {number(part.computed)}"
    elif proof.cells:
        yield "  " + _("Cells: %s") % ", ".join(proof.cells)
    for line in told.reports:
        revision = line.revision
        yield f"  {report_address(revision)}  {line.unit_name}"
        for words, who, when in (
            (_("entered by %(who)s, %(when)s"), revision.created_by, revision.created_at),
            (_("signed by %(who)s, %(when)s"), revision.submitted_by, revision.submitted_at),
            (_("accepted by %(who)s, %(when)s"), revision.decided_by, revision.decided_at),
        ):
            if when:
                at = f"{timezone.localtime(when):%d/%m/%Y %H:%M}"
                yield "    " + words % {"who": person(who) or "–", "when": at}
    yield from _values(told, telling)
    unused = proof.given - sum(len(share.counted) for share in proof.shares)
    if unused:
        yield "  " + _("%d other data values do not count: see how it is made.") % unused
    yield f"  {number(proof.computed)}  {sum_words(told)}"


def _values(told: ExplainedProof, telling: ExplainedProofs) -> Iterator[str]:
    values = told.proof.values
    for value in values[:MOST_VALUES]:
        entry = f" {{{entry_words(telling, value)[:60]}}}" if value.entry else ""
        printed = _as_printed(telling.printed.get(value.pk, ""))
        address = telling.addresses[value.revision]
        yield f"  {number(value.value):>16}  {value.cell}{entry}  {address}{printed}"
    if len(values) > MOST_VALUES:
        yield "  " + _("… and %d more: ask for --json.") % (len(values) - MOST_VALUES)


def _as_printed(text: str) -> str:
    return "  " + _("(printed as “%s”)") % text if text else ""
