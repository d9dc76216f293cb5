"""Meetings of a unit: planned, held, signed; their agenda, decisions and notes; and for which years
a unit keeps them here."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from provinces.models import Delegation, OrganisationUnit, UnitKind
from reporting.models.commitments import Commitment
from reporting.models.special import in_language


class MeetingKind(models.TextChoices):
    """Those that the plan names for monitoring, and any other."""

    PROVINCIAL_SECRETARIAT = "provincial", _("Monthly meeting of the provincial secretariat")
    PROVINCIAL_COMMITTEE = "committee", _("Meeting of the provincial committee")
    GENERAL_SECRETARIAT = "general", _("Monthly meeting of the General Secretariat")
    WORKING_GROUP = "group", _("Monthly meeting of the working group")
    NATION_QUARTER = "quarter", _("Quarterly meeting of the National Committee")
    NATION_SEMESTER = "semester", _("Semester meeting of the National Committee")
    NATION_YEAR = "year", _("Annual meeting of the National Committee")
    OTHER = "other", _("Another meeting")


# Whose unit keeps the record of which kinds; every unit keeps others.
KINDS_OF: dict[str, tuple[MeetingKind, ...]] = {
    UnitKind.PROVINCE: (MeetingKind.PROVINCIAL_SECRETARIAT, MeetingKind.PROVINCIAL_COMMITTEE),
    UnitKind.SECRETARIAT: (
        MeetingKind.GENERAL_SECRETARIAT,
        MeetingKind.NATION_QUARTER,
        MeetingKind.NATION_SEMESTER,
        MeetingKind.NATION_YEAR,
    ),
    UnitKind.WORKING_GROUP: (MeetingKind.WORKING_GROUP,),
}


def kinds_of(unit: OrganisationUnit) -> list[MeetingKind]:
    return [*KINDS_OF.get(unit.kind, ()), MeetingKind.OTHER]


class Meeting(models.Model):
    """One record each. `counts_as`: in chapter III of the annual report. What is signed never
    changes: a correction is a note."""

    class CountsAs(models.TextChoices):
        MEETING = "meetings", _("Meeting")
        WORKSHOP = "workshops", _("Workshop")
        COORDINATION = "coordination", _("Coordination meeting")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held, not signed")
        SIGNED = "signed", _("Signed")

    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="meetings", verbose_name=_("unit")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=MeetingKind)
    counts_as = models.CharField(
        _("counts as"), max_length=12, choices=CountsAs, default=CountsAs.MEETING
    )
    title = models.CharField(_("what it is about"), max_length=200, blank=True)
    day = models.DateField(_("day"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    chair = models.CharField(_("chair"), max_length=160, blank=True)
    secretary = models.CharField(_("secretary of the meeting"), max_length=160, blank=True)
    men = models.PositiveIntegerField(_("men present"), null=True, blank=True)
    women = models.PositiveIntegerField(_("women present"), null=True, blank=True)
    minutes_en = models.TextField(_("minutes in English"), blank=True)
    minutes_km = models.TextField(_("minutes in Khmer"), blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PLANNED)
    planned_at = models.DateTimeField(_("planned on"))
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("planned by")
    )
    held_at = models.DateTimeField(_("recorded on"), null=True, blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    signed_at = models.DateTimeField(_("signed on"), null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed by"),
    )
    digest = models.CharField(_("seal"), max_length=64, blank=True)
    delegation = models.ForeignKey(
        Delegation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed by delegation"),
    )

    class Meta:
        ordering = ["-day", "-pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="planned", held_at=None, held_by=None)
                | Q(~Q(state="planned"), held_at__isnull=False, held_by__isnull=False),
                name="meeting_held_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(~Q(state="signed"), signed_at=None, signed_by=None, digest="")
                | Q(
                    ~Q(digest=""),
                    state="signed",
                    signed_at__isnull=False,
                    signed_by__isnull=False,
                ),
                name="meeting_signed_at_with_by",
            ),
            models.CheckConstraint(
                condition=Q(state="planned")
                | Q(Q(men__isnull=False), Q(women__isnull=False), ~Q(minutes_en="", minutes_km="")),
                name="meeting_held_with_present_and_minutes",
            ),
        ]
        indexes = [models.Index(fields=["organisation_unit", "kind", "-day"], name="meeting_last")]

    def __str__(self) -> str:
        return f"{self.organisation_unit_id} {self.kind} {self.day}"

    @property
    def year(self) -> int:
        return self.day.year

    @property
    def present(self) -> int:
        return (self.men or 0) + (self.women or 0)

    def minutes_in(self, language: str) -> str:
        return in_language(self.minutes_en, self.minutes_km, language)


class AgendaSource(models.TextChoices):
    """Where an item of an agenda comes from, in the order in which they stand there."""

    DECISION = "decision", _("Decisions of the last meeting")
    COMMITMENT = "commitment", _("Commitments that are due")
    LATE = "late", _("Late reports")
    FINDING = "finding", _("Findings that are open")
    HELD_UP = "held_up", _("Activities that are held up")
    MOVED = "moved", _("Figures that moved")
    OWN = "own", _("Added by the unit")


class AgendaItem(models.Model):
    """Of a planned meeting: what its keeper added, struck out or moved; all the rest is read anew
    each time. Once it is held: the whole agenda as it stood then. `key`: what it is about;
    `address`: the page that it leads to."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="agenda", verbose_name=_("meeting")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    source = models.CharField(_("source"), max_length=12, choices=AgendaSource)
    key = models.CharField(_("about"), max_length=120)
    position = models.PositiveSmallIntegerField(_("order"))
    struck_out = models.BooleanField(_("struck out"), default=False)
    text_en = models.CharField(_("text in English"), max_length=600, blank=True)
    text_km = models.CharField(_("text in Khmer"), max_length=600, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)

    class Meta:
        ordering = ["meeting", "position", "pk"]
        verbose_name = _("item of an agenda")
        verbose_name_plural = _("items of agendas")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "key"], name="agenda_item_once"),
        ]

    def __str__(self) -> str:
        return self.text_en or self.text_km or self.key

    def text_in(self, language: str) -> str:
        return in_language(self.text_en, self.text_km, language)


class MeetingDecision(models.Model):
    """What the meeting decided, in the words of its minutes; with the signature it becomes a
    commitment."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="decisions", verbose_name=_("meeting")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    position = models.PositiveSmallIntegerField(_("order"))
    text_en = models.CharField(_("decision in English"), max_length=1000, blank=True)
    text_km = models.CharField(_("decision in Khmer"), max_length=1000, blank=True)
    answers = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit that answers")
    )
    responsible = models.CharField(_("who does it"), max_length=200, blank=True)
    due = models.DateField(_("by when"))
    commitment = models.OneToOneField(
        Commitment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decision",
        verbose_name=_("commitment"),
    )

    class Meta:
        ordering = ["meeting", "position"]
        verbose_name = _("decision of a meeting")
        verbose_name_plural = _("decisions of meetings")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="meeting_decision_once"),
            models.CheckConstraint(
                condition=~Q(text_en="") | ~Q(text_km=""), name="meeting_decision_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.text_en or self.text_km

    def text_in(self, language: str) -> str:
        return in_language(self.text_en, self.text_km, language)


class MeetingNote(models.Model):
    """Written under a signed meeting: a correction, or what came to light. It never changes."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="notes", verbose_name=_("meeting")
    )
    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    text = models.TextField(_("note"))
    at = models.DateTimeField(_("on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ["meeting", "pk"]
        verbose_name = _("note on a meeting")
        verbose_name_plural = _("notes on meetings")

    def __str__(self) -> str:
        return self.text[:60]


class KeptMeetings(models.Model):
    """The decision of a unit: in this year its meetings are kept here, and the counts of chapter
    III come from them. Without such a row the counts are typed."""

    organisation_unit = models.ForeignKey(
        OrganisationUnit, models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    decided_at = models.DateTimeField(_("decided on"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )

    class Meta:
        verbose_name = _("year of which the meetings are kept")
        verbose_name_plural = _("years of which the meetings are kept")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_unit", "year"], name="kept_meetings_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_unit_id} {self.year}"
