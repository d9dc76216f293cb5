"""JSON from outside: what cannot be stored or walked through is refused in words."""

import pytest

from reporting.kernel.json_text import DEEPEST, BadJson, read_json


def test_what_a_page_sends_is_read() -> None:
    assert read_json(b'{"a": ["\xe1\x9e\x80", 1, null]}') == {"a": ["ក", 1, None]}


@pytest.mark.parametrize(
    "raw",
    ["[" * 100_000, '{"a":' * 100_000, "[" * (DEEPEST + 2) + "]" * (DEEPEST + 2)],
    ids=["lists", "objects", "closed lists"],
)
def test_what_is_nested_too_deeply_is_refused(raw: str) -> None:
    with pytest.raises(BadJson, match="nested too deeply"):
        read_json(raw)


@pytest.mark.parametrize("raw", ["", "{", b"\xff\xfe", "[" + "9" * 5000 + "]"])
def test_what_is_no_json_is_refused(raw: str | bytes) -> None:
    with pytest.raises(BadJson, match="This is not JSON"):
        read_json(raw)


@pytest.mark.parametrize(
    "raw",
    [r'"A \ud83d in Takeo"', r'{"A \ude00 in Takeo": 1}', b'["A \xed\xa0\x80 in Takeo"]'],
)
def test_half_a_sign_is_refused_with_the_words_around_it(raw: str | bytes) -> None:
    with pytest.raises(BadJson, match="“A \N{REPLACEMENT CHARACTER} in Takeo” holds half a sign"):
        read_json(raw)


def test_a_whole_emoji_is_a_sign() -> None:
    assert read_json(r'"\ud83d\ude00"') == "\U0001f600"


def test_nul_is_left_out_as_all_invisible_signs_are() -> None:
    assert read_json(r'{"ma\u0000terials": "264\u0000"}') == {"materials": "264"}
