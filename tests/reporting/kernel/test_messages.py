"""Messages for people: what is stored is put into words when it is read."""

from datetime import date

from reporting.kernel.messages import Message, in_words, plain_params


def long(day: date) -> str:
    return f"{day.day} October"


def test_a_day_is_said_alike_before_and_after_it_was_stored():
    message = Message(template="Row dated %(day)s.", params={"day": date(2021, 10, 5)})
    kept = plain_params(message.params)
    assert message.words(str, long) == in_words(message.template, kept, str, long)
    assert message.words(str, long) == "Row dated 5 October."


def test_what_only_looks_like_a_day_stays_as_it_is():
    for text in ("2021-13-45", "KH-2021-10-05", "2021-10"):
        assert in_words("%(text)s", {"text": text}, str, long) == text
