"""Files that a unit attaches to a report: a scan, a photo, a letter, a list of who attended."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.models import OrganisationUnit
from reporting.models.report import Report, Revision
from reporting.models.values import ListEntry
from strategies.models import Table


class EvidenceFile(models.Model):
    """The contents of a file as they are kept, once in a report; they never change.

    `content` is what was sent, but for pictures, which are written anew without what a camera adds
    (place, owner, device); `preview` is a small picture of a picture. A list never reads these two
    (see `entry/evidence/queries.py`). The database holds that `digest` and `size` are theirs.
    """

    class Kind(models.TextChoices):
        PDF = "pdf", _("PDF")
        JPEG = "jpeg", _("Photo (JPEG)")
        PNG = "png", _("Picture (PNG)")
        WEBP = "webp", _("Picture (WebP)")
        DOCX = "docx", _("Word document")
        XLSX = "xlsx", _("Excel workbook")

    report = models.ForeignKey(
        Report, models.CASCADE, related_name="evidence_files", verbose_name=_("report")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    digest = models.CharField(_("seal (SHA-256)"), max_length=64)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    size = models.PositiveIntegerField(_("bytes"))
    content = models.BinaryField(_("contents"))
    preview = models.BinaryField(_("small picture"), default=b"", blank=True)

    class Meta:
        verbose_name = _("file of evidence")
        verbose_name_plural = _("files of evidence")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "report", "digest"], name="evidence_file_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:12]}"


class Evidence(models.Model):
    """A file at its place in a revision: the whole report, a table or one open row of it.

    What a signed revision has stays; the next one begins with the same. `may_be_published`: the
    Secretariat has chosen it for a public file, which none is without that.
    """

    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="evidence", verbose_name=_("revision")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    table = models.ForeignKey(
        Table, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("table")
    )
    # A row that is emptied leaves its evidence with the table: what was attached is removed by
    # whoever means to, and by nobody else.
    entry = models.ForeignKey(
        ListEntry,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name=_("entry"),
    )
    file = models.ForeignKey(
        EvidenceFile, models.PROTECT, related_name="evidence", verbose_name=_("file")
    )
    name = models.CharField(_("name"), max_length=120)
    at = models.DateTimeField(_("on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    may_be_published = models.BooleanField(_("may be published"), default=False)
    chosen_at = models.DateTimeField(_("chosen on"), null=True, blank=True)
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chosen by"),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.CheckConstraint(
                condition=Q(entry__isnull=True) | Q(table__isnull=False),
                name="evidence_of_a_row_names_its_table",
            ),
            models.CheckConstraint(
                condition=Q(may_be_published=False, chosen_at__isnull=True, chosen_by__isnull=True)
                | Q(chosen_at__isnull=False, chosen_by__isnull=False),
                name="evidence_chosen_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return self.name
