"""A unit asks for more time; the Secretariat gives it or says why not."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit
from strategies.models import DataSet


class ExtensionRequest(models.Model):
    """Of one report, which nobody need have begun. One request at a time waits for an answer."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for an answer")
        GRANTED = "granted", _("Granted")
        DECLINED = "declined", _("Declined")

    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="+", verbose_name=_("form"))
    period_key = models.PositiveIntegerField(_("period"))
    text = models.CharField(_("why more time is needed"), max_length=400)
    at = models.DateTimeField(_("asked on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    answer = models.CharField(_("answer"), max_length=400, blank=True)
    decided_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("request for more time")
        verbose_name_plural = _("requests for more time")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "data_set", "period_key"],
                condition=Q(state="waiting"),
                name="extension_request_one_waits",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True, decided_by__isnull=True)
                | Q(
                    state__in=["granted", "declined"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="extension_request_decided_at_with_by",
            ),
            models.CheckConstraint(
                condition=~Q(text="") & (~Q(state="declined") | ~Q(answer="")),
                name="extension_request_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_unit_id} {self.period_key} {self.state}"
