"""A passage in its section: a place up or down, a level in or out, elsewhere, out and back."""

from django.db import transaction
from django.utils.translation import gettext as _

from reporting.access import Actor
from reporting.access_errors import NotHere, Refused
from reporting.actions.editions import writing
from reporting.actions.editions.versions import writable
from reporting.models import Edition, Passage
from reporting.queries.editions.section import section_of


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
            return writing.write(
                by=by, edition=edition, passage=passage, seen=seen, text=row.text, level=level
            )
        case "remove":
            return writing.take_out(by=by, edition=edition, passage=passage, seen=seen)
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
    return writing.move(
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
    return writing.move(by=by, edition=edition, passage=row.pk, seen=seen, after=after)


def _back(by: Actor, edition: Edition, row: Passage, seen: int) -> Passage:
    """As it stood before it was taken out."""
    last = row.versions.filter(removed=False).order_by("-number").first()
    if not row.removed or last is None:
        raise Refused(_("The paragraph stands in the report already."))
    return writing.bring_back(
        by=by, edition=edition, passage=row.pk, seen=seen, version=last.number
    )
