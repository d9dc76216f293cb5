"""Consolidations had documents of their own: what was published stays as edition 1, and the table
goes; on the way back it is there again, as closed as it was."""

import json

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from reporting.core.queries.editions import newest_published
from reporting.document.json_files import to_json
from reporting.editions.reading.queries.readable_editions import reading_of
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.kernel.periods import Period
from reporting.models import Consolidation, EditionDocument
from tests import editions
from tests.conftest import migrate
from tests.factories import CONSOLIDATOR, KANDAL_OFFICER, acting, consolidated, secretariat
from tests.tenant_rows import ask, attempt

BEFORE_EDITIONS, BEFORE = "0014_one_comment", "0015_one_document"
[(_app, AFTER)] = MigrationLoader(None).graph.leaf_nodes("reporting")  # as the models are now
STORED = "SELECT consolidation_id, language, document FROM reporting_annualreport ORDER BY 1, 2"
STORE = (
    "INSERT INTO reporting_annualreport (consolidation_id, language, document) VALUES (%s, %s, %s)"
)


def test_what_was_published_before_there_were_editions_is_read_for_good(cloned_2020):
    with transaction.atomic():
        draft = editions.begun()
        with secretariat():
            documents = {one: to_json(shown_document(draft, one).document) for one in ("en", "km")}
        transaction.set_rollback(True)
    other = consolidated(2021)

    migrate(cloned_2020, BEFORE_EDITIONS)

    with acting(CONSOLIDATOR) as person, connection.cursor() as cursor:
        run = Consolidation.objects.get(year=2020)
        run.published_at, run.published_by = run.created_at, person.user
        run.save()
        for language, document in documents.items():
            cursor.execute(STORE, [run.pk, language, json.dumps(document)])
        cursor.execute(STORE, [other.pk, "en", "{}"])
        published = [row for row in stored() if row[0] == run.pk]
    closed_to_units(published)

    migrate(cloned_2020, AFTER)

    with acting(KANDAL_OFFICER):
        edition = newest_published(202000)
        assert edition is not None
        assert (edition.number, edition.consolidation_id) == (1, run.pk)
        kept = EditionDocument.objects.filter(edition=edition).order_by("language")
        assert [(one.language, one.document) for one in kept] == [row[1:] for row in published]
        assert reading_of(Period.of_year(2020), "en").is_published
    with secretariat():
        assert ask("SELECT to_regclass('reporting_annualreport')") == [(None,)]

    migrate(cloned_2020, BEFORE)

    with secretariat():
        assert stored() == published  # of the draft of 2021 nothing was stored
        assert attempt(STORE, other.pk, "en", "{}") == 1
        assert attempt("DELETE FROM reporting_annualreport") == 0  # of practice years only
    closed_to_units(published)


def stored():
    return [(*row, json.loads(document)) for *row, document in ask(STORED)]


def closed_to_units(published):
    """But for what is published."""
    with acting(KANDAL_OFFICER):
        assert stored() == published
        assert isinstance(attempt(STORE, published[0][0], "fr", "{}"), str)
