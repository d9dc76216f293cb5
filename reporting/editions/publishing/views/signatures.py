"""The pages on which an edition is signed by its roles, and published."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from provinces.roles import Permission
from provinces.tenancy.requests import PortalRequest
from reporting.access import Actor, NotHere, Overtaken, Refused, require
from reporting.core.actions.jobs import ring
from reporting.core.queries.editions import newest_published
from reporting.core.views.portal import portal_view
from reporting.editions.publishing.actions import publication_jobs, signing
from reporting.editions.publishing.actions.freezing import archive_name
from reporting.editions.publishing.actions.rendered_files import path_of
from reporting.editions.publishing.queries.readiness import Readiness, readiness_of
from reporting.editions.publishing.queries.signatures import roles_of
from reporting.editions.publishing.rules.signatures import SigningRole
from reporting.editions.writing.views.edition_access import (
    Tab,
    edition_view,
    head_with_later,
    says_why,
)
from reporting.editions.writing.views.edition_access import edition_address as address
from reporting.models import Edition, RenderedFile

HERE = "edition_signatures"


@require_safe
@portal_view(Permission.EDITION_READ)
@edition_view(overtaken=HERE)
def signatures(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    return _page(request, actor, edition)


def _page(
    request: PortalRequest,
    actor: Actor,
    edition: Edition,
    *,
    refusal: Refused | None = None,
) -> HttpResponseBase:
    readiness = readiness_of(edition)
    head = head_with_later(edition, actor, HERE)
    context = {
        **head,
        "readiness": readiness,
        "open": _open(readiness, head["tabs"]),
        "may_say_why": says_why(edition, actor),
        "mine": _to_sign(edition, actor, readiness),
        "refusal": refusal,
        "words": request.POST.get("words", ""),
        "words_km": request.POST.get("words_km", ""),
        "may_ask": actor.may(Permission.EDITION_WRITE) and edition.state == Edition.State.WRITING,
        "may_take_back": actor.may(Permission.EDITION_WRITE)
        and edition.state == Edition.State.REVIEW,
        "may_publish": actor.may(Permission.ANNUAL_PUBLISH)
        and edition.state == Edition.State.REVIEW,
        "archive": _archive(edition),
    }
    status = refusal.status if refusal else 200
    return render(request, "editions/publishing/edition_signatures.html", context, status=status)


def _to_sign(edition: Edition, actor: Actor, readiness: Readiness) -> list[dict[str, Any]]:
    """What this person signs now: their own roles that have not signed the present state."""
    if edition.state != Edition.State.REVIEW:
        return []
    found = []
    for role, delegation in roles_of(actor, edition).items():
        if role is SigningRole.SECRETARY_GENERAL:
            continue  # she publishes
        group = actor.led_group if role is SigningRole.GROUP_LEAD else ""
        line = readiness.line(role, group)
        if line is not None and not line.holds:
            seen = readiness.state.of(role, group)
            open_or_not_translated = readiness.high or readiness.untranslated
            reason = role is SigningRole.CONSOLIDATOR and open_or_not_translated > 0
            printed = role in signing.PRINTED
            found.append(
                {"line": line, "seen": seen, "needs_reason": reason, "delegation": delegation,
                 "printed": printed}
            )  # fmt: skip
    return found


def _open(readiness: Readiness, tabs: list[Tab]) -> list[tuple[str, int, str]]:
    """What is open, how much of it, and where one sees it ("" where there is no page yet)."""
    pages = {tab.name: tab.url for tab in tabs}
    return [
        (words, count, pages.get(name, ""))
        for words, count, name in (
            (_("Open comments"), readiness.comments, "edition_comments"),
            (_("Open discrepancies of high severity"), readiness.high, "edition_discrepancies"),
            (_("Numbers typed by hand and neither linked nor explained"), readiness.typed,
             "edition_numbers"),
            (_("Texts that are not translated yet"), readiness.untranslated,
             "edition_translation"),
        )
    ]  # fmt: skip


@require_POST
@portal_view(Permission.EDITION_SIGN)
@edition_view(overtaken=HERE)
def sign(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    try:
        signing.sign(
            by=actor,
            edition=edition,
            role=request.POST.get("role", ""),
            words=request.POST.get("words", ""),
            words_km=request.POST.get("words_km", ""),
            seen=request.POST.get("seen", ""),
        )
    except Overtaken:
        raise
    except Refused as refusal:
        return _page(request, actor, edition, refusal=refusal)
    messages.success(request, _("Signed. Thank you."))
    return redirect(address(edition, HERE))


@require_POST
@portal_view(Permission.EDITION_SIGN)
@edition_view(overtaken=HERE)
def withdraw(
    request: PortalRequest, actor: Actor, edition: Edition, sign_off: int
) -> HttpResponseBase:
    signing.withdraw(by=actor, edition=edition, sign_off=sign_off)
    messages.success(request, _("Your signature is taken back."))
    return redirect(address(edition, HERE))


@require_POST
@portal_view(Permission.EDITION_WRITE)
@edition_view(overtaken=HERE)
def ask(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    signing.ask_for_signatures(by=actor, edition=edition)
    messages.success(request, _("Everybody who signs is told."))
    return redirect(address(edition, HERE))


@require_POST
@portal_view(Permission.EDITION_WRITE)
@edition_view(overtaken=HERE)
def take_back(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    signing.take_back(by=actor, edition=edition)
    messages.success(request, _("The report is being written again."))
    return redirect(address(edition, HERE))


@require_http_methods(["GET", "POST"])
@portal_view(Permission.ANNUAL_PUBLISH)
@edition_view(overtaken=HERE)
def publish(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    """A last look at what freezes and what is open; then the worker does it."""
    if edition.is_published:
        raise Overtaken(_("This edition is published already."))
    readiness = readiness_of(edition)
    if request.method == "POST":
        job = publication_jobs.request_publication(
            by=actor,
            edition=edition,
            reason=request.POST.get("reason", ""),
            untranslated_reason=request.POST.get("untranslated_reason", ""),
            seen=request.POST.get("seen", ""),
            ring=ring,
        )
        return redirect("reporting:job", job.pk)
    head = head_with_later(edition, actor, HERE)
    context = {
        **head,
        "readiness": readiness,
        "open": _open(readiness, head["tabs"]),
        "may_say_why": says_why(edition, actor),
        "seen": readiness.state.whole,
        "consolidator": readiness.line(SigningRole.CONSOLIDATOR),
        "before": newest_published(edition.period_key),
        "ready": not readiness.missing and not readiness.obstacles,
    }
    return render(request, "editions/publishing/edition_publish.html", context)


@require_safe
@portal_view(Permission.DOWNLOAD)
@edition_view(overtaken=HERE)
def archive(request: PortalRequest, actor: Actor, edition: Edition) -> HttpResponseBase:
    """Everything that was published, in one ZIP that any machine can verify."""
    require(actor, Permission.DOWNLOAD)
    found = _archive(edition)
    if found is None or not path_of(found).exists():
        raise NotHere
    return FileResponse(path_of(found).open("rb"), as_attachment=True, filename=found.name)


def _archive(edition: Edition) -> RenderedFile | None:
    if not edition.is_published:
        return None
    named = RenderedFile.objects.filter(edition=edition, name=archive_name(edition))
    return named.select_related("edition").first()
