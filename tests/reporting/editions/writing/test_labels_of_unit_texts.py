"""What a unit says of where its text comes from is not printed as a part of it."""

import re

import pytest

from provinces.models import OrganisationUnit
from reporting.core.queries.period_words import period_words_in
from reporting.document.value import Bullet, Paragraph, Table
from reporting.editions.composing.queries.material import printed_texts
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.editions.writing.actions.beginning import begin
from reporting.editions.writing.actions.unit_texts import merge_words, take_in_order
from reporting.editions.writing.queries.unit_texts import texts_of
from reporting.kernel.periods import Period
from reporting.models import ListEntry
from reporting.practice.actions.making import make
from reporting.practice.actions.opening import PracticePeople
from reporting.practice.rules.invented_texts import KHMER_MARK, MARK
from tests.editions import texts_taken
from tests.factories import CONSOLIDATOR, acting, consolidated, secretariat

pytestmark = pytest.mark.usefixtures("year_2020")
MARKS = (f"{MARK} (", f"{MARK}:", f"{KHMER_MARK} (", f"{KHMER_MARK}៖")


def test_a_label_that_names_the_unit_itself_is_left_out_and_another_unit_is_not():
    with secretariat():
        row = ListEntry.objects.filter(organisation_unit__code="KH-21").exclude(text="")[0]
        months = map(period_words_in("km"), (Period.parse("2020-03"), Period.parse("2020-04")))
        khmer = ", ".join(months)
        said = {
            "Met the parents. (Takeo)": "Met the parents.",
            "Met the parents (PCCT Takeo).": "Met the parents.",
            "Met the parents (Source: PCCT Takeo)": "Met the parents",
            "Met the parents (តាកែវ)": "Met the parents",
            "Met the parents (Kandal)": "Met the parents (Kandal)",
            "March 2020: Met the parents.": "Met the parents.",
            f"{khmer}: Met the parents.": "Met the parents.",
            "March 2021: Met the parents.": "March 2021: Met the parents.",
            "Practice (2021-03): Met them.": "Practice (2021-03): Met them.",
        }
        for text, kept in said.items():
            row.text = text
            assert printed_texts([row], 2020) == {row.pk: kept}


def test_no_text_of_the_report_of_2020_loses_a_word():
    with secretariat():
        rows = list(ListEntry.objects.filter(revision__report__year=2020))
        printed = printed_texts(rows, 2020)
    assert [row.pk for row in rows if printed[row.pk] != (row.text or row.title)] == []
    assert len(rows) > 400


def has_mark(text):
    return any(mark in text for mark in MARKS)


def test_texts_of_a_practice_year_are_taken_and_printed_without_its_mark():
    units = OrganisationUnit.objects.filter(code__in=["KH-08", "KH-21", "GCNP", "GS"])
    make(by=PracticePeople.found(), year=2021, until=3, units=units)
    consolidated("2021-Q1")
    with acting(CONSOLIDATOR) as editor:
        edition = begin(by=editor, period=Period.parse("2021-Q1"))
        with_texts = {
            table.table.section.code: [one.entry for one in table.bullets]
            for table in texts_of(edition, "en")
            if len(list(table.bullets)) > 2
        }
        section, entries = next(iter(with_texts.items()))
        assert all(has_mark(one.text or one.title) for one in entries)
        first, second, *_others = entries
        [passage] = take_in_order(by=editor, edition=edition, section=section, entries=[first.pk])
        assert not has_mark(passage.text)
        typed = first.text or first.title
        assert passage.text == re.split(rf"(?:{MARK}|{KHMER_MARK})[^:៖]*[:៖] ", typed)[-1]
        merged = merge_words(
            by=editor, edition=edition, passage=passage.pk, seen=1, entries=[second.pk]
        )
        assert not has_mark(merged.text)
        document = shown_document(texts_taken(edition), "en").document
    assert document.practice
    blocks = [block for one in document.sections for block in one.blocks]
    words = [one.text for one in blocks if isinstance(one, Paragraph | Bullet)]
    assert len(words) > sum(map(len, with_texts.values())) - 1
    words += [
        cell for one in blocks if isinstance(one, Table)
        for row in one.rows for cell in row.cells if isinstance(cell, str)
    ]  # fmt: skip
    assert [one for one in words if has_mark(one)] == []
    assert len(words) > 50
