"""What every template may ask for: the shell of a page (who one is and where one can go),
addresses, and numbers, periods, days and findings in words."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from provinces.models import Delegation, User
from provinces.roles import DatabaseRole, Role
from provinces.spelling import fold
from provinces.tenancy.requests import PortalRequest
from reporting.core.forms import LANGUAGE_NAMES
from reporting.core.queries.period_words import joined, month_name, period_words
from reporting.core.queries.practice_years import shell_facts
from reporting.core.queries.signature_words import signed_by
from reporting.core.queries.spoken_labels import spoken
from reporting.core.queries.years import this_year
from reporting.core.views.menu import MenuItem, menu
from reporting.core.views.text_runs import trace_query
from reporting.document.sentences.language import language_of
from reporting.kernel.messages import in_words
from reporting.kernel.periods import Period, PeriodKind
from reporting.models import Discrepancy, Report

register = template.Library()
ISO_LENGTH = len("2021-10-05")


@dataclass(frozen=True)
class Shell:
    """Who one is here, in one line, and where one can go from here."""

    person: str
    unit: str
    roles: str
    menu: list[MenuItem]
    may_switch: bool
    practice: str  # what is said above every page that shows a year to practise on
    unread: int  # notices


@register.simple_tag(takes_context=True)
def shell(context: template.Context) -> Shell | None:
    """None for whoever is not signed in or belongs nowhere."""
    request: PortalRequest | None = context.get("request")
    membership = getattr(request, "membership", None)
    if request is None or membership is None:
        return None
    unit = membership.organisation_unit
    home = {own.organisation_unit_id for own in request.memberships if own == membership}
    held = [
        own.role for own in request.memberships if own.organisation_unit_id in home
        and own.database_role is membership.database_role
    ]  # fmt: skip
    language = get_language() or "en"
    facts = shell_facts(request.user, unit, this_year(), language)
    name = request.user.name_in(language)
    return Shell(
        person=name,
        unit=facts.unit_name,
        roles=joined(filter(None, (not_said_in(Role(role).label, name) for role in held))),
        menu=menu(
            request.permissions,
            request.path,
            above=facts.has_units_below and membership.database_role is DatabaseRole.TENANT,
        ),
        may_switch=len(request.memberships) > len(held) or unit.pk not in home,
        practice=practice_notice(context, facts.practice_years),
        unread=facts.unread,
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """A sign beside a word, never instead of one: hidden from screen readers."""
    return _icon(name)


@lru_cache(maxsize=256)
def _icon(name: str) -> SafeString:
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
    )


@dataclass(frozen=True)
class OtherLanguage:
    """A link to the same page or file in the language that the page is not in."""

    code: str
    name: str
    url: str


@register.inclusion_tag("core/parts/other_language.html")
def in_other_language(url: str, query: str = "") -> dict[str, OtherLanguage]:
    """Beside the link to a file: the same in the other language than the address says, or than that
    of the page. What the address asks for is heard in one place (`nsp_portal/language.py`)."""
    path, _mark, own = url.partition("?")
    asked = QueryDict("&".join(filter(None, (own, query))), mutable=True)
    khmer = (asked.get("language") or get_language() or "").startswith("km")
    language = asked["language"] = "en" if khmer else "km"
    address = f"{path}?{asked.urlencode()}"
    return {"other": OtherLanguage(language, LANGUAGE_NAMES[language], address)}


@register.filter
def number(value: Decimal | int | float | None) -> str:
    """Grouped by the reader's language, without decimals that are 0."""
    if value is None:
        return "–"
    whole = value == int(value)
    return number_format(value, 0 if whole else 2, use_l10n=True, force_grouping=True)


@register.filter
def period(value: str | int) -> str:
    """A period's code or key as a person says it: "March 2020"."""
    try:
        found = Period.from_key(value) if isinstance(value, int) else Period.parse(value)
    except ValueError:
        return str(value)
    return period_words(found)


@register.filter
def month_of_year(number: int) -> str:
    return month_name(number)


@register.filter
def period_address(key: int) -> str:
    """A period's key as it stands in addresses: `2021-Q1`."""
    return Period.from_key(key).url


@register.filter
def person(user: User | None) -> str:
    return user.name_in(get_language() or "en") if user else ""


@register.simple_tag
def by_delegation(user: User | None, delegation: Delegation | None) -> str:
    """Who signs, and on whose behalf."""
    return signed_by(user, delegation or None, get_language() or "en")


@register.filter
def column_head(period: Period) -> str:
    """As narrow as may be: 03 for March; Q1; S1; 10m; Year."""
    number = {"number": period.number}
    match period.kind:
        case PeriodKind.MONTH:
            return f"{period.number:02}"
        case PeriodKind.QUARTER:
            return pgettext("narrow column, a quarter", "Q%(number)d") % number
        case PeriodKind.SEMESTER:
            return pgettext("narrow column, a semester", "S%(number)d") % number
        case PeriodKind.TEN_MONTH:
            return pgettext("narrow column, January to October", "T10")
        case PeriodKind.YEAR:
            return _("Year")


@register.filter
def typed_lang(text: str) -> SafeString:
    """An attribute for what a person typed in another language than the page's: ` lang="en"`."""
    typed = language_of(text)
    other = bool(typed) and typed != (get_language() or "en")[:2]
    return format_html(' lang="{}"', typed) if other else SafeString("")


@register.filter
def quoted(text: str) -> SafeString:
    """What somebody typed, between the quotation marks of the reader's language."""
    return format_html("<span{}>{}</span>", typed_lang(text), _("“%(text)s”") % {"text": text})


@register.filter
def day_words(text: str) -> str:
    """What was typed, a day as it is read: “5 October 2021” for 2021-10-05."""
    try:
        return date_format(date.fromisoformat(text)) if len(text) == ISO_LENGTH else text
    except ValueError:
        return text


@register.simple_tag
def not_said_in(words: str | Promise, name: str) -> str:
    """The words, unless the name beside them says them already: “Data officer, Takeo”."""
    return "" if fold(str(words)) in fold(name) else str(words)


@register.simple_tag
def trace_url(
    period: Period | int, address: str, edition: int | None = None, unit: str = ""
) -> str:
    """`edition`: where the figures of one that is not the newest are meant; `unit`: of whom."""
    address = f"{address}@{unit}" if unit else address
    return f"{reverse('reporting:trace', args=[period])}?{trace_query(address, edition)}"


@register.simple_tag
def report_url(report: Report, unit: str, data_set: str) -> str:
    """Empty where the portal has no page of single reports."""
    try:
        where = {"unit": unit, "data_set": data_set, "period": report.period.url}
        return reverse("reporting:report", kwargs=where)
    except NoReverseMatch:
        return ""


@register.simple_tag
def found_in(mapping: Mapping[Any, Any] | None, key: Any) -> Any:
    """What stands under a key; None where nothing does. A tag and no filter: the argument of a
    filter that is not there raises, that of a tag is empty."""
    return mapping.get(key) if mapping else None


@register.simple_tag
def stored_discrepancy_words(finding: Discrepancy) -> str:
    """What a check found, in the reader's language."""
    return in_words(finding.template, finding.params, spoken, date_format)


@register.simple_tag
def severity_word(severity: str) -> str:
    return str(Discrepancy.Severity(severity).label)


# Where a page's year may stand: in its address, in its query, in what it was given to show.
ADDRESSED = ("year", "period", "figure")
SHOWN = ("year", "calendar_year", "report", "consolidation", "document", "job", "run")


def practice_notice(context: Context, practice: Collection[int]) -> str:
    """Empty where the page shows other years only, or no year is there to practise on."""
    if not practice:
        return ""
    shown = set(_years(context))
    if shown and not shown & set(practice):
        return ""
    if shown:
        return _("%(year)d is a year to practise on: its figures are invented.") % {
            "year": min(shown & set(practice))
        }
    years = joined(map(str, sorted(practice)))
    return _("What stands here of %(years)s is practice: its figures are invented.") % {
        "years": years
    }


def _years(context: Context) -> Iterator[int]:
    request: HttpRequest = context["request"]
    match = request.resolver_match
    found: list[Any] = [match.kwargs.get(name) for name in ADDRESSED] if match else []
    found += [request.GET.get(name) for name in ADDRESSED]
    found += [context.get(name) for name in SHOWN]
    for shown in found:
        year = _year(getattr(shown, "year", shown))
        if year:
            yield year


def _year(said: Any) -> int | None:
    """Of a year, a period as it stands in addresses, or a figure (`cell@unit:period`)."""
    try:
        return Period.parse(str(said).rpartition(":")[2]).year
    except ValueError:
        return None
