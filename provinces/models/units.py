"""Organisation units, with their names by year, other spellings, and who stands above whom."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    NATION = "nation", _("Nation")
    SECRETARIAT = "secretariat", _("General Secretariat")
    MINISTRY = "ministry", _("Ministry")
    SPECIALISED_UNIT = "specialised_unit", _("Specialised unit")
    WORKING_GROUP = "working_group", _("Working group")
    PROVINCE = "province", _("Province")
    DISTRICT = "district", _("District")
    COMMUNE = "commune", _("Commune")
    INSTITUTION = "institution", _("Institution")
    PARTNER = "partner", _("Partner organisation")


# Below the provinces, the larger first. There are thousands: they are found by code alone (many
# share a name), left out of choices, looked at through their province and counted only where they
# stand for it.
LOCALITIES = (UnitKind.DISTRICT, UnitKind.COMMUNE)
SUB_NATIONAL = (UnitKind.PROVINCE, *LOCALITIES)
# Under these stand the reporters whose reports the Secretariat reads itself.
TOP = (UnitKind.NATION, UnitKind.SECRETARIAT)


class OrganisationUnit(models.Model):
    """A reporter and its place in the tree. Its names are dated: see UnitName."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    lead_unit = models.ForeignKey(
        "self",
        verbose_name=_("led by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="leads",
        help_text=_("The unit that leads a working group."),
    )
    position = models.PositiveIntegerField(_("protocol order"), default=0)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    iso_code = models.CharField(_("ISO 3166-2 code"), max_length=6, blank=True)
    national_code = models.CharField(_("national code"), max_length=8, blank=True)
    tile_row = models.PositiveSmallIntegerField(_("row in the tile map"), null=True, blank=True)
    tile_col = models.PositiveSmallIntegerField(_("column in the tile map"), null=True, blank=True)

    class Meta:
        verbose_name = _("organisation unit")
        verbose_name_plural = _("organisation units")
        ordering: ClassVar = ["position", "code"]
        indexes: ClassVar = [models.Index(fields=["kind", "position"], name="unit_by_kind")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["iso_code"], condition=~Q(iso_code=""), name="unit_iso_code_once"
            ),
            models.UniqueConstraint(
                fields=["national_code"],
                condition=~Q(national_code=""),
                name="unit_national_code_once",
            ),
            models.UniqueConstraint(
                fields=["tile_row", "tile_col"],
                condition=Q(tile_row__isnull=False),
                name="unit_tile_once",
            ),
            models.CheckConstraint(
                condition=Q(tile_row__isnull=True, tile_col__isnull=True)
                | Q(tile_row__isnull=False, tile_col__isnull=False, kind=UnitKind.PROVINCE),
                name="unit_tile_whole_and_for_provinces",
            ),
            models.CheckConstraint(
                condition=Q(kind=UnitKind.NATION, parent__isnull=True)
                | (~Q(kind=UnitKind.NATION) & Q(parent__isnull=False)),
                name="unit_only_nation_has_no_parent",
            ),
            models.CheckConstraint(
                condition=Q(lead_unit__isnull=True) | Q(kind=UnitKind.WORKING_GROUP),
                name="unit_only_working_groups_are_led",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=UnitKind.values), name="unit_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.code

    @property
    def is_locality(self) -> bool:
        return self.kind in LOCALITIES

    @property
    def stands_below(self) -> bool:
        """Below another reporter, which reads its reports; whatever kinds the two are."""
        return self.parent is not None and self.parent.kind not in TOP


class NameStanding(models.TextChoices):
    """Where a Khmer name stands; the same words as of the labels of the catalogue."""

    PROPOSED = "proposed", _("proposed")
    SOURCE = "source", _("from an official text")
    CONFIRMED = "confirmed", _("confirmed")


class UnitName(models.Model):
    """What a unit is called in the years valid_from..valid_to (both included, None: still)."""

    unit = models.ForeignKey(
        OrganisationUnit, verbose_name=_("unit"), on_delete=models.CASCADE, related_name="names"
    )
    en = models.CharField(_("English name"), max_length=200)
    km = models.CharField(_("Khmer name"), max_length=200, blank=True)
    khmer_standing = models.CharField(
        _("standing of the Khmer"),
        max_length=10,
        choices=NameStanding,
        default=NameStanding.PROPOSED,
        editable=False,
    )
    valid_from = models.PositiveSmallIntegerField(_("from year"), default=2014)
    valid_to = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)

    class Meta:
        verbose_name = _("unit name")
        verbose_name_plural = _("unit names")
        ordering: ClassVar = ["unit", "valid_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_name_once_a_start"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to__isnull=True), name="unit_name_one_current"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="unit_name_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.en


class UnitAlias(models.Model):
    """A spelling by which a unit is found; `folded` is spelling.fold() of it."""

    unit = models.ForeignKey(
        OrganisationUnit, verbose_name=_("unit"), on_delete=models.CASCADE, related_name="aliases"
    )
    spelling = models.CharField(_("spelling"), max_length=200)
    folded = models.CharField(_("folded spelling"), max_length=200, unique=True, editable=False)

    class Meta:
        verbose_name = _("unit alias")
        verbose_name_plural = _("unit aliases")
        ordering: ClassVar = ["folded"]

    def __str__(self) -> str:
        return self.spelling


class UnitClosure(models.Model):
    """Every ancestor of every unit, itself included at depth 0.

    A trigger on OrganisationUnit keeps it (migration 0001): nobody else writes it, and the
    row-level policies can therefore rely on it.
    """

    ancestor = models.ForeignKey(
        OrganisationUnit, on_delete=models.DO_NOTHING, related_name="closure_below"
    )
    descendant = models.ForeignKey(
        OrganisationUnit, on_delete=models.DO_NOTHING, related_name="closure_above"
    )
    depth = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("unit and its ancestor")
        verbose_name_plural = _("units and their ancestors")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ancestor", "descendant"], name="unit_closure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id}"
