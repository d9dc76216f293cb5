"""The questions that were written down before anything was tuned: the right answer stands first."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from django.utils.translation import override

from provinces.models import User
from reporting.search.queries.answers import answer
from tests.factories import acting

with Path(__file__).with_name("questions.csv").open(encoding="utf-8") as lines:
    QUESTIONS = list(csv.DictReader(lines))
LEAST = 0.9
ADMINISTRATOR = "gs.administrator"


def first(question, actor, usernames):
    with override(question["language"]):
        found = answer(question["question"], actor, question["language"]).found
    if not found:
        return None
    target = found[0].target
    return found[0].kind, usernames[int(target)] if found[0].kind == "person" else target


@pytest.fixture
def right(edition):
    """Each question with whether its right answer is the first."""
    with acting(ADMINISTRATOR) as actor:
        usernames = dict(User.objects.values_list("pk", "username"))
        return [
            (one, first(one, actor, usernames) == (one["kind"], one["target"])) for one in QUESTIONS
        ]


def test_there_are_two_hundred_questions_of_many_kinds_in_both_languages():
    assert len(QUESTIONS) >= 200
    assert len({one["question"] for one in QUESTIONS}) == len(QUESTIONS)
    languages = Counter(one["language"] for one in QUESTIONS)
    kinds = Counter(one["kind"] for one in QUESTIONS)
    assert languages["km"] >= 50
    assert set(kinds) == {
        "number", "table", "section", "unit", "person", "edition", "report", "indicator",
    }  # fmt: skip


def test_nine_of_ten_have_the_right_answer_first_in_each_language_and_of_each_kind(right):
    wrong = [one["question"] for one, is_right in right if not is_right]
    assert len(wrong) <= (1 - LEAST) * len(right), wrong
    for key in ("language", "kind"):
        for value in {one[key] for one, _is_right in right}:
            own = [is_right for one, is_right in right if one[key] == value]
            assert sum(own) >= LEAST * len(own), (value, wrong)
