"""What others tell the committee in a year to practise on: some of it is answered, some has become
a commitment, some waits. In the language in which it comes in, with the mark of practice."""

from collections.abc import Sequence
from dataclasses import dataclass

from reporting.practice.rules.invented_texts import KHMER_MARK, MARK, Pair


@dataclass(frozen=True)
class InventedFeedback:
    """`month`, `day`: when it came. `becomes`: what it recommends, once it is a commitment;
    `answer`: what was answered. Without `is_taken_up` it is new. `from_form`: nobody entered it."""

    month: int
    day: int
    sender_kind: str
    channel: str
    language: str
    title: str
    text: str
    is_confidential: bool = False
    is_taken_up: bool = False
    becomes: Pair | None = None
    answer: str = ""

    @property
    def from_form(self) -> bool:
        return self.channel == "form"


SENDER = f"{MARK}: Ann Smith"
ANSWERED_BY = f"{KHMER_MARK}៖ អគ្គលេខាធិការ"
FEEDBACK: Sequence[InventedFeedback] = (
    InventedFeedback(
        2, 3, "embassy", "letter", "en",
        f"{MARK}: Officers at the border",
        f"{MARK}: Officers at the border should be trained to find victims among workers who "
        "return.",
        is_taken_up=True,
        becomes=(
            "Train officers at the border to find victims among workers who return.",
            "បណ្តុះបណ្តាលមន្ត្រីនៅព្រំដែន ដើម្បីរកឱ្យឃើញជនរងគ្រោះក្នុងចំណោមពលករវិលត្រឡប់។",
        ),
        answer=f"{MARK}: Thank you. Two courses are planned for this year.",
    ),
    InventedFeedback(
        4, 20, "ngo", "email", "km",
        f"{KHMER_MARK}៖ កន្លែងស្នាក់នៅសម្រាប់ជនរងគ្រោះ",
        f"{KHMER_MARK}៖ កន្លែងស្នាក់នៅក្នុងខេត្តមិនគ្រប់គ្រាន់ទេ។ សូមពិនិត្យលទ្ធភាពបន្ថែម។",
        is_taken_up=True,
    ),
    InventedFeedback(
        5, 11, "citizen", "form", "km",
        f"{KHMER_MARK}៖ ការជ្រើសរើសពលករនៅផ្សារ",
        f"{KHMER_MARK}៖ មានមនុស្សសន្យារកការងារនៅក្រៅប្រទេសដោយគ្មានឯកសារ នៅផ្សារ រៀងរាល់ថ្ងៃអាទិត្យ។",
        is_confidential=True,
    ),
)  # fmt: skip
