from provinces.models.people import Membership, User
from provinces.models.units import Kind, OrganisationUnit, UnitAlias, UnitClosure, UnitName

__all__ = [
    "Kind",
    "Membership",
    "OrganisationUnit",
    "UnitAlias",
    "UnitClosure",
    "UnitName",
    "User",
]
