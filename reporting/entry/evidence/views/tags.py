"""The evidence of a report, for the pages that show the report."""

from django import template

from reporting.entry.evidence.views.shown_evidence import ReportEvidence, shown_evidence
from reporting.entry.page.views.report_head import Head

register = template.Library()


@register.simple_tag
def report_evidence(head: Head) -> ReportEvidence:
    """On the page of a report, which changes none of it."""
    found = head.access
    return shown_evidence(found, is_newest=head.is_newest, is_any=found.may_have_evidence)
