"""Every change of a draft, in order: so two people see each other's, and one can be undone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit
from reporting.models.report import Revision


class Edit(models.Model):
    """What stood in one input of the form before and after, as it stands there.

    `name` is the input's (see reporting/forms/reports_names). A draft is locked while it is
    written, so that the keys of its edits grow in the order in which they were committed.
    """

    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="edits", verbose_name=_("revision")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    name = models.CharField(_("input"), max_length=320)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    at = models.DateTimeField(_("on"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("edit")
        verbose_name_plural = _("edits")
        indexes = [models.Index(fields=["revision", "id"], name="edit_by_revision")]

    def __str__(self) -> str:
        return f"{self.name}: {self.before} > {self.after}"
