"""Lines of Khmer end between words, and what a press keeps together stays together."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from reporting.document.fonts import REGULAR, register_fonts
from reporting.document.line_breaks import balanced, longest_word, phrases_of, pieces_of, wrap
from reporting.document.script_text import text_width
from reporting.document.shaping import cluster_ends
from reporting.document.word_ends import khmer_words
from tests.reporting.document.hard_words import HARD_WORDS
from tests.reporting.document.sample_names import KHMER_COMMITTEE, KHMER_TITLE

SENTENCE = (
    "គណៈកម្មាធិការជាតិប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្សបានបន្តអនុវត្តសកម្មភាពតាមផែនការដែលបានគ្រោងទុក "
    "ទោះបីជាមានព្រឹត្តិការណ៍ថ្មីៗដែលមិនអាចព្យាករណ៍បានក៏ដោយ។"
)
PARTED = (
    "គណៈកម្មាធិការ|ជាតិ|ប្រយុទ្ធ|ប្រឆាំង|អំពើ|ជួញដូរ|មនុស្ស|បាន|បន្ត|អនុវត្ត|សកម្មភាព|តាម|ផែនការ|ដែល|បាន|"
    "គ្រោង|ទុក|ទោះបីជា|មាន|ព្រឹត្តិការណ៍|ថ្មីៗ|ដែល|មិន|អាច|ព្យាករណ៍|បាន|ក៏ដោយ។"
)
WORDS = PARTED.split("|")
NEVER_FIRST = "\u17d2\u17b6\u17c1\u17c4\u17d4\u17d5\u17d6\u17d7\u17d8\u17db»”’)]}.,;:!?"


@pytest.fixture(autouse=True, scope="module")
def fonts() -> None:
    register_fonts()


def pieces(text: str) -> list[str]:
    return [piece for phrase in text.split() for piece in pieces_of(phrase)]


def test_a_phrase_may_end_after_each_word() -> None:
    assert pieces(SENTENCE) == WORDS


@pytest.mark.parametrize("limit", range(60, 300, 7))
def test_lines_end_between_words_fit_and_lose_nothing(limit: int) -> None:
    lines = wrap(SENTENCE, REGULAR, 10, limit)
    assert "".join(lines).replace(" ", "") == SENTENCE.replace(" ", "")
    assert all(text_width(line, REGULAR, 10) <= limit for line in lines)
    ends, at = set(), 0
    for word in WORDS:
        at += len(word)
        ends.add(at)
    at = 0
    if limit >= longest_word(SENTENCE, 10):
        for line in lines:
            at += len(line.replace(" ", ""))
            assert at in ends, line


@pytest.mark.parametrize("limit", range(8, 90, 3))
def test_too_narrow_a_line_ends_between_clusters(limit: int) -> None:
    words = "".join(HARD_WORDS)
    lines = wrap(words, REGULAR, 10, limit)
    assert "".join(lines) == words
    for line in lines:
        assert line[0] not in NEVER_FIRST and not line.endswith("\u17d2")
        one = next(iter(cluster_ends(line)))
        assert text_width(line, REGULAR, 10) <= limit or line == one


@pytest.mark.parametrize("limit", range(30, 200, 5))
def test_no_line_begins_with_what_closes(limit: int) -> None:
    text = (
        "ក្រសួង«យុត្តិធម៌»និងផ្សេងៗទៀត ៖ បានធ្វើរួច ។ តម្លៃ៥.០០០៛ក្នុង១ឆ្នាំ(គ.ជ.ប.ជ)។ល។ “អនុវត្ត” ហើយ, ក្រោយមក! ចប់៕"
    )
    for line in wrap(text, REGULAR, 10, limit):
        assert line[0] not in NEVER_FIRST and line[0] not in "៕៖", line
        assert line[-1] not in "«“(", line


def test_a_typed_break_is_kept_and_not_printed() -> None:
    typed = "ប្រយុទ្ធ\u200bប្រឆាំង"
    assert wrap(typed, REGULAR, 10, text_width("ប្រយុទ្ធប្រឆាំង", REGULAR, 10) - 1) == ["ប្រយុទ្ធ", "ប្រឆាំង"]
    assert wrap(typed, REGULAR, 10, 500) == ["ប្រយុទ្ធប្រឆាំង"]
    assert pieces_of("ក\u200bម្ពុជា") == ("ក", "ម្ពុជា")  # the writer knows better


def test_a_number_stays_with_its_unit_and_with_what_leads_to_it() -> None:
    assert pieces("ថ្ងៃទី១៥ខែវិច្ឆិកាឆ្នាំ២០២១មានជនរងគ្រោះ១២នាក់") == [
        "ថ្ងៃទី១៥", "ខែវិច្ឆិកា", "ឆ្នាំ២០២១", "មាន", "ជនរងគ្រោះ", "១២នាក់",
    ]  # fmt: skip
    assert pieces("មាន12នាក់")[-1].endswith("12នាក់")
    assert phrases_of("មាន ១,២៥០ នាក់ នៅឆ្នាំ ២០១៩ មក") == ["មាន", "១,២៥០ នាក់", "នៅឆ្នាំ ២០១៩", "មក"]


def test_a_line_does_not_end_with_and_or_of() -> None:
    assert pieces("សន្តិសុខនិងសណ្តាប់ធ្នាប់") == ["សន្តិសុខ", "និងសណ្តាប់ធ្នាប់"]


def test_khmer_may_part_from_other_scripts_but_not_within_codes_and_abbreviations() -> None:
    assert pieces("អង្គការAPLEសហការ") == ["អង្គការ", "APLE", "សហការ"]
    assert pieces("(គ.ជ.ប.ជ)") == ["(គ.ជ.ប.ជ)"]
    assert pieces("នស/រកម/០៦២០/០២០") == ["នស/រកម/០៦២០/០២០"]
    assert pieces("(២០១៩-២០២៣)") == ["(២០១៩-២០២៣)"]
    assert pieces("ក្រសួង/ស្ថាប័ន") == ["ក្រសួង/", "ស្ថាប័ន"]


def test_a_title_breaks_at_its_spaces() -> None:
    width = text_width(KHMER_TITLE, REGULAR, 20)
    assert balanced(KHMER_TITLE, REGULAR, 20, width * 0.8) == KHMER_TITLE.split()


def test_the_longest_word_is_one_word() -> None:
    assert longest_word(KHMER_COMMITTEE, 10) == text_width("គណៈកម្មាធិការ", REGULAR, 10)


def test_words_are_the_same_in_every_thread() -> None:
    phrases = [re.sub("ជា", "ជា" * n, SENTENCE.split()[0]) for n in range(1, 30)] * 3
    alone = [khmer_words.__wrapped__(phrase) for phrase in phrases]
    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(khmer_words.__wrapped__, phrases)) == alone
