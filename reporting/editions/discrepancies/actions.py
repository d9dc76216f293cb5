"""A discrepancy is resolved by a person: explained, or corrected in the report that it comes from.
All that was ever said of it is kept."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, NotHere, Overtaken, Refused, require
from reporting.consolidation.queries.figures import FigureBook
from reporting.core.actions.audit import record
from reporting.core.queries.editions import in_work, newest_consolidation
from reporting.editions.discrepancies.queries.corrections import values_of
from reporting.editions.discrepancies.queries.discrepancy_item import DiscrepancyItem
from reporting.editions.discrepancies.queries.discrepancy_list import DiscrepancyWorkspace
from reporting.editions.discrepancies.queries.footnote_words import with_values
from reporting.editions.discrepancies.rules import SENTENCE
from reporting.entry.access import ReportAccess
from reporting.models import Consolidation, Report, Revision, Settlement
from reporting.review.actions import approval, comments

PERIODS = 7302  # advisory locks in this space: one for the discrepancies of each period
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
    """`seen`: the key of the newest word that this person saw, 0 where there was none. `note`: the
    words of the footnote; without them it says what was found."""
    workspace = _workspace(by, period_key)
    item = _unchanged(workspace, fingerprint, seen)
    if item.is_sentence:
        footnote = False  # the sentence itself is what is read
        _by_consolidator(by)
    said = _reason(text, _("Say why it is so: an explanation needs its reason."))
    words = _cleaned(note, LONGEST_NOTE) if footnote else ""
    [made] = _keep(by, workspace, [_Word(item, said, footnote, words)], State.EXPLAINED)
    return made


@transaction.atomic
def explain_kind(
    *, by: Actor, period_key: int, kind: str, text: str, footnote: bool = False
) -> int:
    """Every open one of a kind, for one reason; how many they were."""
    if kind == SENTENCE:
        raise Refused(_("Each sentence has its own reason: give it at the sentence."))
    workspace = _workspace(by, period_key)
    said = _reason(text, _("Say why they are so: an explanation needs its reason."))
    items = workspace.open_of_kind(kind)
    if not items:
        raise Overtaken(_("None of this kind is open any more."))
    return len(
        _keep(by, workspace, [_Word(item, said, footnote) for item in items], State.EXPLAINED)
    )


@transaction.atomic
def explain_each(
    *, by: Actor, period_key: int, texts: Mapping[str, str], notes: Mapping[str, str] | None = None
) -> int:
    """Several open ones at once, each for its own reason: fingerprint -> text. What is about the
    printed report is a footnote, once a figure; `notes`: its own words, else it says what was
    found. How many they were."""
    workspace = _workspace(by, period_key)
    items = [item for item in workspace.items if item.fingerprint in texts and item.is_open]
    if any(item.is_sentence for item in items):
        _by_consolidator(by)
    printed = [item for item in items if item.is_printed]
    noted = {
        cell for item in printed if item.found.kind != TWICE_PRINTED for cell in item.found.cells
    }
    words = []
    for item in items:
        said = _reason(
            texts[item.fingerprint], _("Say why it is so: an explanation needs its reason.")
        )
        # The footnote of the figure itself says both numbers.
        silent = item.found.kind == TWICE_PRINTED and noted.issuperset(item.found.cells)
        footnote = item.is_printed and not silent
        note = (notes or {}).get(item.fingerprint, "") if footnote else ""
        words.append(_Word(item, said, footnote, _cleaned(note, LONGEST_NOTE)))
    return len(_keep(by, workspace, words, State.EXPLAINED))


@transaction.atomic
def reopen(
    *, by: Actor, period_key: int, fingerprint: str, seen: int, text: str = ""
) -> Settlement:
    """Takes an explanation back, or gives up waiting for a report."""
    workspace = _workspace(by, period_key)
    item = _unchanged(workspace, fingerprint, seen)
    if item.said is None or item.said.state == State.OPEN:
        raise Overtaken(_("It is open already."))
    [made] = _keep(by, workspace, [_Word(item, _cleaned(text, LONGEST))], State.OPEN)
    return made


@transaction.atomic
def ask_for_correction(
    *,
    by: Actor,
    period_key: int,
    fingerprints: Iterable[str],
    seen: Callable[[str], int],
    report: Report,
    text: str,
) -> list[Settlement]:
    """Re-opens the report behind them with the reason; they wait for its next revision. The unit
    that is correcting it already reads the reason in a comment."""
    workspace = _workspace(by, period_key)
    items = [
        _unchanged(workspace, fingerprint, seen(fingerprint))
        for fingerprint in dict.fromkeys(fingerprints)
    ]
    if not items:
        raise Refused(_("Choose what the unit has to correct."))
    said = _reason(text, _("Say what the unit has to correct."))
    _return(by, report, said)
    return _keep(by, workspace, [_Word(item, said) for item in items], State.MENDING, report)


def _return(by: Actor, report: Report, text: str) -> None:
    newest = Revision.objects.filter(report=report).order_by("-number").first()
    if newest is None:
        raise NotHere
    found = ReportAccess(by, report, newest)
    if newest.state == Revision.State.ACCEPTED:
        try:
            approval.reopen(by=by, access=found, comment=text)
        except Overtaken:
            _comment(by, found, text)
    else:
        _comment(by, found, text)


def _comment(by: Actor, found: ReportAccess, text: str) -> None:
    """It is in the unit's hands, or was signed again: what is asked goes beside its page."""
    if not by.may(Permission.REPORT_COMMENT):
        raise Refused(
            _(
                "The report was re-opened already. Ask a reviewer to send your words to the unit "
                "as a comment."
            )
        )
    comments.say(comments.OfReport(found), text=text)


def _workspace(by: Actor, period_key: int) -> DiscrepancyWorkspace:
    """Of the newest consolidation; nobody else resolves anything of the period meanwhile."""
    require(by, Permission.DISCREPANCY_SETTLE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [PERIODS, period_key])
    consolidation = newest_consolidation(period_key)
    if consolidation is None:
        raise NotHere
    return DiscrepancyWorkspace(consolidation, "en", edition=in_work(period_key))


def _by_consolidator(by: Actor) -> None:
    if not by.may(Permission.CONSOLIDATION_RUN):
        raise Refused(
            _(
                "A consolidator says why a sentence stays as it is. Change the sentence, or ask "
                "a consolidator."
            )
        )


def _unchanged(workspace: DiscrepancyWorkspace, fingerprint: str, seen: int) -> DiscrepancyItem:
    item = workspace.item(fingerprint)
    if item.row is None:
        raise Overtaken(_("The newest consolidation does not find this any more."))
    if item.seen != seen:
        said = item.said
        name = said.by.name_in(get_language() or "en") if said else ""
        raise Overtaken(
            _("%(name)s has resolved this meanwhile. Look at what was said.") % {"name": name}
        )
    return item


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


@dataclass(frozen=True)
class _Word:
    """What is said of one discrepancy; `note`: the words of its footnote."""

    item: DiscrepancyItem
    text: str
    footnote: bool = False
    note: str = ""


def _keep(
    by: Actor,
    workspace: DiscrepancyWorkspace,
    words: list[_Word],
    state: State,
    report: Report | None = None,
) -> list[Settlement]:
    """One statement for all, with the figures as they are now: later they are compared."""
    consolidation = workspace.consolidation
    lookup = FigureBook(consolidation).lookup
    made = Settlement.objects.bulk_create(
        [
            Settlement(
                period_key=consolidation.period_key,
                fingerprint=word.item.fingerprint,
                state=state,
                text=word.text,
                footnote=word.footnote,
                report=report,
                found=with_values(
                    word.item.found, values_of(word.item.found.cells, lookup), word.note
                ).as_json(),
                consolidation=consolidation,
                by=by.user,
            )
            for word in words
        ],
        batch_size=500,
    )
    if made:
        _record(by, consolidation, state, [word.item for word in words], report)
    return made


def _record(
    by: Actor,
    consolidation: Consolidation,
    state: State,
    items: list[DiscrepancyItem],
    report: Report | None,
) -> None:
    record(
        f"discrepancy.{state.value}", f"consolidation:{consolidation.pk}", by=by,
        unit_id=report.organisation_unit_id if report else None,
        fingerprints=[item.fingerprint for item in items],
    )  # fmt: skip
