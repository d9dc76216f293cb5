"""How many sections of its form a report answers: one count for the page, homes and rates."""

from reporting.entry.page.queries.completeness import completeness_of, form_of_report
from reporting.entry.page.queries.report_content import content_of
from reporting.entry.page.rules.completeness import Completeness, completeness
from reporting.entry.page.views.report_sections import states_of
from reporting.entry.page.views.tasks import Tasks
from reporting.models import Revision
from tests import factories


def test_a_section_is_answered_when_all_its_tables_are():
    form = [(1, 10), (1, 11), (2, 20)]
    assert completeness(form, {10, 20}) == Completeness(1, 2)
    assert completeness(form, {10, 11, 20}) == Completeness(2, 2)
    assert completeness([], ()).percent is None
    assert (Completeness(1, 2) + Completeness(2, 3)).percent == 60


def test_every_report_counts_as_its_page_does(year_2020):
    """Of all units and forms that reported 2020: forms leave out tables of other units."""
    with factories.secretariat():
        revisions = list(Revision.objects.select_related("report__organisation_unit"))
        found = completeness_of(map(form_of_report, revisions))
        kinds = set()
        for revision in revisions:
            tasks = Tasks(states_of(content_of(revision)))
            assert found[revision.pk] == Completeness(tasks.answered, len(tasks.sections))
            kinds.add(revision.report.organisation_unit.kind)
    assert len(revisions) > 50
    assert len(kinds) > 2


def test_the_number_of_queries_is_the_same(year_2020, django_assert_max_num_queries):
    with factories.secretariat():
        revisions = list(Revision.objects.select_related("report__organisation_unit"))
        for some in (revisions[:1], revisions):
            with django_assert_max_num_queries(4):
                completeness_of(map(form_of_report, some))
