"""National reports in notices: what is said, where it leads. `params["edition"]` is the number."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reporting.kernel.periods import Period
from reporting.models import Notice
from reporting.queries.period_words import period_words

Kind = Notice.Kind
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
