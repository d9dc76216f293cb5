"""Names and words of the sample document, in both languages."""

KHMER_TITLE = "របាយការណ៍ប្រចាំឆ្នាំ ស្តីពីការប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស"
KHMER_COMMITTEE = "គណៈកម្មាធិការជាតិប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស (គ.ជ.ប.ជ)"
ENGLISH = {
    "contents": "Contents",
    "page": "Page",
    "of": "of",
    "table": "Table",
    "figure": "Figure",
    "tables": "Tables",
    "figures": "Figures",
    "continued": "continued",
    "note": "Note",
    "notes": "Notes",
    "total": "Total",
    "not_available": "n/a",
}
KHMER = {
    "contents": "មាតិកា",
    "page": "ទំព័រ",
    "of": "/",
    "table": "តារាង",
    "figure": "ក្រាហ្វិក",
    "tables": "តារាង",
    "figures": "ក្រាហ្វិក",
    "continued": "ត",
    "note": "កំណត់សម្គាល់",
    "total": "សរុប",
}
MINISTRIES = (
    "Ministry of Labour and Vocational Training",
    "Ministry of Social Affairs, Veterans and Youth Rehabilitation",
    "Ministry of Women's Affairs",
    "Ministry of Post and Telecommunications",
    "Cambodian Red Cross",
    "General Commissariat of the National Police",
)
PROVINCES = (
    ("Banteay Meanchey", "បន្ទាយមានជ័យ"),
    ("Battambang", "បាត់ដំបង"),
    ("Kampong Cham", "កំពង់ចាម"),
    ("Kampong Chhnang", "កំពង់ឆ្នាំង"),
    ("Kampong Speu", "កំពង់ស្ពឺ"),
    ("Kampong Thom", "កំពង់ធំ"),
    ("Kampot", "កំពត"),
    ("Kandal", "កណ្ដាល"),
    ("Koh Kong", "កោះកុង"),
    ("Kratie", "ក្រចេះ"),
    ("Mondulkiri", "មណ្ឌលគិរី"),
    ("Phnom Penh", "ភ្នំពេញ"),
    ("Preah Vihear", "ព្រះវិហារ"),
    ("Prey Veng", "ព្រៃវែង"),
    ("Pursat", "ពោធិ៍សាត់"),
    ("Rattanakiri", "រតនគិរី"),
    ("Siem Reap", "សៀមរាប"),
    ("Preah Sihanouk", "ព្រះសីហនុ"),
    ("Stung Treng", "ស្ទឹងត្រែង"),
    ("Svay Rieng", "ស្វាយរៀង"),
    ("Takeo", "តាកែវ"),
    ("Oddar Meanchey", "ឧត្ដរមានជ័យ"),
    ("Kep", "កែប"),
    ("Pailin", "ប៉ៃលិន"),
    ("Tboung Khmum", "ត្បូងឃ្មុំ"),
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
