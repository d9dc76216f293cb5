"""Invented titles and sentences of practice. People write in Khmer, and some in English: of each
text there are both, and each says that it is practice wherever it is printed alone."""

from collections.abc import Sequence
from random import Random
from zlib import crc32

MARK = "Practice"
KHMER_MARK = "សាកល្បង"
ENGLISH_OF = 7  # one text of so many is in English

Pair = tuple[str, str]  # English, Khmer

PLACES: Sequence[Pair] = (
    ("the market", "ផ្សារ"),
    ("three border communes", "ឃុំជាប់ព្រំដែនចំនួនបី"),
    ("the garment factories", "រោងចក្រកាត់ដេរ"),
    ("the bus station", "ស្ថានីយរថយន្តក្រុង"),
    ("two secondary schools", "វិទ្យាល័យចំនួនពីរ"),
    ("the fishing villages", "ភូមិនេសាទ"),
    ("the district hall", "សាលាស្រុក"),
    ("the brick kilns", "ឡឥដ្ឋ"),
    ("the commune halls", "សាលាឃុំ"),
    ("the national road", "ផ្លូវជាតិ"),
    ("the pagoda", "វត្ត"),
    ("the technical training centre", "មជ្ឈមណ្ឌលបណ្តុះបណ្តាលបច្ចេកទេស"),
)
ROWS: dict[str, Sequence[Pair]] = {
    "legislation": (
        ("Draft law on the protection of witnesses", "សេចក្តីព្រាងច្បាប់ស្តីពីការការពារសាក្សី"),
        ("Draft law on labour migration", "សេចក្តីព្រាងច្បាប់ស្តីពីទេសន្តរប្រវេសន៍ការងារ"),
        ("Draft sub-decree on the victims' fund", "សេចក្តីព្រាងអនុក្រឹត្យស្តីពីមូលនិធិជនរងគ្រោះ"),
        (
            "Agreement on mutual legal assistance, first reading",
            "កិច្ចព្រមព្រៀងស្តីពីការជួយគ្នាទៅវិញទៅមកផ្នែកច្បាប់ ការពិនិត្យលើកទីមួយ",
        ),
    ),
    "regulations": (
        ("Circular on private recruitment agencies", "សារាចរស្តីពីទីភ្នាក់ងារជ្រើសរើសពលករឯកជន"),
        (
            "Guideline on the identification of victims",
            "សេចក្តីណែនាំស្តីពីការកំណត់អត្តសញ្ញាណជនរងគ្រោះ",
        ),
        ("Directive on the safety of workers at sea", "សេចក្តីណែនាំស្តីពីសុវត្ថិភាពពលករនៅសមុទ្រ"),
        (
            "Prakas on the licensing of recruitment agencies",
            "ប្រកាសស្តីពីការផ្តល់អាជ្ញាប័ណ្ណដល់ទីភ្នាក់ងារជ្រើសរើសពលករ",
        ),
        (
            "Circular on the registration of domestic workers",
            "សារាចរស្តីពីការចុះបញ្ជីអ្នកបម្រើការងារតាមផ្ទះ",
        ),
        ("Guideline on interviewing children", "សេចក្តីណែនាំស្តីពីការសម្ភាសកុមារ"),
    ),
    "cooperation": (
        ("Memorandum with the neighbouring province", "អនុស្សរណៈជាមួយខេត្តជិតខាង"),
        ("Talks on the repatriation of victims", "កិច្ចពិភាក្សាស្តីពីមាតុភូមិនិវត្តន៍ជនរងគ្រោះ"),
        ("Exchange of information with the embassy", "ការផ្លាស់ប្តូរព័ត៌មានជាមួយស្ថានទូត"),
    ),
    "national_day": (
        ("Preparations for the National Day", "ការរៀបចំទិវាជាតិ"),
        ("Work with schools for the National Day", "ការងារជាមួយសាលារៀនសម្រាប់ទិវាជាតិ"),
    ),
    "other_means": (
        ("Car with loudspeaker through", "រថយន្តបំពាក់មេក្រូផ្សព្វផ្សាយតាម"),
        ("Question and answer contest at", "ការប្រឡងសំណួរ-ចម្លើយនៅ"),
        ("Home visits around", "ការចុះផ្សព្វផ្សាយតាមផ្ទះជុំវិញ"),
        ("Exhibition at", "ការតាំងពិព័រណ៍នៅ"),
    ),
    "materials": (
        ("Leaflets on safe migration for", "ខិត្តប័ណ្ណស្តីពីទេសន្តរប្រវេសន៍ប្រកបដោយសុវត្ថិភាពសម្រាប់"),
        ("Posters for", "ផ្ទាំងរូបភាពសម្រាប់"),
        ("Booklets on loan bondage for", "កូនសៀវភៅស្តីពីចំណងបំណុលសម្រាប់"),
    ),
    "broadcasts": (
        ("Radio talk on false job offers", "កម្មវិធីវិទ្យុស្តីពីការបញ្ឆោតឱ្យទៅធ្វើការ"),
        ("Television spot on online recruitment", "សារអប់រំតាមទូរទស្សន៍ស្តីពីការជ្រើសរើសតាមអ៊ីនធឺណិត"),
    ),
    "guest_speakers": (
        ("Guest speaker on safe migration", "វាគ្មិនកិត្តិយសស្តីពីទេសន្តរប្រវេសន៍ប្រកបដោយសុវត្ថិភាព"),
        ("Guest speaker on exploitation at sea", "វាគ្មិនកិត្តិយសស្តីពីការកេងប្រវ័ញ្ចនៅសមុទ្រ"),
    ),
    "inspections": (("Inspection of", "ការត្រួតពិនិត្យ"), ("Joint inspection of", "ការត្រួតពិនិត្យរួមនៅ")),
    "child_labour": (
        ("Visit against child labour at", "ការចុះទប់ស្កាត់ពលកម្មកុមារនៅ"),
        ("Inspection on child labour at", "ការត្រួតពិនិត្យពលកម្មកុមារនៅ"),
    ),
    "repatriated_mfaic": (
        ("Thailand", "ប្រទេសថៃ"),
        ("Malaysia", "ប្រទេសម៉ាឡេស៊ី"),
        ("Viet Nam", "ប្រទេសវៀតណាម"),
        ("Republic of Korea", "សាធារណរដ្ឋកូរ៉េ"),
    ),
    "police_handovers": (
        ("Hand-over at the border", "ការប្រគល់ទទួលនៅព្រំដែន"),
        ("Hand-over after a rescue", "ការប្រគល់ទទួលក្រោយការសង្គ្រោះ"),
    ),
    "curriculum_works": (
        ("Textbook on safe migration", "សៀវភៅសិក្សាស្តីពីទេសន្តរប្រវេសន៍ប្រកបដោយសុវត្ថិភាព"),
        ("Life-skills lesson on exploitation", "មេរៀនបំណិនជីវិតស្តីពីការកេងប្រវ័ញ្ច"),
    ),
}
OTHER_ROWS: Sequence[Pair] = (("Activity around", "សកម្មភាពជុំវិញ"),)
_AT_A_PLACE = (" at", " for", " of", "through", "around")
SENTENCES: Sequence[Pair] = (
    (
        "{unit} met with local authorities and agreed on what each does until the next report.",
        "{unit} បានជួបប្រជុំជាមួយអាជ្ញាធរមូលដ្ឋាន និងឯកភាពលើការងារដែលភាគីនីមួយៗត្រូវធ្វើរហូតដល់របាយការណ៍លើកក្រោយ។",
    ),
    (
        "{unit} visited {place} together with partner organisations and told people of the risks.",
        "{unit} បានចុះទៅ{place} រួមជាមួយអង្គការដៃគូ និងបានពន្យល់ប្រជាពលរដ្ឋអំពីហានិភ័យ។",
    ),
    (
        "Officers of {unit} followed up persons who had returned and wrote down what they need.",
        "មន្ត្រីនៃ{unit} បានតាមដានជនដែលបានវិលត្រឡប់ និងកត់ត្រាតម្រូវការរបស់ជនទាំងនោះ។",
    ),
    (
        "{unit} reminded employers around {place} of the rules on contracts and passports.",
        "{unit} បានរំលឹកនិយោជកជុំវិញ{place} អំពីវិធានស្តីពីកិច្ចសន្យា និងលិខិតឆ្លងដែន។",
    ),
    (
        "A meeting of {unit} looked at the numbers of the period and corrected two of them.",
        "កិច្ចប្រជុំការងាររបស់{unit} បានពិនិត្យចំនួនក្នុងរយៈពេលនេះ និងបានកែតម្រូវចំនួនពីរ។",
    ),
    (
        "{unit} and the schools near {place} spoke with parents about offers of work abroad.",
        "{unit} និងសាលារៀនក្បែរ{place} បានពិភាក្សាជាមួយមាតាបិតាអំពីការផ្តល់ការងារនៅក្រៅប្រទេស។",
    ),
    (
        "{unit} trained focal persons of the communes in recognising victims.",
        "{unit} បានបណ្តុះបណ្តាលមន្ត្រីបង្គោលឃុំ អំពីការសម្គាល់ជនរងគ្រោះ។",
    ),
    (
        "The hotline notice was put up again around {place}.",
        "សេចក្តីជូនដំណឹងអំពីលេខទូរសព្ទទាន់ហេតុការណ៍ ត្រូវបានបិទផ្សាយឡើងវិញនៅជុំវិញ{place}។",
    ),
)
OBSTACLES: Sequence[Pair] = (
    ("The budget came late.", "ថវិកាមកដល់យឺត។"),
    ("Roads were flooded.", "ផ្លូវត្រូវលិចទឹក។"),
    ("The partner changed its plan.", "ដៃគូបានផ្លាស់ប្តូរផែនការ។"),
    (
        "The venue was closed because of the epidemic.",
        "ទីកន្លែងត្រូវបានបិទដោយសារជំងឺរាតត្បាត។",
    ),
)
NOTHING: Pair = (
    "nothing of this kind took place in {period}.",
    "គ្មានសកម្មភាពប្រភេទនេះក្នុង {period} ទេ។",
)
ANSWERS: Sequence[Pair] = (
    (
        "the source was looked at again; the figure is right.",
        "បានពិនិត្យប្រភពម្តងទៀត ហើយតួលេខនេះត្រឹមត្រូវ។",
    ),
    ("the commune lists do not give this.", "បញ្ជីរបស់ឃុំមិនមានទិន្នន័យនេះទេ។"),
    ("checked with the person who counted.", "បានផ្ទៀងផ្ទាត់ជាមួយអ្នកដែលបានរាប់។"),
)
COPIED: Pair = (
    "the activity was repeated with the same groups.",
    "សកម្មភាពនេះត្រូវបានធ្វើម្តងទៀតជាមួយក្រុមដដែល។",
)
DIFFERS: Pair = (
    "numbers of two districts came in after the shorter reports were sent.",
    "ចំនួនរបស់ស្រុកពីរបានមកដល់ក្រោយពេលផ្ញើរបាយការណ៍រយៈពេលខ្លីជាង។",
)
RETURN: Pair = (
    "{cell} looks too high beside the other periods. Please look at the source.",
    "{cell} ហាក់ដូចជាខ្ពស់ពេកបើប្រៀបធៀបនឹងរយៈពេលផ្សេង។ សូមពិនិត្យប្រភព។",
)
QUESTION: Pair = (
    "is this number right? It is far above the last period.",
    "តើចំនួននេះត្រឹមត្រូវឬទេ? វាខ្ពស់ជាងរយៈពេលមុនឆ្ងាយណាស់។",
)
RESULTS: Sequence[Pair] = (
    ("more people know how to ask for help.", "ប្រជាពលរដ្ឋកាន់តែច្រើនដឹងពីវិធីស្នើសុំជំនួយ។"),
    ("officials know the procedure.", "មន្ត្រីយល់ដឹងពីនីតិវិធី។"),
    ("cases are referred without delay.", "ករណីត្រូវបានបញ្ជូនដោយគ្មានការយឺតយ៉ាវ។"),
)
RESPONSIBLE: Sequence[Pair] = (
    ("the chief of the office.", "ប្រធានការិយាល័យ។"),
    ("the head of the secretariat.", "ប្រធានលេខាធិការដ្ឋាន។"),
)
PARTNERS: Sequence[Pair] = (
    ("partner organisations of the province.", "អង្គការដៃគូក្នុងខេត្ត។"),
    ("the district authorities.", "អាជ្ញាធរស្រុក។"),
)
MONEY_SOURCES: Sequence[Pair] = (
    ("the national budget.", "ថវិកាជាតិ។"),
    ("a development partner.", "ដៃគូអភិវឌ្ឍន៍។"),
)
PLAN_RETURN: Pair = (
    "please give the source of the budget of each row.",
    "សូមបញ្ជាក់ប្រភពថវិកានៃជួរនីមួយៗ។",
)
TARGET: Pair = ("an invented target.", "គោលដៅប្រឌិត។")
REPLY: Pair = (
    "it was counted twice. The new number is right.",
    "បានរាប់ជាន់គ្នាពីរដង។ ចំនួនថ្មីត្រឹមត្រូវ។",
)


def row_title(table: str, by: Random) -> str:
    english, khmer = by.choice(ROWS.get(table, OTHER_ROWS))
    place = by.choice(PLACES) if english.endswith(_AT_A_PLACE) else ("", "")
    return practice((f"{english} {place[0]}".strip(), f"{khmer}{place[1]}"))


def sentence(names: Pair, period: str, by: Random) -> str:
    """`names`: of the unit, in both languages."""
    said, place = by.choice(SENTENCES), by.choice(PLACES)
    pair = tuple(
        text.format(unit=name, place=where)
        for text, name, where in zip(said, names, place, strict=True)
    )
    return practice((pair[0], pair[1]), f" ({period})")


def practice(said: Pair, of: str = "") -> str:
    """The Khmer one, of some the English one: which of them depends on the words alone, so that the
    same seed invents the same year."""
    if crc32(f"{said[0]}{of}".encode()) % ENGLISH_OF == 0:
        return f"{MARK}{of}: {said[0]}"
    return f"{KHMER_MARK}{of}៖ {said[1]}"
