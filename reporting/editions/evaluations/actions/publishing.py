"""An evaluation is signed in the roles that stand for text and figures, and published by the
Secretary General: from then on the database refuses every change of it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, NotHere, Overtaken, Refused, require
from reporting.core.actions.audit import record
from reporting.core.queries.period_words import joined
from reporting.document.json_files import to_json
from reporting.document.sentences.language import LANGUAGES
from reporting.editions.evaluations.queries.checklist import Checklist
from reporting.editions.evaluations.queries.contents import EvaluationContents, fingerprint
from reporting.editions.evaluations.queries.evaluation_document import (
    build_evaluation,
    missing_figures,
)
from reporting.editions.evaluations.queries.files import stamp_of
from reporting.editions.publishing.queries.signatures import ROLE_WORDS, as_signature, valid_rows
from reporting.editions.publishing.rules.manifest import digest_of
from reporting.editions.publishing.rules.signatures import (
    TWICE,
    SigningRole,
    missing,
    roles_for,
    signed_as,
)
from reporting.models import Edition, EditionDocument, SignOff

SIGN = (SigningRole.REVIEWER, SigningRole.CONSOLIDATOR)
LONGEST = 2000


def roles_here(by: Actor) -> list[SigningRole]:
    """In which this person signs an evaluation."""
    return [role for role in roles_for(by.permissions) if role in SIGN]


@transaction.atomic
def sign(*, by: Actor, edition: Edition, role: str, seen: str) -> SignOff:
    """For the state that was looked at (`seen`, its fingerprint)."""
    require(by, Permission.EDITION_SIGN)
    locked = _locked(edition)
    if role not in roles_here(by):
        raise Refused(_("You sign in your own role."))
    digest = fingerprint(locked)
    if seen != digest:
        raise Overtaken(
            _("The evaluation has changed since you opened the page. Look at it again, then sign.")
        )
    rows = valid_rows(locked)
    other = signed_as(map(as_signature, rows), by.user.pk, SigningRole(role))
    if other is not None:
        raise Refused(_(TWICE) % {"role": ROLE_WORDS[other]})
    if any((row.role, row.digest) == (role, digest) for row in rows):
        raise Overtaken(_("The evaluation as it stands is signed in this role already."))
    made = SignOff.objects.create(edition=locked, role=role, digest=digest, by=by.user)
    record("edition.sign", f"edition:{edition.pk}", by=by, role=role, digest=digest[:16])
    return made


@transaction.atomic
def withdraw(*, by: Actor, edition: Edition, sign_off: int) -> None:
    """One's own signature."""
    require(by, Permission.EDITION_SIGN)
    _locked(edition)
    row = SignOff.objects.filter(edition=edition, pk=sign_off, withdrawn_at=None).first()
    if row is None:
        raise NotHere
    if row.by_id != by.user.pk:
        raise Refused(_("Only who signed takes a signature back."))
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    record("edition.unsign", f"edition:{edition.pk}", by=by, role=row.role)


def hindrances(edition: Edition, language: str) -> list[str]:
    """Everything that stands in the way of the publication, in the language of the moment."""
    found = list(Checklist(edition, EvaluationContents(edition, language)).obstacles())
    lacking = missing_figures(edition)
    if lacking:
        words = _("Figures that the text names and that are stored nowhere: %(count)d.")
        found.append(words % {"count": lacking})
    digest = fingerprint(edition)
    absent = missing(map(as_signature, valid_rows(edition)), digest, SIGN)
    if absent:
        words = _("The evaluation as it stands is not signed yet by: %(roles)s.")
        found.append(words % {"roles": joined(str(ROLE_WORDS[role]) for role in absent)})
    return found


@transaction.atomic
def publish(*, by: Actor, edition: Edition, reason: str, language: str) -> Edition:
    """All or nothing. `reason`: why with texts that are not translated. Refuses with everything
    that stands in the way; who signed does not publish."""
    require(by, Permission.ANNUAL_PUBLISH)
    locked = _locked(edition)
    list(locked.passages.select_for_update().order_by("pk").values_list("pk"))
    wrong = hindrances(locked, language)
    if wrong:
        raise Refused(" ".join(wrong))
    digest = fingerprint(locked)
    for row in valid_rows(locked):
        if row.by_id == by.user.pk and row.digest == digest:
            words = _("You have signed as %(role)s: somebody else publishes.")
            raise Refused(words % {"role": ROLE_WORDS[row.role]})
    untranslated = Checklist(locked, EvaluationContents(locked, language)).untranslated
    kept = reason.strip()[:LONGEST]
    if untranslated and not kept:
        words = _("Texts that are not translated: %(count)d. Translate them, or say why not.")
        raise Refused(words % {"count": untranslated})
    _freeze(by, locked, digest, kept if untranslated else "")
    edition.refresh_from_db()
    return edition


def _freeze(by: Actor, edition: Edition, digest: str, reason: str) -> None:
    edition.published_at, edition.published_by = timezone.now(), by.user
    edition.untranslated_reason, edition.text_digest = reason, digest
    seals = {}
    for language in LANGUAGES:
        document = to_json(build_evaluation(edition, language))
        seals[language] = digest_of(document)
        EditionDocument.objects.update_or_create(
            edition=edition,
            language=language,
            defaults={"document": document, "stamp": stamp_of(edition)},
        )
    SignOff.objects.create(
        edition=edition,
        role=SignOff.Role.SECRETARY_GENERAL,
        digest=digest,
        words=reason,
        by=by.user,
    )
    edition.manifest = {"evaluation": digest, "documents": seals}
    edition.state = Edition.State.PUBLISHED
    record("edition.publish", f"edition:{edition.pk}", by=by, kind=edition.kind, digest=digest)
    edition.save()


def _locked(edition: Edition) -> Edition:
    found = (
        Edition.everything.select_for_update(of=("self",))
        .select_related("evaluation__plan", "begun_by")
        .get(pk=edition.pk)
    )
    if found.is_published:
        raise Overtaken(_("This evaluation is published and does not change."))
    return found
