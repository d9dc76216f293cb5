"""The page of an edition's numbers, one passage of it, and what the box asks in JSON."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.beginning import begin
from reporting.kernel.periods import Period
from reporting.models import Passage
from tests.factories import CONSOLIDATOR, REVIEWER, acting, secretariat

SECTION = "II.B.1.3"
TEXT = "Of 6,147,930 persons {{ direct_publicity.females }} were females, on 12 May."
PERSONS = "{{ direct_publicity.persons }}"
PAGE, FIGURES = "/editions/2020/1/numbers/", "/editions/2020/1/figures/"


@pytest.fixture
def passage(year_2020) -> Passage:
    with acting(CONSOLIDATOR) as editor:
        edition = begin(by=editor, period=Period.parse("2020"))
        return passages.add_passage(
            by=editor, edition=edition, section=SECTION, after=None, kind="paragraph", text=TEXT
        )


@pytest.fixture
def editor(signed_in, passage):
    return signed_in(CONSOLIDATOR)


def now(passage: Passage) -> str:
    with secretariat():
        passage.refresh_from_db()
    return passage.text


def which(passage: Passage) -> dict[str, str]:
    return {"passage": str(passage.pk), "seen": "1", "nth": "0", "back": f"section={SECTION}"}


def test_the_page_says_how_many_are_linked_and_what_is_to_be_done(editor):
    page = editor.get(PAGE).text
    assert "of 12 linked (8.3%)" in page  # ten stand among the rows of tables
    assert "Direct publicity and public forums, Total, Persons" in page
    assert "that are not figures" in page
    assert "a date" in page
    assert "direct_publicity.females</code>" not in page  # what is linked is not to be done
    assert "direct_publicity.females</code>" in editor.get(f"{PAGE}?kind=linked").text


def test_one_click_links_and_leads_back(editor, passage):
    answer = editor.post(f"{PAGE}link/", {**which(passage), "reference": PERSONS})
    assert answer["Location"] == f"{PAGE}?section={SECTION}"
    assert now(passage) == TEXT.replace("6,147,930", PERSONS)


def test_a_reason_keeps_and_none_does_not(editor, passage):
    said = editor.post(f"{PAGE}keep/", {**which(passage), "reason": " "}, follow=True).text
    assert "Say why the number is kept" in said
    assert now(passage) == TEXT
    editor.post(f"{PAGE}keep/", {**which(passage), "reason": "Counted."})
    assert now(passage) == TEXT.replace("6,147,930", "{{ = 6,147,930 | Counted. }}")


def test_what_somebody_else_changed_meanwhile_is_not_written_over(editor, passage):
    with acting(REVIEWER) as other:
        passages.write(
            by=other, edition=passage.edition, passage=passage.pk, seen=1, text="6,147,930 came."
        )
    said = editor.post(f"{PAGE}link/", {**which(passage), "reference": PERSONS}, follow=True).text
    assert "has changed this paragraph meanwhile" in said
    assert now(passage) == "6,147,930 came."
    page = editor.post(f"{PAGE}{passage.pk}/", {"seen": "1", "text": "Mine."})
    assert page.status_code == 409
    assert "6,147,930 came." in page.text
    assert "Mine.</textarea>" in page.text
    editor.post(f"{PAGE}{passage.pk}/", {"seen": "2", "text": "Mine."})
    assert now(passage) == "Mine."


def test_what_is_beyond_doubt_is_shown_and_then_linked_at_once(editor, passage):
    page = editor.get(f"{PAGE}sure/{SECTION}/").text
    link = f"{passage.pk}:1:0:{PERSONS}"
    assert f'value="{link}"' in page
    none = editor.post(f"{PAGE}sure/{SECTION}/", {}, follow=True).text
    assert "Choose at least one number." in none
    done = editor.post(f"{PAGE}sure/{SECTION}/", {"link": [link]}, follow=True).text
    assert "1 number is linked." in done
    assert now(passage) == TEXT.replace("6,147,930", PERSONS)


def test_a_text_in_its_pieces(editor):
    text = TEXT + " {{ a.b | aloud }}"
    pieces = editor.post(f"{FIGURES}pieces/", {"text": text}).json()["pieces"]
    assert "".join(one["source"] for one in pieces) == text
    kinds = [(one["kind"], one["shown"]) for one in pieces if one["kind"] != "words"]
    assert kinds == [
        ("typed", "6,147,930"), ("linked", "3,358,425"), ("aside", "12"),
        ("wrong", "{{ a.b | aloud }}"),
    ]  # fmt: skip
    assert "no way of showing" in pieces[-1]["label"]


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ({"reference": "{{ direct_publicity. }}"}, 400, "Something is missing at the end."),
        ({"reference": "{{ direct_publicity.persons | aloud }}"}, 400, "no way of showing"),
        ({"reference": "6,147,930"}, 400, "Choose a figure."),
        ({"reference": PERSONS, "whole": "direct_publicity."}, 400, "Something is missing"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(editor, query, status, words):
    answer = editor.get(f"{FIGURES}show/", query)
    assert answer.status_code == status
    assert words in answer.json()["reason"]


def test_a_figure_that_is_not_there_is_shown_as_nothing(editor):
    about = editor.get(f"{FIGURES}show/", {"reference": "{{ nothing.persons }}"}).json()
    assert {one["shown"] for one in about["forms"]} == {""}


def test_a_whole_of_ones_own_choice(editor):
    about = editor.get(
        f"{FIGURES}show/",
        {"reference": PERSONS.replace("}}", "@KH-08 }}"), "whole": "direct_publicity.persons"},
    ).json()
    forms = {one["form"]: one["shown"] for one in about["forms"]}
    assert forms["percent"] == "13.2% of 6,147,930"


def test_a_number_that_is_none(editor):
    answer = editor.get(f"{FIGURES}find/", {"shown": "many"})
    assert answer.status_code == 400
    assert answer.json()["reason"] == "“many” is not a number."


def test_three_sections_cost_as_many_queries_as_one(editor, passage, django_assert_num_queries):
    editor.get(PAGE)  # the figures are kept in the process from now on
    with CaptureQueriesContext(connection) as once:
        before = editor.get(PAGE).text.count('class="number-line')
    with acting(CONSOLIDATOR) as by:
        for section in ("II.B.1.2", "II.B.1.4"):
            passages.add_passage(
                by=by, edition=passage.edition, section=section, after=None, kind="bullet",
                text=TEXT,
            )  # fmt: skip
    with django_assert_num_queries(len(once)):
        assert editor.get(PAGE).text.count('class="number-line') == before + 2
