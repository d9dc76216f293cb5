"""What the report prints beyond what is entered: derived cells, charts, rules, comparisons."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from strategies.models.catalogue import Section, Table
from strategies.models.cells import Cell
from strategies.models.drafts import Publishable, draft_constraint
from strategies.models.labels import Dated, Labelled, khmer_standing, khmer_standings


class Derivation(models.Model):
    """A cell that is computed from other cells by an expression and not entered. One that was
    entered before `valid_from` counts what was entered then, and its parts since."""

    cell = models.OneToOneField(Cell, models.CASCADE, verbose_name=_("cell"))
    expression = models.CharField(_("expression"), max_length=1000)
    valid_from = models.PositiveSmallIntegerField(_("computed from year"), default=2019)

    class Meta:
        verbose_name = _("computed cell")
        verbose_name_plural = _("computed cells")

    def __str__(self) -> str:
        return self.expression


class TableRule(Publishable):
    """Beyond "a part cannot exceed its whole": parts add up, one is not more than another."""

    table = models.ForeignKey(Table, models.CASCADE, related_name="rules", verbose_name=_("table"))
    code = models.SlugField(_("code"))
    kind = models.CharField(_("kind"), max_length=12)
    whole = models.CharField(_("whole"), max_length=160)
    parts = ArrayField(models.CharField(max_length=160), verbose_name=_("parts"))
    severity = models.CharField(_("severity"), max_length=8)
    message_en = models.CharField(_("message in English"), max_length=400, blank=True)
    message_km = models.CharField(_("message in Khmer"), max_length=400, blank=True)
    khmer_standing = khmer_standing()

    class Meta:
        verbose_name = _("rule")
        verbose_name_plural = _("rules")
        constraints = [
            models.UniqueConstraint(fields=["table", "code"], name="rule_code_once"),
            draft_constraint("rule"),
        ]

    def __str__(self) -> str:
        return self.code


class Comparison(Dated):
    """Two figures that must stand in a relation: a branch under its body, one quantity twice."""

    section = models.ForeignKey(Section, models.CASCADE, verbose_name=_("section"))
    code = models.SlugField(_("code"), unique=True)
    kind = models.CharField(_("kind"), max_length=24)
    part = models.CharField(_("first figure"), max_length=400)
    whole = models.CharField(_("second figure"), max_length=400)
    message_en = models.CharField(_("message in English"), max_length=400, blank=True)
    message_km = models.CharField(_("message in Khmer"), max_length=400, blank=True)
    khmer_standing = khmer_standing()

    class Meta:
        ordering = ["code"]
        verbose_name = _("comparison")
        verbose_name_plural = _("comparisons")

    def __str__(self) -> str:
        return self.code


class Chart(Labelled, Dated):
    """A chart of a section: one expression a series, over years."""

    section = models.ForeignKey(
        Section, models.CASCADE, related_name="charts", verbose_name=_("section")
    )
    code = models.SlugField(_("code"), unique=True)
    kind = models.CharField(_("kind"), max_length=8)
    years = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("years"))
    series_titles_en = ArrayField(models.CharField(max_length=200))
    series_titles_km = ArrayField(models.CharField(max_length=200, blank=True))
    series_standings = khmer_standings()
    expressions = ArrayField(models.CharField(max_length=400), verbose_name=_("expressions"))
    position = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        ordering = ["position"]
        verbose_name = _("chart")
        verbose_name_plural = _("charts")
