"""Who does each step of a practice year."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from provinces import people
from provinces.models import LOCALITIES, Kind, OrganisationUnit, User
from provinces.people import NobodyHolds
from provinces.queries import province_of, units_of_kinds
from provinces.roles import Role
from reporting.access import Actor


@dataclass(frozen=True)
class People:
    """Officers and approvers by unit, and the Secretariat's: a reviewer, and whoever opens the
    year. A district's and a commune's reports are entered by the people of its province."""

    officers: Mapping[int, User]
    approvers: Mapping[int, User]
    reviewer: User
    opener: User
    secretariat: OrganisationUnit
    provinces: Mapping[int, OrganisationUnit]

    @classmethod
    def found(cls) -> "People":
        """Those who hold these roles."""
        localities = units_of_kinds(*LOCALITIES).values_list("pk", flat=True)
        return cls(
            officers=people.holders(Role.DATA_OFFICER),
            approvers=people.holders(Role.APPROVER),
            reviewer=people.reviewer(),
            opener=people.secretary_general(),
            secretariat=OrganisationUnit.objects.get(kind=Kind.SECRETARIAT),
            provinces=province_of(localities),
        )

    def officer(self, unit: OrganisationUnit) -> User:
        return self._holder(self.officers, unit, Role.DATA_OFFICER)

    def approver(self, unit: OrganisationUnit) -> User:
        return self._holder(self.approvers, unit, Role.APPROVER)

    def _holder(self, holders: Mapping[int, User], unit: OrganisationUnit, role: Role) -> User:
        home = self.provinces.get(unit.pk, unit) if unit.is_locality else unit
        if home.pk not in holders:
            raise NobodyHolds(
                _("Nobody is %(role)s of %(unit)s.") % {"role": role.label, "unit": home}
            )
        return holders[home.pk]

    def opens(self) -> Actor:
        return Actor.at(self.opener, self.secretariat, [Role.SECRETARY_GENERAL])
