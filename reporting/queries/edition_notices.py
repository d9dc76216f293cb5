"""National reports in notices: what is said, where it leads. `params["edition"]` is the number."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reporting.kernel.periods import Period
from reporting.models import Notice
from reporting.queries.period_words import period_words

PAGES: dict[str, str] = {Notice.Kind.FOLLOWED: "edition_numbers"}


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
    count = int(notice.params.get("figures", 0))
    number = int(notice.params.get("edition", 0))
    known = {"period": period, "number": number, "count": count}
    sentence = ngettext(
        "%(count)d figure in your sentences of the national report of %(period)s, edition "
        "%(number)d, has changed with the newest consolidation. Read whether they still say "
        "what they should.",
        "%(count)d figures in your sentences of the national report of %(period)s, edition "
        "%(number)d, have changed with the newest consolidation. Read whether they still say "
        "what they should.",
        count,
    )
    return _("Sentences follow new figures: %(period)s") % known, sentence % known
