"""Publication: from then on every signed-in person sees the year's figures."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from provinces.roles import Permission
from reporting.access import Actor, require
from reporting.access_errors import Refused
from reporting.actions.audit import record
from reporting.models import Consolidation


@transaction.atomic
def publish(*, by: Actor, consolidation: Consolidation) -> None:
    require(by, Permission.ANNUAL_PUBLISH)
    moved = Consolidation.objects.filter(pk=consolidation.pk, published_at=None).update(
        published_at=timezone.now(), published_by=by.user
    )
    if not moved:
        raise Refused(_("This consolidation was published already."))
    consolidation.refresh_from_db()
    record("annual.publish", f"consolidation:{consolidation.pk}", by=by, year=consolidation.year)
