"""Two people changed the same words."""

import pytest

from reporting.editions.writing.rules.text_comparison import both_changes


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "both"),
    [
        ("The police held 12 courses in Kandal.", "The police held 13 courses in Kandal.",
         "The national police held 12 courses in Kandal province.",
         "The national police held 13 courses in Kandal province."),
        ("One two three.", "One 2 three.", "One TWO three.", "One 2 TWO three."),
        ("One two three.", "One 2 three.", "One 2 three.", "One 2 three."),
        ("One two three.", "One three.", "One two three.", "One three."),
        ("One.", "One. Theirs.", "One. Mine.", "One. Theirs. Mine."),
        ("", "Theirs", "Mine", "Theirs Mine"),
        ("One.", "One.", "One.", "One."),
    ],
)  # fmt: skip
def test_both_changes_stand_in_one_text(base, theirs, mine, both):
    assert both_changes(base, theirs, mine) == both


def test_no_word_of_either_is_lost():
    base = "The committee met twice and decided on the plan of the year."
    theirs = "The committee met three times, in all provinces, and decided on the plan."
    mine = "The national committee met twice and decided on the new plan of the year 2020."
    words = both_changes(base, theirs, mine)
    for added in ("three times", "in all provinces", "national", "new", "2020"):
        assert added in words
