"""The page that everybody meets first, in a real browser."""

import pytest


@pytest.mark.browser
@pytest.mark.parametrize("width", [1366, 360])
def test_it_loads_whole_and_fits(page, width):
    page.set_viewport_size({"width": width, "height": 768})
    foreign = []
    page.on("request", lambda asked: foreign.append(asked.url))
    assert page.goto("/accounts/login/").ok
    assert page.get_by_role("button").first.is_visible()
    assert [url for url in foreign if not url.startswith("http://127.0.0.1")] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
