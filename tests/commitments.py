"""Commitments for tests: those of the fixtures, and one of a meeting."""

from io import StringIO
from typing import Any

from django.core.management import call_command

from reporting.commitments.actions import CommitmentOrigin, CommitmentTexts, make_commitment
from reporting.models import Commitment
from tests.factories import REVIEWER, acting, secretariat, unit


def load() -> str:
    said = StringIO()
    call_command("load_commitments", stdout=said)
    return said.getvalue()


def direction(mark: str) -> Commitment:
    with secretariat():
        return Commitment.objects.get(origin="direction", origin_year=2020, origin_mark=mark)


def decision(
    *codes: str, by: str = REVIEWER, text: str = "Count again.", year: int = 2021, **given: Any
) -> Commitment:
    with acting(by) as actor:
        return make_commitment(
            by=actor,
            origin=CommitmentOrigin("decision", year),
            texts=CommitmentTexts(text, "រាប់ម្តងទៀត។"),
            units=[unit(code) for code in codes],
            **given,
        )
