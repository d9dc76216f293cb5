"""Labels that stand in the data in both languages, and the years for which a row holds."""

from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

# What a title may say of the report's year, and the words where no year is known.
YEARS = {
    "{last_year}": (-1, _("the last year")),
    "{year}": (0, _("the year")),
    "{next_year}": (1, _("the next year")),
}

# What a title may say of the months that the report tells of, and those of a whole year.
MONTHS = "{months}"
WHOLE_YEAR = _("January to December")


class KhmerStanding(models.TextChoices):
    """Where the Khmer of a label stands. Loading the files never overrides what is confirmed."""

    PROPOSED = "proposed", _("proposed")
    SOURCE = "source", _("from an official text")
    CONFIRMED = "confirmed", _("confirmed")


def khmer_standing() -> "models.CharField[str, str]":
    """A field that forms do not show: who types the Khmer or confirms it sets it."""
    return models.CharField(
        _("standing of the Khmer"),
        max_length=10,
        choices=KhmerStanding,
        default=KhmerStanding.PROPOSED,
        editable=False,
    )


def khmer_standings() -> "ArrayField[list[str], list[str]]":
    """One for each of several labels of a row, in their order."""
    return ArrayField(
        models.CharField(max_length=10, choices=KhmerStanding),
        verbose_name=_("standings of the Khmer"),
        default=list,
        blank=True,
        editable=False,
    )


def dated(title: str, year: int | None = None) -> str:
    """The title in a report of `year`: “Direction for {next_year}” is “Direction for 2021”."""
    for sign, (offset, words) in YEARS.items():
        if sign in title:
            title = title.replace(sign, str(words if year is None else year + offset))
    return title


def whole_year(language: str) -> str:
    """In the language of the title, whatever that of the moment is."""
    with override(language):
        return str(WHOLE_YEAR)


class Labelled(models.Model):
    """`title` gives the label in the reader's language, else in the one that there is."""

    title_en = models.CharField(_("title in English"), max_length=400)
    title_km = models.CharField(_("title in Khmer"), max_length=400, blank=True)
    khmer_standing = khmer_standing()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    @admin.display(description=_("title"))
    def title(self) -> str:
        return dated(self.title_in(get_language() or "en"))

    def title_in(self, language: str, months: str = "") -> str:
        """`months`: those of the report in words, where it tells of a part of a year."""
        khmer = language.startswith("km") and self.title_km
        title = self.title_km if khmer else self.title_en or self.title_km
        return title.replace(MONTHS, months or whole_year(language)) if MONTHS in title else title


class Dated(models.Model):
    """A row of the catalogue that holds from one year to another (both inclusive)."""

    valid_from = models.PositiveSmallIntegerField(_("valid from year"), default=2019)
    valid_to = models.PositiveSmallIntegerField(_("valid to year"), null=True, blank=True)

    class Meta:
        abstract = True

    def covers(self, year: int) -> bool:
        return self.valid_from <= year and (self.valid_to is None or year <= self.valid_to)

    def holds_in(self, year: int) -> bool:
        """Whether it is used in `year`; a draft never is."""
        return self.covers(year)


def in_year(year: int) -> models.Q:
    """The rows that hold in `year`."""
    ends = models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=year)
    return ends & models.Q(valid_from__lte=year)
