"""The files of the data say everything in both languages; a hole is named by its place."""

import shutil
from pathlib import Path

import pytest

from nsp_portal.bilingual_data import main

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
PLAN = "plan/nsp-2019-2023.yaml"
NAMES = "organisations/names.csv"


@pytest.fixture
def data(tmp_path):
    for name in ("catalogue", "plan", "organisations"):
        shutil.copytree(FIXTURES / name, tmp_path / name)
    return tmp_path


def replaced(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_the_data_of_the_portal_is_complete(capsys):
    assert main([str(FIXTURES)]) == 0, capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "before", "after", "says"),
    [
        ("catalogue/20_legal.yaml", "km: ច្បាប់ និងសន្ធិសញ្ញា", 'km: ""',
         "sections.II.A.1.tables.legislation.title: is not translated: Laws and treaties"),
        ("catalogue/20_legal.yaml", "title: {en: Laws and treaties, km: ច្បាប់ និងសន្ធិសញ្ញា}",
         "title: Laws and treaties",
         "sections.II.A.1.tables.legislation.title: is not translated: Laws and treaties"),
        ("catalogue/80_assessment.yaml", "ទិសដៅឆ្នាំ{next_year}", "ទិសដៅឆ្នាំ{year}",
         "sections.V.title: has other placeholders than the English: {year}"),
        (PLAN, "km: យុទ្ធនាការលើកកម្ពស់", "km: Campaigns លើកកម្ពស់",
         "strategies.2.groups.2.9.title: has the Latin word Campaigns"),
        (PLAN, "ពង្រឹងកិច្ចសហប្រតិបត្តិការ", "ពង្រឹង\u200bកិច្ចសហប្រតិបត្តិការ",
         "plan.mission: has a U+200B"),
        (NAMES, "កាកបាទក្រហមកម្ពុជា,2014", ",2014", "CRC: is not translated: Cambodian Red Cross"),
    ],
)  # fmt: skip
def test_a_hole_is_named(data, capsys, file, before, after, says):
    replaced(data / file, before, after)

    assert main([str(data)]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert f"{data / file}: {says}" in line
