"""What was said of an edition, thread by thread. The number of queries never depends on how much
was said."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.models import Edition, EditionComment
from reporting.queries.working_groups import groups_of, groups_of_sections
from strategies.models import Section, Table
from strategies.models.labels import dated

SHOWN = 200  # characters of a passage beside a comment on it


@dataclass(frozen=True)
class Reader:
    """Who reads: whether they comment at all, only in the sections of their working group, and
    settle what others asked."""

    person: int = 0
    speaks: bool = False
    settles: bool = False
    group: str = ""


NOBODY = Reader()


@dataclass(frozen=True)
class Remark:
    """A thread: a comment with its answers, oldest first; `about` says on what, in words."""

    first: EditionComment
    about: str
    may_answer: bool
    may_settle: bool
    answers: list[EditionComment] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.first.settled_at is None

    @property
    def comments(self) -> list[EditionComment]:
        return [self.first, *self.answers]


@dataclass(frozen=True)
class Group:
    """The threads of a section; `code` is "" for the whole edition."""

    code: str
    title: str
    remarks: list[Remark]


def settle_refusal(reader: Reader, first: EditionComment) -> str:
    """Who writes the report, and who asked, say that it is settled; "" where one may."""
    if reader.settles or first.by_id == reader.person:
        return ""
    return _("Who asked or who writes the report marks it as answered.")


def remarks_of(
    edition: Edition, section: str | None = None, *, reader: Reader = NOBODY, state: str = ""
) -> list[Remark]:
    """Open ones first, then by time. `section` None: of all; "": of the whole edition only.
    `state`: open or settled. At most three queries."""
    rows = EditionComment.objects.filter(edition=edition)
    if section is not None:
        rows = rows.filter(section=section)
    rows = rows.select_related("by", "settled_by", "passage").order_by(
        F("parent").asc(nulls_first=True), "at", "pk"
    )
    first: dict[int, Remark] = {}
    asked = _Asked(reader)
    for row in rows:
        if row.parent_id is None:
            first[row.pk] = asked.remark(row)
        elif row.parent_id in first:
            first[row.parent_id].answers.append(row)
    wanted = [one for one in first.values() if state in ("", "open" if one.is_open else "settled")]
    return sorted(wanted, key=lambda one: not one.is_open)


class _Asked:
    """What one person may do with the threads of an edition; reads what it needs, once."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.named = groups_of_sections() if reader.group else {}
        self.titles: dict[str, str] | None = None

    def remark(self, row: EditionComment) -> Remark:
        group = self.reader.group
        here = self.reader.speaks and (not group or group in groups_of(row.section, self.named))
        return Remark(
            row, self._about(row), may_answer=here,
            may_settle=here and not settle_refusal(self.reader, row),
        )  # fmt: skip

    def _about(self, row: EditionComment) -> str:
        if row.table:
            return _("Table: %(title)s") % {"title": self._title(row.table)}
        if row.passage is not None:
            text = row.passage.text
            return f"“{text[:SHOWN]}…”" if len(text) > SHOWN else f"“{text}”"
        return _("The section") if row.section else _("The whole report")

    def _title(self, table: str) -> str:
        if self.titles is None:
            language = get_language() or "en"
            self.titles = {one.code: one.title_in(language) for one in Table.objects.all()}
        return self.titles.get(table, table)


def by_section(edition: Edition, remarks: Iterable[Remark]) -> list[Group]:
    """In the order of the report, the whole of it first; one query."""
    language = get_language() or "en"
    found: dict[str, list[Remark]] = {}
    for one in remarks:
        found.setdefault(one.first.section, []).append(one)
    groups = [Group("", _("The whole report"), found[""])] if "" in found else []
    for row in Section.objects.filter(code__in=found).order_by("position"):
        title = dated(row.title_in(language), edition.year)
        groups.append(Group(row.code, f"{row.number} {title}".strip(), found[row.code]))
    return groups


def open_remarks(edition: Edition) -> int:
    return _open(edition).count()


def open_by_section(edition: Edition) -> Counter[str]:
    """Section -> its open threads, where their sentences stand now; one query."""
    here = Coalesce(F("passage__section"), F("section"))
    rows = _open(edition).order_by().values_list(here).annotate(count=Count("pk"))
    return Counter(dict(rows))


def open_by_passage(edition: Edition, section: str) -> Counter[int]:
    """Passage -> its open threads; one query."""
    rows = _open(edition).filter(section=section, passage__isnull=False)
    return Counter(
        {row["passage"]: row["count"] for row in rows.values("passage").annotate(count=Count("pk"))}
    )


def _open(edition: Edition) -> QuerySet[EditionComment]:
    return EditionComment.objects.filter(edition=edition, parent=None, settled_at=None).order_by()
