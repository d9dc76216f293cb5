"""The pages of the special reports, as people ask them."""

import re

from reporting.models import SpecialAnswer, SpecialReport
from tests.factories import KANDAL_OFFICER, KANDAL_VIEWER, REVIEWER, secretariat
from tests.special_reports import answered, opened

NEW = {
    "title_km": "ពលករវិលត្រឡប់",
    "why": "The border is closed.",
    "first_day": "2021-03-01",
    "last_day": "2021-03-10",
    "due_hour": "17",
    "kinds": ["province"],
    "q1_en": "Workers who returned",
    "q1_compared": "returning_workers.returnees",
    "q3_en": "Females among them",
    "q3_part_of": "1",
}


def words_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def inputs(page):
    return re.findall(r'name="(q\d+)"', page.text)


def seen(page):
    [found] = re.findall(r'name="seen" value="(\d+)"', page.text)
    return found


def test_the_secretariat_opens_one_for_all_provinces(signed_in):
    client = signed_in(REVIEWER)
    assert "No special report has been opened yet" in client.get("/special/").text
    page = client.post("/special/new/", NEW)
    with secretariat():
        report = SpecialReport.objects.get()
        assert report.asked.count() == 25
        first, part = report.questions.all()
        assert (part.part_of, first.compared_with) == (first, "returning_workers.returnees")
    assert page["Location"] == f"/special/{report.pk}/"
    shown = words_of(client.get(page["Location"]))
    assert "0 of 25 units have answered for 10 March 2021." in shown
    assert "not reported" in shown
    edit = client.get(f"/special/{report.pk}/edit/")
    assert "Females among them" in edit.text


def test_what_is_wrong_is_said_at_its_field(signed_in):
    client = signed_in(REVIEWER)
    wrong = {
        **NEW, "title_km": "", "kinds": [], "last_day": "2022-01-02", "q1_part_of": "3",
    }  # fmt: skip
    shown = words_of(client.post("/special/new/", wrong))
    assert "Give the report a title in one of the languages." in shown
    assert "Tick the units that are asked, or a whole kind." in shown
    assert "Both days lie in one year." in shown
    assert "A question cannot be a part of itself." in shown


def test_an_officer_answers_on_a_phone_in_khmer_digits_and_corrects(signed_in):
    report = opened(["KH-08"])
    client = signed_in(KANDAL_OFFICER)
    assert "Answer for 10 March 2021" in words_of(client.get("/"))
    address = f"/special/{report.pk}/2021-03-10/"
    page = client.get(address)
    whole, part, buses = inputs(page)
    assert page.text.count('inputmode="numeric"') == 3
    wrong = client.post(address, {"seen": "0", whole: "1.250", part: "2"})
    assert "did you mean 1,250?" in wrong.text
    wrong = client.post(address, {"seen": "0", whole: "១២", part: "13"})
    assert "Females among them (13) are more than Workers who returned (12)" in words_of(wrong)
    assert "Type a number. If there was none, type 0." in client.post(address, {"seen": "0"}).text
    sent = client.post(address, {"seen": "0", whole: "១,២៥០", part: "13", buses: ""})
    assert sent["Location"] == f"/special/{report.pk}/"
    page = client.get(address)
    assert 'value="1250"' in page.text
    client.post(address, {"seen": seen(page), whole: "1,260", part: "13"})
    shown = words_of(client.get(address))
    assert "Workers who returned: 1,250" in shown
    assert "Workers who returned: 1,260" in shown
    assert "1,260" in words_of(client.get(f"/special/{report.pk}/"))


def test_who_saw_older_numbers_is_shown_what_stands_now(signed_in):
    report = opened(["KH-08"])
    address = f"/special/{report.pk}/2021-03-10/"
    client = signed_in(KANDAL_OFFICER)
    whole, *_rest = inputs(client.get(address))
    answered("KH-08", report, "2021-03-10", 12)
    late = client.post(address, {"seen": "0", whole: "13"})
    assert late.status_code == 409
    assert "Somebody of your unit answered a moment ago." in late.text
    assert "Workers who returned: 12" in words_of(late)


def test_nothing_today_is_an_answer(signed_in):
    report = opened(["KH-08"])
    address = f"/special/{report.pk}/2021-03-10/"
    client = signed_in(KANDAL_OFFICER)
    whole, *_rest = inputs(client.get(address))
    both = client.post(address, {"seen": "0", "nothing": "on", whole: "3"})
    assert "There are numbers above." in both.text
    client.post(address, {"seen": "0", "nothing": "on"})
    with secretariat():
        assert list(SpecialAnswer.objects.values_list("value", flat=True)) == [0, 0, 0]


def test_the_secretariat_reads_the_running_table_chart_and_files(signed_in):
    report = opened(["KH-08", "KH-21"])
    answered("KH-08", report, "2021-03-02", 1250, 400)
    client = signed_in(REVIEWER)
    page = client.get(f"/special/{report.pk}/")
    assert page.text.count("<svg") > 1
    assert "never added to the reports of the months" in words_of(page)
    assert "400" in words_of(client.get(f"/special/{report.pk}/?question=2"))
    file = client.get(f"/special/{report.pk}/answers.csv").content.decode("utf-8-sig")
    assert re.search(r"KH-08,2021-03-02,1250,400,,.*,late", file), file
    assert len(re.findall(r"not reported", file)) == 19
    book = client.get(f"/special/{report.pk}/answers.xlsx")
    assert book.content[:2] == b"PK"


def test_a_focal_point_reads_and_does_not_answer(signed_in):
    report = opened(["KH-08", "KH-21"])
    answered("KH-21", report, "2021-03-02", 777)
    client = signed_in(KANDAL_VIEWER)
    page = client.get(f"/special/{report.pk}/")
    assert "not reported" in page.text
    assert "777" not in page.text
    assert f"/special/{report.pk}/2021-03-10/" not in page.text
