"""The controls: what the rules find wrong."""

import pytest

from tests.html_rules import faults

PAGE = "<!doctype html><html lang=en><head><title>A</title></head><body>{}</body></html>"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<h1>A</h1><h3>B</h3>", "<h3> after <h1>: B"),
        ("<p id=a></p><p id=a></p>", "id=a 2 times"),
        ("<input name=''>", "<input name=''>"),
        ("<label for=b>B</label>", "<label for=b> leads nowhere"),
        (
            "<time datetime='2026-11-29T05:40:54.994832+07:00'>x</time>",
            "<time datetime='2026-11-29T05:40:54.994832+07:00'>",
        ),
        ("<a href=/ aria-label='Kandal'>100 %</a>", "<a> '100 %' is called 'Kandal'"),
        ("<p><div></div></p>", "line 1: unexpected-end-tag"),
    ],
)
def test_a_fault_is_named(body, said):
    assert said in faults(PAGE.format(body))


def test_a_good_page_has_none():
    good = (
        "<h1>A</h1><h2>B</h2><time datetime='2026-11-29T05:40+07:00'>x</time>"
        "<a href=/ aria-label='100 % Kandal'>100 %<span class=visually-hidden>x</span></a>"
    )
    assert faults(PAGE.format(good)) == []
