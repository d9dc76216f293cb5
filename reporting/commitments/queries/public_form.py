"""Whether the public form is open, and who opened and closed it."""

from django.db.models import QuerySet

from provinces.tenancy import acting_as_public
from reporting.models import PublicFormChange


def public_form_is_open() -> bool:
    """As whoever has no account may know it."""
    with acting_as_public():
        newest = PublicFormChange.objects.order_by("-pk").values_list("is_open", flat=True)
        return bool(newest.first())


def changes_of_form() -> QuerySet[PublicFormChange]:
    """The newest first, for the Secretariat."""
    return PublicFormChange.objects.select_related("by").order_by("-pk")
