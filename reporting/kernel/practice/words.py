"""Invented titles and sentences. Each says that it is practice, wherever it is printed alone."""

from random import Random

MARK = "Practice"

PLACES = (
    "the market", "three border communes", "the garment factories", "the bus station",
    "two secondary schools", "the fishing villages", "the district hall", "the brick kilns",
    "the commune halls", "the national road", "the pagoda", "the technical training centre",
)  # fmt: skip
ROWS = {
    "legislation": (
        "Draft law on the protection of witnesses",
        "Draft law on labour migration",
        "Draft sub-decree on the victims' fund",
        "Agreement on mutual legal assistance, first reading",
    ),
    "regulations": (
        "Circular on private recruitment agencies",
        "Guideline on the identification of victims",
        "Directive on the safety of workers at sea",
        "Prakas on the licensing of recruitment agencies",
        "Circular on the registration of domestic workers",
        "Guideline on interviewing children",
    ),
    "cooperation": (
        "Memorandum with the neighbouring province",
        "Talks on the repatriation of victims",
        "Exchange of information with the embassy",
    ),
    "national_day": ("Preparations for the National Day", "Work with schools for the National Day"),
    "other_means": (
        "Car with loudspeaker through",
        "Question and answer contest at",
        "Home visits around",
        "Exhibition at",
    ),
    "materials": ("Leaflets on safe migration for", "Posters for", "Booklets on loan bondage for"),
    "broadcasts": ("Radio talk on false job offers", "Television spot on online recruitment"),
    "guest_speakers": ("Guest speaker on safe migration", "Guest speaker on exploitation at sea"),
    "inspections": ("Inspection of", "Joint inspection of"),
    "child_labour": ("Visit against child labour at", "Inspection on child labour at"),
    "repatriated_mfaic": ("Thailand", "Malaysia", "Viet Nam", "Republic of Korea"),
    "police_handovers": ("Hand-over at the border", "Hand-over after a rescue"),
    "foreign_suspects": ("Nationality A", "Nationality B"),
    "curriculum_works": ("Textbook on safe migration", "Life-skills lesson on exploitation"),
}
SENTENCES = (
    "{unit} met with local authorities and agreed on what each does until the next report.",
    "{unit} visited {place} together with partner organisations and told people of the risks.",
    "Officers of {unit} followed up persons who had returned and wrote down what they need.",
    "{unit} reminded employers around {place} of the rules on contracts and passports.",
    "A working meeting of {unit} looked at the numbers of this period and corrected two of them.",
    "{unit} and the schools near {place} spoke with parents about offers of work abroad.",
    "{unit} trained focal persons of the communes in recognising victims.",
    "The hotline notice was put up again around {place}.",
)
OBSTACLES = (
    "The budget came late.", "Roads were flooded.", "The partner changed its plan.",
    "The venue was closed because of the epidemic.",
)  # fmt: skip
NOTHING = "Practice: nothing of this kind took place in {period}."
ANSWERS = (
    "Practice: the source was looked at again; the figure is right.",
    "Practice: the commune lists do not give this.",
    "Practice: checked with the person who counted.",
)
COPIED = "Practice: the activity was repeated with the same groups."
DIFFERS = "Practice: numbers of two districts came in after the shorter reports were sent."
RETURN = "Practice: {cell} looks too high beside the other periods. Please look at the source."
QUESTION = "Practice: is this number right? It is far above the last period."
REPLY = "Practice: it was counted twice. The new number is right."


def row_title(table: str, by: Random) -> str:
    title = by.choice(ROWS.get(table, ("Activity around",)))
    place = (
        f" {by.choice(PLACES)}"
        if title.endswith((" at", " for", " of", "through", "around"))
        else ""
    )
    return f"{MARK}: {title}{place}"


def sentence(unit: str, period: str, by: Random) -> str:
    said = by.choice(SENTENCES).format(unit=unit, place=by.choice(PLACES))
    return f"{MARK} ({period}): {said}"
