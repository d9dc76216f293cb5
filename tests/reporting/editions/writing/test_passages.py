"""An edition is begun and written; every change stays."""

import pytest
from django.db import IntegrityError, transaction

from reporting.access import NotHere, Overtaken, Refused
from reporting.document.value import Bullet, Quote
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.editions.writing.actions import passages
from reporting.editions.writing.actions.beginning import begin
from reporting.editions.writing.actions.versions import Conflict
from reporting.kernel.periods import Period
from reporting.models import Edition, LeftBullet, ListEntry, Passage, PassageVersion
from tests.factories import CONSOLIDATOR, KANDAL_OFFICER, REVIEWER, acting

YEAR = Period.parse("2020")
SECTION = "II.B.1.2"


@pytest.fixture
def edition(year_2020: None) -> Edition:
    with acting(CONSOLIDATOR) as editor:
        return begin(by=editor, period=YEAR)


def bullets(section: str) -> list[int]:
    rows = ListEntry.objects.filter(table__section__code=section, revision__report__year=2020)
    return list(rows.order_by("position").values_list("pk", flat=True))


def test_it_begins_with_the_tables_and_charts_of_the_outline(edition):
    with acting(CONSOLIDATOR):
        kinds = set(edition.passages.values_list("kind", flat=True))
        document = shown_document(edition, "en")
    assert kinds == {"table", "chart"}
    assert len(document.tables) > 50
    assert len(document.charts) == 2


def test_there_is_one_edition_in_work(edition):
    with acting(REVIEWER) as other, pytest.raises(Overtaken, match="being written already"):
        begin(by=other, period=YEAR)


def test_a_unit_neither_begins_nor_sees_it(edition):
    with acting(KANDAL_OFFICER) as officer:
        with pytest.raises(Refused, match="write the report"):
            begin(by=officer, period=YEAR)
        assert not Edition.objects.exists()


def test_an_accepted_text_is_taken_and_knows_where_it_came_from(edition):
    with acting(CONSOLIDATOR) as editor:
        wanted = bullets(SECTION)
        made = passages.take(by=editor, edition=edition, section=SECTION, entries=wanted)
        assert [one.sources.get().entry_id for one in made] == wanted
        section = shown_document(edition, "en").section(SECTION)
        said = [block.text for block in section.blocks if isinstance(block, Bullet)]
        assert len(said) == len(wanted)
        assert any("Youth and Sports promoted the National Day" in one for one in said)


def test_a_sentence_follows_its_figure(edition):
    with acting(CONSOLIDATOR) as editor:
        made = passages.add_passage(
            by=editor, edition=edition, section=SECTION, after=None, kind="bullet",
            text="In all {{ national_day.participants }} people came.",
        )  # fmt: skip
        block = shown_document(edition, "en").section(SECTION).blocks[0]
    assert isinstance(block, Bullet)
    assert block.passage == made.pk
    assert block.runs[1] == Quote(
        "1,205", "linked", "national_day.participants", "national_day.participants:2020"
    )
    assert block.text == "In all 1,205 people came."


def test_nobody_writes_over_a_version_that_they_have_not_seen(edition):
    with acting(CONSOLIDATOR) as editor:
        made = passages.add_passage(
            by=editor, edition=edition, section="I", after=None, kind="paragraph", text="One."
        )
        passages.write(by=editor, edition=edition, passage=made.pk, seen=1, text="Two.")
    with acting(REVIEWER) as other:
        with pytest.raises(Conflict) as raised:
            passages.write(by=other, edition=edition, passage=made.pk, seen=1, text="Three.")
        assert raised.value.passage.text == "Two."
        assert Passage.objects.get(pk=made.pk).text == "Two."


def test_each_version_stays_and_comes_back(edition):
    with acting(CONSOLIDATOR) as editor:
        made = passages.add_passage(
            by=editor, edition=edition, section="I", after=None, kind="paragraph", text="One."
        )
        passages.write(by=editor, edition=edition, passage=made.pk, seen=1, text="Two.")
        passages.take_out(by=editor, edition=edition, passage=made.pk, seen=2)
        back = passages.bring_back(by=editor, edition=edition, passage=made.pk, seen=3, version=1)
        versions = PassageVersion.objects.filter(passage=made)
        said = list(versions.values_list("text", "removed", "undoes"))
    assert (back.text, back.removed, back.version) == ("One.", False, 4)
    assert said == [
        ("One.", False, None), ("Two.", False, None), ("Two.", True, None), ("One.", False, 3),
    ]  # fmt: skip


def test_a_version_is_never_changed_not_even_by_sql(edition):
    with acting(CONSOLIDATOR) as editor:
        passages.add_passage(
            by=editor, edition=edition, section="I", after=None, kind="paragraph", text="One."
        )
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            PassageVersion.objects.update(text="Other")


def test_what_is_left_out_is_remembered_and_offered_again(edition):
    with acting(CONSOLIDATOR) as editor:
        wanted = bullets(SECTION)[:2]
        passages.leave(by=editor, edition=edition, entries=wanted, reason="Said above.")
        assert LeftBullet.objects.filter(edition=edition).count() == 2
        passages.offer_again(by=editor, edition=edition, entries=wanted)
        assert not LeftBullet.objects.filter(edition=edition).exists()


def test_texts_of_another_year_are_not_taken(edition):
    with acting(CONSOLIDATOR) as editor, pytest.raises(NotHere):
        passages.take(by=editor, edition=edition, section=SECTION, entries=[1_000_000_000])


@pytest.mark.parametrize("text", ["", "  ", "{{ national_day. }}", "{{ = 5 }}"])
def test_what_says_nothing_or_cannot_be_read_is_refused_and_not_stored(edition, text):
    with acting(CONSOLIDATOR) as editor:
        before = Passage.objects.count()
        with pytest.raises(Refused):
            passages.add_passage(
                by=editor, edition=edition, section="I", after=None, kind="paragraph", text=text
            )
        assert Passage.objects.count() == before


def test_passages_move_and_there_is_always_room_between_two(edition):
    with acting(CONSOLIDATOR) as editor:
        _last, first = [
            passages.add_passage(
                by=editor, edition=edition, section="I", after=None, kind="paragraph", text=text
            )
            for text in ("Last.", "First.")
        ]
        for number in range(14):
            passages.add_passage(
                by=editor, edition=edition, section="I", after=first.pk, kind="paragraph",
                text=f"{number}.",
            )  # fmt: skip
        said = Passage.objects.filter(edition=edition, section="I").values_list("text", flat=True)
        assert list(said) == ["First.", *(f"{n}." for n in reversed(range(14))), "Last."]


def test_a_published_edition_never_changes_not_even_by_sql(edition):
    with acting(CONSOLIDATOR) as editor:
        made = passages.add_passage(
            by=editor, edition=edition, section="I", after=None, kind="paragraph", text="One."
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(state="published")
        assert Passage.objects.filter(pk=made.pk).exists()
