"""Accepted texts come to the place where the report's order wants them."""

import pytest

from reporting.access import Overtaken, Refused
from reporting.document.value import Chart, Table
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.editions.writing.actions import arranging, passages
from reporting.editions.writing.actions.beginning import begin
from reporting.editions.writing.actions.unit_texts import merge_words, part_from, take_in_order
from reporting.editions.writing.actions.versions import Conflict
from reporting.editions.writing.queries.unit_texts import texts_of
from reporting.kernel.periods import Period
from reporting.models import Edition, Passage, PassageSource
from strategies.models import Table as TableRow
from tests.factories import CONSOLIDATOR, acting
from tests.fixtures.transcribed import read_folder

SECTION = "II.B.1.6"


@pytest.fixture
def edition(year_2020: None) -> Edition:
    with acting(CONSOLIDATOR) as editor:
        return begin(by=editor, period=Period.parse("2020"))


def accepted(edition, section=SECTION):
    return [one.entry.pk for table in texts_of(edition, "en", section) for one in table.bullets]


def said(edition, section=SECTION):
    """What stands in the section: its texts, and of a table its caption."""
    return words(shown_document(edition, "en").section(section).blocks)


def words(blocks):
    return [one.caption if isinstance(one, Table | Chart) else one.text for one in blocks]


# What stands between the texts of a section, by its place.
NATIONAL, LOCAL = "National level", "Sub-national level"
BETWEEN = {
    "II.B.1.5": {0: NATIONAL, 13: LOCAL, 18: "Materials and the people they reached"},
    "II.B.1.6": {0: NATIONAL, 10: LOCAL, 19: "Broadcasts, spots and views"},
    "II.B.1.7": {26: "Guest speaking and its audience"},
    "II.B.2.2": {
        0: NATIONAL,
        15: LOCAL,
        22: "Inspections",
        23: "Orientation and job services",
        24: "Job fairs, vacancies announced and job centres",
        25: "Family assessments and primary identifications of victims",
        26: "Assessment and follow-up of victims and persons at risk",
        27: "Workers returned from abroad as registered by the General Secretariat",
    },
    "II.B.3": {
        0: NATIONAL,
        2: LOCAL,
        14: "Child labour inspections and child protection by reporter",
    },
}


def printed(section):
    """The texts of the section in the order of the print, and what stands between them."""
    tables = TableRow.objects.filter(section__code=section).exclude(kind="open", style="")
    codes = list(tables.order_by("position").values_list("code", flat=True))
    rows = [one for _at, one in read_folder("entries") if one["table"] in codes]
    rows.sort(key=lambda one: (codes.index(one["table"]), int(one["position"])))
    found = [one["text"] or one["title"] for one in rows]
    for place, between in sorted(BETWEEN[section].items()):
        found.insert(place, between)
    return found


@pytest.mark.parametrize("section", ["II.B.1.6", "II.B.1.7", "II.B.1.5", "II.B.2.2", "II.B.3"])
def test_all_of_a_section_read_as_the_printed_report(edition, section):
    with acting(CONSOLIDATOR) as editor:
        take_in_order(
            by=editor, edition=edition, section=section, entries=accepted(edition, section)
        )
        assert said(edition, section) == printed(section)


def test_one_by_one_in_any_order_they_stand_as_if_taken_together(edition):
    with acting(CONSOLIDATOR) as editor:
        wanted = accepted(edition)
        for pk in reversed(wanted):
            take_in_order(by=editor, edition=edition, section=SECTION, entries=[pk])
        assert said(edition) == printed(SECTION)


def test_nothing_is_taken_twice(edition):
    with acting(CONSOLIDATOR) as editor:
        first, second, *_rest = accepted(edition)
        take_in_order(by=editor, edition=edition, section=SECTION, entries=[first])
        with pytest.raises(Refused, match="already"):
            take_in_order(by=editor, edition=edition, section=SECTION, entries=[first])
        [made] = take_in_order(by=editor, edition=edition, section=SECTION, entries=[first, second])
        assert made.sources.get().entry_id == second


def test_what_is_not_accepted_is_not_taken_and_nothing_is_stored(edition):
    with acting(CONSOLIDATOR) as editor:
        before = Passage.objects.count()
        with pytest.raises(Overtaken, match="accepted again"):
            take_in_order(
                by=editor, edition=edition, section=SECTION,
                entries=[*accepted(edition)[:1], 1_000_000_000],
            )  # fmt: skip
        with pytest.raises(Overtaken):
            take_in_order(by=editor, edition=edition, section="I", entries=accepted(edition)[:1])
        assert Passage.objects.count() == before


def test_several_become_one_passage_that_knows_them_all(edition):
    with acting(CONSOLIDATOR) as editor:
        wanted = accepted(edition)[:3]
        [made] = take_in_order(
            by=editor, edition=edition, section=SECTION, entries=wanted, merged=True
        )
        assert set(made.sources.values_list("entry_id", flat=True)) == set(wanted)
        more = accepted(edition)[3]
        merged = merge_words(by=editor, edition=edition, passage=made.pk, seen=1, entries=[more])
        assert merged.text.startswith(made.text)
        assert len(merged.text) > len(made.text)
        assert merged.sources.count() == 4
        with pytest.raises(Conflict):
            merge_words(
                by=editor, edition=edition, passage=made.pk, seen=1,
                entries=[accepted(edition)[4]],
            )  # fmt: skip
        part_from(by=editor, edition=edition, passage=made.pk, entry=more)
        assert not PassageSource.objects.filter(entry=more).exists()


def test_a_passage_moves_past_its_neighbours_and_to_another_section(edition):
    with acting(CONSOLIDATOR) as editor:
        made = take_in_order(
            by=editor, edition=edition, section="II.B.1.2", entries=accepted(edition, "II.B.1.2")
        )
        before = said(edition, "II.B.1.2")
        moved = arranging.arrange(by=editor, edition=edition, passage=made[1].pk, seen=1, do="up")
        assert said(edition, "II.B.1.2") == [before[1], before[0], *before[2:]]
        moved = arranging.arrange(
            by=editor, edition=edition, passage=made[1].pk, seen=moved.version, do="down"
        )
        assert said(edition, "II.B.1.2") == before
        with pytest.raises(Refused, match="nothing to move past"):
            arranging.arrange(by=editor, edition=edition, passage=made[0].pk, seen=1, do="up")
        arranging.to_section(
            by=editor, edition=edition, passage=made[1].pk, seen=moved.version, section="I"
        )
        assert said(edition, "I") == [before[1]]
        with pytest.raises(Refused, match="Choose a section"):
            arranging.to_section(
                by=editor, edition=edition, passage=made[0].pk, seen=1, section="nowhere"
            )


def test_out_and_back_it_stands_as_before(edition):
    with acting(CONSOLIDATOR) as editor:
        made = passages.add_passage(
            by=editor, edition=edition, section="I", after=None, kind="bullet", text="One."
        )
        arranging.arrange(by=editor, edition=edition, passage=made.pk, seen=1, do="in")
        arranging.arrange(by=editor, edition=edition, passage=made.pk, seen=2, do="remove")
        assert said(edition, "I") == []
        back = arranging.arrange(by=editor, edition=edition, passage=made.pk, seen=3, do="back")
        assert (back.level, back.removed, back.version) == (1, False, 4)
        assert said(edition, "I") == ["One."]
