"""What a number may be divided by (sex, age), what it measures, and how a row is classified."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from strategies.models.catalogue import Table
from strategies.models.cells import Element, Option, UnitOfCount
from strategies.models.labels import Dated, Labelled


class Dimension(Labelled):
    """Sex, age, nationality: by which a measure is divided."""

    code = models.SlugField(_("code"), unique=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position"]
        verbose_name = _("dimension")
        verbose_name_plural = _("dimensions")


class DimensionValue(Labelled, Dated):
    """One of the values of a dimension; a coarser one (`minor`) is the parent of finer ones."""

    dimension = models.ForeignKey(
        Dimension, models.CASCADE, related_name="values", verbose_name=_("dimension")
    )
    code = models.SlugField(_("code"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, verbose_name=_("coarser value")
    )
    is_unknown = models.BooleanField(_("says that it is not known"), default=False)
    also = ArrayField(
        models.SlugField(),
        default=list,
        blank=True,
        verbose_name=_("keys of rows that said it before"),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["dimension", "position"]
        verbose_name = _("value of a dimension")
        verbose_name_plural = _("values of dimensions")
        constraints = [
            models.UniqueConstraint(fields=["dimension", "code"], name="dimension_value_code_once")
        ]


class Measure(Labelled):
    """One quantity, whichever columns and years give it. Two tables that give it say the same in
    two ways; they are never added."""

    code = models.SlugField(_("code"), unique=True)
    unit_of_count = models.CharField(_("unit of count"), max_length=10, choices=UnitOfCount)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position"]
        verbose_name = _("measure")
        verbose_name_plural = _("measures")


class MeasuredElement(Dated):
    """Which measure a column gives, in the years in which it surely does."""

    element = models.OneToOneField(
        Element, models.CASCADE, related_name="measured", verbose_name=_("data element")
    )
    measure = models.ForeignKey(
        Measure, models.CASCADE, related_name="columns", verbose_name=_("measure")
    )

    class Meta:
        verbose_name = _("measure of a data element")
        verbose_name_plural = _("measures of data elements")

    def __str__(self) -> str:
        return f"{self.element_id}: {self.measure_id}"


class ElementCategory(models.Model):
    """For whom a column counts: one value of each dimension by which it is divided."""

    element = models.ForeignKey(
        Element, models.CASCADE, related_name="categories", verbose_name=_("data element")
    )
    value = models.ForeignKey(
        DimensionValue, models.CASCADE, related_name="+", verbose_name=_("value of a dimension")
    )

    class Meta:
        verbose_name = _("category of a data element")
        verbose_name_plural = _("categories of data elements")
        constraints = [
            models.UniqueConstraint(fields=["element", "value"], name="element_category_once")
        ]

    def __str__(self) -> str:
        return f"{self.element_id}: {self.value_id}"


class CodedRows(Dated):
    """The open rows of a table are values of a dimension (countries), chosen and not typed."""

    table = models.OneToOneField(
        Table, models.CASCADE, related_name="coded_rows", verbose_name=_("table")
    )
    dimension = models.ForeignKey(
        Dimension, models.CASCADE, related_name="tables", verbose_name=_("dimension")
    )

    class Meta:
        verbose_name = _("code list of open rows")
        verbose_name_plural = _("code lists of open rows")

    def __str__(self) -> str:
        return f"{self.table_id}: {self.dimension_id}"


class Classification(Dated):
    """What a row is by a scheme, such as the article of the law, in some years. What no source
    says beyond doubt is not certain."""

    class Scheme(models.TextChoices):
        LAW = "law", _("article of the law")

    option = models.ForeignKey(
        Option, models.CASCADE, related_name="classifications", verbose_name=_("category option")
    )
    scheme = models.CharField(_("scheme"), max_length=12, choices=Scheme, default=Scheme.LAW)
    code = models.CharField(_("code"), max_length=20)
    certain = models.BooleanField(_("certain"), default=False)

    class Meta:
        ordering = ["option", "scheme", "valid_from"]
        verbose_name = _("classification")
        verbose_name_plural = _("classifications")
        constraints = [
            models.UniqueConstraint(
                fields=["option", "scheme", "code", "valid_from"], name="classification_once"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="classification_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.code
