from provinces.models.committees import CommitteeFunction, CommitteeMember, Delegation
from provinces.models.people import Digits, MailFrequency, Membership, User
from provinces.models.population import Population
from provinces.models.units import (
    BELOW,
    LOCALITIES,
    SUB_NATIONAL,
    TOP,
    NameStanding,
    OrganisationUnit,
    UnitAlias,
    UnitClosure,
    UnitKind,
    UnitName,
    UnitSuccession,
)

__all__ = [
    "BELOW",
    "LOCALITIES",
    "SUB_NATIONAL",
    "TOP",
    "CommitteeFunction",
    "CommitteeMember",
    "Delegation",
    "Digits",
    "MailFrequency",
    "Membership",
    "NameStanding",
    "OrganisationUnit",
    "Population",
    "UnitAlias",
    "UnitClosure",
    "UnitKind",
    "UnitName",
    "UnitSuccession",
    "User",
]
