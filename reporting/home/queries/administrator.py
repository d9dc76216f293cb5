"""What an administrator finds first: people, units and activities to correct, and counts of the
rest."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone
from django.utils.translation import get_language

from provinces.models import Membership, User
from provinces.queries import by_name
from reporting.catalogue.queries.khmer_labels import open_labels
from reporting.models import AuditEvent, Job, ReportingYear
from reporting.people.queries import Gap, gaps
from strategies.models import Activity, DataSet, Table


@dataclass(frozen=True)
class ToCorrect:
    people: list[User] = field(default_factory=list)
    units: list[Gap] = field(default_factory=list)
    untitled: int = 0
    labels: int = 0
    years: list[ReportingYear] = field(default_factory=list)
    forms: int = 0
    tables: int = 0
    running: int = 0
    failed: int = 0
    audited_today: int = 0

    @property
    def next_is_open(self) -> bool:
        """Whether this year, and late in the year the next one too, has its calendar."""
        today = timezone.localdate()
        wanted = {today.year} | ({today.year + 1} if today.month >= 11 else set())
        return wanted <= {opened.year for opened in self.years}


def to_correct() -> ToCorrect:
    """Ten queries, however much there is to correct."""
    forms = list(DataSet.objects.all())
    states = Job.objects.order_by().values_list("state").annotate(count=Count("pk"))
    jobs = Counter[str](dict(states))
    return ToCorrect(
        people=list(_people_without_a_unit()),
        units=gaps(forms),
        untitled=Activity.objects.filter(title_en="", title_km="").count(),
        labels=open_labels(),
        years=list(ReportingYear.objects.all()),
        forms=len(forms),
        tables=Table.objects.count(),
        running=jobs[Job.State.QUEUED],
        failed=jobs[Job.State.FAILED],
        audited_today=AuditEvent.objects.filter(at__date=timezone.localdate()).count(),
    )


def _people_without_a_unit() -> list[User]:
    held = Membership.objects.filter(user=OuterRef("pk"))
    return list(
        User.objects.filter(~Exists(held), is_active=True).order_by(
            *by_name(get_language() or "en")
        )
    )
