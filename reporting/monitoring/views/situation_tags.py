"""Tags for the page of the situation: what changed, what is doubted, the line of the months."""

from decimal import Decimal

from django import template
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from reporting.consolidation.queries.key_figures import KeyFigureLine
from reporting.core.queries.document_words import fixed_words
from reporting.core.queries.period_words import period_label, short_month
from reporting.core.views.text_runs import trace_query
from reporting.kernel.periods import Period

register = template.Library()
WIDTH, HEIGHT, ROOM = 240, 44, 4
HUNDRED, TENTH = Decimal(100), Decimal("0.1")


@register.simple_tag
def trace_url(address: str, period: Period) -> str:
    """`period`: that of the report in which the figure stands."""
    return f"{reverse('reporting:trace', args=[period.url])}?{trace_query(address)}"


@register.simple_tag
def doubt_words(state: str) -> SafeString:
    """Said in words, with the sign that stands in the report; a total that contains what is doubted
    has none."""
    words = {
        "doubted": _("* A check doubts this number"),
        "kept": _("** Published though a check doubts it"),
        "explained": _("A check asked; it is explained"),
        "contains_doubted": capfirst(fixed_words()["state_contains_doubted"]),
    }
    if state not in words:
        return SafeString("")
    return format_html('<p class="doubt-words {}">{}</p>', state, words[state])


@register.simple_tag
def change_words(line: KeyFigureLine) -> str:
    """The difference, its share, and whether that is better; never by colour."""
    change = line.difference
    if change is None or line.before is None or line.before.value is None:
        return ""
    if not change:
        return _("as many as before")
    said = f"{'+' if change > 0 else '−'}{_shown(abs(change))}"
    if line.before.value:
        percent = (abs(change) / line.before.value * HUNDRED).quantize(TENTH)
        share = number_format(percent, 1, use_l10n=True, force_grouping=True)
        said = f"{said}, {'+' if change > 0 else '−'}{share}%"
    if line.is_better is None:
        return f"({said})"
    judged = _("better") if line.is_better else _("worse")
    return f"({said}; {judged})"


@register.filter
def by_month(line: KeyFigureLine) -> list[tuple[str, Decimal | None]]:
    return list(zip(_months(line), line.months, strict=True))


def _months(line: KeyFigureLine) -> list[str]:
    return [
        period_label(Period.from_key(year * 100 + month)) for year, month in line.now.period.months
    ]


@register.simple_tag
def month_line(line: KeyFigureLine) -> SafeString:
    """A line from month to month over zero; a month without a number leaves a gap. What it shows
    stands in the table beside it."""
    highest = max((value for value in line.months if value is not None), default=Decimal(0))
    step = (WIDTH - 2 * ROOM) / max(len(line.months) - 1, 1)
    stretches: list[list[str]] = [[]]
    dots = []
    for at, value in enumerate(line.months):
        if value is None:
            stretches.append([])
            continue
        x = ROOM + at * step
        y = HEIGHT - ROOM - float(value / (highest or 1)) * (HEIGHT - 2 * ROOM)
        stretches[-1].append(f"{x:.1f},{y:.1f}")
        dots.append((f"{x:.1f}", f"{y:.1f}"))
    lines = format_html_join(
        "", '<polyline points="{}"/>', ((" ".join(one),) for one in stretches if len(one) > 1)
    )
    circles = format_html_join("", '<circle cx="{}" cy="{}" r="2.2"/>', dots)
    words = _("%(title)s by month, from %(first)s to %(last)s; the highest is %(highest)s.") % {
        "title": line.figure.title,
        "first": short_month(line.now.period.months[0][1]),
        "last": short_month(line.now.period.months[-1][1]),
        "highest": _shown(highest),
    }
    return format_html(
        '<svg class="month-line" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<line x1="0" y1="{}" x2="{}" y2="{}"/>{}{}</svg>',
        WIDTH, HEIGHT, words, HEIGHT - ROOM, WIDTH, HEIGHT - ROOM, lines, circles,
    )  # fmt: skip


def _shown(value: Decimal) -> str:
    places = 0 if value == value.to_integral_value() else 2
    return number_format(value, places, use_l10n=True, force_grouping=True)
