import csv
from pathlib import Path

import pytest
from django.conf import settings

from reporting.document.sentences.language import without_labels

PERIODS = {"February 2021", "March 2021", "quarter 1 of 2021", "កុម្ភៈ 2021"}
PERIODS |= {"ខែកុម្ភៈ ឆ្នាំ2021", "ខែមីនា ឆ្នាំ2021"}
TAKEO = {"takeo", "pcct takeo", "KH-21"}


def printed(text, practice=True):
    return without_labels(text, is_own=TAKEO.__contains__, practice=practice, periods=PERIODS)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Practice (2021-03): The hotline notice was put up.", "The hotline notice was put up."),
        ("Practice: Home visits around the market", "Home visits around the market"),
        ("Practice (January to October 2021): Met. (Source: report 3)", "Met."),
        ("Met the parents (Source: PCCT Takeo).", "Met the parents."),
        ("Met the parents. (Source: PCCT Takeo)", "Met the parents."),
        ("Met the parents. Source: PCCT Takeo.", "Met the parents."),
        ("Source: PCCT Takeo\nMet the parents.", "Met the parents."),
        ("Met the parents [source: field visits]", "Met the parents"),
        ("Met the parents – Source: PCCT Takeo", "Met the parents"),
        ("Met the parents. (pcct takeo)", "Met the parents."),
        ("Met the parents (takeo).", "Met the parents."),
        ("ជួបឪពុកម្តាយ។ (ប្រភព៖ គ.ប.ជ.ក តាកែវ)", "ជួបឪពុកម្តាយ។"),
        ("February 2021: Practice (2021-02): Met them.", "Met them."),
        ("February 2021, March 2021: Met them.", "Met them."),
        ("quarter 1 of 2021: Met: them.", "Met: them."),
        ("កុម្ភៈ 2021: ជួបគ្នា។", "ជួបគ្នា។"),
        ("ខែកុម្ភៈ ឆ្នាំ2021 និង ខែមីនា ឆ្នាំ2021៖ ជួបគ្នា។", "ជួបគ្នា។"),
        ("ខែមេសា ឆ្នាំ2021៖ ជួបគ្នា។", "ខែមេសា ឆ្នាំ2021៖ ជួបគ្នា។"),
        ("In February 2021: Met them.", "In February 2021: Met them."),
        ("February 2021: ", "February 2021: "),
        # What belongs to the text stays.
        ("Takeo: met the parents (12 females).", "Takeo: met the parents (12 females)."),
        ("Met at the resource: the well.", "Met at the resource: the well."),
        ("A practice: Practice (1) is good.", "A practice: Practice (1) is good."),
        ("(takeo)", "(takeo)"),
        ("pcct takeo (takeo)", "pcct takeo (takeo)"),
        ("Practice:", "Practice:"),
    ],
)
def test_labels_of_the_source_and_the_mark_of_practice_are_left_out(text, kept):
    assert printed(text) == kept


def test_in_a_real_year_a_text_may_begin_with_practice():
    assert printed("Practice: makes perfect.", practice=False) == "Practice: makes perfect."


def test_no_text_of_2020_is_changed():
    seen = 0
    for path in (Path(settings.BASE_DIR) / "fixtures" / "2020" / "entries").glob("*.csv"):
        for row in csv.DictReader(path.open(encoding="utf-8")):
            for name in ("title", "text", "kind"):
                seen += bool(row[name])
                said = without_labels(row[name], is_own=lambda _label: False, practice=False)
                assert said == row[name]
    assert seen > 400
