"""The bell in the head of every page."""

from django import template

from provinces.tenancy.requests import PortalRequest
from reporting.notices.queries.notices import unread_count

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: template.Context) -> int | None:
    """How many wait to be read; None for whoever is not signed in or belongs nowhere."""
    request: PortalRequest | None = context.get("request")
    membership = getattr(request, "membership", None)
    if request is None or membership is None:
        return None
    return unread_count(request.user.pk, membership.organisation_unit_id)
