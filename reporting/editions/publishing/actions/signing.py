"""An edition is given to be signed, signed, and taken back to be written."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, NotHere, Overtaken, Refused, require
from reporting.core.actions.audit import record
from reporting.core.queries.editions import figures_of, period_of
from reporting.core.queries.period_words import joined
from reporting.editions.discrepancies.queries.contradictions import open_sentences
from reporting.editions.publishing.queries.readiness import (
    NEEDS_REASON_UNTRANSLATED,
    of_sentences,
    open_high,
)
from reporting.editions.publishing.queries.signatures import (
    EditionFingerprints,
    as_signature,
    roles_of,
    valid_rows,
)
from reporting.editions.publishing.rules.signatures import (
    TWICE,
    SigningRole,
    missing,
    required,
    signed_as,
)
from reporting.editions.writing.actions.versions import writable
from reporting.editions.writing.queries.translations import untranslated
from reporting.models import Edition, SignOff

ROLE_WORDS: Mapping[str, object] = dict(SignOff.Role.choices)
WRITING, REVIEW = Edition.State.WRITING, Edition.State.REVIEW
LONGEST = 2000
PRINTED = (SigningRole.PERMANENT_VICE_CHAIR,)  # whose words stand in the report, in both languages


@transaction.atomic
def ask_for_signatures(*, by: Actor, edition: Edition) -> Edition:
    """From now on it can be signed; it can still be changed, and is then signed again."""
    writable(by, edition)
    if figures_of(edition) is None:
        raise Overtaken(_("Consolidate the period first: there are no figures to sign."))
    return _move(by, edition, WRITING, REVIEW, _("Signatures were asked for already."))


@transaction.atomic
def take_back(*, by: Actor, edition: Edition) -> Edition:
    """Back to being written. The signatures stay what they are: of the state that was signed."""
    writable(by, edition)
    return _move(by, edition, REVIEW, WRITING, _("The report is being written already."))


def _move(by: Actor, edition: Edition, before: str, after: str, done: str) -> Edition:
    moved = Edition.objects.filter(pk=edition.pk, state=before).update(state=after)
    if not moved:
        raise Overtaken(done)
    edition.state = after
    action = "edition.ask" if after == REVIEW else "edition.take_back"
    record(action, f"edition:{edition.pk}", by=by)
    return edition


@transaction.atomic
def sign(
    *, by: Actor, edition: Edition, role: str, words: str = "", words_km: str = "", seen: str = ""
) -> SignOff:
    """In one of the person's own roles, or as a deputy in somebody else's, for the present state.
    `words_km`: those of the Permanent Vice-Chair in Khmer, printed as `words` are. `seen`: the
    fingerprint of what was shown to whoever signs; what has changed since is read again first. A
    consolidator says why discrepancies of high severity stay open and texts untranslated."""
    require(by, Permission.EDITION_SIGN)
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.is_published:
        raise Overtaken(_("This edition is published and does not change."))
    if locked.state != REVIEW:
        raise Overtaken(_("Nobody has asked for signatures: the report is still being written."))
    mine = roles_of(by, locked)
    if role not in mine:
        raise Refused(_("You sign in your own role."))
    delegation = mine[SigningRole(role)]
    state, group = (
        EditionFingerprints(locked),
        by.led_group if role == SigningRole.GROUP_LEAD else "",
    )
    if group and group not in state.groups:
        raise Refused(_("Your working group leads no section of this report."))
    digest = state.of(role, group)
    if seen and seen != digest:
        raise Overtaken(
            _("The report has changed since you opened the page. Look at it again, then sign.")
        )
    row = SignOff(
        edition=locked, role=role, group=group, digest=digest, words=_clean(words),
        words_km=_clean(words_km) if role in PRINTED else "", delegation=delegation, by=by.user,
    )  # fmt: skip
    return _signed(by, locked, row)


def _clean(words: str) -> str:
    said = words.replace("\x00", "").replace("\r\n", "\n").strip()
    if len(said) > LONGEST:
        raise Refused(_("The remark is too long: 2,000 characters at most."))
    return said


def _signed(by: Actor, edition: Edition, row: SignOff) -> SignOff:
    role, group, digest = SigningRole(row.role), row.group, row.digest
    rows = valid_rows(edition)
    other = signed_as(map(as_signature, rows), by.user.pk, role)
    if other is not None:
        raise Refused(_(TWICE) % {"role": ROLE_WORDS[other]})
    if any((there.role, there.group, there.digest) == (role, group, digest) for there in rows):
        raise Overtaken(_("The report as it stands is signed in this role already."))
    if role is SigningRole.CONSOLIDATOR:
        _reasoned(edition, row.words)
    if role is SigningRole.PERMANENT_VICE_CHAIR:
        _signed_before(edition, rows, digest)
    row.save()
    deputy: dict[str, Any] = {"delegation": row.delegation_id} if row.delegation_id else {}
    record(
        "edition.sign", f"edition:{edition.pk}", by=by, role=str(role), group=group,
        digest=digest[:16], **deputy,
    )  # fmt: skip
    return row


def _signed_before(edition: Edition, rows: list[SignOff], digest: str) -> None:
    """She signs last of all before the publication: what the others stand by already."""
    wanted = [role for role in required(period_of(edition)) if role not in PRINTED]
    absent = missing(map(as_signature, rows), digest, wanted)
    if absent:
        words = _("The report as it stands is not signed yet by: %(roles)s. They sign before you.")
        raise Refused(words % {"roles": joined(str(ROLE_WORDS[role]) for role in absent)})


def _reasoned(edition: Edition, reason: str) -> None:
    """Of each sentence that does not agree with itself a reason was given before."""
    for obstacle in of_sentences(open_sentences(edition)):
        raise Refused(obstacle.words)
    if open_high(edition) and not reason:
        raise Refused(
            _("Discrepancies of high severity are open. Say why the report is published with them.")
        )
    lacking = 0 if reason else untranslated(edition)
    if lacking:
        raise Refused(NEEDS_REASON_UNTRANSLATED % {"count": lacking})
    Edition.objects.filter(pk=edition.pk).update(reason=reason)


@transaction.atomic
def withdraw(*, by: Actor, edition: Edition, sign_off: int) -> None:
    """One's own signature."""
    require(by, Permission.EDITION_SIGN)
    if edition.is_published:
        raise Overtaken(_("This edition is published and does not change."))
    row = SignOff.objects.filter(edition=edition, pk=sign_off, withdrawn_at=None).first()
    if row is None:
        raise NotHere
    if row.by_id != by.user.pk:
        raise Refused(_("Only who signed takes a signature back."))
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    record("edition.unsign", f"edition:{edition.pk}", by=by, role=row.role, group=row.group)
