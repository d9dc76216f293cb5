"""A chart or a comparison is set into a section, or changed: only what can be drawn is kept."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.access import Actor
from reporting.access_errors import NotHere, Refused
from reporting.actions.audit import record
from reporting.actions.editions.versions import change, passage_of, writable
from reporting.actions.editions.writing import add_passage
from reporting.kernel.chart_reading import NO_TABLE, read_spec
from reporting.kernel.chart_spec import SpecError
from reporting.kernel.comparison_spec import read_comparison
from reporting.kernel.messages import in_words
from reporting.models import Edition, Passage, PassageKind
from reporting.queries.document.chart_grounds import Grounds
from reporting.queries.document.chart_specs import ground_for
from reporting.queries.document.material import Material
from reporting.queries.editions.found import figures_of

KINDS = (PassageKind.CHART, PassageKind.COMPARISON)


@transaction.atomic
def set_here(
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
def change_it(
    *, by: Actor, edition: Edition, passage: int, seen: int, kind: str, spec: Mapping[str, Any]
) -> Passage:
    """Another spec. Raises `Conflict` where `seen` is not the newest version."""
    writable(by, edition)
    if passage_of(edition, passage).kind not in KINDS:
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
    if figures is None or kind not in KINDS:
        raise NotHere
    grounds = Grounds(Material(figures, get_language() or "en"))
    table = grounds.tables.get(str(spec.get("table")))
    try:
        if table is None:
            raise SpecError("table", NO_TABLE)
        if kind == PassageKind.COMPARISON:
            return read_comparison(spec, grounds.ground(table)).to_json()
        return read_spec(spec, ground_for(grounds, table, str(spec.get("form")))).to_json()
    except SpecError as error:
        raise Refused(in_words(error.template, error.params, _)) from error
