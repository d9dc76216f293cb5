"""The figures that the Secretary General reports first, chosen in the catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from strategies.models.cells import UnitOfCount
from strategies.models.indicators import Indicator
from strategies.models.labels import Dated, Labelled


class KeyFigure(Labelled, Dated):
    """`expression` over figures gives it; where it is one figure, that is what its trace opens.
    `direction`: what counts as better, as of an indicator."""

    code = models.SlugField(_("code"), unique=True)
    expression = models.CharField(_("expression"), max_length=400)
    unit_of_count = models.CharField(_("unit of count"), max_length=10, choices=UnitOfCount)
    direction = models.CharField(_("direction"), max_length=8, choices=Indicator.Direction)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("key figure")
        verbose_name_plural = _("key figures")
