"""The State's heading, as it stands over every official paper: its words are fixed, and no
translation of ours."""

STATE_HEADING = {
    "km": ("ព្រះរាជាណាចក្រកម្ពុជា", "ជាតិ សាសនា ព្រះមហាក្សត្រ"),
    "en": ("KINGDOM OF CAMBODIA", "Nation Religion King"),
}


def state_heading(language: str) -> tuple[str, str]:
    return STATE_HEADING["km" if language == "km" else "en"]
