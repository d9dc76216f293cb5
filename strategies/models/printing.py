"""What the report prints beyond what is entered: derived cells, charts, rules, comparisons."""

from itertools import zip_longest

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from strategies.models.catalogue import Section, Table
from strategies.models.cells import Cell, UnitOfCount
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
    """A chart of a section, drawn from expressions over figures; its form says what each is:

    - years: a group of bars a measure, a bar a year; one expression a measure
    - parts: categories by series; the expressions of the first category come first
    - rows: a bar a row of the table that the one expression names, or of its group of rows
    - months: a line a series over the months of the year
    - provinces: the one expression of each province

    `years`: those that stand beside each other, the last of them is the report's own; empty: that
    year alone. `placed_from`: from which year on a new edition begins with it, None: it is only
    offered. `on_situation`: it stands on the page of the situation."""

    class Form(models.TextChoices):
        YEARS = "years", _("measures, year beside year")
        PARTS = "parts", _("parts of one quantity")
        ROWS = "rows", _("rows of a table")
        MONTHS = "months", _("months of the year")
        PROVINCES = "provinces", _("provinces")

    section = models.ForeignKey(
        Section, models.CASCADE, related_name="charts", verbose_name=_("section")
    )
    code = models.SlugField(_("code"), unique=True)
    kind = models.CharField(_("kind"), max_length=8)
    form = models.CharField(_("form"), max_length=10, choices=Form, default=Form.YEARS)
    years = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("years"), default=list, blank=True
    )
    unit_of_count = models.CharField(
        _("unit of count"), max_length=10, choices=UnitOfCount, blank=True
    )
    categories_en = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    categories_km = ArrayField(
        models.CharField(max_length=200, blank=True), default=list, blank=True
    )
    category_standings = khmer_standings()
    series_titles_en = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    series_titles_km = ArrayField(
        models.CharField(max_length=200, blank=True), default=list, blank=True
    )
    series_standings = khmer_standings()
    expressions = ArrayField(models.CharField(max_length=400), verbose_name=_("expressions"))
    placed_from = models.PositiveSmallIntegerField(
        _("new editions begin with it from year"), null=True, blank=True
    )
    on_situation = models.BooleanField(_("on the page of the situation"), default=False)
    position = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        ordering = ["position"]
        verbose_name = _("chart")
        verbose_name_plural = _("charts")

    def titles(self, what: str, language: str) -> list[str]:
        """`what`: series_titles or categories; in Khmer where there is Khmer."""
        english, khmer = getattr(self, f"{what}_en"), getattr(self, f"{what}_km")
        if language != "km":
            return list(english)
        return [km or en for en, km in zip_longest(english, khmer, fillvalue="")]
