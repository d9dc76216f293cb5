"""A member of a committee in the reader's language."""

from django import template
from django.utils.translation import get_language

from provinces.models import CommitteeMember

register = template.Library()


@register.filter
def name_of(member: CommitteeMember) -> str:
    return member.name_in(get_language() or "en")


@register.filter
def title_of(member: CommitteeMember) -> str:
    return member.title_in(get_language() or "en")
