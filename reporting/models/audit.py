"""The audit trail: who did what, when, on which object."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit


class AuditEvent(models.Model):
    """One write: who, when, what, on which object. Rows are only ever added."""

    at = models.DateTimeField(_("on"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("unit"),
    )
    action = models.CharField(_("action"), max_length=40)
    target = models.CharField(_("object"), max_length=120)
    detail = models.JSONField(_("detail"), default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        indexes = [models.Index(fields=["target"], name="audit_by_target")]

    def __str__(self) -> str:
        return f"{self.action} {self.target}"
