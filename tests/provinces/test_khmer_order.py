"""The order of the Khmer dictionary, in a key and in the database."""

import random

import pytest

from provinces.khmer_order import sort_key
from provinces.models import User
from provinces.queries import by_name
from tests.conftest import migrate
from tests.factories import secretariat

# As they follow one another in the dictionary of Chuon Nath; the last vowels as in CLDR.
WORDS = [
    "ក", "កក", "កង", "កណ្តាល", "កន្លែង", "កម្មករ", "កា", "កាត់", "កាល", "កិច្ច",
    "កី", "កុន", "កូន", "កួច", "កើត", "កៀន", "កេរ", "កែប", "កៃ", "កោត",
    "កៅ", "កុំ", "កំពង់", "កំពត", "កាំ", "កះ", "ក្តាម", "ក្បាល", "ក្មេង", "ក្រចេះ",
    "ខេត្ត", "ខ្មែរ", "គណៈកម្មាធិការ", "គិត", "ឃុំ", "ងារ", "ចម្ការ", "ឆមាស", "ជួញដូរ", "ដៃ",
    "តាកែវ", "ត្បូង", "ថ្ងៃ", "ទីក្រុង", "ធម", "ធម៌", "ធ្វើ", "នាក់", "បទល្មើស", "បាត់ដំបង",
    "ប៉ៃលិន", "ពោធិ៍សាត់", "ព្រៃ", "ព្រះ", "ភ្នំ", "មណ្ឌល", "យុទ្ធសាស្ត្រ", "រតនគិរី", "របាយការណ៍", "ឫស",
    "លក់", "វិច្ឆិកា", "សាលា", "សៀមរាប", "ស្ទឹង", "ស្វាយ", "ហត្ថលេខា", "ឡាន", "អង្គការ", "ឥន្ទ",
    "ឧត្តរ", "ឯកសារ", "អ្នក",
]  # fmt: skip


def test_words_stand_as_in_the_dictionary():
    mixed = random.Random(1).sample(WORDS, len(WORDS))
    assert sorted(mixed, key=sort_key) == WORDS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("កណ្តាល", "កណ្ដាល"),
        ("របាយការណ៍", "របាយ\u200bការណ៍"),
        ("១២", "12"),
        ("Takéo", "takeo"),
    ],
)
def test_spellings_that_look_alike_have_one_place(one, other):
    assert sort_key(one) == sort_key(other)


def test_digits_come_first_then_latin_then_khmer_letters():
    assert sorted(["ក", "Zorro", "២", "abc"], key=sort_key) == ["២", "abc", "Zorro", "ក"]


def test_the_database_sorts_people_by_the_key(db):
    names = ["ឧត្តម", "អាន", "Ann", "ក្រេម", "កេត", "កំណត់"]
    with secretariat():
        for place, name in enumerate(names):
            field = "full_name_en" if name.isascii() else "full_name_km"
            User.objects.create_user(f"sorted.{place}", **{field: name})
        found = User.objects.filter(username__startswith="sorted.").order_by(*by_name("km"))
        assert [person.name_in("km") for person in found] == sorted(names, key=sort_key)
        first = found[0]
        first.full_name_en = first.full_name_km = "អ្នក"
        first.save()
        assert found.all().last() == first


def test_the_migration_fills_the_keys_there_and_back(cloned_database):
    with secretariat():
        User.objects.create_user("before", full_name_km="ខៀវ")
    migrate(cloned_database, "0003", app="provinces")
    migrate(cloned_database, "0004", app="provinces")
    assert User.objects.get(username="before").order_km == sort_key("ខៀវ")
