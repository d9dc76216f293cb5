"""A discrepancy is settled by a person: explained, or mended at its source. Each word stays."""

from collections.abc import Callable, Iterable

from django.db import connection, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, Door, require
from reporting.access_errors import NotHere, Overtaken, Refused
from reporting.actions import approval, comments
from reporting.actions.audit import record
from reporting.kernel.settlements import Standing
from reporting.models import Consolidation, Report, Revision, Settlement
from reporting.queries.editions.found import newest_consolidation
from reporting.queries.editions.mends import values_of
from reporting.queries.editions.settled import with_values
from reporting.queries.editions.settlements import Desk, Item
from reporting.queries.figures import FigureBook

PERIODS = 7302  # the space of advisory locks that stands for the desks of periods
LONGEST = 4000
LONGEST_NOTE = 1000
TWICE_PRINTED = "two_values"
State = Settlement.State


@transaction.atomic
def explain(
    *,
    by: Actor,
    period_key: int,
    fingerprint: str,
    seen: int,
    text: str,
    footnote: bool = False,
    note: str = "",
) -> Settlement:
    """`seen`: the settlement that this person saw last, 0 where there was none. `note`: the words
    of the footnote; without them it says what was found."""
    desk = _desk(by, period_key)
    item = _unchanged(desk, fingerprint, seen)
    said = _reason(text, _("Say why it is so: an explanation needs its reason."))
    words = _cleaned(note, LONGEST_NOTE) if footnote else ""
    [made] = _keep(by, desk, [item], State.EXPLAINED, said, footnote=footnote, note=words)
    return made


@transaction.atomic
def explain_kind(
    *, by: Actor, period_key: int, kind: str, text: str, footnote: bool = False
) -> int:
    """Every open one of a kind, for one reason; how many they were."""
    desk = _desk(by, period_key)
    said = _reason(text, _("Say why they are so: an explanation needs its reason."))
    items = [one for one in desk.items if one.found.kind == kind and _is_open(one)]
    if not items:
        raise Overtaken(_("None of this kind is open any more."))
    return len(_keep(by, desk, items, State.EXPLAINED, said, footnote=footnote))


@transaction.atomic
def explain_printed(*, by: Actor, period_key: int) -> int:
    """Every open one that is about the printed report, not about what the units gave: this edition
    shows the reports' figures, and a footnote says what was printed. How many they were."""
    desk = _desk(by, period_key)
    items = [one for one in desk.items if one.is_printed and _is_open(one)]
    text = _(
        "The printed report says something else than the accepted reports give. It stays as it was "
        "printed; this edition shows what the reports give, and a footnote says what was printed."
    )
    told = {cell for one in items if one.found.kind != TWICE_PRINTED for cell in one.found.cells}
    silent = [
        one for one in items if one.found.kind == TWICE_PRINTED and told.issuperset(one.found.cells)
    ]
    noted = [one for one in items if one not in silent]
    _keep(by, desk, silent, State.EXPLAINED, text)  # the footnote of the figure says both numbers
    _keep(by, desk, noted, State.EXPLAINED, text, footnote=True)
    return len(items)


@transaction.atomic
def reopen(
    *, by: Actor, period_key: int, fingerprint: str, seen: int, text: str = ""
) -> Settlement:
    """Takes an explanation back, or gives up waiting for a report."""
    desk = _desk(by, period_key)
    item = _unchanged(desk, fingerprint, seen)
    if item.said is None or item.said.state == State.OPEN:
        raise Overtaken(_("It is open already."))
    [made] = _keep(by, desk, [item], State.OPEN, _cleaned(text, LONGEST))
    return made


@transaction.atomic
def ask_for_mend(
    *,
    by: Actor,
    period_key: int,
    fingerprints: Iterable[str],
    seen: Callable[[str], int],
    report: Report,
    text: str,
) -> list[Settlement]:
    """Re-opens the report behind them with the reason; they wait for its next revision. Of a report
    that is being mended already, the unit is told in a comment."""
    desk = _desk(by, period_key)
    items = [_unchanged(desk, one, seen(one)) for one in dict.fromkeys(fingerprints)]
    if not items:
        raise Refused(_("Choose what the unit has to mend."))
    said = _reason(text, _("Say what the unit has to mend."))
    _return(by, report, said)
    return _keep(by, desk, items, State.MENDING, said, report=report)


def _return(by: Actor, report: Report, text: str) -> None:
    newest = Revision.objects.filter(report=report).order_by("-number").first()
    if newest is None:
        raise NotHere
    found = Door(by, report, newest)
    if newest.state == Revision.State.ACCEPTED:
        try:
            approval.reopen(by=by, door=found, comment=text)
        except Overtaken:
            _tell(by, found, text)
    else:
        _tell(by, found, text)


def _tell(by: Actor, found: Door, text: str) -> None:
    """It is in the unit's hands, or was signed again: what is asked goes beside its page."""
    if not by.may(Permission.REPORT_COMMENT):
        raise Refused(
            _(
                "The report was re-opened already. Ask a reviewer to send your words to the unit "
                "as a comment."
            )
        )
    comments.say(by=by, door=found, text=text)


def _desk(by: Actor, period_key: int) -> Desk:
    """Of the newest consolidation; nobody else settles anything of the period meanwhile."""
    require(by, Permission.DISCREPANCY_SETTLE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [PERIODS, period_key])
    consolidation = newest_consolidation(period_key)
    if consolidation is None:
        raise NotHere
    return Desk(consolidation, "en")


def _unchanged(desk: Desk, fingerprint: str, seen: int) -> Item:
    item = desk.item(fingerprint)
    if item.row is None:
        raise Overtaken(_("The newest consolidation does not find this any more."))
    if item.seen != seen:
        said = item.said
        name = said.by.name_in(get_language() or "en") if said else ""
        raise Overtaken(
            _("%(name)s has settled this meanwhile. Look at what was said.") % {"name": name}
        )
    return item


def _is_open(item: Item) -> bool:
    return item.row is not None and item.standing is Standing.OPEN


def _reason(text: str, without: str) -> str:
    said = _cleaned(text, LONGEST)
    if not said:
        raise Refused(without)
    return said


def _cleaned(text: str, longest: int) -> str:
    said = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if len(said) > longest:
        raise Refused(_("The text is too long: at most %(count)d characters.") % {"count": longest})
    return said


def _keep(
    by: Actor,
    desk: Desk,
    items: list[Item],
    state: State,
    text: str,
    *,
    footnote: bool = False,
    note: str = "",
    report: Report | None = None,
) -> list[Settlement]:
    """One statement for all, with the figures as they are now: later they are compared."""
    consolidation = desk.consolidation
    lookup = FigureBook(consolidation).lookup
    made = Settlement.objects.bulk_create(
        [
            Settlement(
                period_key=consolidation.period_key,
                fingerprint=one.fingerprint,
                state=state,
                text=text,
                footnote=footnote,
                report=report,
                found=with_values(one.found, values_of(one.found.cells, lookup), note).as_json(),
                consolidation=consolidation,
                by=by.user,
            )
            for one in items
        ],
        batch_size=500,
    )
    if made:
        _record(by, consolidation, state, items, report)
    return made


def _record(
    by: Actor, consolidation: Consolidation, state: State, items: list[Item], report: Report | None
) -> None:
    record(
        f"discrepancy.{state.value}", f"consolidation:{consolidation.pk}", by=by,
        unit_id=report.organisation_unit_id if report else None,
        fingerprints=[one.fingerprint for one in items],
    )  # fmt: skip
