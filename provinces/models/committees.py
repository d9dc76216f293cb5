"""Who sits in a committee and its groups, and who may sign for whom, each with dates."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.models.units import OrganisationUnit
from provinces.roles import DELEGABLE, Role


class CommitteeFunction(models.TextChoices):
    """What somebody is in a committee, in the order of protocol."""

    CHAIR = "chair", _("Chair")
    PERMANENT_VICE_CHAIR = "permanent_vice_chair", _("Permanent Vice-Chair")
    VICE_CHAIR = "vice_chair", _("Vice-Chair")
    SECRETARY = "secretary", _("Secretary")
    MEMBER = "member", _("Member")
    OBSERVER = "observer", _("Observer")


class CommitteeMember(models.Model):
    """A person in the committee of a unit, or in one of its groups, from a day to a day (None:
    still). `group`: the code of the working group in whose field it works. Of the person it keeps
    name and position, no more."""

    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="committee", verbose_name=_("unit")
    )
    group = models.CharField(_("group"), max_length=20, blank=True, default="")
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    name_km = models.CharField(_("name in Khmer"), max_length=120, blank=True)
    title_en = models.CharField(_("position in English"), max_length=200, blank=True)
    title_km = models.CharField(_("position in Khmer"), max_length=200, blank=True)
    function = models.CharField(_("function"), max_length=20, choices=CommitteeFunction)
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=120, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    added_at = models.DateTimeField(_("added on"), default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("added by")
    )

    class Meta:
        verbose_name = _("member of a committee")
        verbose_name_plural = _("members of committees")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(name_en="", name_km=""), name="committee_member_is_named"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="committee_member_ends_after_begin",
            ),
            models.CheckConstraint(
                condition=Q(function__in=CommitteeFunction.values),
                name="committee_member_function_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name_en or self.name_km

    def name_in(self, language: str) -> str:
        return (self.name_km if language == "km" else self.name_en) or str(self)

    def title_in(self, language: str) -> str:
        preferred = self.title_km if language == "km" else self.title_en
        return preferred or self.title_en or self.title_km


class Delegation(models.Model):
    """A deputy signs in a role at a unit, from a day to a day, unless it is revoked. `delegator`:
    for whom; None where the function itself is deputised, which an administrator writes down from
    a decision."""

    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="delegations", verbose_name=_("unit")
    )
    role = models.CharField(
        _("signs as"), max_length=20, choices=[(role.value, role.label) for role in DELEGABLE]
    )
    delegator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="delegated_signatures",
        verbose_name=_("deputy"),
    )
    valid_from = models.DateField(_("first day"))
    valid_to = models.DateField(_("last day"))
    decision = models.CharField(_("reason or decision"), max_length=200)
    made_at = models.DateTimeField(_("made on"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="delegation_ends_after_begin"
            ),
            models.CheckConstraint(condition=~Q(decision=""), name="delegation_has_a_reason"),
            models.CheckConstraint(
                condition=Q(delegator__isnull=True) | ~Q(delegator=F("delegate")),
                name="delegation_to_somebody_else",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in DELEGABLE]),
                name="delegation_role_is_delegable",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="delegation_revoked_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_unit_id} {self.role}: {self.delegate_id}"

    def on_behalf_of(self, language: str) -> str:
        """The person, else the function that is deputised."""
        if self.delegator is not None:
            return self.delegator.name_in(language)
        return str(Role(self.role).label)
