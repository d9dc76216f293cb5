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
    COURT = "court", _("Court")
    COMMISSARIAT = "commissariat", _("Provincial police commissariat")
    DEPARTMENT = "department", _("Department")
    INSTITUTION = "institution", _("Institution")
    PARTNER = "partner", _("Partner organisation")
    OBSERVER = "observer", _("Observer")


# Below the provinces, the larger first. There are thousands: they are found by code alone (many
# share a name), left out of choices, looked at through their province and counted only where they
# stand for it.
LOCALITIES = (UnitKind.DISTRICT, UnitKind.COMMUNE)
SUB_NATIONAL = (UnitKind.PROVINCE, *LOCALITIES)
# Who reports to another reporter above, which reads the reports, and through which they count: in
# the nation none of them counts by itself.
BELOW = (*LOCALITIES, UnitKind.COURT, UnitKind.COMMISSARIAT, UnitKind.DEPARTMENT)
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
    valid_from = models.PositiveSmallIntegerField(
        _("reports from year"), null=True, blank=True, help_text=_("Empty: it always did.")
    )
    valid_to = models.PositiveSmallIntegerField(
        _("reports to year"), null=True, blank=True, help_text=_("Empty: it still does.")
    )

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
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.code

    @property
    def is_locality(self) -> bool:
        return self.kind in LOCALITIES

    def holds_in(self, year: int) -> bool:
        """Whether there is such a unit in that year, which reports can be asked of."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)

    @property
    def stands_below(self) -> bool:
        """Below another reporter, which reads its reports; whatever kinds the two are."""
        return self.parent is not None and self.parent.kind not in TOP


class UnitSuccession(models.Model):
    """From a year on `successor` reports what `predecessor` did. Several successors of one unit are
    a split, several predecessors a merge; a new name alone is none (see UnitName)."""

    predecessor = models.ForeignKey(
        OrganisationUnit,
        verbose_name=_("predecessor"),
        on_delete=models.PROTECT,
        related_name="followed_by",
    )
    successor = models.ForeignKey(
        OrganisationUnit,
        verbose_name=_("successor"),
        on_delete=models.PROTECT,
        related_name="follows",
    )
    from_year = models.PositiveSmallIntegerField(_("from year"))

    class Meta:
        verbose_name = _("succession of units")
        verbose_name_plural = _("successions of units")
        ordering: ClassVar = ["from_year", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="unit_succession_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="unit_succession_of_two_units"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} > {self.successor_id} ({self.from_year})"


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
