"""The outline of the annual report and the tables that stand in it; the forms that carry them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from strategies.models.drafts import Publishable, draft_constraint
from strategies.models.labels import Dated, Labelled


class DataSet(Labelled, Dated):
    """The form that a kind of organisation unit fills."""

    code = models.SlugField(_("code"), unique=True)
    kinds = ArrayField(models.CharField(max_length=20), verbose_name=_("kinds of unit"))
    units = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        verbose_name=_("only these units"),
    )
    period_kinds = ArrayField(
        models.CharField(max_length=10), default=list, verbose_name=_("kinds of period")
    )
    owed = models.BooleanField(_("owed by each unit"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position"]
        verbose_name = _("data set")
        verbose_name_plural = _("data sets")

    def is_filled_by(self, code: str, kind: str) -> bool:
        return kind in self.kinds and (not self.units or code in self.units)


class Section(Labelled, Dated):
    """A heading of the annual report; `code` is its address with the chapter (`II.B.1.3`).
    `generated`: what the portal writes into it below the texts; nothing where it is empty."""

    class Generated(models.TextChoices):
        PLAN = "plan", _("the plan as a whole")
        STRATEGY = "strategy", _("one strategy of the plan")
        KEY = "key", _("the key figures of the year")

    code = models.CharField(_("address"), max_length=24, unique=True)
    number = models.CharField(_("printed number"), max_length=24, blank=True)
    level = models.PositiveSmallIntegerField(_("level"))
    working_groups = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("working groups")
    )
    generated = models.CharField(
        _("written by the portal"), max_length=10, choices=Generated, blank=True
    )
    strategy = models.PositiveSmallIntegerField(_("strategy"), null=True, blank=True)
    position = models.PositiveIntegerField(_("order"))

    class Meta:
        ordering = ["position"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class Table(Labelled, Publishable):
    """A table, list or block of text of one section, in the order in which it is printed."""

    class Kind(models.TextChoices):
        NARRATIVE = "narrative", _("text")
        FIXED = "fixed", _("fixed rows")
        SINGLE = "single", _("one row a reporter")
        OPEN = "open", _("open rows")
        DERIVED = "derived", _("computed from other tables")
        SHOW = "show", _("a part of another table")

    class Layout(models.TextChoices):
        UNITS = "units", _("a row a reporter")
        ROWS = "rows", _("a row an option")
        MONTHS = "months", _("a column a month")
        ENTRIES = "entries", _("a row an entry")
        SINGLE = "single", _("one row")
        FACTS = "facts", _("list of facts")
        TEXT = "text", _("text")

    code = models.SlugField(_("code"), unique=True)
    section = models.ForeignKey(
        Section, models.CASCADE, related_name="tables", verbose_name=_("section")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    layout = models.CharField(_("layout"), max_length=10, choices=Layout)
    style = models.CharField(_("style of the text"), max_length=12, blank=True)
    levels = models.BooleanField(_("headed national and sub-national"), default=False)
    totals = models.BooleanField(_("rows may be added up"), default=False)
    printed_number = models.CharField(_("number in the 2020 report"), max_length=8, blank=True)
    unit_order = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name=_("order of units")
    )
    activity_groups = ArrayField(
        models.CharField(max_length=8), default=list, blank=True, verbose_name=_("activity groups")
    )
    shown = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, verbose_name=_("table that it shows")
    )
    shown_group = models.SlugField(_("group of rows that it shows"), blank=True)
    position = models.PositiveIntegerField(_("order"))
    data_sets = models.ManyToManyField(
        DataSet, through="TableDataSet", related_name="tables", verbose_name=_("data sets")
    )

    class Meta:
        ordering = ["position"]
        verbose_name = _("table")
        verbose_name_plural = _("tables")
        constraints = [draft_constraint("table")]


class TableDataSet(Dated):
    """A table's place in a form: in which years, for which of the units that fill the form, and
    whether their figures make the national one or stand beside it."""

    table = models.ForeignKey(Table, models.CASCADE, related_name="places", verbose_name=_("table"))
    data_set = models.ForeignKey(DataSet, models.CASCADE, verbose_name=_("data set"))
    units = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        verbose_name=_("only these units"),
    )
    compared = models.BooleanField(
        _("only compared"),
        default=False,
        help_text=_("The figures are compared with the source of record and never added to it."),
    )
    is_whole = models.BooleanField(
        _("together the same as the record"),
        default=False,
        help_text=_("All of them together give what the source of record gives, not a part of it."),
    )

    class Meta:
        verbose_name = _("table of a data set")
        verbose_name_plural = _("tables of data sets")
        constraints = [
            models.UniqueConstraint(
                fields=["table", "data_set", "units", "valid_from"], name="table_once_in_data_set"
            )
        ]

    def __str__(self) -> str:
        return f"{self.data_set_id}: {self.table_id}"

    def is_for(self, unit: str) -> bool:
        """Whether this unit, where it fills the form, fills the table."""
        return not self.units or unit in self.units


class CatalogueLoad(models.Model):
    """The last files that were loaded, so that a second start does not undo edits made since."""

    digest = models.CharField(_("seal of the files"), max_length=64, unique=True)
    loaded_at = models.DateTimeField(_("loaded on"), auto_now_add=True)

    class Meta:
        verbose_name = _("load of the catalogue")
        verbose_name_plural = _("loads of the catalogue")

    def __str__(self) -> str:
        return self.digest[:12]


class CatalogueStamp(models.Model):
    """One row, renewed by a trigger with every statement that changes the catalogue: whoever keeps
    a part of the catalogue in memory compares it."""

    stamp = models.UUIDField(_("stamp"))

    class Meta:
        verbose_name = _("stamp of the catalogue")
        verbose_name_plural = _("stamps of the catalogue")

    def __str__(self) -> str:
        return str(self.stamp)
