"""A sentence against itself: what is said of it, what is not, and how many planted errors are found
in sentences as they are written."""

import pytest

from reporting.checks.rules.sentences import check_runs
from reporting.consolidation.rules.checks.sentences_and_tables import check_beside, columns_of
from reporting.document.sentences.counted import DEEPEST, MOST, read_runs
from reporting.document.value import Align, HeaderCell, Missing, Number, Quote, Row, Table


def said(text):
    return [one.words() for one in check_runs((), text)]


def of_ages(victims, *parts):
    one, two, three = parts
    return (
        f"{victims} victims were rescued, including: {one} victims were under 15 years of age, "
        f"{two} under 15-17 years of age, and {three} aged 18 and over (98 of them were handed "
        "over to the Department of Social Affairs, and 369 were handed over to their families)."
    )


def test_parts_that_make_up_another_whole_are_said_with_their_numbers():
    assert said(of_ages(467, 130, 39, 298)) == []
    assert said(of_ages(457, 130, 39, 298)) == [
        "457 victims, but 130 + 39 + 298 = 467. It would add up if 457 were 467.",
        "457 victims, but 98 + 369 = 467. It would add up if 457 were 467.",
    ]


def test_the_one_number_is_named_whose_slip_explains_it_and_none_where_two_do():
    of_three = "473 victims, including: 130 under 15, 45 aged 15-17, and %s aged 18 and over."
    assert said(of_three % 298) == []
    assert said(of_three % 28) == [
        "473 victims, but 130 + 45 + 28 = 203. It would add up if 28 were 298."
    ]
    assert said(of_ages(467, 130, 39, 398)) == ["467 victims, but 130 + 39 + 398 = 567."]
    [undecided] = said("In total 312 cases: 233 were investigated, 18 kept, 10 tried and 52 wait.")
    assert undecided == "312 cases, but 233 + 18 + 10 + 52 = 313."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "467 out of 456 victims were rescued.",
            "467 out of 456 victims: a part cannot be more than its whole.",
        ),
        (
            "A total of 286 students, including 340 girls, took part.",
            "340 girls are more than the 286 students of which they are a part.",
        ),
        (
            "They reached 919 participants (1,210 females).",
            "1,210 females are more than the 919 participants of which they are a part.",
        ),
        (
            "Officials: 394 persons, of whom 415 are females.",
            "415 are more than the 394 persons of which they are a part.",
        ),
        (
            "It received 220 people (25 males, 184 females, 4 boys, and 17 girls).",
            "220 people, but 25 + 184 + 4 + 17 = 230.",
        ),
        (
            "266/151 victims were rescued: 31 under 15, 16 aged 15-17, and 229 aged 18 and over.",
            "266 victims, but 31 + 16 + 229 = 276.",
        ),
        (
            "44 cases/38 cases (16 cases increased) were suppressed.",
            "It says that 16 more than 38 are 44.",
        ),
        (
            "155 cases out of 169 (24 cases decreased, compared to 2019).",
            "It says that 24 fewer than 169 are 155.",
        ),
        (
            "Of 220 people, 11 were from Malaysia, 139 from China and 38 from Thailand.",
            "220 people, but 11 + 139 + 38 = 188.",
        ),
        (
            "It resolved 21 cases between 400 workers. Of which, 14 cases were finalized, 4 cases "
            "were annulled, and 13 cases were pending.",
            "21 cases, but 14 + 4 + 13 = 31.",
        ),
        (
            "Organized 125 workshops. In that, the NCCT hosted 7 times, the Ministry 5 times and "
            "the provinces 103 times.",
            "125 workshops, but 7 + 5 + 103 = 115.",
        ),
        (
            "There were 40 participants, 45 of whom were female.",
            "45 are more than the 40 participants of which they are a part.",
        ),
        (
            "5 of 4 provinces reported.",
            "5 out of 4 provinces: a part cannot be more than its whole.",
        ),
        (
            "304 victims compared to 250 in 2020 (an increase of 60).",
            "It says that 60 more than 250 are 304.",
        ),
        (
            "457 victims: 130 minors, 39 women, and 298 men.",
            "457 victims, but 130 + 39 + 298 = 467.",
        ),
        (
            "It broadcast 434 times (124 live broadcasts, 330 rebroadcasts).",
            "434 times, but 124 + 330 = 454.",
        ),
    ],
)
def test_what_does_not_agree_is_said(text, found):
    [first, *_more] = said(text)
    assert first.startswith(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "ជនរងគ្រោះ ៤៦៧ នាក់ ក្នុងចំណោម ៤៥៦ នាក់ ត្រូវបានសង្គ្រោះ។",
            "៤៦៧ out of ៤៥៦ នាក់: a part cannot be more than its whole.",
        ),
        (
            "ជនរងគ្រោះ ៤៥៧ នាក់ ក្នុងនោះ អាយុក្រោម១៥ ចំនួន ១៣០ នាក់, ៣៩ នាក់ និង ២៩៨ នាក់។",
            "៤៥៧ នាក់, but ១៣០ + ៣៩ + ២៩៨ = 467.",
        ),
        (
            "ក្នុងចំណោម ៤ ខេត្ត មាន ៥ ខេត្តបានរាយការណ៍។",
            "៥ ខេត្ត are more than the ៤ ខេត្ត of which they are a part.",
        ),
        (
            "ជនរងគ្រោះ ៤៥៧ នាក់ ក្នុងនោះ ១៣០ នាក់ ៣៩ នាក់ និង ២៩៨ នាក់។",
            "៤៥៧ នាក់, but ១៣០ + ៣៩ + ២៩៨ = 467.",
        ),
        (
            "អ្នកចូលរួម ១,២៣៤ នាក់ (ស្រី ២,៣៤៥ នាក់)។",
            "២,៣៤៥ នាក់ are more than the ១,២៣៤ នាក់ of which they are a part.",
        ),
        (
            "មានករណី ៣១២ ករណី៖ ២៣៣ ករណី, ១៨ ករណី, ១០ ករណី និង ៥២ ករណី។",
            "៣១២ ករណី, but ២៣៣ + ១៨ + ១០ + ៥២ = 313.",
        ),
    ],
)
def test_khmer_sentences_are_read_too(text, found):
    [first, *_more] = said(text)
    assert first.startswith(found)


@pytest.mark.parametrize(
    "text",
    [
        "It received 220 people (25 males, 184 females, 4 boys, and 7 girls).",
        "516 suspects, including 12 minors and 19 foreigners of 4 nationalities, were detained.",
        "7,286 workers (2,744 females and 687 minors) were interviewed.",
        "23 foreigners were of 8 nationalities (1 Israeli, 13 Chinese, 1 British, 4 Vietnamese, "
        "1 American, 1 Swedish, 1 Russian and 1 Bangladeshi).",
        "A total of 417 families (2,586 people in total) received soap.",
        "Five hundred and thirty (530) meetings, including 150 meetings by the NCCT, 71 by the "
        "Ministry of Social Affairs, 29 by the Ministry of Labor 29 times, and 280 by others.",
        "Through 13 courses, 3 workshops, and 2 days, with a total of 877 participants, including "
        "627 females.",
        "100 participants, including 30 officials and 20 students, came on 12 December 2020.",
        "65 victims received US$524,476 (five hundred and twenty-four thousand four hundred and "
        "seventy-six US dollars).",
        "6,147,930 people (compared to 5,492,044 people in 2019, an increase of 655,886 people).",
        "It met 6 organizations (1. Hope Foundation, 2. Love, 3. Action, and 4. Chab Dai).",
        "It hosted 2 times 100 people, including 56 females. 2. It held 18 meetings with 1,947 "
        "people, including 346 females.",
        "According to Article 12 of Law No. 5, of 25 provinces 18 took part.",
        "ជនរងគ្រោះ ៤៦៧ នាក់ ក្នុងនោះ អាយុក្រោម១៥ ចំនួន ១៣០ នាក់, ៣៩ នាក់ និង ២៩៨ នាក់។",
        "",
    ],
)
def test_a_sentence_that_agrees_with_itself_is_left_alone(text):
    assert said(text) == []


def test_numbers_are_read_alike_whether_typed_kept_or_linked():
    linked = (Quote("457"), " victims: ", Quote("130"), " girls and ", Quote("337"), " women.")
    kept = (Quote("467", kind="kept", reason="So."), " out of ", Quote("456"), " victims.")
    assert [one.words() for one in check_runs(linked)] == ["457 victims, but 130 + 337 = 467."]
    assert [one.shown for one in check_runs(kept)] == [("456", "467")]
    [one] = read_runs((Quote("one"), " time")).numbers
    assert (int(one.value), one.thing) == (1, "occasion")


def table(rows, header):
    cells = tuple(
        Row(tuple(Missing() if one is None else one for one in cells), kind=kind)
        for kind, cells in rows
    )
    top = tuple(HeaderCell(one) for one in header)
    align: tuple[Align, ...] = ("start", "end", "end")
    return Table("t", "1", "Statistics", (top,), cells, align[: len(header)], (1.0,))


OFFENCES = table(
    [
        ("body", ("Export", Number(229), Number(40))),
        ("body", ("Smuggling", Number(37), Number(14))),
        ("total", ("Total", Number(266), Number(54))),
    ],
    ("Offence", "Victims", "Suspects"),
)
ACTIONS = table(
    [("body", ("Cases", Number(312))), ("body", ("Adults", Number(216)))], ("Measure", "Total")
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "276 victims were rescued.",
            ["276 victims here, but the table “Statistics” in this section gives 266."],
        ),
        ("266 victims were rescued.", []),
        ("266 victims were rescued, 276 victims were found.", []),
        ("229 victims were exported.", []),
        ("120 victims were heard again.", []),
        (
            "There were 313 cases.",
            ["313 cases here, but the table “Statistics” in this section gives 312."],
        ),
    ],
)
def test_a_sentence_is_read_against_the_table_beside_it(text, found):
    columns = columns_of([OFFENCES, ACTIONS])
    assert [one.words() for one in check_beside((), text, columns)] == found


def test_a_text_of_thousands_of_numbers_and_brackets_is_read_only_so_far():
    reading = read_runs((), "5 (" * 2_000 + ")" * 2_000)
    assert len(reading.numbers) == MOST
    assert max(len(one.inside) for one in reading.numbers) == DEEPEST
