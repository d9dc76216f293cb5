"""How figures were made, proved once more from the data values: in words and in plain values, for
the page of a table, for the command, for files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provinces.models import User
from provinces.queries import unit_names
from reporting.consolidation.queries.proofs import Proof, prove
from reporting.consolidation.queries.trace_reports import TracedReport, report_lines
from reporting.consolidation.rules.proof import CountedValue
from reporting.editions.reading.queries.coded_figures import Traced
from reporting.kernel.numbers import json_number
from reporting.kernel.periods import Period
from reporting.models import Consolidation, ListEntry, Revision, ValueNote

HOW = {
    "sum": gettext_lazy("Added up from the data values."),
    "max": gettext_lazy("Of each unit the highest report; then the units added up."),
    "last": gettext_lazy("Of each unit its last report; then the units added up."),
    "count": gettext_lazy("Counted: the data values above 0, each reporter or each row once."),
    "entry": gettext_lazy("As it stands in a row that the reporter wrote."),
    "formula": gettext_lazy("Computed by a formula from other figures."),
    "nothing": gettext_lazy("Nobody gave a number."),
}


@dataclass(frozen=True)
class ExplainedProof:
    """A figure, its proof, and the reports behind it."""

    traced: Traced
    proof: Proof
    reports: list[TracedReport]

    @property
    def adds_up(self) -> bool:
        """The printed number, the stored one and the one from the data values are the same."""
        printed = self.traced.value
        return self.proof.adds_up and (printed is None or printed.value == self.proof.computed)

    @property
    def how(self) -> str:
        printed = self.traced.value
        if self.proof.how == "nothing" and printed is not None and printed.value:
            return _("Your unit gave nothing to this figure; what others gave is theirs to show.")
        return str(HOW[self.proof.how])


@dataclass(frozen=True)
class ExplainedProofs:
    """Everything that several figures rest on; `addresses` names each revision; `printed`: what
    stands in the source for a data value, where it is not simply its number (`-37`)."""

    figures: list[ExplainedProof]
    addresses: Mapping[int, str]
    entries: Mapping[tuple[str, str, int], str]
    printed: Mapping[int, str]

    @property
    def adds_up(self) -> bool:
        return all(figure.adds_up for figure in self.figures)

    def printed_as(self, explained: ExplainedProof) -> str:
        """How the source prints a figure that is one data value, where it prints it differently."""
        values = explained.proof.values
        return self.printed.get(values[0].pk, "") if len(values) == 1 else ""


def explain_proofs(
    consolidation: Consolidation, figures: Iterable[Traced], language: str
) -> ExplainedProofs:
    """A fixed number of queries, however many figures. Raises ExpressionError."""
    traced = list(figures)
    proofs = prove(consolidation, [figure.address for figure in traced])
    names = unit_names(consolidation.year, language)
    revisions = {pk for proof in proofs for pk in proof.revisions}
    lines = {line.revision.pk: line for line in report_lines(revisions, names)}
    return ExplainedProofs(
        [
            ExplainedProof(
                figure, proof, [line for pk, line in lines.items() if pk in proof.revisions]
            )
            for figure, proof in zip(traced, proofs, strict=True)
        ],
        {pk: report_address(line.revision) for pk, line in lines.items()},
        _entries(proofs),
        _printed(proofs),
    )


def report_address(revision: Revision) -> str:
    """`KH-08/committee/2020 r1`"""
    report = revision.report
    period = Period.from_key(report.period_key).url
    return f"{report.organisation_unit.code}/{report.data_set.code}/{period} r{revision.number}"


def _entries(proofs: Iterable[Proof]) -> dict[tuple[str, str, int], str]:
    """(key, table, revision) -> what the reporter wrote in the row."""
    keys = {
        (value.entry, value.revision) for proof in proofs for value in proof.values if value.entry
    }
    rows = ListEntry.objects.filter(
        key__in={key for key, _revision in keys},
        revision_id__in={revision for _key, revision in keys},
    ).values_list("key", "table__code", "revision_id", "title", "text")
    return {(key, table, pk): title or text for key, table, pk, title, text in rows}


def _printed(proofs: Iterable[Proof]) -> dict[int, str]:
    """Data value -> how its source prints it, where that is not simply the number."""
    values = {value.pk for proof in proofs for value in proof.values}
    notes = ValueNote.objects.filter(data_value_id__in=values).exclude(printed="")
    return dict(notes.values_list("data_value_id", "printed"))


def entry_words(proofs: ExplainedProofs, value: CountedValue) -> str:
    table = value.cell.partition("[")[0].partition(".")[0]
    return proofs.entries.get((value.entry, table, value.revision), value.entry)


def plain(value: Decimal | None) -> int | float | None:
    return None if value is None else json_number(value)


def as_values(explained: ExplainedProof, proofs: ExplainedProofs) -> dict[str, Any]:
    """What `manage.py trace --json` prints of a figure."""
    proof, traced = explained.proof, explained.traced
    return {
        "code": traced.code or None,
        "address": traced.address,
        "row": traced.row or None,
        "column": traced.column or None,
        "printed": plain(Decimal(traced.value.value)) if traced.value else None,
        "value": plain(proof.value),
        "how": proof.how,
        "formula": proof.formula or None,
        "parts": [
            {"address": part.address, "value": plain(part.value), "sum": plain(part.computed)}
            for part in proof.parts
        ],
        "cells": list(proof.cells),
        "units": {share.unit: plain(share.value) for share in proof.shares},
        "reports": [_report(line) for line in explained.reports],
        "data_values": [
            {
                "id": value.pk,
                "report": proofs.addresses[value.revision],
                "unit": value.unit,
                "cell": value.cell,
                "entry": value.entry or None,
                "value": plain(value.value),
                "printed_as": proofs.printed.get(value.pk),
            }
            for value in proof.values
        ],
        "sum": plain(proof.computed),
        "adds_up": explained.adds_up,
    }


def _report(line: TracedReport) -> dict[str, Any]:
    revision = line.revision
    return {
        "report": report_address(revision),
        "unit": revision.report.organisation_unit.code,
        "unit_name": line.unit_name,
        "form": revision.report.data_set.code,
        "period": Period.from_key(revision.report.period_key).code,
        "revision": revision.number,
        "entered_by": person(revision.created_by),
        "entered_at": _moment(revision.created_at),
        "signed_by": person(revision.submitted_by),
        **(
            {"signed_on_behalf_of": revision.delegation.on_behalf_of("en")}
            if revision.delegation
            else {}
        ),
        "signed_at": _moment(revision.submitted_at),
        "accepted_by": person(revision.decided_by),
        "accepted_at": _moment(revision.decided_at),
    }


def person(user: User | None) -> str | None:
    return (user.name_in("en") or user.get_username()) if user else None


def _moment(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def sum_words(explained: ExplainedProof) -> str:
    return _("It adds up.") if explained.adds_up else _("It does NOT add up.")
