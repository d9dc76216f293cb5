"""The fixed words of the workbook in both languages, of which a book has one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Label:
    en: str
    km: str

    def said(self, language: str) -> str:
        return self.km if language == "km" else self.en


WHAT = Label("What", "បរិយាយ")
NUMBER = Label("Number", "ចំនួន")
TOTAL = Label("Total", "សរុប")
UNIT = Label("Counted in", "ឯកតា")
TEXT = Label("Text", "អត្ថបទ")
NOTHING = Label(
    "Nothing to report in this table? Choose “yes”", "គ្មានអ្វីត្រូវរាយការណ៍ក្នុងតារាងនេះ? ជ្រើស “បាទ/ចាស”"
)
REASON = Label("Because", "មូលហេតុ")
PRACTICE = Label("to practise on: invented figures", "សម្រាប់ហាត់៖ តួលេខប្រឌិត")
YES, NO = "yes", "no"
CHOICES = {YES: Label(YES, "បាទ/ចាស"), NO: Label(NO, "ទេ")}

ACTIVITIES = Label("Activities of the plan", "សកម្មភាពនៃផែនការ")
STATUS = Label("Status", "ស្ថានភាព")
TIMES_DONE = Label("Times done", "ចំនួនលើកដែលបានធ្វើ")
OBSTACLE = Label("Obstacle", "ឧបសគ្គ")
TARGET = Label("Target of the year", "គោលដៅប្រចាំឆ្នាំ")
SO_FAR = Label("Done before", "បានធ្វើពីមុន")
COMMITMENTS = Label("Commitments", "ការប្តេជ្ញា")
HOW_FAR = Label("How far it is", "ដល់កម្រិតណា")
WHAT_WAS_DONE = Label("What was done, or why nothing was", "អ្វីដែលបានធ្វើ ឬមូលហេតុដែលមិនបានធ្វើ")
SEEN_IN = Label("Where it can be seen", "កន្លែងដែលអាចមើលឃើញ")
DUE_ON = Label("Due on", "ផុតកំណត់នៅថ្ងៃ")

PARTS = {
    "title": Label("What", "បរិយាយ"),
    "kind": Label("Kind", "ប្រភេទ"),
    "number": Label("Number", "លេខ"),
    "date": Label("Date", "កាលបរិច្ឆេទ"),
    "partner": Label("With or where", "ជាមួយ ឬនៅទីណា"),
    "text": TEXT,
    "activity_group": Label("Activity group", "ក្រុមសកម្មភាព"),
}
UNITS = {
    "case": Label("cases", "ករណី"),
    "person": Label("persons", "នាក់"),
    "event": Label("times", "លើក"),
    "item": Label("items", "ឯកតា"),
    "usd": Label("US$", "ដុល្លារ"),
    "family": Label("families", "គ្រួសារ"),
    "place": Label("places", "កន្លែង"),
    "pair": Label("pairs", "គូ"),
    "view": Label("views", "ចំនួនមើល"),
}

# The name of the first sheet; in books that were handed out before it had both.
INSTRUCTIONS = Label("Read first", "អានមុន")
NAMES_OF_INSTRUCTIONS = {INSTRUCTIONS.en, INSTRUCTIONS.km, "អានមុន - Read first"}
HEADLINE = Label("Report to be filled in Excel", "របាយការណ៍សម្រាប់បំពេញក្នុង Excel")
HEADLINE_COPY = Label("Copy of a report, to be read", "ច្បាប់ចម្លងរបាយការណ៍សម្រាប់អាន")
ORGANISATION = Label("Unit", "អង្គភាព")
FORM = Label("Form", "ទម្រង់")
PERIOD = Label("Period", "រយៈពេល")
STATE = Label("State", "ស្ថានភាព")
SHEETS = Label("Sheets", "សន្លឹក")
EVIDENCE = Label(
    "Evidence attached in the portal. A workbook carries no files: "
    "attach them on the report's page.",
    "ភស្តុតាងដែលបានភ្ជាប់ក្នុងប្រព័ន្ធ។ សៀវភៅ Excel មិនផ្ទុកឯកសារភ្ជាប់ទេ៖ សូមភ្ជាប់ក្នុងទំព័ររបាយការណ៍។",
)
HOW = Label("How to fill it", "របៀបបំពេញ")
STEPS = (
    Label(
        "Type only into the cells with a yellow ground. All other cells are locked.",
        "សូមវាយបញ្ចូលតែក្នុងក្រឡាពណ៌លឿងប៉ុណ្ណោះ។ ក្រឡាផ្សេងទៀតត្រូវបានចាក់សោ។",
    ),
    Label(
        "Numbers are whole numbers in digits, such as 1250. US$ may have two decimals after a "
        "point (.), such as 1250.50; a comma only parts thousands.",
        "លេខត្រូវជាចំនួនគត់ ដូចជា 1250។ ប្រាក់ដុល្លារអាចមានពីរខ្ទង់ក្រោយសញ្ញាចុច (.) ដូចជា 1250.50។ "
        "សញ្ញាក្បៀស (,) សម្រាប់តែបំបែកខ្ទង់ពាន់ប៉ុណ្ណោះ។",
    ),
    Label(
        "Write 0 where there was none. Leave the cell blank where you do not count it. "
        "Write n/a where the number is not available.",
        "សរសេរ 0 បើគ្មាន។ ទុកឱ្យនៅទទេ បើមិនបានរាប់។ សរសេរ n/a បើមិនមានទិន្នន័យ។",
    ),
    Label(
        "If there is nothing to report in a whole table, choose “yes” under it. Write why where "
        "you reported there in the period before.",
        "បើគ្មានអ្វីត្រូវរាយការណ៍ក្នុងតារាងទាំងមូល សូមជ្រើស “បាទ/ចាស” នៅខាងក្រោមតារាង។ "
        "សូមសរសេរមូលហេតុ បើអ្នកបានរាយការណ៍ក្នុងតារាងនោះក្នុងរយៈពេលមុន។",
    ),
    Label(
        "Lists have blank rows: fill as many as you need. Empty a row to remove it. What is typed "
        "below them is not read: if they are too few, download a workbook with more of them.",
        "បញ្ជីមានជួរទទេ៖ សូមបំពេញតាមតម្រូវការ។ លុបអត្ថបទក្នុងជួរ ដើម្បីដកជួរនោះចេញ។ "
        "អ្វីដែលវាយនៅខាងក្រោមជួរទាំងនោះមិនត្រូវបានអានទេ៖ បើជួរមិនគ្រប់ សូមទាញយកសៀវភៅដែលមានជួរច្រើនជាងនេះ។",
    ),
    Label(
        "Totals are added up for you, and only for you to look at: the portal adds up itself. "
        "Grey numbers are those of the period before.",
        "ផលបូកត្រូវបានគណនាដោយស្វ័យប្រវត្តិ សម្រាប់មើលប៉ុណ្ណោះ។ លេខពណ៌ប្រផេះជាលេខនៃរយៈពេលមុន។",
    ),
    Label(
        "Do not add, move or delete rows, columns or sheets, and do not rename a sheet.",
        "សូមកុំបន្ថែម ផ្លាស់ទី ឬលុបជួរ ជួរឈរ ឬសន្លឹក ហើយកុំប្តូរឈ្មោះសន្លឹក។",
    ),
    Label(
        "Save the file as an Excel workbook (.xlsx), then send it on the page of the report. "
        "You will see what changes before anything is stored.",
        "រក្សាទុកជាឯកសារ Excel (.xlsx) រួចផ្ញើវានៅលើទំព័ររបាយការណ៍។ "
        "លោកអ្នកនឹងឃើញអ្វីដែលនឹងផ្លាស់ប្តូរ មុនពេលរក្សាទុក។",
    ),
)
READ_ONLY = Label(
    "This copy is for reading: it cannot be sent back.",
    "ច្បាប់ចម្លងនេះសម្រាប់អានប៉ុណ្ណោះ៖ មិនអាចផ្ញើត្រឡប់មកវិញបានទេ។",
)
NUMBER_TITLE = Label("A whole number", "ចំនួនគត់")
NUMBER_HELP = Label(
    "Type digits only, such as 1250, or n/a if the number is not available.",
    "វាយតែលេខ ដូចជា 1250 ឬ n/a បើមិនមានទិន្នន័យ។",
)
MONEY_TITLE = Label("An amount", "ទឹកប្រាក់")
MONEY_HELP = Label(
    "Type digits with at most two decimals after a point (.), such as 1250.50, or n/a.",
    "វាយតែលេខ យ៉ាងច្រើនពីរខ្ទង់ក្រោយសញ្ញាចុច (.) ដូចជា 1250.50 ឬ n/a។",
)
DATE_TITLE = Label("A date", "កាលបរិច្ឆេទ")
DATE_HELP = Label("Type day/month/year, such as 27/06/2020.", "វាយ ថ្ងៃ/ខែ/ឆ្នាំ ដូចជា 27/06/2020។")
CHOICE_TITLE = Label("One of the list", "ជ្រើសពីបញ្ជី")
CHOICE_HELP = Label("Choose one of the list.", "សូមជ្រើសមួយពីបញ្ជី។")
