"""Notices in words, in the language of the moment; two queries, however many there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from provinces.models import OrganisationUnit, UnitKind
from provinces.queries import unit_names
from reporting.core.queries.period_words import joined, period_words
from reporting.core.queries.years import this_year
from reporting.kernel.periods import Period
from reporting.models import Notice
from reporting.notices.queries.commitment_events import commitment_of, said_of_commitment
from reporting.notices.queries.edition_events import edition_of, said_of_edition
from reporting.notices.queries.feedback_events import feedback_of, said_of_feedback
from reporting.notices.queries.plan_events import plan_of, said_of_plan
from reporting.notices.queries.special_events import said_of_special, special_of
from reporting.notices.queries.unit_events import page_of_unit, said_of_unit
from strategies.models import DataSet
from strategies.models.labels import dated

Kind = Notice.Kind

SENTENCES: dict[str, str | Promise] = {
    Kind.OPENS: gettext_lazy("%(report)s can be begun. It is due on %(due)s."),
    Kind.DUE: gettext_lazy("%(report)s is due on %(due)s."),
    Kind.OVERDUE: gettext_lazy("%(report)s was due on %(due)s and has not come in."),
    Kind.TO_SIGN: gettext_lazy("%(report)s waits for your signature."),
    Kind.SUBMITTED: gettext_lazy("%(report)s has come in and waits to be read."),
    Kind.RETURNED: gettext_lazy(
        "%(report)s was returned by the Secretariat. Read why, and correct it."
    ),
    Kind.ACCEPTED: gettext_lazy("%(report)s was accepted. Its figures count from now on."),
    Kind.REOPENED: gettext_lazy(
        "%(report)s was re-opened by the Secretariat. Read why, and begin its next revision."
    ),
    Kind.COMMENT: gettext_lazy("%(report)s has a new comment, from %(from)s."),
    Kind.EXTENDED: gettext_lazy("%(report)s has a new deadline: %(due)s."),
}
ANSWERED = gettext_lazy("%(report)s has a new answer to a comment, from %(from)s.")
UNSIGNED = gettext_lazy("%(report)s was due on %(due)s. It is filled and waits for your signature.")
UNSIGNED_YET = gettext_lazy(
    "%(report)s is due on %(due)s. It is filled and waits for your signature."
)
SUBJECTS: dict[str, str | Promise] = {
    Kind.OPENS: gettext_lazy("To begin: %(report)s"),
    Kind.DUE: gettext_lazy("Due on %(due)s: %(report)s"),
    Kind.OVERDUE: gettext_lazy("Overdue: %(report)s"),
    Kind.TO_SIGN: gettext_lazy("To sign: %(report)s"),
    Kind.SUBMITTED: gettext_lazy("Came in: %(report)s"),
    Kind.RETURNED: gettext_lazy("Returned: %(report)s"),
    Kind.ACCEPTED: gettext_lazy("Accepted: %(report)s"),
    Kind.REOPENED: gettext_lazy("Re-opened: %(report)s"),
    Kind.COMMENT: gettext_lazy("Comment: %(report)s"),
    Kind.EXTENDED: gettext_lazy("New deadline %(due)s: %(report)s"),
    Kind.DIGEST: gettext_lazy("Digest: %(span)s"),
}
ICONS: dict[str, str] = {
    Kind.OPENS: "open",
    Kind.DUE: "awaited",
    Kind.OVERDUE: "overdue",
    Kind.TO_SIGN: "prepared",
    Kind.EXTENDED: "not_open",
    Kind.DIGEST: "notice",
    Kind.FOLLOWED: "draft",
    Kind.TO_SIGN_OFF: "prepared",
    Kind.REMARK: "comment",
    Kind.PUBLISHED: "accepted",
    Kind.SPECIAL: "open",
    Kind.SPECIAL_LATE: "overdue",
    Kind.PROMISE_DUE: "awaited",
    Kind.PROMISE_LATE: "overdue",
    Kind.DEPUTY: "prepared",
    Kind.PROVINCE_MADE: "accepted",
    Kind.FEEDBACK: "comment",
    Kind.PLAN_TO_APPROVE: "prepared",
    Kind.PLAN_TO_READ: "submitted",
    Kind.PLAN_RETURNED: "returned",
}


# What notices that are about no report say: their page, and the words of those that have one (given
# the name of the unit): subject, sentence and, where it is not what a person wrote, the quote.
Page = tuple[str, *tuple[str | int, ...]]
OTHERS: tuple[
    tuple[Callable[[Notice], Page | None], Callable[[Notice, str], tuple[str, ...]]], ...
] = (
    (edition_of, lambda notice, _unit: said_of_edition(notice)),
    (special_of, lambda notice, _unit: said_of_special(notice)),
    (commitment_of, lambda notice, _unit: said_of_commitment(notice)),
    (feedback_of, lambda notice, _unit: said_of_feedback(notice)),
    (plan_of, said_of_plan),
    (page_of_unit, said_of_unit),
)


@dataclass(frozen=True)
class Worded:
    """A notice as a person reads it. `details`: the lines of a digest. `quote`: what a person
    wrote, for the portal alone: words about people do not travel by e-mail."""

    notice: Notice
    subject: str
    sentence: str
    details: list[str] = field(default_factory=list)
    quote: str = ""

    @property
    def icon(self) -> str:
        return ICONS.get(self.notice.kind, self.notice.kind)

    @property
    def is_practice(self) -> bool:
        return bool(self.notice.params.get("practice"))

    @property
    def page(self) -> Page | None:
        """Name of the page that it is about, and the parts of its address: a national report, or
        the way to a unit's report; None where it is about no single one."""
        notice = self.notice
        for page_of, _said in OTHERS:
            if page := page_of(notice):
                return page
        if not (notice.data_set and notice.period_key):
            return None
        period = Period.from_key(notice.period_key).url
        return "notice_report", notice.unit_code, notice.data_set, period


class Wording:
    """The names that stand in these notices, in the language of the moment; three queries."""

    def __init__(self, notices: Sequence[Notice]) -> None:
        language = get_language() or "en"
        codes = {notice.unit_code for notice in notices} | {
            notice.params.get("from", "") for notice in notices
        }
        units = list(OrganisationUnit.objects.filter(code__in=codes))
        names = unit_names(this_year(), language, units)
        self._units = {unit.code: names.get(unit.pk, unit.code) for unit in units}
        self._forms = {
            data_set.code: dated(data_set.title_in(language)) for data_set in DataSet.objects.all()
        }

    def report(self, notice: Notice, *, short: bool = False) -> str:
        """`short`: as it stands in a heading."""
        names = {
            "unit": self.unit(notice.unit_code),
            "form": self._forms.get(notice.data_set, notice.data_set),
            "period": period_words(Period.from_key(notice.period_key or 0)),
        }
        if not notice.data_set:
            words = _("%(unit)s, %(period)s") if short else EVERY
        else:
            words = _("%(unit)s, %(period)s (%(form)s)") if short else ONE
        return str(words) % names

    def params(self, notice: Notice, *, short: bool = False) -> dict[str, str]:
        due = notice.params.get("due")
        return {
            "report": self.report(notice, short=short),
            "due": day_words(due) if due else "",
            "from": self.unit(notice.params.get("from", "")),
        }

    def unit(self, code: str) -> str:
        return self._units.get(code, code)


ONE = gettext_lazy("The report of %(unit)s for %(period)s (%(form)s)")
EVERY = gettext_lazy("Every report of %(unit)s for %(period)s")


def worded(notices: Sequence[Notice]) -> list[Worded]:
    wording = Wording(notices)
    return [_worded(notice, wording) for notice in notices]


def _worded(notice: Notice, wording: Wording) -> Worded:
    if notice.kind == Kind.DIGEST:
        return _digest(notice)
    for page_of, said in OTHERS:
        if page_of(notice):
            subject, sentence, *quote = said(notice, wording.unit(notice.unit_code))
            shown = quote[0] if quote else notice.params.get("quote", "")
            return Worded(notice, subject, sentence, quote=shown)
    return _plain(notice, wording)


def _plain(notice: Notice, wording: Wording) -> Worded:
    sentence = str(_sentence(notice)) % wording.params(notice)
    subject = str(SUBJECTS[notice.kind]) % wording.params(notice, short=True)
    return Worded(notice, subject, sentence, quote=notice.params.get("quote", ""))


def _sentence(notice: Notice) -> str | Promise:
    if notice.params.get("unsigned"):
        return UNSIGNED if notice.kind == Kind.OVERDUE else UNSIGNED_YET
    if notice.params.get("answer"):
        return ANSWERED
    return SENTENCES[notice.kind]


def _digest(notice: Notice) -> Worded:
    said = notice.params
    first, last = said["first"], said["last"]
    span = day_words(last)
    if first != last:
        span = _("%(first)s to %(last)s") % {"first": day_words(first), "last": span}
    came_in = ngettext(
        "%(span)s: %(count)d report came in.", "%(span)s: %(count)d reports came in.",
        said["came_in"],
    )  # fmt: skip
    return Worded(
        notice,
        subject=str(SUBJECTS[Kind.DIGEST]) % {"span": span},
        sentence=came_in % {"span": span, "count": said["came_in"]},
        details=[_late(said["late"]), *_to_look_at(said)],
    )


def _late(by_kind: dict[str, int]) -> str:
    if not by_kind:
        return _("No report is overdue.")
    kinds = joined(
        f"{UnitKind(kind).label} {count}"
        for kind, count in sorted(by_kind.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    count = sum(by_kind.values())
    words = ngettext(
        "%(count)d report is overdue: %(kinds)s.", "%(count)d reports are overdue: %(kinds)s.",
        count,
    )  # fmt: skip
    return words % {"count": count, "kinds": kinds}


def _to_look_at(said: dict[str, Any]) -> list[str]:
    waiting = ngettext(
        "%(count)d report waits to be read.", "%(count)d reports wait to be read.",
        said["waiting"],
    )  # fmt: skip
    explained = ngettext(
        "In %(count)d of them the checks found something that the unit has explained.",
        "In %(count)d of them the checks found something that the unit has explained.",
        said["explained"],
    )
    high = ngettext(
        "The newest consolidation has %(count)d open discrepancy of high severity.",
        "The newest consolidation has %(count)d open discrepancies of high severity.",
        said["high"],
    )
    lines = [
        (waiting, said["waiting"]), (explained, said["explained"]), (high, said["high"])
    ]  # fmt: skip
    return [words % {"count": count} for words, count in lines if count]


def day_words(day: str) -> str:
    return date_format(date.fromisoformat(day))
