"""What is written in the evaluation that is begun in a year to practise on; it is left to be gone
on with."""

from collections.abc import Sequence

from reporting.practice.rules.invented_texts import Pair

EVALUATORS: Sequence[tuple[Pair, str, str, bool]] = (
    (("First evaluator", "អ្នកវាយតម្លៃទីមួយ"), "អ្នកស្រាវជ្រាវ", "សាកលវិទ្យាល័យ", True),
    (("Second evaluator", "អ្នកវាយតម្លៃទីពីរ"), "អនុប្រធាន", "អគ្គលេខាធិការដ្ឋាន", False),
)
OPENING: Pair = (
    "The plan is evaluated half-way, from the reports of the units and from what the evaluators "
    "heard in three provinces.",
    "ផែនការត្រូវបានវាយតម្លៃនៅពាក់កណ្តាលរយៈពេល ដោយផ្អែកលើរបាយការណ៍របស់អង្គភាព "
    "និងអ្វីដែលអ្នកវាយតម្លៃបានស្តាប់នៅក្នុងខេត្តចំនួនបី។",
)
# Criterion, which evaluator, the step of the scale, why.
RATINGS: Sequence[tuple[str, int, int, Pair]] = (
    (
        "relevance", 0, 4,
        (
            "The activities answer what people at risk need at the borders.",
            "សកម្មភាពឆ្លើយតបនឹងតម្រូវការរបស់បុគ្គលប្រឈមនឹងហានិភ័យនៅតាមព្រំដែន។",
        ),
    ),
    (
        "relevance", 1, 3,
        (
            "The plan says little of offences on the internet, which have become more.",
            "ផែនការនិយាយតិចតួចអំពីបទល្មើសតាមអ៊ីនធឺណិត ដែលបានកើនឡើង។",
        ),
    ),
    (
        "coherence", 0, 2,
        (
            "Two partners teach the same in the same communes.",
            "ដៃគូពីរបង្រៀនមេរៀនដដែលនៅក្នុងឃុំតែមួយ។",
        ),
    ),
)  # fmt: skip
# Criterion, text, who answers.
RECOMMENDATIONS: Sequence[tuple[str, Pair, Sequence[str]]] = (
    (
        "coherence",
        (
            "Agree with the partners who works in which commune.",
            "ព្រមព្រៀងជាមួយដៃគូថានរណាធ្វើការនៅឃុំណា។",
        ),
        ("GS", "KH-08"),
    ),
    (
        "relevance",
        (
            "Add activities against offences on the internet.",
            "បន្ថែមសកម្មភាពប្រឆាំងបទល្មើសតាមអ៊ីនធឺណិត។",
        ),
        ("GS", "MOI"),
    ),
)
