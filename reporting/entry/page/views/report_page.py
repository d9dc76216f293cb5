"""The page of one report: read it, fill it, see what the checks say."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor
from reporting.core.views.portal import portal_view
from reporting.entry.access import ReportAccess
from reporting.entry.component_periods.views.component_notes import components_context
from reporting.entry.page.actions.draft_changes import Changes
from reporting.entry.page.actions.page_saves import hold, save_page
from reporting.entry.page.forms.posted_inputs import PageAsOpened, own_conflict_words
from reporting.entry.page.forms.posted_report import Posted, read_posted
from reporting.entry.page.forms.posted_rest import read_rest
from reporting.entry.page.forms.posted_rows import read_rows
from reporting.entry.page.queries.input_names import table_of
from reporting.entry.page.queries.report_content import ReportContent, content_of
from reporting.entry.page.queries.report_history import last_hands, newest_edit
from reporting.entry.page.queries.stored_values import values_beside
from reporting.entry.page.views.commitment_inputs import commitment_presenters
from reporting.entry.page.views.questions import checks_of
from reporting.entry.page.views.report_access import (
    buttons,
    may_go_on,
    page_address,
    reasons,
    report_address,
    report_view,
)
from reporting.entry.page.views.report_head import head_of
from reporting.entry.page.views.report_sections import SectionState, key_of, sections_of
from reporting.entry.page.views.tasks import Tasks
from reporting.entry.page.views.view_choice import keep_view, view_of

UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
@portal_view(Permission.REPORT_VIEW)
@report_view
def report_page(request: PortalRequest, actor: Actor, found: ReportAccess) -> HttpResponseBase:
    if actor.led_group and request.method != "POST":
        return redirect(page_address(found))  # only the sections of the group
    if request.method != "POST":
        return _show(request, found, Posted())
    found.require(Permission.REPORT_ENTER)
    hold(by=actor, access=found)
    content = content_of(found.revision)
    data = request.POST.dict()
    posted = read_posted(data, content)
    read_rest(data, content, posted)
    read_rows(data, content, posted)
    if posted.changes:
        save_page(by=actor, access=found, changes=posted.changes, content=content)
    if posted.problems:
        _say_whose(posted, found, actor)
        return _show(request, found, posted)
    messages.success(request, _saved(posted.changes))
    return redirect(report_address(found.report))


def _say_whose(posted: Posted, found: ReportAccess, actor: Actor) -> None:
    """What the person saved herself in another window was saved by nobody else."""
    for name, edit in last_hands(found.revision, posted.conflicts).items():
        if edit.by_id == actor.user.pk:
            posted.problems[name] = own_conflict_words(posted.conflicts[name])


def _show(request: PortalRequest, found: ReportAccess, posted: Posted) -> HttpResponseBase:
    content = content_of(found.revision)
    head = head_of(found)
    may_enter = head.is_newest and found.may(Permission.REPORT_ENTER)
    beside = values_beside(found.report, content.before)
    sections = sections_of(content, posted, may_enter=may_enter, beside=beside)
    live = None
    if head.is_newest:
        shown = key_of(content, sections)
        live = _live_of(request, found, may_enter=may_enter, shown=shown)
    context = {
        "head": head,
        "sections": sections,
        "states": sections,
        "tasks": Tasks.of(sections, content) if may_enter else Tasks(sections),
        "section_parts": _with_next(sections),
        "view": view_of(request),
        "checks": checks_of(content, posted, may_enter=may_enter),
        "open_checks": len(content.open_checks),
        "loaded": PageAsOpened.of(content).as_text() if may_enter else "",
        "live": live,
        "may_enter": may_enter,
        "has_earlier": bool(beside.previous or beside.last_year),
        "of_others": beside.of_others,
        "buttons": buttons(found) if head.is_newest else [],
        "reasons": reasons(found) if head.is_newest and not may_enter else [],
        "may_go_on": head.is_newest and may_go_on(found, head.steps),
        "posted": posted,
        "problems": [
            (name, _table_of(name, content), words) for name, words in posted.problems.items()
        ],
        "was_saved": bool(posted.changes),
        "asks_commitments": bool(content.commitments),
        "commitments": commitment_presenters(content, posted),
        **components_context(found, content, posted, may_enter=may_enter),
    }
    status = UNPROCESSABLE if posted.problems else 200
    answer = render(request, "entry/report_page.html", context, status=status)
    keep_view(request, answer)
    return answer


def _with_next(sections: list[SectionState]) -> list[tuple[SectionState, str]]:
    """Each with the place on the page that comes after it."""
    after = [f"s-{section.section.code}" for section in sections[1:]]
    return list(zip(sections, [*after, "activities"], strict=True)) if sections else []


def _table_of(name: str, content: ReportContent) -> str:
    """The title of the table that an input stands in; an explanation's stands in none."""
    spec = content.specs.get(table_of(name))
    return spec.title if spec else ""


def _saved(changes: Changes) -> str:
    count = len(changes.values)
    if not changes:
        return _("Nothing had changed.")
    if not count:
        return _("Saved.")
    words = ngettext("Saved: %(count)d number.", "Saved: %(count)d numbers.", count)
    return words % {"count": count}


def _live_of(
    request: PortalRequest, found: ReportAccess, *, may_enter: bool, shown: str = ""
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
        "words": _live_words(),
    }


def _live_words() -> dict[str, str]:
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
        "restAsked": _("Where you reported in the period before, say why there is nothing now."),
        "reload": _("The report has a newer revision. Load the page again."),
    }
