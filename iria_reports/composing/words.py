"""The furniture's words by language: what the house prints that no analyst wrote."""

WORDS = {
    "en": {
        "figure": "Figure",
        "table": "Table",
        "section": "section",
        "judgement": "judgement",
        "bottom-line": "Bottom line",
        "introduction": "Introduction",
        "from-article": "First published:",
        "judgements": "Key judgements",
        "sources": "Sources",
        "about": "About this report",
        "annex": "Annex: the data behind the figures",
        "contents": "Contents",
        "as-of": "As of",
        "draft": "Draft, not issued",
        "described": "A title in square brackets is our description of a page whose headline was not seen.",
        "source": "Source",
        "left-out": "In the attached data only, for want of room",
        "note": "Note",
        "mark": "Sharing mark",
        "prepared-for": "Prepared for",
        "basis": "What it rests on",
        "wording": "Wording of judgements",
        "cite": "How to cite",
        "history": "Revision history",
        "house": "The institute",
        "contact": "Contact",
        "logos": "Logos",
        "page": "Page",
        "of": "of",
    }
}


def word(name: str, language: str) -> str:
    """The word for `name`; English where the language has no words of its own yet."""
    return WORDS.get(language.split("-")[0], WORDS["en"])[name]
