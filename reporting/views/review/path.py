"""The way of a report, from the first number to the national figures, and where it is now."""

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from provinces import people
from provinces.models import User
from provinces.roles import Role
from reporting.models import Revision

State = Revision.State


def path_of(revision: Revision) -> list[tuple[str, str]]:
    """Each station in words, and whether it is done, now or waiting. One query: who signs."""
    signers = people.holders_at(revision.organisation_unit_id, Role.APPROVER)
    words = [
        _("Fill the report and answer the checks"),
        _("Hand it over for the signature"),
        _("An approver reads and signs it: %(people)s") % {"people": names_of(signers)}
        if signers
        else _("An approver reads and signs it"),
        _("The Secretariat reads it, and accepts it or returns it"),
        _("It counts in the national figures"),
    ]
    now = {State.DRAFT: 0, State.RETURNED: 0, State.PREPARED: 2, State.SUBMITTED: 3}
    here = now.get(State(revision.state), len(words))
    places = ["done" if at < here else "now" if at == here else "waiting" for at in range(5)]
    return list(zip(words, places, strict=True))


def names_of(persons: Iterable[User]) -> str:
    language = get_language() or "en"
    return ", ".join(one.name_in(language) for one in persons)
