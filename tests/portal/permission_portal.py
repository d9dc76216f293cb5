"""The portal of 2020 as many people ask it; nothing of what they do is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db import models, transaction
from django.test import Client, override_settings
from django.urls import URLResolver, get_resolver

from provinces.models import Membership, OrganisationUnit, UnitKind, UnitName, User
from provinces.roles import Role
from reporting.calendar import actions as extensions
from reporting.core.queries.editions import in_work
from reporting.editions.discrepancies.queries.workspaces import workspace_of
from reporting.editions.publishing.actions import signing
from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.beginning import begin
from reporting.editions.writing.actions.unit_texts import take_in_order
from reporting.entry.access import access_to_report
from reporting.entry.evidence import actions as evidence
from reporting.entry.evidence.rules import InspectedFile
from reporting.kernel.periods import Period
from reporting.models import Consolidation, Evidence, Job, ListEntry, Notice, PlannedActivity
from reporting.review.actions import approval, comments
from strategies.models import Activity, DataSet
from tests import drafts, editions, evaluations, factories, feedback, meetings, special_reports
from tests.calendars import extended, opened_year
from tests.commitments import decision
from tests.factories import (
    CONSOLIDATOR,
    KANDAL_OFFICER,
    REVIEWER,
    SECRETARY_GENERAL,
    TAKEO_OFFICER,
    acting,
    secretariat,
)
from tests.portal.permission_table import CELL, FORUMS, PEOPLE, STATES
from tests.reporting.entry.evidence_files import picture

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
UNPUBLISHED = 2018
NO_UNIT = "nobody.yet"
OBSERVER = "an.observer"
# So often everybody together uses the public form here.
MANY = {"PUBLIC_FORM_MOST_FROM_ONE": 10**6, "PUBLIC_FORM_MOST": 10**6}


def routes(resolver: Any = None, before: str = "") -> Iterator[str]:
    """Every pattern of the resolver, those that are included too, as `resolve(...).route` says."""
    for one in (resolver or get_resolver()).url_patterns:
        route = before + (str(one.pattern).removeprefix("^") if before else str(one.pattern))
        if isinstance(one, URLResolver):
            yield from routes(one, route)
        else:
            yield route


@dataclass
class Portal:
    places: dict[str, object]
    clients: dict[str, Client] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    memberships: dict[str, int] = field(default_factory=dict)
    raises: bool = True  # what a view raises; False: it is an answer, with a 500

    def sign_in(self, person: str, username: str | None) -> None:
        client = self.clients[person] = Client(raise_request_exception=self.raises)
        if username is None:
            return
        client.force_login(User.objects.get(username=username), BACKEND)
        self.sessions[person] = client.cookies[settings.SESSION_COOKIE_NAME].value
        with secretariat():
            for one in Membership.objects.filter(user__username=username):
                self.memberships[person] = one.pk

    def ask(
        self, person: str, method: str, address: str, body: dict[str, str] | None = None,
        language: str = "",
    ) -> Any:  # fmt: skip
        """The answer; what it took to give it is undone."""
        data = dict(body or {})
        if address == "/acting-as/":
            data["membership"] = str(self.memberships.get(person, 0))
        return self.send(
            person, method, address.format(**self.places), data if method == "POST" else None,
            language=language,
        )  # fmt: skip

    def send(
        self,
        person: str,
        method: str,
        address: str,
        data: Any = None,
        *,
        language: str = "",
        **more: Any,
    ) -> Any:
        """The answer; what it took to give it is undone, a new or closed session included."""
        client = self.clients[person]
        client.cookies = SimpleCookie()
        if person in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[person]
        if language:
            client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        with transaction.atomic():
            response = getattr(client, method.lower())(address, data, **more)
            transaction.set_rollback(True)
        if response.streaming:
            b"".join(response.streaming_content)  # closes the file
        return response


@contextmanager
def portal_of_2020(folder: Path) -> Iterator[Portal]:
    """In the database of 2020: Kandal's reports in four states, a published edition and another."""
    with transaction.atomic(), override_settings(VAR_DIR=folder, **MANY):
        yield made_portal()
        transaction.set_rollback(True)


def made_portal() -> Portal:
    """Everything that the addresses of the table name, and everybody signed in."""
    drafts.planted()
    _reports()
    _planned()
    edition = published_and_other()
    an_observer()
    with secretariat():
        job = Job.objects.latest("pk").pk
        User.objects.create_user(NO_UNIT)
        takeo = User.objects.get(username=TAKEO_OFFICER).pk
    places = {"edition": edition, "job": job, "forums": CELL, "person": takeo}
    asked = {
        **in_signing(), "notice": a_notice(), "thread": _thread(), "mark": a_mark(),
        "passage": a_passage(), **a_typed_number(),
    }  # fmt: skip
    asked |= _scans()
    portal = Portal(
        {
            **STATES,
            **first_of_each(),
            **places,
            **more_time(),
            **asked_each_day(),
            **of_meetings(),
            **of_evaluations(),
            **from_outside(),
            "drafted": drafts.indicator(),
            **asked,
        }
    )
    for person, username in PEOPLE.items():
        portal.sign_in(person, username)
    return portal


def an_observer() -> OrganisationUnit:
    """To whom nothing is published yet, with one person."""
    with secretariat():
        unit = OrganisationUnit.objects.create(
            code="OBS-UN", kind=UnitKind.OBSERVER, parent=factories.unit("NCCT"), position=900
        )
        UnitName.objects.create(unit=unit, en="An Observer", km="អ្នកសង្កេតការណ៍")
        person = User.objects.create_user(OBSERVER, "observer@demo.invalid")
        Membership.objects.create(user=person, organisation_unit=unit, role=Role.OBSERVER)
    return unit


def _reports() -> None:
    made = {
        "draft": factories.drafted,
        "prepared": factories.prepared,
        "submitted": factories.submitted,
        "returned": factories.submitted,
        "accepted": factories.accepted,
    }
    for state, place in STATES.items():
        unit, data_set, period = place.split("/")
        numbers = {cell: int(n) for cell, n in FORUMS.items()}
        if state == "submitted":
            factories.drafted(unit, data_set, period, numbers)
            attached(place)
        made[state](unit, data_set, period, numbers)
    with acting(REVIEWER) as reviewer:
        unit, data_set, period = STATES["returned"].split("/")
        found = access_to_report(reviewer, unit=unit, data_set=data_set, period=period)
        approval.send_back(by=reviewer, access=found, comment="How many of them were females?")


def _scans() -> dict[str, object]:
    """A photo at the draft, and the one that was signed with the submitted report."""
    with secretariat():
        signed = Evidence.objects.get().pk
    return {"scan": attached(STATES["draft"]), "signed_scan": signed}


def attached(report: str) -> int:
    """A photo, by the unit's officer, to a draft."""
    unit, data_set, period = report.split("/")
    photo = picture()
    with acting(factories.person_of(unit, "officer")) as officer:
        found = access_to_report(officer, unit=unit, data_set=data_set, period=period)
        file = InspectedFile("forum.jpg", "jpeg", photo, photo)
        return evidence.attach(by=officer, access=found, file=file).pk


def more_time() -> dict[str, object]:
    """In 2022, the year with a calendar: an extension, and a request that waits."""
    opened_year(2022, "2022-04-07")
    [given] = extended("KH-08", "2022-03", "2022-05-02")
    with acting(KANDAL_OFFICER) as officer:
        asked = extensions.ask(
            by=officer,
            data_set=DataSet.objects.get(code="committee"),
            period=Period.parse("2022-01"),
            text="The line was down.",
        )
    return {"extension": given.pk, "request": asked.pk}


def asked_each_day() -> dict[str, object]:
    """In April 2022: Kandal is asked three numbers a day and has answered one day; a second report
    is closed."""
    special = special_reports.opened(["KH-08", "KH-12"], year=2022, month=4)
    special_reports.answered("KH-08", special, "2022-04-05", 12)
    closed = special_reports.opened(["KH-08"], year=2022, month=4)
    special_reports.closed(closed)
    return {"special": special.pk, "closed": closed.pk, "promise": decision("KH-08").number}


def of_evaluations() -> dict[str, object]:
    """One in work that is begun, and one that is published."""
    done = evaluations.complete(evaluations.begun(kind="final"))
    evaluations.published(evaluations.signed(done))
    return {"evaluation": evaluations.drawn(evaluations.begun()).pk, "evaluated": done.pk}


def of_meetings() -> dict[str, object]:
    """Of Kandal in 2021: one planned, one held with a decision, one with signed minutes."""
    held = meetings.held("KH-08", "2021-02-10")
    decision = meetings.decided("KH-08", held, "Visit the border.", "2021-03-31")
    signed = meetings.held("KH-08", "2021-01-12")
    meetings.signed("KH-08", signed)
    planned = meetings.planned("KH-08", "2021-03-10")
    return {
        "planned": planned.pk,
        "held": held.pk,
        "decision": decision.pk,
        "minutes": signed.pk,
    }


def from_outside() -> dict[str, object]:
    """Feedback that Kandal reads, and some that only the Secretariat does; the form is open."""
    feedback.form_opened()
    return {
        "feedback": feedback.entered("KH-08").pk,
        "confidential": feedback.entered("KH-08", is_confidential=True).pk,
    }


def a_notice() -> int:
    """To Kandal's officer, of a report that waits to be filled."""
    with factories.acting(factories.KANDAL_OFFICER) as officer:
        pass
    with secretariat():
        return Notice.objects.create(
            recipient=officer.user, organisation_unit=officer.unit, kind=Notice.Kind.DUE,
            key="due", unit_code="KH-08", data_set="committee", period_key=202103,
            params={"due": "2021-04-05"},
        ).pk  # fmt: skip


def _thread() -> int:
    """The reviewer asks something about the submitted report."""
    unit, data_set, period = STATES["submitted"].split("/")
    with acting(REVIEWER) as reviewer:
        found = access_to_report(reviewer, unit=unit, data_set=data_set, period=period)
        return comments.say(comments.OfReport(found), text="How many were females?").pk


def a_mark() -> str:
    """A discrepancy of 2020, whose report is being written."""
    with acting(CONSOLIDATOR) as editor:
        year = Period.parse("2020")
        if in_work(year.key) is None:
            begin(by=editor, period=year)
        return workspace_of(year, "en").items[0].fingerprint


def a_passage() -> int:
    """In the edition of 2020 that is being written: a sentence that was changed once, and another
    one from an accepted text."""
    with acting(CONSOLIDATOR) as editor:
        edition = in_work(202000) or begin(by=editor, period=Period.parse("2020"))
        texts = ListEntry.objects.filter(
            table__section__code="II.B.1.6", revision__report__year=2020
        ).exclude(table__style="")
        take_in_order(
            by=editor, edition=edition, section="II.B.1.6", entries=[texts.earliest("position").pk]
        )
        made = passages.add_passage(
            by=editor, edition=edition, section="II.B.1.6", after=None, kind="paragraph",
            text="In all 278 broadcasts {{ broadcasts.times }}.",
        )  # fmt: skip
        passages.write(
            by=editor, edition=edition, passage=made.pk, seen=1, text="There were 278 broadcasts."
        )
        return made.pk


def _planned() -> None:
    with factories.acting(factories.KANDAL_OFFICER) as officer:
        PlannedActivity.objects.create(
            organisation_unit=officer.unit, activity=Activity.objects.earliest("pk"), year=2021
        )


def published_and_other() -> int:
    """Edition 1 of 2020 is published, edition 2 is written; of 2018 too."""
    editions.published()
    with acting(SECRETARY_GENERAL) as actor:
        published = Consolidation.objects.get(year=2020)
        job = Job.objects.create(
            kind=Job.Kind.CONSOLIDATE, year=UNPUBLISHED, period_key=UNPUBLISHED * 100,
            requested_by=actor.user, state=Job.State.DONE, finished_at=published.created_at,
        )  # fmt: skip
        other = Consolidation.objects.create(
            year=UNPUBLISHED, period_key=UNPUBLISHED * 100, job=job
        )
    editions.begun(str(UNPUBLISHED))
    return other.pk


def in_signing() -> dict[str, object]:
    """Edition 2 of 2020 is being signed: a lead has signed, and there is a comment on it."""
    edition = editions.begun()
    with acting(REVIEWER) as reviewer:
        signing.ask_for_signatures(by=reviewer, edition=edition)
        comment = comments.say(comments.OfEdition(reviewer, edition), text="How many were females?")
    with acting("wg-just.lead") as lead:
        signature = signing.sign(by=lead, edition=edition, role="group_lead")
    return {"sign_off": signature.pk, "comment": comment.pk}


def a_typed_number() -> dict[str, object]:
    """The edition of 2020 that is being written, with a passage that has a number typed by hand."""
    with acting(CONSOLIDATOR) as editor:
        edition = in_work(202000) or begin(by=editor, period=Period.parse("2020"))
        row = passages.add_passage(
            by=editor, edition=edition, section="II.B.1.3", after=None, kind="paragraph",
            text="{{ direct_publicity.persons }} people came, 3,358,425 of them females.",
        )  # fmt: skip
    return {"written": f"2020/{edition.number}", "sentence": row.pk}


def first_of_each() -> dict[str, int]:
    """A row of each model that has pages in the administration."""
    shown: list[type[models.Model]] = list(admin.site._registry)
    with secretariat():
        return {one._meta.model_name or "": one._default_manager.earliest("pk").pk for one in shown}
