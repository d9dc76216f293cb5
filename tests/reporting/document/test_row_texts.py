from reporting.document.sentences.row_texts import RowText, row_text, stored_texts, with_row_text

KEY = "KH-08/202000/n1/text"
SPEC = {"table": "partner_meetings"}
LINKED = RowText(KEY, "To 4 communities.", "To {{ a.communities }} communities.")


def test_the_words_of_an_editor_stand_while_the_unit_says_the_same():
    spec = with_row_text(SPEC, LINKED)
    assert row_text(spec, KEY, "To 4 communities.") == LINKED
    assert row_text(spec, KEY, "To 5 communities.").text == "To 5 communities."
    assert spec["table"] == "partner_meetings"
    assert list(stored_texts("", spec)) == [LINKED.text]


def test_what_a_unit_wrote_is_never_a_reference():
    assert row_text(SPEC, KEY, "{{ a.persons }}").text == "{ { a.persons } }"


def test_a_passage_without_rows_has_its_own_text_alone():
    assert list(stored_texts("Words.", SPEC)) == ["Words."]
    assert list(stored_texts("", SPEC)) == []
