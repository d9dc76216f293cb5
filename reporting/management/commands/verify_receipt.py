"""Does a receipt on paper still say what stands in the portal?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from provinces.roles import DatabaseRole
from provinces.tenancy import acting_as
from reporting.review.queries.receipt import Fingerprint, fingerprint_of, signed_by_number
from reporting.review.rules.receipts import ReceiptNumber

SHORTEST = 16  # signs of a fingerprint, as at the foot of each page


class Command(BaseCommand):
    help = "Compares a receipt with the signed report: verify_receipt NUMBER [FINGERPRINT]"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", help="as on the receipt: NSP-2021-KH08-000123-1")
        parser.add_argument("digest", nargs="*", help="the fingerprint on it, or its beginning")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            number = ReceiptNumber.parse(options["number"])
        except ValueError as error:
            raise CommandError(_("This is no number of a receipt.")) from error
        with acting_as(role=DatabaseRole.SECRETARIAT, organisation_unit_id=None):
            revision = signed_by_number(number)
            if revision is None:
                raise CommandError(_("There is no signed report with this number."))
            found = fingerprint_of(revision)
        self._compare(found, "".join(options["digest"]).lower())

    def _compare(self, found: Fingerprint, printed: str) -> None:
        if found.signed and not found.agrees:
            raise CommandError(
                _("The contents have changed since the signature. Signed: %(signed)s, now: %(now)s")
                % {"signed": found.signed, "now": found.now}
            )
        digest = found.signed or found.now
        if printed and (len(printed) < SHORTEST or not digest.startswith(printed)):
            raise CommandError(
                _("The seal on the paper is another one. In the portal: %(digest)s")
                % {"digest": digest}
            )
        if not found.signed:
            self.stdout.write(_("No seal was kept at the signature."))
        self.stdout.write(
            _("The receipt agrees with the signed report: %(digest)s") % {"digest": digest}
        )
