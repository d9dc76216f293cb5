"""What the page of a report knows of saving by itself: addresses, who types, words to say."""

from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from provinces.tenancy.requests import PortalRequest
from reporting.access import Door
from reporting.queries.edits import newest_edit
from reporting.views.reports.doors import report_address


def live_of(
    request: PortalRequest, found: Door, *, may_enter: bool, shown: str = ""
) -> dict[str, Any]:
    """For the page's modules, as JSON. `shown`: the key of what the checks say."""
    report = found.report
    address = report_address(report)
    return {
        "user": request.user.pk,
        "person": request.user.name_in(get_language() or "en"),
        "report": f"{report.organisation_unit.code}/{report.data_set.code}/{report.period.url}",
        "revision": found.revision.number,
        "newest": newest_edit(found.revision) if may_enter else 0,
        "mayEnter": may_enter,
        "shown": shown,
        "save": f"{address}save/",
        "changes": f"{address}changes/",
        "signIn": f"{reverse(settings.LOGIN_URL)}?next={address}",
        "icons": static("icons.svg"),
        "cookie": settings.CSRF_COOKIE_NAME,
        "words": _words(),
    }


def _words() -> dict[str, str]:
    """What the modules say; names in braces are filled in there."""
    return {
        "saved": _("Saved {time}"),
        "saving": _("Saving …"),
        "typing": _("Not saved yet"),
        "clean": _("Every change saves itself."),
        "partly": _("Saved {time}. To correct: {count}."),
        "offline": _(
            "No connection. Go on: what you type is kept in this browser and sent when the line is "
            "back. Not sent yet: {count}."
        ),
        "trouble": _(
            "The portal does not answer. What you type is kept in this browser; it is tried again. "
            "Not sent yet: {count}."
        ),
        "notKept": _("This browser keeps nothing: do not close the page before it says “Saved”."),
        "signedOut": _(
            "You were signed out. What you typed is kept in this browser. Not sent yet: {count}."
        ),
        "signIn": _("Sign in in a new tab, then come back here"),
        "closed": _("Nothing more can be saved here. {reason}"),
        "lost": _("What was not saved:"),
        "lostOf": _("Typed in revision {revision} and not saved, because it was closed before:"),
        "discard": _("Throw this away"),
        "copy": _("Copy"),
        "copied": _("Copied"),
        "cut": _(
            "The block that you pasted is larger than the table: what stands outside was left out."
        ),
        "conflict": _("{person} saved “{theirs}” here. You typed “{mine}”. Which one is right?"),
        "conflictEmpty": _("{person} emptied this. You typed “{mine}”. Which one is right?"),
        "conflictOwn": _(
            "You saved “{theirs}” here in another window. Here you typed “{mine}”. "
            "Which one is right?"
        ),
        "conflictOwnEmpty": _(
            "You emptied this in another window. Here you typed “{mine}”. Which one is right?"
        ),
        "type": _("Type {text}"),
        "thisOne": _("Keep this one"),
        "theOther": _("Take the other"),
        "somebody": _("Somebody"),
        "mine": _("Keep mine"),
        "theirs": _("Take theirs"),
        "empty": _("(empty)"),
        "changedBy": _("Changed by {person}"),
        "others": _("{person} saved changes in this report. Changed cells are marked: {count}."),
        "reload": _("The report has a newer revision. Load the page again."),
    }
