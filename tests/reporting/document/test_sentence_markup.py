import pytest

from reporting.document.sentences.markup import Kept, MarkupError, Quoted, plain, read, write


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ a.b }}", Quoted("a.b")),
        ("{{a.b|words}}", Quoted("a.b", "words")),
        ("{{ a.b | 2 }}", Quoted("a.b", places=2)),
        ("{{ a.b | money KHR | 0 }}", Quoted("a.b", "money", currency="KHR", places=0)),
        ("{{ a.b | share of a.c | 1 }}", Quoted("a.b", "share", base="a.c", places=1)),
        ("{{ a.b | change from 2019 }}", Quoted("a.b", "change", base="2019")),
        ("{{ a{b}.c@KH-08|GCNP | words }}", Quoted("a{b}.c@KH-08|GCNP", "words")),
        ("{{ a.b@province|ministry }}", Quoted("a.b@province|ministry")),
        ("{{ a{b}}}", Quoted("a{b}")),
        ("{{ = 80% | An estimate. }}", Kept("80%", "An estimate.")),
    ],
)
def test_reads_a_reference_and_writes_it_so_that_it_is_read_alike(text, expected):
    assert read(text) == (expected,)
    assert read(write(read(text))) == (expected,)


def test_words_stay_between_references():
    assert read("In all {{ a.b }} of {{ a.c }}.") == (
        "In all ", Quoted("a.b"), " of ", Quoted("a.c"), ".",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ a. }}", "Something is missing"),
        ("{{ a.b | loud }}", "no way of showing"),
        ("{{ a.b | share }}", "of which whole"),
        ("{{ a.b | change }}", "from what"),
        ("{{ a.b | money BTC }}", "not a currency"),
        ("{{ a.b | words | 9 }}", "not a number of decimals"),
        ("{{ = 80% }}", "needs its reason"),
        ("{{ a.b | words | 1 | 2 }}", "no more"),
    ],
)
def test_says_what_is_wrong_with_a_reference(text, said):
    with pytest.raises(MarkupError, match=said):
        read(text)


def test_a_unit_cannot_smuggle_a_reference_into_its_words():
    assert read(plain("We spent {{ secret.x }}.")) == ("We spent { { secret.x } }.",)
