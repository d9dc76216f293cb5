"""How many people live in a place, by year, and who says so."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from provinces.models.units import OrganisationUnit


class Population(models.Model):
    """`females` is empty where it is not known; `certain`: false of a provisional or an estimated
    number, and of one whose source was not seen."""

    unit = models.ForeignKey(
        OrganisationUnit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="populations",
    )
    year = models.PositiveSmallIntegerField(_("year"))
    persons = models.PositiveIntegerField(_("persons"))
    females = models.PositiveIntegerField(_("females"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)
    source_km = models.CharField(_("source in Khmer"), max_length=300, blank=True)
    certain = models.BooleanField(_("certain"), default=False)

    class Meta:
        verbose_name = _("population of a place")
        verbose_name_plural = _("population of places")
        ordering: ClassVar = ["unit", "-year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "year"], name="population_once_a_year"),
            models.CheckConstraint(
                condition=Q(females__isnull=True) | Q(females__lte=F("persons")),
                name="population_females_among_persons",
            ),
            models.CheckConstraint(
                condition=~Q(source="") & Q(persons__gt=0), name="population_has_a_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}: {self.persons}"

    def source_in(self, language: str) -> str:
        return (self.source_km if language.startswith("km") else "") or self.source
