"""Who stands by a published edition, as it is printed in it."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from provinces.models import OrganisationUnit, User
from provinces.queries import unit_names
from reporting.kernel.document import Signatory
from reporting.kernel.signatures import DUTIES, Role
from reporting.models import Edition, SignOff
from reporting.queries.editions.signatures import State, valid_rows

ROLE_WORDS = dict(SignOff.Role.choices)
ORDER = [one.role for one in DUTIES]


def signatories(edition: Edition, language: str) -> tuple[Signatory, ...]:
    """In the order in which one signs, the Secretary General, who publishes, last. () of a draft:
    until it is published a signature may lapse. Asked while the edition is being published too,
    when her signature is the publication itself."""
    if edition.published_at is None or edition.published_by is None:
        return ()
    rows = sorted(_newest(edition), key=lambda row: (ORDER.index(Role(row.role)), row.group))
    groups = _group_names(edition, {row.group for row in rows if row.group}, language)
    found = [
        _signatory(str(ROLE_WORDS[row.role]), groups.get(row.group, ""), row.by, row.at, language)
        for row in rows
    ]
    publisher = str(ROLE_WORDS[Role.SECRETARY_GENERAL])
    last = _signatory(publisher, "", edition.published_by, edition.published_at, language)
    return (*found, last)


def _newest(edition: Edition) -> Iterator[SignOff]:
    """Of each role and group, of the state that is published."""
    state = State(edition)
    newest = {
        (row.role, row.group): row
        for row in valid_rows(edition)
        if row.role != Role.SECRETARY_GENERAL and row.digest == state.of(row.role, row.group)
    }
    yield from newest.values()


def _signatory(role: str, group: str, person: User, at: datetime, language: str) -> Signatory:
    return Signatory(
        role=f"{role}: {group}" if group else role,
        name=person.name_in(language),
        date=date_format(timezone.localtime(at), "DATE_FORMAT"),
    )


def _group_names(edition: Edition, codes: set[str], language: str) -> dict[str, str]:
    if not codes:
        return {}
    units = dict(OrganisationUnit.objects.filter(code__in=codes).values_list("code", "pk"))
    names = unit_names(edition.year, language, set(units.values()))
    return {code: names.get(pk, code) for code, pk in units.items()}
