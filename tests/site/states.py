"""The site that is walked: every state that a year and a report can be in, in one database.

| year    | state                                                                                  |
|---------|----------------------------------------------------------------------------------------|
| 2020    | published; a correction is being signed, with a comment                                |
| 2021    | to practise on, nine months old, being written; units of each kind, in every state     |
| 2021-Q1 | a part of it, being written                                                            |
| 2022    | has just begun: a calendar, a draft of Kandal, an edition without a figure             |
| 2018    | consolidated without a report, so that its edition is without a figure                 |

A state of a year that is new belongs here; the walk then goes through it by itself.
"""

from provinces.models import OrganisationUnit, User
from reporting.practice.actions.making import make
from reporting.practice.actions.opening import PracticePeople
from strategies.models import DataSet
from tests import drafts, editions
from tests.factories import consolidated, drafted, secretariat
from tests.portal import permission_portal

MONTHS = 9  # of 2021 that are over: it is October there, as in the demonstration
CAST = ["KH-08", "KH-21", "MOSVY", "GCNP"]


def build() -> None:
    """In a database of 2020; what is made is kept."""
    drafts.planted()
    permission_portal.published_and_other()
    permission_portal.in_signing()
    permission_portal.a_typed_number()
    _practised()
    for part in ("2021", "2021-Q1"):
        consolidated(part)
        editions.begun(part)
    permission_portal.more_time()
    permission_portal.asked_each_day()
    permission_portal.from_outside()
    drafted("KH-08", "committee", "2022-01", {"direct_publicity[forums].persons": 800})
    permission_portal.attached("KH-08/committee/2022-01")
    consolidated(2022)
    editions.begun("2022")
    with secretariat():
        User.objects.create_user(permission_portal.NO_UNIT)


def _practised() -> None:
    codes = [*CAST, *_one_of_each_kind()]
    make(
        by=PracticePeople.found(),
        year=2021,
        until=MONTHS,
        seed=7,
        units=OrganisationUnit.objects.filter(code__in=codes).order_by("position"),
    )


def _one_of_each_kind() -> list[str]:
    """The first unit of each kind that owes reports."""
    with secretariat():
        forms = list(DataSet.objects.filter(owed=True))
        first: dict[str, str] = {}
        for unit in OrganisationUnit.objects.order_by("position"):
            if any(form.is_filled_by(unit.code, unit.kind) for form in forms):
                first.setdefault(unit.kind, unit.code)
    return list(first.values())
