"""Who signed, in words: a deputy on whose behalf, and by which delegation."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from provinces.models import Delegation, User


def signed_by(person: User | None, delegation: Delegation | None, language: str) -> str:
    """In the language of the moment, which is `language`."""
    if person is None:
        return ""
    name = person.name_in(language)
    if delegation is None:
        return name
    return _("%(name)s on behalf of %(other)s (delegation of %(day)s)") % {
        "name": name,
        "other": delegation.on_behalf_of(language),
        "day": date_format(delegation.valid_from, "DATE_FORMAT"),
    }
