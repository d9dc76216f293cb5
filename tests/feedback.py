"""Feedback for tests: entered by the Secretariat, or sent by the public form."""

from datetime import date
from typing import Any

from reporting.access import Actor
from reporting.commitments.actions import feedback as actions
from reporting.commitments.actions import public_form
from reporting.commitments.rules.feedback import FeedbackAnswer, FeedbackFrom, FeedbackText
from reporting.models import Feedback
from tests.factories import REVIEWER, SECRETARY_GENERAL, acting, unit

TEXT = "Front-line officers should be trained to find victims among returning workers."
FROM = FeedbackFrom("Ann Smith", "ann@embassy.invalid")


def text_of(**changed: Any) -> FeedbackText:
    given: dict[str, Any] = {
        "sender_kind": "embassy",
        "channel": "letter",
        "language": "en",
        "received_on": date(2020, 3, 2),
        "title": "Training at the border",
        "text": TEXT,
        "is_confidential": False,
    }
    return FeedbackText(**(given | changed))


def entered(*codes: str, sender: FeedbackFrom | None = FROM, **changed: Any) -> Feedback:
    """Linked to these units, which read it unless `is_confidential` says otherwise."""
    with acting(REVIEWER) as reviewer:
        return actions.enter(
            by=reviewer,
            text=text_of(**changed),
            sender=sender,
            units=[unit(code) for code in codes],
        )


def answered(feedback: Feedback, by: Actor) -> None:
    actions.answer(
        by=by,
        feedback=feedback,
        said=FeedbackAnswer("Two courses are planned.", "letter", date(2020, 3, 20), "HE Chan"),
    )


def form_opened(*, is_open: bool = True) -> None:
    with acting(SECRETARY_GENERAL) as secretary:
        public_form.switch(by=secretary, is_open=is_open)


def message(**changed: Any) -> public_form.PublicMessage:
    given: dict[str, Any] = {
        "sender_kind": "citizen",
        "language": "en",
        "title": "A recruiter in the market",
        "text": "Somebody promises work abroad without papers in the market each Sunday.",
        "sender": FeedbackFrom("Sok", "012 000 000"),
    }
    return public_form.PublicMessage(**(given | changed))
