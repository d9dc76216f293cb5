"""The evidence of a report, for the pages that show the report."""

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from reporting.core.queries.near_reports import near_reports
from reporting.core.views.escaping import escape
from reporting.entry.evidence.views.shown_evidence import (
    EvidencePlace,
    ReportEvidence,
    shown_evidence,
)
from reporting.entry.page.views.report_head import Head

register = template.Library()
PLACE = "entry/parts/evidence_place.html"
# Signs that no text has: what is different of each place without files.
ID, TITLE, OPTIONS = "\ue000i\ue000", "\ue000t\ue000", "\ue000o\ue000"


@register.simple_tag
def report_evidence(head: Head) -> ReportEvidence:
    """On the page of a report, which changes none of it."""
    found = head.access
    is_any = found.revision.pk in near_reports(found.report).with_evidence
    return shown_evidence(found, is_newest=head.is_newest, is_any=is_any)


@register.simple_tag(takes_context=True)
def evidence_place(
    context: template.Context, evidence: ReportEvidence, place: EvidencePlace
) -> SafeString:
    """A table with its files and the form for more. A report has some fifty, most of them without
    files: their HTML is made once and filled in."""
    if not (place.items or place.may_attach):
        return SafeString("")
    is_refused = context.get("problem_at") == place.id
    options = _options(place.rows, str(context.get("row", "")) if is_refused else "")
    if place.items or is_refused:
        shown = {
            "evidence": evidence,
            "place": place,
            "options": options,
            "is_refused": is_refused,
            "problem": context.get("problem", ""),
        }
        return SafeString(render_to_string(PLACE, shown))
    html = _empty(evidence, has_rows=bool(options))
    for hole, text in ((ID, place.code or "report"), (TITLE, place.title)):
        html = html.replace(hole, escape(text))
    return SafeString(html.replace(OPTIONS, options))


def _empty(evidence: ReportEvidence, *, has_rows: bool) -> str:
    if has_rows not in evidence.empty:
        shown = {
            "evidence": evidence,
            "place": EvidencePlace(ID, TITLE, may_attach=True),
            "options": OPTIONS if has_rows else "",
        }
        evidence.empty[has_rows] = render_to_string(PLACE, shown)
    return evidence.empty[has_rows]


def _options(rows: list[tuple[str, str]], chosen: str) -> SafeString:
    selected = SafeString(" selected")
    return format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        ((key, selected if key == chosen else "", words) for key, words in rows),
    )
