from provinces.models.people import MailFrequency, Membership, User
from provinces.models.units import Kind, OrganisationUnit, UnitAlias, UnitClosure, UnitName

__all__ = [
    "Kind",
    "MailFrequency",
    "Membership",
    "OrganisationUnit",
    "UnitAlias",
    "UnitClosure",
    "UnitName",
    "User",
]
