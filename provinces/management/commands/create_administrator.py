import secrets
import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils.translation import gettext as _

from provinces.models import Membership, OrganisationUnit, UnitKind, User
from provinces.roles import DatabaseRole, Role
from provinces.tenancy import acting_as


class Command(BaseCommand):
    help = "Makes an administrator at the General Secretariat, who makes everybody else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", nargs="?", help="asked for where it is not given")
        parser.add_argument("--email", help="asked for where it is not given")
        parser.add_argument("--name", default="", help="in English, as reports show it")
        parser.add_argument(
            "--generate-password",
            action="store_true",
            help="make a password and print it once, instead of asking for one",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        person = User(
            username=options["username"] or _ask(_("Username: ")),
            email=options["email"] or _ask(_("E-mail address: ")),
            full_name_en=options["name"],
        )
        with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
            secretariat = _secretariat()
            _must_be_new(person)
        password = secrets.token_urlsafe(15) if options["generate_password"] else _asked(person)
        person.set_password(password)
        with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
            person.save()
            Membership.objects.create(
                user=person, organisation_unit=secretariat, role=Role.ADMINISTRATOR
            )
        self.stdout.write(
            _("%(username)s is an administrator of %(unit)s.")
            % {"username": person.username, "unit": secretariat.code}
        )
        if options["generate_password"]:
            said = _("password, to be changed after signing in: %(password)s")
            self.stdout.write("  " + said % {"password": password})


def _secretariat() -> OrganisationUnit:
    unit = OrganisationUnit.objects.filter(kind=UnitKind.SECRETARIAT).order_by("position").first()
    if unit is None:
        raise CommandError(
            _("There is no General Secretariat yet: load the units with load_organisations.")
        )
    return unit


def _must_be_new(person: User) -> None:
    same = Q(username__iexact=person.username) | Q(email__iexact=person.email)
    if User.objects.filter(same).exists():
        raise CommandError(_("Somebody has this username or e-mail address already."))
    try:
        person.clean_fields(exclude=["password"])
    except ValidationError as refused:
        raise CommandError(" ".join(refused.messages)) from refused


def _ask(question: str) -> str:
    if not sys.stdin.isatty():
        raise CommandError(_("Give the username and --email: there is no terminal to ask at."))
    return input(question).strip()


def _asked(person: User) -> str:
    if not sys.stdin.isatty():
        raise CommandError(_("There is no terminal to ask at: add --generate-password."))
    password = getpass(_("Password: "))
    if password != getpass(_("Password again: ")):
        raise CommandError(_("The two passwords differ."))
    try:
        validate_password(password, person)
    except ValidationError as refused:
        raise CommandError(" ".join(refused.messages)) from refused
    return password
