"""What there is to tell of national reports, and how a notice of it reads: its words, and where it
leads. `params["edition"]` is the edition's number."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import cast

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from provinces.models import Membership, OrganisationUnit, UnitKind
from provinces.roles import Permission, Role, permissions_of
from reporting.core.queries.period_words import period_words
from reporting.editions.publishing.queries.signatures import EditionFingerprints, missing_roles
from reporting.editions.publishing.rules.signatures import SigningRole
from reporting.kernel.periods import Period
from reporting.models import AuditEvent, Comment, Edition, FollowedFigure, Notice
from reporting.notices.queries.events import QUOTE, About, Audience, Event

Kind = Notice.Kind
Member = tuple[int, int]  # unit and person


def edition_events(since: datetime, practice: Collection[int]) -> list[Event]:
    """Of reports that are signed, commented on and published: a few queries, and some more for each
    that is being signed."""
    secretariat = OrganisationUnit.objects.filter(kind=UnitKind.SECRETARIAT).first()
    if secretariat is None:
        return []
    reader = _EventReader(secretariat, practice)
    return [*reader.to_sign(), *reader.comments(since), *reader.published(since)]


class _EventReader:
    def __init__(self, secretariat: OrganisationUnit, practice: Collection[int]) -> None:
        self.secretariat, self.practice = secretariat, practice

    def to_sign(self) -> Iterator[Event]:
        """Each time that signatures are asked for; and once all of them are there."""
        for edition in Edition.objects.filter(state=Edition.State.REVIEW):
            asked = (
                AuditEvent.objects.filter(action="edition.ask", target=f"edition:{edition.pk}")
                .order_by("-pk")
                .first()
            )
            if asked is None:
                continue
            state = EditionFingerprints(edition)
            yield self._event(
                edition, Kind.TO_SIGN_OFF, f"sign_off:{asked.pk}", Audience.SIGNS_OFF,
                by_id=asked.by_id, also=self._leads(state.groups),
            )  # fmt: skip
            absent = missing_roles(edition, state)
            if absent == (SigningRole.PERMANENT_VICE_CHAIR,):
                yield self._event(
                    edition, Kind.TO_SIGN_OFF, f"endorse:{edition.pk}:{state.whole[:16]}",
                    Audience.ENDORSES,
                )  # fmt: skip
            if not absent:
                yield self._event(
                    edition, Kind.TO_SIGN_OFF, f"signed:{edition.pk}:{state.whole[:16]}",
                    Audience.PUBLISHES, ready=True,
                )  # fmt: skip

    def _leads(self, groups: Collection[str]) -> frozenset[Member]:
        rows = Membership.objects.filter(role=Role.GROUP_LEAD, organisation_unit__code__in=groups)
        return frozenset(rows.values_list("organisation_unit_id", "user_id"))

    def comments(self, since: datetime) -> Iterator[Event]:
        """To who wrote the sentence last, and to whoever spoke in the thread; what is about more
        than a sentence, to who began the report."""
        rows = list(
            Comment.objects.filter(edition__isnull=False, at__gte=since)
            .filter(resolved_at=None, parent__resolved_at=None)
            .exclude(edition__state=Edition.State.PUBLISHED)
            .select_related("edition", "passage")
            .order_by("at", "pk")
        )
        spoke = _speakers(rows)
        people = {_editor(comment) for comment in rows}.union(*spoke.values())
        at = _places(people)
        for comment in rows:
            told = {_editor(comment), *spoke[comment.parent_id or comment.pk]}
            yield self._event(
                cast(Edition, comment.edition),
                Kind.REMARK,
                f"comment:{comment.pk}",
                Audience.EDITORS,
                by_id=comment.by_id,
                since=comment.at,
                quote=comment.text[:QUOTE],
                answer=comment.parent_id is not None,
                also=frozenset(at[person] for person in told if person in at),
            )

    def published(self, since: datetime) -> Iterator[Event]:
        """To everybody, where it is the report of a year."""
        rows = Edition.objects.filter(state=Edition.State.PUBLISHED, published_at__gte=since)
        for edition in rows.order_by("pk"):
            if edition.period_key % 100 == 0:
                yield self._event(
                    edition, Kind.PUBLISHED, f"published:{edition.pk}", Audience.EVERYBODY,
                    by_id=edition.published_by_id, since=edition.published_at,
                )  # fmt: skip

    def _event(
        self,
        edition: Edition,
        kind: Notice.Kind,
        key: str,
        audience: Audience,
        *,
        by_id: int | None = None,
        since: datetime | None = None,
        also: frozenset[Member] = frozenset(),
        **said: object,
    ) -> Event:
        unit = self.secretariat
        params = {
            "edition": edition.number,
            **{name: value for name, value in said.items() if value},
        }
        return Event(
            kind=kind,
            key=key,
            about=About(unit.pk, unit.code, "", edition.period_key),
            audience=audience,
            is_practice=edition.year in self.practice,
            params=params,
            by_id=by_id,
            also=also,
            since=since,
        )


def _editor(comment: Comment) -> int:
    if comment.passage:
        return comment.passage.changed_by_id
    return cast(Edition, comment.edition).begun_by_id


def _speakers(rows: Collection[Comment]) -> dict[int, set[int]]:
    """First comment of a thread -> who spoke in it; one query."""
    found: dict[int, set[int]] = defaultdict(set)
    threads = {comment.parent_id or comment.pk for comment in rows}
    said = Comment.objects.filter(Q(pk__in=threads) | Q(parent__in=threads))
    for pk, parent, person in said.values_list("pk", "parent_id", "by_id"):
        found[parent or pk].add(person)
    return found


def _places(people: Collection[int]) -> dict[int, Member]:
    """Person -> where they read reports while they are written; one query."""
    rows = Membership.objects.filter(user_id__in=people).order_by("-pk")
    return {
        membership.user_id: (membership.organisation_unit_id, membership.user_id)
        for membership in rows
        if Permission.EDITION_READ in permissions_of([membership.role])
    }


def followed_figure_events(since: datetime, practice: Collection[int]) -> list[Event]:
    """One a consolidation and editor: the last hand at each sentence that followed. Two queries."""
    rows = list(
        FollowedFigure.objects.filter(
            consolidation__created_at__gte=since, seen_at=None, passage__removed=False
        )
        .exclude(passage__edition__state=Edition.State.PUBLISHED)
        .select_related("passage__edition", "consolidation")
        .order_by("pk")
    )
    if not rows:
        return []
    secretariat = OrganisationUnit.objects.get(kind=UnitKind.SECRETARIAT)
    groups: dict[tuple[int, int], list[FollowedFigure]] = defaultdict(list)
    for row in rows:
        groups[row.consolidation_id, row.passage.changed_by_id].append(row)
    return [
        _followed_figure_event(members, editor, secretariat, practice)
        for (_consolidation, editor), members in groups.items()
    ]


def _followed_figure_event(
    members: list[FollowedFigure],
    editor: int,
    secretariat: OrganisationUnit,
    practice: Collection[int],
) -> Event:
    edition, consolidation = members[0].passage.edition, members[0].consolidation
    lines = [f"{followed.before} → {followed.after}" for followed in members[:5]]
    return Event(
        kind=Notice.Kind.FOLLOWED,
        key=f"followed:{consolidation.pk}:{edition.pk}",
        about=About(secretariat.pk, secretariat.code, "", edition.period_key),
        audience=Audience.EDITORS,
        is_practice=edition.year in practice,
        params={
            "edition": edition.number,
            "figures": len(members),
            "passages": len({followed.passage_id for followed in members}),
            "quote": "\n".join(lines),
        },
        also=frozenset({(secretariat.pk, editor)}),
    )


# How a notice of them reads.

PAGES: dict[str, str] = {
    Kind.FOLLOWED: "edition_numbers",
    Kind.TO_SIGN_OFF: "edition_signatures",
    Kind.REMARK: "edition_comments",
    Kind.PUBLISHED: "annual_edition",
}
Words = tuple[str | Promise, str | Promise]  # subject and sentence
SAID: dict[str, Words] = {
    Kind.TO_SIGN_OFF: (
        gettext_lazy("To sign: national report of %(period)s"),
        gettext_lazy(
            "The national report of %(period)s, edition %(number)d, waits for your signature."
        ),
    ),
    Kind.REMARK: (
        gettext_lazy("Comment: national report of %(period)s"),
        gettext_lazy("The national report of %(period)s, edition %(number)d, has a new comment."),
    ),
    Kind.PUBLISHED: (
        gettext_lazy("Published: national report of %(period)s"),
        gettext_lazy("The national report of %(period)s is published. Everybody can read it."),
    ),
}
READY: Words = (
    gettext_lazy("To publish: national report of %(period)s"),
    gettext_lazy(
        "The national report of %(period)s, edition %(number)d, is signed and waits to be "
        "published."
    ),
)
ANSWER: Words = (
    SAID[Kind.REMARK][0],
    gettext_lazy(
        "The national report of %(period)s, edition %(number)d, has a new answer to a comment."
    ),
)
LATER: Words = (
    SAID[Kind.PUBLISHED][0],
    gettext_lazy(
        "Edition %(number)d of the national report of %(period)s is published and corrects the "
        "one before."
    ),
)


def edition_of(notice: Notice) -> tuple[str, str, int] | None:
    """The page's name, period and number of its address; None of any other notice."""
    number = notice.params.get("edition")
    page = PAGES.get(notice.kind)
    if not (number and page and notice.period_key):
        return None
    return page, Period.from_key(notice.period_key).url, int(number)


def said_of_edition(notice: Notice) -> tuple[str, str]:
    """Subject and sentence of a notice that has a page in `PAGES`."""
    period = period_words(Period.from_key(notice.period_key or 0))
    number = int(notice.params.get("edition", 0))
    known: dict[str, str | int] = {"period": period, "number": number}
    if notice.kind == Kind.FOLLOWED:
        return _followed(int(notice.params.get("figures", 0)), known)
    subject, sentence = _words(notice, number)
    return str(subject) % known, str(sentence) % known


def _words(notice: Notice, number: int) -> Words:
    if notice.params.get("ready"):
        return READY
    if notice.params.get("answer"):
        return ANSWER
    if notice.kind == Kind.PUBLISHED and number > 1:
        return LATER
    return SAID[notice.kind]


def _followed(count: int, known: dict[str, str | int]) -> tuple[str, str]:
    sentence = ngettext(
        "%(count)d figure in your sentences of the national report of %(period)s, edition "
        "%(number)d, has changed with the newest consolidation. Read whether they still say "
        "what they should.",
        "%(count)d figures in your sentences of the national report of %(period)s, edition "
        "%(number)d, have changed with the newest consolidation. Read whether they still say "
        "what they should.",
        count,
    )
    said = {**known, "count": count}
    return _("Sentences follow new figures: %(period)s") % said, sentence % said
