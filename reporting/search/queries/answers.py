"""A question answered: the number itself where it names one, then what else is called so."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from provinces.roles import Permission
from provinces.spelling import searched
from reporting.access import Actor
from reporting.search.queries.found import SearchAnswer
from reporting.search.queries.known import known
from reporting.search.queries.number_answers import is_about_a_number, number_answers
from reporting.search.queries.numbers import numbers, readings
from reporting.search.queries.row_answers import row_answers
from reporting.search.queries.titled import sections_by_address, table_of, titled
from reporting.search.queries.units_and_reports import (
    edition_answers,
    report_answers,
    unit_answers,
)
from reporting.search.rules.question import KEPT_APART, Question, understood, without_report
from reporting.search.rules.ranking import titles
from reporting.search.rules.words import features

BESIDE_A_UNIT = 2.0  # so much less counts a title where a unit is taken out of the question


@dataclass
class Answers:
    """The nearest first; each thing once."""

    question: Question
    found: list[SearchAnswer] = field(default_factory=list)


def answer(text: str, actor: Actor, language: str) -> Answers:
    """In the reader's scope; a fixed number of queries, however much there is."""
    question = understood(text)
    if not searched(text):
        return Answers(question)
    found = list(edition_answers(question))
    if actor.may(Permission.REPORT_VIEW):
        found += _of_the_catalogue(question, actor, language)
        found += row_answers(question, actor, language)
    best: dict[tuple[str, str], SearchAnswer] = {}
    for one in sorted(found, key=lambda one: -one.score):
        best.setdefault((one.kind, one.target), one)
    return Answers(question, list(best.values()))


def _of_the_catalogue(question: Question, actor: Actor, language: str) -> Iterator[SearchAnswer]:
    here = known()
    taken = readings(here, question.rest)
    called = titles(here.labels, here.labels.asked(features(question.rest)))
    yield from sections_by_address(question, language)
    yield from titled(called, question, language)
    for reading in [one for one in taken if one.named.units][:1]:
        besides = titles(here.labels, here.labels.asked(features(reading.named.rest)))
        yield from titled(besides, question, language, less=BESIDE_A_UNIT)
    found = numbers(here, taken, question.when) if question.wanted not in KEPT_APART else []
    names = list(here.spellings.readings(without_report(question.rest)))
    is_whole = any(name.units and not features(name.rest) for name in names)
    numeric = is_about_a_number(question, taken, called, is_whole_name=is_whole)
    yield from number_answers(found, numeric=numeric, language=language)
    yield from table_of(found, language)
    yield from unit_answers(names, question, here, actor, language)
    yield from report_answers(names, question, here, language)
