"""Who signs a national report, and when a signature holds: one readable table of the roles.

A signature stands for a state of the report, which its fingerprint names. What is changed later is
not what was signed: the signature is of an older state and has to be given again.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from enum import StrEnum

from reporting.editions.publishing.rules.manifest import digest_of
from reporting.kernel.periods import Period

_ = str  # marks a template for translation


class SigningRole(StrEnum):
    """As reporting.models.SignOff.Role."""

    GROUP_LEAD = "group_lead"
    REVIEWER = "reviewer"
    CONSOLIDATOR = "consolidator"
    PERMANENT_VICE_CHAIR = "permanent_vice_chair"
    SECRETARY_GENERAL = "secretary_general"


@dataclass(frozen=True)
class Duty:
    """What a role stands for. `permission`: who has it signs in this role. `required`: in every
    report; `annual_from`: only in the annual ones, from that year on."""

    role: SigningRole
    permission: str
    stands_for: str
    required: bool = False
    annual_from: int | None = None

    def is_asked(self, period: Period) -> bool:
        """Whether somebody signs the report of that period in this role."""
        return self.annual_from is None or (period.is_year and period.year >= self.annual_from)


DUTIES = (
    Duty(
        SigningRole.REVIEWER,
        "report.review",
        _("The text: it says what the units reported."),
        required=True,
    ),
    Duty(
        SigningRole.CONSOLIDATOR,
        "consolidation.run",
        _("The figures, and why it is published with what is still open."),
        required=True,
    ),
    Duty(SigningRole.GROUP_LEAD, "section.lead", _("The sections that the working group leads.")),
    Duty(
        SigningRole.PERMANENT_VICE_CHAIR,
        "edition.endorse",
        _("The whole report, before it is published. Her words are printed at its end."),
        annual_from=2021,  # that of 2020 left place and date open
    ),
    Duty(
        SigningRole.SECRETARY_GENERAL,
        "annual.publish",
        _("The whole report: this signature is the publication itself."),
    ),
)
# One person in one of these at most.
APART = tuple(duty.role for duty in DUTIES if duty.role is not SigningRole.GROUP_LEAD)

TWICE = _("You have signed as %(role)s: somebody else signs here.")


@dataclass(frozen=True)
class ValidSignature:
    """One that was not withdrawn; `group` only of a lead."""

    role: SigningRole
    person: int
    digest: str
    group: str = ""


def roles_for(permissions: Set[str]) -> tuple[SigningRole, ...]:
    """In which roles somebody signs; the Secretary General publishes instead."""
    if "edition.sign" not in permissions:
        return ()
    return tuple(
        duty.role
        for duty in DUTIES
        if duty.permission in permissions and duty.role is not SigningRole.SECRETARY_GENERAL
    )


def signed_digest(text: str, figures: str) -> str:
    """Of the state that is signed: fingerprints of the text and of the figures."""
    return digest_of({"figures": figures, "text": text})


def signed_as(
    signatures: Iterable[ValidSignature], person: int, wanted: SigningRole
) -> SigningRole | None:
    """The other role in which this person signed already, where one may hold only one of both."""
    if wanted not in APART:
        return None
    found = (
        signature.role
        for signature in signatures
        if signature.person == person and signature.role in APART and signature.role is not wanted
    )
    return next(found, None)


def required(period: Period) -> tuple[SigningRole, ...]:
    """The roles without which the report of that period is not published, in their order."""
    return tuple(
        duty.role
        for duty in DUTIES
        if (duty.required or duty.annual_from is not None) and duty.is_asked(period)
    )


def missing(
    signatures: Iterable[ValidSignature], digest: str, wanted: Iterable[SigningRole]
) -> tuple[SigningRole, ...]:
    """The required roles (`wanted`) of which nobody has signed the present state."""
    there = {signature.role for signature in signatures if signature.digest == digest}
    return tuple(role for role in wanted if role not in there)
