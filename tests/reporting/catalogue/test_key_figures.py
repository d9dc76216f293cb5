"""Key figures and charts of the files: loaded with labels, refused where nothing gives them."""

import re

import pytest

from reporting.catalogue.queries.khmer_labels import khmer_labels
from reporting.catalogue.rules.files import CatalogueError
from strategies.models import Chart, KeyFigure
from tests.factories import secretariat
from tests.reporting.catalogue.sample import catalogue
from tests.reporting.catalogue.test_loading import load


@pytest.fixture(autouse=True)
def in_scope(db):
    with secretariat():
        yield


KEY_FIGURE = {
    "code": "reached", "title": {"en": "Reached", "km": "ទទួលបាន"}, "expression": "events.persons",
    "unit": "person", "better": "more",
}  # fmt: skip
DRAWN = {
    "code": "drawn", "section": "II", "kind": "bars", "form": "years", "years": [2020, 2021],
    "title": {"en": "Drawn", "km": "គូរ"},
    "series": [{"title": {"en": "Persons", "km": "នាក់"}, "expression": "events.persons"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"expression": "events.nothing"}, "no figure “events.nothing”"),
        ({"unit": "miles"}, "the unit 'miles' is not known"),
        ({"better": "higher"}, "the direction 'higher' is not known"),
    ],
)
def test_a_key_figure_that_cannot_be_computed_is_refused(tmp_path, change, said):
    with pytest.raises(CatalogueError, match=re.escape(said)):
        load(tmp_path, {**catalogue(), "key_figures": [KEY_FIGURE | change]})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"section": "XX"}, "there is no section XX"),
        ({"kind": "pie"}, "the kind 'pie' is not known"),
        ({"form": "weeks"}, "the form 'weeks' is not known"),
        ({"years": []}, "which years stand beside each other"),
        ({"form": "parts", "categories": [{"en": "A"}, {"en": "B"}]}, "needs 2"),
        ({"form": "rows", "series": []}, "it has 0 expressions and needs 1"),
        ({"form": "rows", "series": [], "expression": "events.nothing"}, "no figure"),
    ],
)
def test_a_chart_that_cannot_be_drawn_is_refused(tmp_path, change, said):
    content = catalogue()
    chart = DRAWN | {"section": content["sections"][0]["id"]} | change
    with pytest.raises(CatalogueError, match=re.escape(said)):
        load(tmp_path, {**content, "charts": [chart]})


def test_key_figures_and_charts_are_loaded_with_their_labels(tmp_path):
    content = catalogue()
    chart = DRAWN | {
        "section": content["sections"][0]["id"], "form": "parts",
        "categories": [{"en": "One", "km": "មួយ"}, {"en": "Two", "km": "ពីរ"}],
        "series": [
            {"title": {"en": "A"}, "expressions": ["events.persons", "events.times"]},
            {"title": {"en": "B"}, "expressions": ["events.times", "events.persons"]},
        ],
    }  # fmt: skip
    load(tmp_path, {**content, "key_figures": [KEY_FIGURE], "charts": [chart]})
    assert KeyFigure.objects.get().title_in("km") == "ទទួលបាន"
    found = Chart.objects.get(code="drawn")
    assert found.expressions == [
        "events.persons", "events.times", "events.times", "events.persons",
    ]  # fmt: skip
    assert found.titles("categories", "km") == ["មួយ", "ពីរ"]
    assert found.titles("series_titles", "km") == ["A", "B"]
    assert (found.placed_from, found.on_situation) == (None, False)
    assert {label.kind for label in khmer_labels()} >= {"chart", "key_figure"}
