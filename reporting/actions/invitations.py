"""The e-mail that invites somebody: with a link under which they choose their password.

The link is allauth's own for a new password. It is void once it was used, once another one was
sent, and after PASSWORD_RESET_TIMEOUT.
"""

import logging

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from provinces.models import Membership, User
from provinces.queries import unit_name
from provinces.roles import Role
from reporting.access import Actor
from reporting.actions.mail_contents import full_url, mail
from reporting.queries.years import this_year

logger = logging.getLogger(__name__)

DAY = 60 * 60 * 24


def send_invitation(*, by: Actor, person: User) -> bool:
    """Whether the mail server took it; the account is there in any case."""
    held = Membership.objects.filter(user=person).select_related("organisation_unit").order_by("pk")
    with translation.override(person.language):
        roles = [
            {
                "role": Role(one.role).label,
                "unit": unit_name(one.organisation_unit, this_year(), person.language),
            }
            for one in held
        ]
        context = {
            "roles": roles,
            "url": link_of(person),
            "days": settings.PASSWORD_RESET_TIMEOUT // DAY,
            "username": person.username,
            "by": by.user.name_in(person.language),
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
