"""A passage gets another place: up or down, a level in or out, another section, out and back; a
chart or a comparison is set in its place, or changed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.access import Actor, NotHere, Refused
from reporting.core.actions.audit import record
from reporting.core.queries.editions import figures_of
from reporting.document.charts.comparison_spec import read_comparison
from reporting.document.charts.spec import SpecError
from reporting.document.charts.spec_reading import NO_TABLE, read_spec
from reporting.editions.composing.queries.chart_inputs import EditionChartInputs
from reporting.editions.composing.queries.charts import chart_inputs_for
from reporting.editions.composing.queries.material import Material
from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.passages import add_passage
from reporting.editions.writing.actions.versions import change, passage_of, writable
from reporting.editions.writing.queries.section_workspace import section_of
from reporting.kernel.messages import in_words
from reporting.models import Edition, Passage, PassageKind

CHART_KINDS = (PassageKind.CHART, PassageKind.COMPARISON)


@transaction.atomic
def arrange(*, by: Actor, edition: Edition, passage: int, seen: int, do: str) -> Passage:
    """`do`: up, down (past the next passage that stands there), in, out (a level), remove, back.
    Raises `Conflict` where `seen` is not the newest version."""
    writable(by, edition)
    row = _found(edition, passage)
    match do:
        case "up" | "down":
            return _step(by, edition, row, seen, down=do == "down")
        case "in" | "out":
            level = row.level + (1 if do == "in" else -1)
            return passages.write(
                by=by, edition=edition, passage=passage, seen=seen, text=row.text, level=level
            )
        case "remove":
            return passages.take_out(by=by, edition=edition, passage=passage, seen=seen)
        case "back":
            return _back(by, edition, row, seen)
    raise Refused(_("Choose what shall be done with the paragraph."))


@transaction.atomic
def to_section(*, by: Actor, edition: Edition, passage: int, seen: int, section: str) -> Passage:
    """Behind what stands in the other section."""
    writable(by, edition)
    row = _found(edition, passage)
    try:
        section_of(edition, section, "en")
    except NotHere:
        raise Refused(_("Choose a section of the report by its address, II.B.1.3 say.")) from None
    if section == row.section:
        raise Refused(_("The paragraph stands in this section already. Choose another one."))
    last = edition.passages.filter(section=section).order_by("-position", "-pk").first()
    return passages.move(
        by=by, edition=edition, passage=passage, seen=seen,
        after=last.pk if last else None, section=section,
    )  # fmt: skip


def _found(edition: Edition, pk: int) -> Passage:
    found = edition.passages.filter(pk=pk).first()
    if found is None:
        raise NotHere
    return found


def _step(by: Actor, edition: Edition, row: Passage, seen: int, *, down: bool) -> Passage:
    """Past its neighbour; what was taken out is no neighbour."""
    rows = list(
        edition.passages.filter(section=row.section, removed=False)
        .order_by("position", "pk")
        .values_list("pk", flat=True)
    )
    if row.pk not in rows:
        raise Refused(_("The paragraph is taken out. Bring it back first."))
    at = rows.index(row.pk)
    if at == (len(rows) - 1 if down else 0):
        raise Refused(_("There is nothing to move past."))
    rows.remove(row.pk)
    before = at if down else at - 2
    after = rows[before] if before >= 0 else None
    return passages.move(by=by, edition=edition, passage=row.pk, seen=seen, after=after)


def _back(by: Actor, edition: Edition, row: Passage, seen: int) -> Passage:
    """As it stood before it was taken out."""
    last = row.versions.filter(removed=False).order_by("-number").first()
    if not row.removed or last is None:
        raise Refused(_("The paragraph stands in the report already."))
    return passages.bring_back(
        by=by, edition=edition, passage=row.pk, seen=seen, version=last.number
    )


@transaction.atomic
def set_chart(
    *, by: Actor, edition: Edition, section: str, after: int | None, kind: str,
    spec: Mapping[str, Any],
) -> Passage:  # fmt: skip
    """A new chart or comparison behind the passage `after`, or at the section's beginning. Raises
    `Refused` with what cannot be drawn."""
    writable(by, edition)
    kept = checked(edition, kind, spec)
    return add_passage(
        by=by, edition=edition, section=section, after=after, kind=kind, spec=kept
    )  # fmt: skip


@transaction.atomic
def change_chart(
    *, by: Actor, edition: Edition, passage: int, seen: int, kind: str, spec: Mapping[str, Any]
) -> Passage:
    """Another spec. Raises `Conflict` where `seen` is not the newest version."""
    writable(by, edition)
    if passage_of(edition, passage).kind not in CHART_KINDS:
        raise NotHere
    kept = checked(edition, kind, spec)
    row = change(by, edition, passage, seen, {"kind": kind, "spec": kept})
    if row.version != seen:
        record(
            "edition.chart", f"edition:{edition.pk}", by=by, passage=row.pk, version=row.version
        )  # fmt: skip
    return row


def checked(edition: Edition, kind: str, spec: Mapping[str, Any]) -> dict[str, Any]:
    """The spec as it is kept: whatever was left open is said, nothing else stands in it."""
    figures = figures_of(edition)
    if figures is None or kind not in CHART_KINDS:
        raise NotHere
    material = Material(figures, get_language() or "en")
    if kind == PassageKind.CHART and spec.get("chart"):
        return _of_catalogue(material, str(spec["chart"]))
    chart_inputs = EditionChartInputs(material)
    table = chart_inputs.tables.get(str(spec.get("table")))
    try:
        if table is None:
            raise SpecError("table", NO_TABLE)
        if kind == PassageKind.COMPARISON:
            return read_comparison(spec, chart_inputs.inputs(table)).to_json()
        return read_spec(
            spec, chart_inputs_for(chart_inputs, table, str(spec.get("form")))
        ).to_json()
    except SpecError as error:
        raise Refused(in_words(error.template, error.params, _)) from error


def _of_catalogue(material: Material, code: str) -> dict[str, Any]:
    """One of the catalogue's charts: it is drawn as the catalogue says."""
    if not any(chart.code == code for charts in material.charts.values() for chart in charts):
        raise Refused(_("The catalogue has no such chart in this year. Choose another one."))
    return {"chart": code}
