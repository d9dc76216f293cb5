"""What a revision says: numbers in cells, open rows and text, and what is said of a whole table."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit
from reporting.models.report import Revision
from strategies.models import Cell, Table


class ListEntry(models.Model):
    """An open row (an instrument, an event, an activity) or a paragraph or bullet of text."""

    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="entries", verbose_name=_("revision")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    table = models.ForeignKey(Table, models.PROTECT, related_name="+", verbose_name=_("table"))
    key = models.SlugField(_("key"), max_length=40)
    position = models.PositiveIntegerField(_("order"))
    level = models.PositiveSmallIntegerField(_("level"), default=0)
    kind = models.CharField(_("kind"), max_length=80, blank=True)
    title = models.CharField(_("title"), max_length=600, blank=True)
    number = models.CharField(_("number"), max_length=80, blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    partner = models.CharField(_("partner"), max_length=600, blank=True)
    text = models.TextField(_("text"), blank=True)
    activity_group = models.CharField(_("activity group"), max_length=8, blank=True)

    class Meta:
        ordering = ["table", "position"]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "revision", "table", "key"], name="entry_key_once"
            )
        ]

    def __str__(self) -> str:
        return self.title or self.text[:60]


class DataValue(models.Model):
    """The number in one cell (of one open row). Missing: no row; "not available": no number."""

    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="values", verbose_name=_("revision")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    cell = models.ForeignKey(Cell, models.PROTECT, related_name="+", verbose_name=_("cell"))
    entry = models.ForeignKey(
        ListEntry,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="values",
        verbose_name=_("entry"),
    )
    period_key = models.PositiveIntegerField(_("period"))
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2, null=True, blank=True)
    not_available = models.BooleanField(_("not available"), default=False)

    class Meta:
        verbose_name = _("data value")
        verbose_name_plural = _("data values")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "revision", "cell", "entry"],
                name="data_value_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, not_available=False)
                | Q(value__isnull=True, not_available=True),
                name="data_value_number_or_not_available",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0), name="data_value_not_negative"
            ),
        ]
        indexes = [
            models.Index(
                fields=["revision", "cell"], include=["value"], name="data_value_by_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cell_id}={self.value}"


class ValueNote(models.Model):
    """What stands in the source where it is not simply the number (`33.976`, `-37`), and where."""

    data_value = models.OneToOneField(
        DataValue, models.CASCADE, related_name="note", verbose_name=_("data value")
    )
    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="notes", verbose_name=_("revision")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    printed = models.CharField(_("as printed"), max_length=200, blank=True)
    source_line = models.PositiveIntegerField(_("line of the source"), null=True, blank=True)
    text = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("note on a value")
        verbose_name_plural = _("notes on values")

    def __str__(self) -> str:
        return self.printed or self.text


class TableStatement(models.Model):
    """ "Nothing to report" for a whole table: neither zero nor blank. A reason is asked where the
    unit reported in the period before."""

    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="statements", verbose_name=_("revision")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    table = models.ForeignKey(Table, models.PROTECT, related_name="+", verbose_name=_("table"))
    reason = models.CharField(_("reason"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("nothing to report")
        verbose_name_plural = _("nothing to report")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "revision", "table"], name="statement_once"
            )
        ]

    def __str__(self) -> str:
        return self.reason or str(self._meta.verbose_name)


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
