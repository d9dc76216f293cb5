"""A sentence that does not agree with itself holds up the publication until it is changed, or a
consolidator has said of this sentence, with these figures, why it stays."""

import pytest

from reporting.access import Refused
from reporting.core.queries.editions import newest_consolidation, period_of
from reporting.editions.discrepancies import actions as resolving
from reporting.editions.discrepancies.queries.contradictions import (
    open_sentences,
    sentence_rows,
    sentences_of,
)
from reporting.editions.discrepancies.queries.discrepancy_list import (
    DiscrepancyWorkspace,
    open_high,
)
from reporting.editions.discrepancies.queries.workspaces import (
    high_by_section,
    workspace_of,
    workspace_of_edition,
)
from reporting.editions.discrepancies.rules import SENTENCE, DiscrepancyStatus
from reporting.editions.publishing.actions.publication import publish
from reporting.editions.publishing.actions.signing import ask_for_signatures, sign
from reporting.editions.writing.actions import passages
from reporting.models import AuditEvent, Settlement
from tests.editions import REASON, begun, publish_it
from tests.factories import (
    CONSOLIDATOR,
    REVIEWER,
    SECRETARY_GENERAL,
    acting,
    secretariat,
)

SECTION = "II.B.1.2"
WRONG = "It freed 457 victims, including 130 girls, 39 boys and 298 women."
WORDS = "457 victims, but 130 + 39 + 298 = 467."


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def edition(year_2020):
    return begun()


def written(edition, text=WRONG, section=SECTION):
    with acting(CONSOLIDATOR) as editor:
        return passages.add_passage(
            by=editor, edition=edition, section=section, after=None, kind="bullet", text=text
        )


def rewritten(edition, passage, text):
    with acting(CONSOLIDATOR) as editor:
        passage.refresh_from_db()
        passages.write(
            by=editor, edition=edition, passage=passage.pk, seen=passage.version, text=text
        )


def explained(edition, text="The unit counted ten twice.", by=CONSOLIDATOR):
    [one] = open_sentences(edition)
    with acting(by) as person:
        return resolving.explain(
            by=person, period_key=edition.period_key, fingerprint=one.fingerprint, seen=0, text=text
        )


def signed_by_both(edition):
    with acting(REVIEWER) as reviewer:
        ask_for_signatures(by=reviewer, edition=edition)
        sign(by=reviewer, edition=edition, role="reviewer")
    with acting(CONSOLIDATOR) as consolidator:
        sign(by=consolidator, edition=edition, role="consolidator", words=REASON)


def test_a_consolidator_cannot_sign_with_one_open_and_is_told_which(edition):
    written(edition)
    with pytest.raises(Refused) as refusal:
        signed_by_both(edition)
    assert WORDS in str(refusal.value)
    assert SECTION in str(refusal.value)


def test_a_publication_is_refused_when_one_turns_up_after_the_signatures(edition):
    passage = written(edition, "It freed {{ national_day{study_groups}.participants }} victims.")
    signed_by_both(edition)
    with acting(SECRETARY_GENERAL):
        assert open_sentences(edition) == []
    with secretariat():
        passage.text = WRONG
        passage.save()
    with acting(SECRETARY_GENERAL) as person, pytest.raises(Refused) as refusal:
        publish(by=person, edition=edition, files=())
    assert WORDS in str(refusal.value)


def test_with_a_reason_for_that_sentence_it_is_published_and_the_reason_is_kept(edition):
    passage = written(edition)
    with secretariat():
        made = explained(edition)
    assert (made.found["kind"], made.found["section"]) == (SENTENCE, SECTION)
    with secretariat():
        event = AuditEvent.objects.filter(action="discrepancy.explained").latest("pk")
        assert event.detail["fingerprints"] == [made.fingerprint]
    signed_by_both(edition)
    publish_it(edition)
    with secretariat():
        edition.refresh_from_db()
        assert edition.is_published
        [item] = [one for one in workspace_of_edition(edition, "en").items if one.is_sentence]
        assert item.status is DiscrepancyStatus.EXPLAINED
        assert [one.text for one in item.history] == ["The unit counted ten twice."]
        [one] = sentences_of(edition)
        assert (one.passage, one.is_open) == (passage.pk, False)


def test_other_words_or_other_numbers_are_another_sentence_and_want_their_own_reason(edition):
    passage = written(edition)
    with secretariat():
        explained(edition)
        assert open_sentences(edition) == []
    rewritten(edition, passage, WRONG.replace("It freed", "The police freed"))
    with secretariat():
        [one] = open_sentences(edition)
        assert [said.text for said in one.before] == ["The unit counted ten twice."]
    rewritten(edition, passage, WRONG.replace("457", "467"))
    with secretariat():
        assert sentences_of(edition) == []
    rewritten(edition, passage, WRONG)
    with secretariat():
        assert open_sentences(edition) == []  # the sentence of which the reason was given


def test_a_reason_lapses_with_the_figures_that_the_sentence_shows(edition):
    text = "Of 300 students, {{ national_day{study_groups}.participants }} came and 50 did not."
    written(edition, text)
    with secretariat():
        [one] = open_sentences(edition)
        assert one.words.startswith("300 students, but 286 + 50 = 336.")
        explained(edition)
        assert open_sentences(edition) == []
        other = text.replace("participants", "females")
        edition.passages.filter(text=text).update(text=other)
        [lapsed] = open_sentences(edition)
        assert lapsed.words.startswith("300 students, but 140 + 50 = 190.")
        assert lapsed.said is None


def test_only_a_consolidator_gives_the_reason_one_by_one_and_it_needs_words(edition):
    written(edition)
    with secretariat():
        with pytest.raises(Refused, match="A consolidator says why a sentence stays"):
            explained(edition, by=REVIEWER)
        with pytest.raises(Refused, match="needs its reason"):
            explained(edition, text=" \n")
    with acting(CONSOLIDATOR) as person, pytest.raises(Refused, match="its own reason"):
        resolving.explain_kind(
            by=person, period_key=edition.period_key, kind=SENTENCE, text="So they are."
        )
    with secretariat():
        assert not Settlement.objects.filter(found__kind=SENTENCE).exists()


def test_it_stands_in_the_list_of_the_period_and_not_among_what_the_figures_show(edition):
    written(edition)
    with secretariat():
        items = [one for one in workspace_of(period_of(edition), "en").items if one.is_sentence]
        assert [(one.found.section, one.found.severity) for one in items] == [(SECTION, "high")]
        assert not any(one.is_sentence for one in open_high(edition.period_key))
        assert not any(
            one.is_sentence for found in high_by_section(edition, "en").values() for one in found
        )
        explained(edition)
        assert not any(one.found.kind == SENTENCE for one in _of_figures(edition))


def _of_figures(edition):
    figures = newest_consolidation(edition.period_key)
    assert figures is not None
    return DiscrepancyWorkspace(figures, "en").items


def test_a_sentence_is_read_against_the_table_in_its_section(edition):
    written(edition, "The police rescued {{ = 276 | As it was printed. }} victims.", "II.C.1.1.1")
    with secretariat():
        [one] = open_sentences(edition)
    assert one.words == (
        "276 victims here, but the table “Statistics of Trafficking in Persons” in this section "
        "gives 266."
    )


def test_what_was_taken_out_is_not_read_and_there_is_nothing_before_the_figures(edition):
    passage = written(edition)
    with secretariat():
        assert len(sentence_rows(edition)) == 1
        edition.passages.filter(pk=passage.pk).update(removed=True)
        assert sentence_rows(edition) == []


def test_the_number_of_queries_does_not_grow_with_the_sentences(
    edition, django_assert_max_num_queries
):
    written(edition)
    with secretariat():
        sentences_of(edition)
        with django_assert_max_num_queries(5) as one:
            sentences_of(edition)
    for number in range(458, 464):
        written(edition, WRONG.replace("457", str(number)))
    with secretariat(), django_assert_max_num_queries(5) as many:
        assert len(sentences_of(edition)) == 7
    assert len(one) == len(many)
