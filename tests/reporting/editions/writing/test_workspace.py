"""The workspace of a national report: begun, listed, written section by section, its conflicts."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.beginning import begin
from reporting.editions.writing.actions.unit_texts import take_in_order
from reporting.kernel.periods import Period
from reporting.models import Edition, LeftBullet, ListEntry, Passage, PassageSource
from tests.factories import CONSOLIDATOR, REVIEWER, acting

WORKSPACE = "/editions/2020/1/"
SECTION = f"{WORKSPACE}write/II.B.1.6/"
LEAD = "wg-prev.lead"  # of the group whose section this is


@pytest.fixture
def written(year_2020: None) -> Edition:
    with acting(CONSOLIDATOR) as editor:
        return begin(by=editor, period=Period.parse("2020"))


@pytest.fixture
def passage(written: Edition) -> Passage:
    with acting(CONSOLIDATOR) as editor:
        return passages.add_passage(
            by=editor, edition=written, section="II.B.1.6", after=None, kind="paragraph",
            text="The police held 12 courses in Kandal.",
        )  # fmt: skip


def on_one_line(answer):
    """The page without what only parts its lines."""
    return re.sub(r"\s+>", ">", re.sub(r"\s+", " ", answer.text))


def of_section(code="II.B.1.6"):
    with acting(CONSOLIDATOR):
        rows = ListEntry.objects.filter(
            table__section__code=code, table__kind="narrative", revision__report__year=2020
        )
        return list(rows.order_by("table__position", "position").values_list("pk", flat=True))


def now(passage):
    with acting(CONSOLIDATOR):
        return Passage.objects.get(pk=passage.pk)


def test_an_edition_is_begun_from_the_list(signed_in):
    editor = signed_in(CONSOLIDATOR)
    page = editor.get("/editions/")
    assert "No edition has been begun yet" in page.text
    answer = editor.post("/editions/begin/", {"period": "2020"}, follow=True)
    assert answer.redirect_chain == [(WORKSPACE, 302)]
    assert "332" in answer.text
    assert "Go on with I" in answer.text
    assert "Being written, begun on" in editor.get("/editions/").text


@pytest.mark.parametrize(
    ("period", "reason"),
    [("2020-Q1", "Consolidate the period first"), ("", "Choose the period"),
     ("2020-03", "No report is written of this period"), ("1999", "No report is written")],
)  # fmt: skip
def test_what_cannot_be_begun_says_why(signed_in, period, reason):
    answer = signed_in(CONSOLIDATOR).post("/editions/begin/", {"period": period})
    assert answer.status_code == 422
    assert reason in answer.text
    assert "Go to the consolidations" in answer.text


def test_a_second_one_is_not_begun(signed_in, written):
    answer = signed_in(REVIEWER).post("/editions/begin/", {"period": "2020"})
    assert "being written already" in answer.text


def test_the_section_shows_tables_texts_and_where_each_came_from(signed_in, written):
    with acting(CONSOLIDATOR) as editor:
        take_in_order(by=editor, edition=written, section="II.B.1.6", entries=of_section()[:1])
    page = signed_in(REVIEWER).get(SECTION)
    assert "16 of 17 accepted texts are not used yet." in page.text
    assert "Broadcasts, spots and views" in page.text
    assert "National level" in page.text
    [source] = page.context["passages"][1].sources
    assert source.url == "/reports/GS/secretariat/2020/review/?revision=1"
    assert source.url in page.text
    assert 'data-edition-url="/editions/2020/1/"' in page.text
    assert "data-writing-box" in page.text


def test_figures_in_a_sentence_lead_to_their_trace_and_typed_ones_are_marked(signed_in, written):
    with acting(CONSOLIDATOR) as editor:
        passages.add_passage(
            by=editor, edition=written, section="I", after=None, kind="paragraph",
            text="{{ national_day.participants }} came to 7 meetings, {{ = 80% | estimated }}.",
        )  # fmt: skip
    page = on_one_line(signed_in(REVIEWER).get(f"{WORKSPACE}write/I/"))
    assert '<a class="quoted" href="/trace/2020/?figure=national_day.participants' in page
    assert ">1,205</a>" in page
    assert '<span class="quoted quoted-typed" title="typed by hand">7</span>' in page
    assert "kept as typed: estimated" in page


def test_texts_are_taken_merged_left_and_offered_again(signed_in, written):
    editor, entries = signed_in(CONSOLIDATOR), of_section()
    answer = editor.post(f"{SECTION}texts/", {"take": ",".join(map(str, entries[:2]))})
    assert answer.status_code == 302
    with acting(CONSOLIDATOR):
        first, second = Passage.objects.filter(edition=written, kind="bullet")
    into = {"merge_into": "1", "into": f"{first.pk}:1", "entry": [entries[2], entries[3]]}
    answer = editor.post(f"{SECTION}texts/", into)
    assert answer["Location"] == f"{SECTION}?edit={first.pk}#p-{first.pk}"
    editor.post(f"{SECTION}texts/", {"merge": "1", "entry": [entries[4], entries[5]]})
    told = editor.post(f"{SECTION}texts/", {"leave": "1", "entry": [entries[6]]}, follow=True)
    assert "Say why the texts are left out." in told.text
    editor.post(f"{SECTION}texts/", {"leave": "1", "entry": [entries[6]], "reason": "Said above."})
    page = editor.get(SECTION)
    assert "Left out by" in page.text
    assert "Said above." in page.text
    with acting(CONSOLIDATOR):
        assert PassageSource.objects.filter(passage=first).count() == 3
        assert LeftBullet.objects.get().entry_id == entries[6]
    editor.post(f"{SECTION}texts/", {"offer": str(entries[6])})
    with acting(CONSOLIDATOR):
        assert not LeftBullet.objects.exists()
    assert second.pk


def test_a_save_answers_with_the_passage_alone(signed_in, passage):
    editor = signed_in(CONSOLIDATOR)
    address = f"{WORKSPACE}passages/{passage.pk}/"
    form = editor.get(f"{address}?edit=1", headers={"HX-Request": "true"})
    assert "<html" not in form.text
    assert "The police held 12 courses in Kandal.</textarea>" in form.text
    saved = editor.post(
        address, {"text": "The police held 13.", "seen": "1", "kind": "bullet"},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert saved.status_code == 200
    assert "<html" not in saved.text
    assert saved["HX-Trigger"] == f'{{"passage-saved": {{"passage": {passage.pk}}}}}'
    assert (now(passage).text, now(passage).kind) == ("The police held 13.", "bullet")


def test_without_scripts_the_page_comes_back(signed_in, passage):
    editor = signed_in(CONSOLIDATOR)
    answer = editor.get(f"{WORKSPACE}passages/{passage.pk}/?edit=1")
    assert answer["Location"] == f"{SECTION}?edit={passage.pk}#p-{passage.pk}"
    assert "The police held 12 courses in Kandal.</textarea>" in editor.get(answer["Location"]).text
    answer = editor.post(f"{WORKSPACE}passages/{passage.pk}/", {"text": "Thirteen.", "seen": "1"})
    assert answer["Location"] == f"{SECTION}?saved={passage.pk}#p-{passage.pk}"
    assert now(passage).text == "Thirteen."


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_reference_that_cannot_be_read_is_said_and_the_words_stay(signed_in, passage, headers):
    text = "The police held {{ nothing. }} courses."
    answer = signed_in(CONSOLIDATOR).post(
        f"{WORKSPACE}passages/{passage.pk}/", {"text": text, "seen": "1"}, headers=headers
    )
    assert answer.status_code == 422
    assert f"{text}</textarea>" in answer.text
    assert now(passage).version == 1


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_the_second_of_two_editors_sees_both_texts_and_chooses(signed_in, passage, headers):
    address = f"{WORKSPACE}passages/{passage.pk}/"
    signed_in(CONSOLIDATOR).post(
        address, {"text": "The police held 13 courses in Kandal.", "seen": "1"}
    )
    reviewer = signed_in(REVIEWER)
    mine = {"text": "The national police held 12 courses in Kandal.", "seen": "1"}
    answer = reviewer.post(address, mine, headers=headers)
    assert answer.status_code == 409
    assert "<mark> 13</mark>" in on_one_line(answer)
    assert "<mark> national</mark>" in on_one_line(answer)
    assert "The national police held 13 courses in Kandal.</textarea>" in answer.text
    assert 'value="The national police held 12 courses in Kandal."' in answer.text
    assert now(passage).text == "The police held 13 courses in Kandal."
    reviewer.post(address, {**mine, "seen": "2"})
    assert now(passage).text == mine["text"]


def test_a_passage_is_moved_taken_out_and_brought_back(signed_in, passage):
    editor = signed_in(CONSOLIDATOR)
    address = f"{WORKSPACE}passages/{passage.pk}/place/"
    told = editor.post(address, {"do": "up", "seen": "1"}, follow=True)
    assert "There is nothing to move past." in told.text
    editor.post(address, {"do": "down", "seen": "1"})
    editor.post(address, {"do": "remove", "seen": "2"})
    assert now(passage).removed
    assert "1 paragraph was taken out" in editor.get(SECTION).text
    editor.post(address, {"do": "back", "seen": "3"})
    assert not now(passage).removed
    told = editor.post(address, {"do": "down", "seen": "1"}, follow=True)
    assert "changed this paragraph meanwhile" in told.text or "nothing to move past" in told.text


def test_versions_are_compared_and_one_is_brought_back(signed_in, passage):
    editor = signed_in(CONSOLIDATOR)
    address = f"{WORKSPACE}passages/{passage.pk}/"
    editor.post(address, {"text": "The police held 13 courses in Kandal.", "seen": "1"})
    page = editor.get(f"{address}history/?from=1&to=2")
    assert "<del> 12</del><ins> 13</ins>" in on_one_line(page)
    page = editor.get(f"{WORKSPACE}history/?section=II.B.1.6")
    assert "<del> 12</del><ins> 13</ins>" in on_one_line(page)
    editor.post(f"{address}bring-back/", {"version": "1", "seen": "2"})
    assert now(passage).text == "The police held 12 courses in Kandal."
    assert "The police held 12 courses" in editor.get(f"{WORKSPACE}differences/").text


def test_who_only_reads_is_told_so_and_finds_no_button(signed_in, passage):
    page = signed_in(LEAD).get(SECTION)
    assert "Only reviewers, consolidators and the Secretary General write the report." in page.text
    assert "<textarea" not in page.text
    assert "Take out of the report" not in page.text
    assert "History" in page.text


def test_who_is_at_the_section_is_shown_to_the_others(signed_in, passage):
    signed_in(CONSOLIDATOR).get(f"{SECTION}?edit={passage.pk}")
    here = signed_in(REVIEWER).get(f"{SECTION}here/").text
    assert "is writing here." in here
    assert "Reviewer" not in here


def test_the_number_of_queries_does_not_depend_on_what_there_is(signed_in, written):
    editor, entries = signed_in(CONSOLIDATOR), of_section()

    def queries(address):
        editor.get(address)
        with CaptureQueriesContext(connection) as asked:
            editor.get(address)
        return len(asked)

    pages = (SECTION, WORKSPACE, f"{WORKSPACE}history/", f"{WORKSPACE}differences/", "/editions/")
    editor.post(f"{SECTION}texts/", {"take": str(entries[0])})
    few = [queries(page) for page in pages]
    editor.post(f"{SECTION}texts/", {"take": ",".join(map(str, entries[1:7]))})
    assert [queries(page) for page in pages] == few
    assert max(few) < 45


def test_a_save_asks_little_of_the_database(signed_in, passage):
    editor = signed_in(CONSOLIDATOR)
    address, headers = f"{WORKSPACE}passages/{passage.pk}/", {"HX-Request": "true"}
    editor.post(address, {"text": "One.", "seen": "1"}, headers=headers)
    with CaptureQueriesContext(connection) as queries:
        editor.post(address, {"text": "Two.", "seen": "2"}, headers=headers)
    assert len(queries) <= 30
