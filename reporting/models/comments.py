"""What is said of a report, a table or a cell, and answered: a thread stays with its report."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit
from reporting.models.report import Report, Revision


class Comment(models.Model):
    """`organisation_unit` is the report's; `from_unit` the one for which the author spoke.

    `cell` is a cell as the checks name it (`materials{r1}.times`), `table` a table's code; both
    empty: the whole report. An answer has the thread's first comment as `parent`.
    """

    report = models.ForeignKey(
        Report, models.CASCADE, related_name="comments", verbose_name=_("report")
    )
    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="comments", verbose_name=_("revision")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("answers"),
    )
    table = models.SlugField(_("table"), blank=True)
    cell = models.CharField(_("cell"), max_length=300, blank=True)
    text = models.TextField(_("comment"))
    at = models.DateTimeField(_("on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    from_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("speaks for")
    )
    resolved_at = models.DateTimeField(_("answered on"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="comment_resolved_at_with_by",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
