"""An edition is published: text, figures, revisions, catalogue and files at once, or nothing."""

import json
import zipfile

import pytest

from reporting.access import Refused
from reporting.editions.publishing.actions.publication import publish
from reporting.editions.publishing.actions.rendered_files import path_of
from reporting.editions.publishing.actions.signing import ask_for_signatures, sign
from reporting.editions.publishing.rules.manifest import (
    FIGURES,
    figures_digest,
    read_figures,
    sha256,
    verify,
)
from reporting.editions.reading.queries.stored_document import shown_document
from reporting.models import (
    Consolidation,
    Edition,
    EditionDocument,
    Passage,
    RenderedFile,
    SignOff,
)
from tests.editions import REASON, begun, published, sentence, signed
from tests.factories import (
    CONSOLIDATOR,
    REVIEWER,
    SECRETARY_GENERAL,
    accepted,
    acting,
    reopened,
    secretariat,
)

SECTION = "II.B.1.2"


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path


def refused(edition: Edition, match: str, seen: str = "") -> None:
    with acting(SECRETARY_GENERAL) as secretary, pytest.raises(Refused, match=match):
        publish(by=secretary, edition=edition, files=(), seen=seen)
    with secretariat():
        edition.refresh_from_db()
        assert not edition.is_published
        assert Consolidation.objects.filter(published_at__isnull=False).count() == 0
        assert not RenderedFile.objects.exists()


def test_everything_is_frozen_into_one_edition(year_2020):
    edition = begun()
    sentence(edition, SECTION, "In all {{ national_day.participants }} people came.")
    signed(edition)
    steps = []
    with acting(SECRETARY_GENERAL) as secretary:
        publish(
            by=secretary, edition=edition, files=("discrepancies.csv",),
            said=lambda step, done, total, file: steps.append((step, done, file)),
        )  # fmt: skip
    with secretariat():
        edition = Edition.objects.get(pk=edition.pk)
        figures = Consolidation.objects.get(year=2020)
        assert edition.is_published
        assert edition.consolidation == figures
        assert figures.published_by == edition.published_by
        languages = EditionDocument.objects.values_list("language", flat=True)
        assert sorted(languages) == ["en", "km"]
        document = shown_document(edition, "en").document
    manifest = edition.manifest or {}
    assert manifest["figures_digest"] == figures.digest
    assert manifest["reason"] == edition.reason == REASON
    assert [one["role"] for one in manifest["signatures"]] == [
        "reviewer", "consolidator", "secretary_general",
    ]  # fmt: skip
    assert {"unit": "KH-08", "form": "committee", "period": "2020", "revision": 1} in (
        manifest["revisions"]
    )
    of_the_year = [one for one in manifest["revisions"] if one["period"].startswith("2020")]
    assert len(of_the_year) == figures.report_count
    assert [one["name"] for one in manifest["files"]] == [
        "canonical-figures.csv", "catalogue.json", "en/discrepancies.csv", "km/discrepancies.csv",
        "text.json",
    ]  # fmt: skip
    assert document.edition.startswith("Edition 1, published on")
    assert [step for step, *_rest in steps] == [
        "Checking", "Setting the pages", "Rendering", "Rendering",
        "Writing the manifest", "Freezing",
    ]  # fmt: skip


def test_the_archive_holds_it_all_and_agrees_with_itself(year_2020):
    edition = published()
    with secretariat():
        file = RenderedFile.objects.get(name="nsp-2020-edition-1.zip")
        path = path_of(file)
    assert sha256(path.read_bytes()) == file.digest
    with zipfile.ZipFile(path) as archive:
        files = {
            name.removeprefix("nsp-2020-edition-1/"): archive.read(name)
            for name in archive.namelist()
        }
    assert sorted(files) == [
        "SHA256SUMS", "canonical-figures.csv", "catalogue.json", "manifest.json", "text.json",
    ]  # fmt: skip
    manifest, differences = verify(files, files.__getitem__)
    assert differences == []
    assert manifest == edition.manifest
    with secretariat():
        assert (
            figures_digest(read_figures(files[FIGURES]))
            == (edition.manifest or {})["figures_digest"]
        )
    catalogue = json.loads(files["catalogue.json"])
    assert any(one["code"] == "direct_publicity" for one in catalogue["table"])


def test_it_is_published_only_by_the_secretary_general(year_2020):
    edition = signed(begun())
    with acting(CONSOLIDATOR) as other, pytest.raises(Refused, match="Only the Secretary General"):
        publish(by=other, edition=edition)


def test_nothing_is_published_without_the_signatures(year_2020):
    edition = begun()
    refused(edition, "is not signed by: Reviewer, Consolidator")
    with acting(REVIEWER) as reviewer:
        ask_for_signatures(by=reviewer, edition=edition)
        sign(by=reviewer, edition=edition, role="reviewer")
    refused(edition, "is not signed by: Consolidator")


def test_a_signature_of_an_older_state_does_not_count(year_2020):
    edition = signed(begun())
    sentence(edition, SECTION, "One more.")
    refused(edition, "The report as it stands is not signed by: Reviewer, Consolidator")


def test_what_changed_under_the_eyes_is_looked_at_again(year_2020):
    refused(signed(begun()), "has changed since you looked", seen="something else")


def test_no_reference_without_a_figure_is_printed(year_2020):
    edition = begun()
    sentence(edition, SECTION, "From {{ national_day.participants:2019 }} people.")
    signed(edition)
    refused(edition, r"1 reference shows no figure: .*national_day.participants:2019")


def test_no_reference_that_cannot_be_read_is_printed(year_2020):
    edition = begun()
    made = sentence(edition, SECTION, "So many.")
    with secretariat():
        Passage.objects.filter(pk=made.pk).update(text="So {{ many. }}")
    signed(edition)
    refused(edition, f"cannot be read in {SECTION}")


def test_a_report_that_came_in_later_is_named(year_2020):
    edition = signed(begun())
    accepted("KH-08", "committee", "2020-03", {"direct_publicity[forums].persons": 800})
    reopened("KH-01", "committee", "2020")
    accepted("KH-01", "committee", "2020", {"direct_publicity[forums].persons": 801})
    refused(edition, "1 report has changed since .*: KH-01/committee/2020")


def test_open_high_discrepancies_need_the_consolidators_reason(year_2020):
    edition = begun()
    with acting(REVIEWER) as reviewer:
        ask_for_signatures(by=reviewer, edition=edition)
        sign(by=reviewer, edition=edition, role="reviewer")
    with acting(CONSOLIDATOR) as consolidator:
        with pytest.raises(Refused, match="Say why the report is published with them"):
            sign(by=consolidator, edition=edition, role="consolidator")
        sign(by=consolidator, edition=edition, role="consolidator", words="As printed.")
    with acting(SECRETARY_GENERAL) as secretary:
        assert publish(by=secretary, edition=edition, files=()).reason == "As printed."


def test_a_failure_leaves_nothing_behind(year_2020, var):
    edition = signed(begun())
    with acting(SECRETARY_GENERAL) as secretary, pytest.raises(KeyError):
        publish(by=secretary, edition=edition, files=("discrepancies.csv", "nothing.pdf"))
    with secretariat():
        edition.refresh_from_db()
        assert edition.state == Edition.State.REVIEW
        assert not RenderedFile.objects.exists()
        assert not EditionDocument.objects.exists()
        assert not SignOff.objects.filter(role="secretary_general").exists()
    assert not [path for path in var.rglob("*") if path.is_file()]
