"""People, commitments, meetings and feedback by their words, as this person may read them."""

from collections.abc import Iterator, Sequence

from django.db.models.functions import Length

from provinces.models import User
from provinces.roles import Permission
from provinces.spelling import searched
from reporting.access import Actor
from reporting.commitments.queries.answers import RegisterClock
from reporting.commitments.queries.register import commitments
from reporting.meetings.queries.meetings import readable
from reporting.models import Commitment, Feedback
from reporting.search.queries.found import ALL_WORDS, EXACT, MOST, SearchAnswer
from reporting.search.queries.rows import holding, words_of
from reporting.search.rules.question import Question


def row_answers(question: Question, actor: Actor, language: str) -> Iterator[SearchAnswer]:
    words = words_of(question.of_rows)
    if question.number is not None:
        yield from _of_number(question.number, language)
    if not words or max(map(len, words)) < 2:
        return
    if actor.may(Permission.PEOPLE_MANAGE):
        yield from _people(words, question, language)
    yield from _commitments(words, question, language)
    yield from _meetings(words, question, actor)
    yield from _feedback(words, question, actor)


def _people(words: Sequence[str], question: Question, language: str) -> Iterator[SearchAnswer]:
    fields = ("full_name_km", "username", "email")
    rows = User.objects.only("username", "full_name_en", "full_name_km").order_by(
        Length("username")
    )
    for user in holding(rows, words, *fields, name="full_name_en")[:MOST]:
        name = user.full_name_km if language == "km" and user.full_name_km else user.full_name_en
        exact = searched(user.username) == searched(question.of_rows)
        begins = searched(name).startswith(searched(question.of_rows))
        is_name = searched(name) == searched(question.of_rows)
        nearer = 6.0 if exact or is_name else 2.0 if begins else 0.0
        score = ALL_WORDS + nearer + _named(question, "person")
        yield SearchAnswer("person", str(user.pk), name or user.username, user.username, score)


def _of_number(number: int, language: str) -> Iterator[SearchAnswer]:
    rows = commitments(RegisterClock.of()).select_related(None).prefetch_related(None)
    for row in rows.filter(number=number):
        yield _commitment(row, language, EXACT)


def _named(question: Question, kind: str) -> float:
    return 5.0 if question.wanted == kind else 0.0


def _commitments(words: Sequence[str], question: Question, language: str) -> Iterator[SearchAnswer]:
    rows = commitments(RegisterClock.of()).select_related(None).prefetch_related(None)
    fields = ("text_en", "text_km", "origin_name", "origin_name_km")
    score = ALL_WORDS - 1 + _named(question, "commitment")
    for row in holding(rows, words, *fields).order_by("-number")[:MOST]:
        yield _commitment(row, language, score)


def _commitment(row: Commitment, language: str, score: float) -> SearchAnswer:
    title = " ".join(row.text_in(language).split()[:24])
    return SearchAnswer("commitment", str(row.number), title, f"{row.number}", score)


def _meetings(words: Sequence[str], question: Question, actor: Actor) -> Iterator[SearchAnswer]:
    found = holding(readable(actor), words, "title", "place")
    for row in found.order_by("-day", "-pk")[:MOST]:
        score = ALL_WORDS - 1.5 + _named(question, "meeting")
        detail = f"{row.organisation_unit}, {row.day:%Y-%m-%d}"
        title = row.title or str(row.get_kind_display())
        yield SearchAnswer("meeting", str(row.pk), title, detail, score)


def _feedback(words: Sequence[str], question: Question, actor: Actor) -> Iterator[SearchAnswer]:
    rows = Feedback.objects.filter(practice_year=None)
    for row in holding(rows, words, "title", "text").order_by("-number")[:MOST]:
        score = ALL_WORDS - 2 + _named(question, "feedback")
        yield SearchAnswer("feedback", str(row.number), row.title, f"{row.number}", score)
