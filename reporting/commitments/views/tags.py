"""What pages of other rooms ask of the register."""

from django import template

from reporting.commitments.queries.public_form import public_form_is_open

register = template.Library()


@register.simple_tag
def public_form_open() -> bool:
    """Whether anybody may tell the committee something without an account."""
    return public_form_is_open()
