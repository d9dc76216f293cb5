"""The text of an edition, passage by passage and version by version, and which accepted texts of
units went into it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reporting.document.sentences.pairs import PairState, state_of
from reporting.models.consolidation import Consolidation
from reporting.models.edition import Edition
from reporting.models.values import ListEntry


class PassageKind(models.TextChoices):
    PARAGRAPH = "paragraph", _("Paragraph")
    BULLET = "bullet", _("Bullet")
    NUMBERED = "numbered", _("Numbered item")
    HEADING = "heading", _("Heading in the section")
    SIGNATURE = "signature", _("Place, date and signature")
    TABLE = "table", _("Table")
    CHART = "chart", _("Chart")
    COMPARISON = "comparison", _("Comparison with the year before")


class PassageFields(models.Model):
    """How a passage stands: its place, kind and words. `text` may hold references to figures
    (document/sentences/markup.py); `language` is that in which it is written, "" where it has no
    words. `translation` is its counterpart in the other language, made of the text whose mark is
    `translates` (document/sentences/pairs.py). `spec` says of a table, chart or comparison what it
    shows."""

    section = models.CharField(_("section"), max_length=24)
    position = models.PositiveIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=10, choices=PassageKind)
    level = models.PositiveSmallIntegerField(_("level"), default=0)
    label = models.CharField(_("number"), max_length=24, blank=True)
    text = models.TextField(_("text"), blank=True)
    language = models.CharField(_("language of the text"), max_length=2, blank=True, default="")
    translation = models.TextField(_("counterpart in the other language"), blank=True, default="")
    translates = models.CharField(
        _("mark of the text that it translates"), max_length=64, blank=True, default=""
    )
    spec = models.JSONField(default=dict, blank=True)
    removed = models.BooleanField(_("taken out"), default=False)

    class Meta:
        abstract = True

    @property
    def pair_state(self) -> PairState:
        return state_of(self)


NO_TRANSLATION = Q(translation="", translates="")


class Passage(PassageFields):
    """`version` counts from 1 and is what a save is compared with: who saves over a version that
    they have not seen is told. `continues`: the same passage of the edition it began from."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="passages", verbose_name=_("edition")
    )
    version = models.PositiveIntegerField(_("version"), default=1)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    translated_at = models.DateTimeField(_("translated on"), null=True, blank=True)
    translated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("translated by"),
    )
    continues = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("continues"),
    )

    class Meta:
        ordering = ["section", "position", "pk"]
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        indexes = [models.Index(fields=["edition", "section"], name="passage_by_section")]
        constraints = [
            models.CheckConstraint(
                condition=(NO_TRANSLATION & Q(translated_at=None, translated_by=None))
                | (
                    ~Q(translation="")
                    & ~Q(translates="")
                    & Q(translated_at__isnull=False, translated_by__isnull=False)
                ),
                name="passage_translated_by_at",
            )
        ]

    def __str__(self) -> str:
        return f"{self.section} {self.kind}: {self.text[:60]}"


class PassageVersion(PassageFields):
    """A passage as somebody left it; only added to. `undoes`: the version that was taken back."""

    passage = models.ForeignKey(
        Passage, models.CASCADE, related_name="versions", verbose_name=_("paragraph")
    )
    number = models.PositiveIntegerField(_("version"))
    undoes = models.PositiveIntegerField(_("takes back"), null=True, blank=True)
    at = models.DateTimeField(_("on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ["passage", "number"]
        verbose_name = _("version of a paragraph")
        verbose_name_plural = _("versions of paragraphs")
        constraints = [
            models.UniqueConstraint(fields=["passage", "number"], name="passage_version_once"),
            models.CheckConstraint(
                condition=NO_TRANSLATION | (~Q(translation="") & ~Q(translates="")),
                name="passage_version_translates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.passage_id} v{self.number}"


class PassageSource(models.Model):
    """An accepted bullet of a unit that went into a passage; of a merged one there are several."""

    passage = models.ForeignKey(
        Passage, models.CASCADE, related_name="sources", verbose_name=_("paragraph")
    )
    entry = models.ForeignKey(
        ListEntry,
        models.DO_NOTHING,  # an accepted one stays; who deletes a draft has no rights here
        related_name="+",
        verbose_name=_("accepted text"),
    )
    at = models.DateTimeField(_("on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("source of a paragraph")
        verbose_name_plural = _("sources of paragraphs")
        constraints = [
            models.UniqueConstraint(fields=["passage", "entry"], name="passage_source_once")
        ]

    def __str__(self) -> str:
        return f"{self.passage_id} < {self.entry_id}"


class LeftBullet(models.Model):
    """An accepted bullet that an editor decided not to use."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="left_bullets", verbose_name=_("edition")
    )
    entry = models.ForeignKey(
        ListEntry,
        models.DO_NOTHING,  # an accepted one stays; who deletes a draft has no rights here
        related_name="+",
        verbose_name=_("accepted text"),
    )
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    at = models.DateTimeField(_("on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("accepted text left out")
        verbose_name_plural = _("accepted texts left out")
        constraints = [
            models.UniqueConstraint(fields=["edition", "entry"], name="left_bullet_once")
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.entry_id}"


class TranslatedWords(models.Model):
    """Words that an edition prints and no passage holds (in the rows of tables, partners, notes on
    discrepancies) with their counterpart in the other language. Kept by the words themselves, since
    they are the units' and come again with every report: the same words are translated once,
    however often they are printed, and other words are not translated yet. `version` counts from 1,
    as that of a passage."""

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="translated_words", verbose_name=_("edition")
    )
    mark = models.CharField(_("mark of the words"), max_length=64)
    text = models.TextField(_("words"))
    language = models.CharField(_("language of the words"), max_length=2)
    translation = models.TextField(_("counterpart in the other language"))
    version = models.PositiveIntegerField(_("version"), default=1)
    at = models.DateTimeField(_("on"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("translated words")
        verbose_name_plural = _("translated words")
        constraints = [
            models.UniqueConstraint(fields=["edition", "mark"], name="translated_words_once"),
            models.CheckConstraint(
                condition=~Q(translation="") & ~Q(text="") & Q(language__in=("en", "km")),
                name="translated_words_said",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text[:40]} > {self.translation[:40]}"


class FollowedFigure(models.Model):
    """A figure in a sentence that a consolidation changed: the sentence followed, and who wrote it
    is told until somebody has looked."""

    passage = models.ForeignKey(
        Passage, models.CASCADE, related_name="followed", verbose_name=_("paragraph")
    )
    consolidation = models.ForeignKey(
        Consolidation, models.CASCADE, related_name="+", verbose_name=_("consolidation")
    )
    reference = models.CharField(_("reference"), max_length=600)
    before = models.CharField(_("before"), max_length=200, blank=True)
    after = models.CharField(_("after"), max_length=200, blank=True)
    seen_at = models.DateTimeField(_("seen on"), null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("seen by"),
    )

    class Meta:
        verbose_name = _("figure that a sentence followed")
        verbose_name_plural = _("figures that sentences followed")
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "consolidation", "reference"], name="followed_figure_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.before} > {self.after}"
