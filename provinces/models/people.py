"""People, and their memberships: a role at an organisation unit."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from provinces.models.sorting import NameOrderField
from provinces.models.units import OrganisationUnit, UnitKind
from provinces.roles import DatabaseRole, Permission, Role, database_role_of, permissions_of


class MailFrequency(models.TextChoices):
    """How often the portal writes to somebody; its notices stand on its pages in any case."""

    AT_ONCE = "at_once", _("As it happens")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week, on Monday")
    NEVER = "never", _("Never: I read them in the portal")


class Digits(models.TextChoices):
    """In which digits somebody reads the numbers of pages in Khmer. Both are read everywhere."""

    ARABIC = "arabic", _("Arabic digits")
    KHMER = "khmer", _("Khmer digits")


class User(AbstractUser):
    """A person who signs in. What they may do comes from their memberships alone."""

    first_name = None  # type: ignore[assignment]  # one name in each script, not two parts
    last_name = None  # type: ignore[assignment]
    full_name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    full_name_km = models.CharField(_("name in Khmer"), max_length=120, blank=True)
    # By which lists of people are sorted, in either language.
    order_en = NameOrderField(language="en")
    order_km = NameOrderField(language="km")
    # "": nobody has chosen yet, and the pages ask.
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default="", blank=True
    )
    digits = models.CharField(
        _("digits in Khmer"), max_length=6, choices=Digits, default=Digits.ARABIC
    )

    mail_frequency = models.CharField(
        _("e-mails"), max_length=8, choices=MailFrequency, default=MailFrequency.AT_ONCE
    )

    class Meta(AbstractUser.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="user_email_once"),
            models.UniqueConstraint(Lower("username"), name="user_username_once"),
        ]

    def get_full_name(self) -> str:
        return self.full_name_en or self.username

    def get_short_name(self) -> str:
        """As the reader's language has it: the administration greets by it."""
        return self.name_in((get_language() or "en")[:2])

    @property
    def reads(self) -> str:
        """The language of mails to this person and of what is made for them later."""
        return self.language or str(settings.FIRST_LANGUAGE)

    def name_in(self, language: str) -> str:
        """The person's name in that language, else in the other one, else the username."""
        preferred = self.full_name_km if language == "km" else self.full_name_en
        return preferred or self.full_name_en or self.full_name_km or self.username


class Membership(models.Model):
    user = models.ForeignKey(
        User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships"
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit,
        verbose_name=_("organisation unit"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "organisation_unit", "role"], name="membership_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="membership_role_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.get_role_display()} ({self.organisation_unit_id})"

    def clean(self) -> None:
        if not (hasattr(self, "organisation_unit") and self.role):
            return  # the form says that they are missing
        kind = self.organisation_unit.kind
        if kind == UnitKind.NATION:
            raise ValidationError(_("Nobody reports for the whole nation. Choose a unit of it."))
        if (self.role == Role.OBSERVER) != (kind == UnitKind.OBSERVER):
            raise ValidationError(
                _("Observers belong to the unit of an observer, and nobody else does.")
            )
        national = self.database_role is DatabaseRole.SECRETARIAT
        if self.role == Role.GROUP_LEAD:
            if kind != UnitKind.WORKING_GROUP:
                raise ValidationError(_("A working-group lead belongs to a working group."))
        elif national and kind != UnitKind.SECRETARIAT:
            raise ValidationError(
                _("This role sees every report: it can only be held at the General Secretariat.")
            )

    @property
    def database_role(self) -> DatabaseRole:
        return database_role_of(self.role)

    def may(self, permission: Permission) -> bool:
        return permission in permissions_of([self.role])
