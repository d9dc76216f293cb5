"""The labels of the real catalogue: which are proposed, and what a correction leaves alone."""

import re

import pytest

from reporting.catalogue.actions.khmer_labels import Wanted, store_labels
from reporting.catalogue.queries.khmer_labels import khmer_labels, tally
from tests.editions import begun, published
from tests.factories import acting, secretariat

ADMINISTRATOR = "gs.administrator"
SECTION = "Counter-Trafficking in Persons National Day"
NEW = "ទិវាជាតិថ្មី"


@pytest.fixture
def read(signed_in, settings, tmp_path):
    settings.VAR_DIR = tmp_path

    def read(address):
        client = signed_in(ADMINISTRATOR)
        client.cookies["django_language"] = "km"
        return client.get(address).text

    return read


def corrected(english, khmer):
    """What stood there before."""
    with acting(ADMINISTRATOR) as administrator:
        [label] = [
            one for one in khmer_labels() if one.english == english and one.kind == "section"
        ]
        store_labels(by=administrator, wanted=[Wanted(label, khmer, confirmed=True)])
    return label.khmer


def test_no_label_is_without_khmer_and_what_is_proposed_is_counted(year_2020):
    with secretariat():
        labels = khmer_labels()
    standing = tally(labels)

    assert standing["missing"] == 0 and standing["confirmed"] == 0
    assert standing["proposed"] + standing["source"] == len(labels) > 550
    units = [one for one in labels if one.kind == "unit"]
    places = [one for one in units if re.fullmatch(r"KH-\d\d", one.places[0])]
    assert len(places) == 25 and {one.standing for one in places} == {"source"}


def test_a_published_report_keeps_its_labels(read):
    published()
    before = corrected(SECTION, NEW)

    page = read("/annual/2020/II.B.1.2/")
    assert before in page
    assert NEW not in page


def test_a_report_that_is_being_written_has_the_new_label_at_once(read):
    begun()
    before = corrected(SECTION, NEW)

    page = read("/annual/2020/II.B.1.2/")
    assert NEW in page
    assert before not in page.partition("<main")[2]
