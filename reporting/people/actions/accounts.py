"""Accounts and memberships, as the administrator keeps them, and the e-mail that invites somebody.
People are deactivated and never removed: reports carry their names."""

import logging
from dataclasses import asdict, dataclass

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from provinces.models import Membership, OrganisationUnit, User
from provinces.queries import unit_name
from provinces.roles import Permission, Role
from reporting.access import Actor, Refused, require
from reporting.core.actions.audit import record
from reporting.core.queries.years import this_year
from reporting.notices.actions.mail import full_url, mail
from reporting.people.queries import target

logger = logging.getLogger(__name__)
DAY = 60 * 60 * 24


@dataclass(frozen=True)
class Details:
    """Who somebody is. One of the two names is enough."""

    email: str
    full_name_en: str
    full_name_km: str
    language: str


@transaction.atomic
def invite(*, by: Actor, details: Details, unit: OrganisationUnit, role: str) -> User:
    """An account that nobody can sign in to until its person has chosen a password."""
    require(by, Permission.PEOPLE_MANAGE)
    person = User(username=_free_username(details.email), **asdict(details))
    person.set_unusable_password()
    _save(person)
    record("person.invited", target(person), by=by, unit=unit, role=role, **asdict(details))
    _join(person, unit, role)
    return person


@transaction.atomic
def invite_again(*, by: Actor, person: User) -> None:
    """The link that was sent before is void from here on."""
    _require_invited(by, person)
    person.set_unusable_password()
    person.save(update_fields=["password"])
    record("person.invited_again", target(person), by=by, email=person.email)


@transaction.atomic
def withdraw(*, by: Actor, person: User) -> None:
    """The invitation: its link is void, and the account inactive."""
    _require_invited(by, person)
    person.set_unusable_password()
    person.is_active = False
    person.save(update_fields=["password", "is_active"])
    record("person.invitation_withdrawn", target(person), by=by, email=person.email)


@transaction.atomic
def change_details(*, by: Actor, person: User, details: Details) -> None:
    require(by, Permission.PEOPLE_MANAGE)
    before = {name: getattr(person, name) for name in asdict(details)}
    for name, value in asdict(details).items():
        setattr(person, name, value)
    _save(person)
    changed = {
        name: [before[name], now] for name, now in asdict(details).items() if before[name] != now
    }
    if "email" in changed:  # whoever reads the old address no longer gets a way in
        EmailAddress.objects.filter(user=person).delete()
    record("person.changed", target(person), by=by, values=changed)


@transaction.atomic
def give_role(*, by: Actor, person: User, unit: OrganisationUnit, role: str) -> None:
    require(by, Permission.PEOPLE_MANAGE)
    _join(person, unit, role)
    record("person.role_given", target(person), by=by, unit=unit, role=role)


@transaction.atomic
def take_role(*, by: Actor, membership: Membership) -> None:
    """The reports that were filled or signed in this role keep the person's name."""
    require(by, Permission.PEOPLE_MANAGE)
    _keep_an_administrator(by, membership.user, [membership])
    record(
        "person.role_taken", target(membership.user), by=by, unit=membership.organisation_unit,
        role=membership.role,
    )  # fmt: skip
    membership.delete()


@transaction.atomic
def set_active(*, by: Actor, person: User, active: bool) -> None:
    require(by, Permission.PEOPLE_MANAGE)
    if not active:
        _keep_an_administrator(by, person, list(person.memberships.all()))
    User.objects.filter(pk=person.pk).update(is_active=active)
    record("person.activated" if active else "person.deactivated", target(person), by=by)


@transaction.atomic
def succeed(
    *, by: Actor, person: User, unit: OrganisationUnit, to: User | Details, close: bool
) -> User:
    """Hands the unit over to somebody, who is invited where they are new; `close`: the account of
    who leaves. All of it or nothing; gives who came."""
    if isinstance(to, Details):
        first = person.memberships.filter(organisation_unit=unit).order_by("pk").first()
        role = first.role if first else Role.DATA_OFFICER
        to = invite(by=by, details=to, unit=unit, role=role)
    hand_over(by=by, person=person, unit=unit, to=to)
    if close:
        set_active(by=by, person=person, active=False)
    return to


@transaction.atomic
def hand_over(*, by: Actor, person: User, unit: OrganisationUnit, to: User) -> list[Role]:
    """What one person holds at a unit is the other's from now on; the roles that moved."""
    require(by, Permission.PEOPLE_MANAGE)
    if to.pk == person.pk:
        raise Refused(_("This is the same person. Give the address of who comes next."))
    if not to.is_active:
        raise Refused(_("The account of who comes next is inactive. Activate it first."))
    held = list(Membership.objects.filter(user=person, organisation_unit=unit))
    if not held:
        raise Refused(_("This person holds no role at that unit any more."))
    _keep_an_administrator(by, person, held)
    roles = [Role(membership.role) for membership in held]
    Membership.objects.bulk_create(
        [Membership(user=to, organisation_unit=unit, role=role) for role in roles],
        ignore_conflicts=True,
    )
    Membership.objects.filter(pk__in=[membership.pk for membership in held]).delete()
    record(
        "person.handed_over", target(person), by=by, unit=unit, to=target(to),
        roles=[role.value for role in roles],
    )  # fmt: skip
    return roles


def _join(person: User, unit: OrganisationUnit, role: str) -> None:
    membership = Membership(user=person, organisation_unit=unit, role=role)
    try:
        membership.clean()
        with transaction.atomic():
            membership.save()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    except IntegrityError as error:  # the constraint membership_once
        raise Refused(_("This person holds that role at that unit already.")) from error


def _save(person: User) -> None:
    if not (person.full_name_en or person.full_name_km):
        raise Refused(_("Give the person's name in English or in Khmer."))
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:  # the constraint user_email_once
        raise Refused(
            _("Somebody has the address %(email)s already. Look for them in the list.")
            % {"email": person.email}
        ) from error


def _require_invited(by: Actor, person: User) -> None:
    require(by, Permission.PEOPLE_MANAGE)
    if person.last_login is not None or person.has_usable_password() or not person.is_active:
        raise Refused(_("There is no invitation that waits: the account is in use or inactive."))


def _keep_an_administrator(by: Actor, person: User, lost: list[Membership]) -> None:
    """Nobody shuts themselves out; so one who can let others in is always left."""
    if not any(membership.role == Role.ADMINISTRATOR for membership in lost):
        return
    if person.pk == by.user.pk:
        raise Refused(
            _("You cannot take the administration from yourself. Ask another administrator.")
        )


def _free_username(email: str) -> str:
    """From the address: people sign in with either."""
    stem = slugify(email.partition("@")[0].replace(".", "-dot-")).replace("-dot-", ".")[:100]
    stem = stem or "person"
    taken = set(User.objects.filter(username__istartswith=stem).values_list("username", flat=True))
    taken = {username.lower() for username in taken}
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}.{number}"
    return name


def send_invitation(*, by: Actor, person: User) -> bool:
    """With a link under which they choose their password: allauth's own, which is void once it was
    used, once another one was sent, and after PASSWORD_RESET_TIMEOUT. Whether the mail server took
    it; the account is there in any case."""
    held = Membership.objects.filter(user=person).select_related("organisation_unit").order_by("pk")
    with translation.override(person.reads):
        roles = [
            {
                "role": Role(membership.role).label,
                "unit": unit_name(membership.organisation_unit, this_year(), person.reads),
            }
            for membership in held
        ]
        context = {
            "roles": roles,
            "url": link_of(person),
            "days": settings.PASSWORD_RESET_TIMEOUT // DAY,
            "username": person.username,
            "by": by.user.name_in(person.reads),
            "other": "en" if person.reads == "km" else "km",
        }
        message = mail(person, _("Your account in the NSP Portal"), "invitation", context)
    try:
        message.send()
    except OSError as error:
        logger.warning("The invitation of %s could not be sent: %s", person.email, error)
        return False
    return True


def link_of(person: User) -> str:
    where = {
        "uidb36": user_pk_to_url_str(person),
        "key": default_token_generator.make_token(person),
    }
    return full_url(reverse("account_reset_password_from_key", kwargs=where))
