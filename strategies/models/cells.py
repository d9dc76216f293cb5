"""Columns, rows and cells: the keys under which everything is stored, checked, added and traced."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from strategies.models.catalogue import Table
from strategies.models.drafts import Publishable, draft_constraint
from strategies.models.labels import Labelled, khmer_standings


class UnitOfCount(models.TextChoices):
    CASE = "case", _("cases")
    PERSON = "person", _("persons")
    EVENT = "event", _("times")
    ITEM = "item", _("items")
    USD = "usd", _("US$")
    FAMILY = "family", _("families")
    PLACE = "place", _("places")
    PAIR = "pair", _("pairs")
    VIEW = "view", _("views")


class Element(Labelled, Publishable):
    """A column: one measure, what it counts, and what it is part of."""

    class Aggregation(models.TextChoices):
        SUM = "sum", _("added up")
        LAST = "last", _("last of the year")
        MAX = "max", _("highest of the year")
        NONE = "none", _("not consolidated")

    table = models.ForeignKey(
        Table, models.CASCADE, related_name="elements", verbose_name=_("table")
    )
    code = models.SlugField(_("code"))
    unit_of_count = models.CharField(
        _("unit of count"), max_length=10, choices=UnitOfCount, blank=True
    )
    aggregation = models.CharField(
        _("over time"), max_length=5, choices=Aggregation, default=Aggregation.SUM
    )
    part_of = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, verbose_name=_("part of")
    )
    role = models.CharField(_("role"), max_length=12, blank=True)
    header_en = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    header_km = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    header_standings = khmer_standings()
    position = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        ordering = ["table", "position"]
        verbose_name = _("data element")
        verbose_name_plural = _("data elements")
        constraints = [
            models.UniqueConstraint(fields=["table", "code"], name="element_code_once"),
            draft_constraint("element"),
        ]


class Option(Labelled, Publishable):
    """A row: an offence, a destination. A group is an option too; its cells are sums."""

    table = models.ForeignKey(
        Table, models.CASCADE, related_name="options", verbose_name=_("table")
    )
    code = models.SlugField(_("code"))
    group = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, verbose_name=_("group")
    )
    is_group = models.BooleanField(_("is a group"), default=False)
    unit_of_count = models.CharField(
        _("unit of count"), max_length=10, choices=UnitOfCount, blank=True
    )
    position = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        ordering = ["table", "position"]
        verbose_name = _("category option")
        verbose_name_plural = _("category options")
        constraints = [
            models.UniqueConstraint(fields=["table", "code"], name="option_code_once"),
            draft_constraint("option"),
        ]


class Cell(models.Model):
    """Data element x category option, both published. A total cell (`is_total`) is only ever
    computed; another one may be computed from some year on (`Derivation.valid_from`)."""

    table = models.ForeignKey(Table, models.CASCADE, related_name="cells", verbose_name=_("table"))
    element = models.ForeignKey(Element, models.CASCADE, verbose_name=_("data element"))
    option = models.ForeignKey(
        Option, models.CASCADE, null=True, blank=True, verbose_name=_("category option")
    )
    code = models.CharField(_("code"), max_length=160, unique=True)
    is_total = models.BooleanField(_("is a total"), default=False)

    class Meta:
        ordering = ["table", "option__position", "element__position"]
        verbose_name = _("cell")
        verbose_name_plural = _("cells")
        constraints = [
            models.UniqueConstraint(
                fields=["element", "option"], name="cell_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.code


class CellRollup(models.Model):
    """`leaf` counts towards `target`; every cell counts towards itself."""

    leaf = models.ForeignKey(
        Cell, models.CASCADE, related_name="targets", verbose_name=_("entered cell")
    )
    target = models.ForeignKey(
        Cell, models.CASCADE, related_name="leaves", verbose_name=_("cell that it counts towards")
    )

    class Meta:
        verbose_name = _("rollup of a cell")
        verbose_name_plural = _("rollups of cells")
        constraints = [models.UniqueConstraint(fields=["leaf", "target"], name="cell_rollup_once")]

    def __str__(self) -> str:
        return f"{self.leaf_id} > {self.target_id}"
