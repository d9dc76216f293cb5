"""Who signs, who may not sign twice, and when a signature is of an older state."""

from provinces.roles import ROLES
from provinces.roles import Role as Held
from reporting.editions.publishing.rules.signatures import (
    DUTIES,
    SigningRole,
    ValidSignature,
    missing,
    required,
    roles_for,
    signed_as,
    signed_digest,
)
from reporting.kernel.periods import Period
from reporting.models import SignOff

YEAR = Period.of_year(2020)
ANNA, BORA, CHAN = 1, 2, 3


def roles_of(role: Held) -> tuple[SigningRole, ...]:
    return roles_for(ROLES[role].permissions)


def test_each_role_of_the_portal_signs_in_its_own_role_or_not_at_all():
    assert {role: roles_of(role) for role in ROLES if roles_of(role)} == {
        Held.REVIEWER: (SigningRole.REVIEWER,),
        Held.GROUP_LEAD: (SigningRole.GROUP_LEAD,),
        Held.CONSOLIDATOR: (SigningRole.CONSOLIDATOR,),
        Held.PERMANENT_VICE_CHAIR: (SigningRole.PERMANENT_VICE_CHAIR,),
    }


def test_the_table_names_every_role_of_the_model():
    assert {one.role.value for one in DUTIES} == set(SignOff.Role.values)


def test_an_older_state_is_missing():
    digest = signed_digest("text", "figures")
    signatures = [
        ValidSignature(SigningRole.REVIEWER, ANNA, digest),
        ValidSignature(SigningRole.CONSOLIDATOR, BORA, signed_digest("text", "older figures")),
    ]
    assert missing(signatures, digest, required(YEAR)) == (SigningRole.CONSOLIDATOR,)
    signatures.append(ValidSignature(SigningRole.CONSOLIDATOR, BORA, digest))
    assert missing(signatures, digest, required(YEAR)) == ()


def test_the_permanent_vice_chair_signs_annual_reports_from_2021_on():
    asked = {
        when: SigningRole.PERMANENT_VICE_CHAIR in required(Period.parse(when))
        for when in ("2020", "2021", "2022", "2021-Q1", "2021-S1")
    }
    assert asked == {"2020": False, "2021": True, "2022": True, "2021-Q1": False, "2021-S1": False}


def test_one_person_stands_for_one_of_them():
    signatures = [
        ValidSignature(SigningRole.REVIEWER, ANNA, "x"),
        ValidSignature(SigningRole.GROUP_LEAD, CHAN, "x", "A"),
    ]
    assert signed_as(signatures, ANNA, SigningRole.CONSOLIDATOR) is SigningRole.REVIEWER
    assert signed_as(signatures, ANNA, SigningRole.SECRETARY_GENERAL) is SigningRole.REVIEWER
    assert signed_as(signatures, ANNA, SigningRole.REVIEWER) is None  # renewed
    assert signed_as(signatures, BORA, SigningRole.CONSOLIDATOR) is None
    assert signed_as(signatures, CHAN, SigningRole.REVIEWER) is None  # leads are asked besides


def test_text_and_figures_both_count():
    assert len({signed_digest("a", "b"), signed_digest("a", "c"), signed_digest("b", "a")}) == 3
