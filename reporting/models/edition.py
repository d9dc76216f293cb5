"""The national reports: editions, their documents in each language, their files and signatures."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from provinces.models import Delegation, OrganisationUnit
from reporting.models.consolidation import Consolidation


class ReportEditions(models.Manager["Edition"]):
    """The national reports of periods, without evaluations."""

    def get_queryset(self) -> models.QuerySet["Edition"]:
        return super().get_queryset().filter(kind="report")


class AllEditions(models.Manager["Edition"]):
    """With the evaluations of plans."""


class Edition(models.Model):
    """A national report of one period, as it is written and then published; corrections make the
    next number. An evaluation of a plan (`kind`) is written and published in the same way, but
    belongs to no period: `objects` are the reports, `everything` has the evaluations too. While a
    report is written, `consolidation` is empty and its figures are those of the period's newest
    consolidation; publication freezes it, and nothing of it changes any more.
    `transcribed_language`: in which the report was printed that this edition transcribes; what
    stands in the other language is our translation of it."""

    class State(models.TextChoices):
        WRITING = "writing", _("Being written")
        REVIEW = "review", _("Being signed")
        PUBLISHED = "published", _("Published")

    class Kind(models.TextChoices):
        REPORT = "report", _("Report of a period")
        MID_TERM = "mid_term", _("Mid-term evaluation")
        FINAL = "final", _("Final evaluation")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.REPORT)
    period_key = models.PositiveIntegerField(_("period"))  # 0 of an evaluation
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("edition"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WRITING)
    basis = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("began from"),
    )
    begun_at = models.DateTimeField(_("begun on"), default=timezone.now, editable=False)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("begun by")
    )
    consolidation = models.ForeignKey(
        Consolidation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="editions",
        verbose_name=_("consolidation"),
    )
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    reason = models.TextField(_("why it was published with open discrepancies"), blank=True)
    untranslated_reason = models.TextField(
        _("why it was published with paragraphs that are not translated"), blank=True, default=""
    )
    transcribed_language = models.CharField(
        _("language of the printed report"), max_length=2, blank=True, default=""
    )
    catalogue_digest = models.CharField(_("seal of the catalogue"), max_length=64, blank=True)
    text_digest = models.CharField(_("seal of the text"), max_length=64, blank=True)
    manifest = models.JSONField(_("manifest"), null=True, blank=True)

    objects = ReportEditions()
    everything = AllEditions()

    class Meta:
        ordering = ["-period_key", "-number"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(
                fields=["period_key", "number"],
                condition=Q(kind="report"),
                name="edition_number_once",
            ),
            models.UniqueConstraint(
                fields=["period_key"],
                condition=Q(kind="report") & ~Q(state="published"),
                name="edition_one_in_work",
            ),
            models.CheckConstraint(
                condition=Q(kind="report", period_key__gt=0)
                | (~Q(kind="report") & Q(period_key=0, consolidation__isnull=True)),
                name="edition_report_has_a_period",
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        state="published",
                        published_at__isnull=False,
                        published_by__isnull=False,
                    )
                    & (Q(consolidation__isnull=False) | ~Q(kind="report"))
                )
                | (~Q(state="published") & Q(published_at__isnull=True, published_by__isnull=True)),
                name="edition_published_at_with_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_key} #{self.number}"

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_evaluation(self) -> bool:
        return self.kind != self.Kind.REPORT


class EditionDocument(models.Model):
    """The document of an edition in one language, as it is shown and printed. `stamp` says from
    which text and which figures it was made: of a draft it is made anew when they differ."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="documents", verbose_name=_("edition")
    )
    language = models.CharField(_("language"), max_length=8)
    document = models.JSONField(_("document"))
    stamp = models.CharField(_("made from"), max_length=120)

    class Meta:
        verbose_name = _("document of an edition")
        verbose_name_plural = _("documents of editions")
        constraints = [
            models.UniqueConstraint(fields=["edition", "language"], name="edition_document_once")
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.language}"


class RenderedFile(models.Model):
    """A file that was rendered, whole; `name` says also which part (`chapter-II.pdf`). It is served
    again for as long as `stamp` is that of the document and its figures."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="files", verbose_name=_("edition")
    )
    language = models.CharField(_("language"), max_length=8)
    name = models.CharField(_("name"), max_length=120)
    stamp = models.CharField(_("made from"), max_length=120)
    digest = models.CharField(_("seal"), max_length=64)
    size = models.PositiveBigIntegerField(_("bytes"))
    made_at = models.DateTimeField(_("made on"), default=timezone.now, editable=False)
    seconds = models.FloatField(_("seconds"), default=0)

    class Meta:
        verbose_name = _("file of an edition")
        verbose_name_plural = _("files of editions")
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "language", "name", "stamp"], name="rendered_file_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class SignOff(models.Model):
    """A named role stands by the edition as it was then: `digest` is the fingerprint of what was
    signed, and a later change of text or figures makes the signature one of an older state. The
    words of the Permanent Vice-Chair are printed, each in its language: `words` in English."""

    class Role(models.TextChoices):
        GROUP_LEAD = "group_lead", _("Working-group lead")
        REVIEWER = "reviewer", _("Reviewer")
        CONSOLIDATOR = "consolidator", _("Consolidator")
        PERMANENT_VICE_CHAIR = "permanent_vice_chair", _("Permanent Vice-Chair")
        SECRETARY_GENERAL = "secretary_general", _("Secretary General")

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="sign_offs", verbose_name=_("edition")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    group = models.CharField(_("working group"), max_length=20, blank=True)
    digest = models.CharField(_("seal of what was signed"), max_length=64)
    words = models.TextField(_("remark"), blank=True)
    words_km = models.TextField(_("words in Khmer"), blank=True, default="")
    delegation = models.ForeignKey(
        Delegation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed by delegation"),
    )
    at = models.DateTimeField(_("on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("signature of an edition")
        verbose_name_plural = _("signatures of editions")

    def __str__(self) -> str:
        return f"{self.edition_id} {self.role}"


class PublishedTo(models.Model):
    """What an observer reads: one edition once it is published, or (`edition` is None) every
    annual report that is published, years to practise on aside."""

    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("observer")
    )
    edition = models.ForeignKey(
        Edition,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="published_to",
        verbose_name=_("edition"),
    )
    at = models.DateTimeField(_("on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("edition published to an observer")
        verbose_name_plural = _("editions published to observers")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "edition"], name="published_to_once"
            ),
            models.UniqueConstraint(
                fields=["organisation_unit"],
                condition=Q(edition__isnull=True),
                name="published_to_all_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_unit_id} {self.edition_id or 'annual'}"
