"""Which gate catches what: the table that tests/printing and tests/verapdf both check.

The left column is the spoilt thing, the middle one the checkpoint of the project's own structural check
(printing/inspect.py), the right one veraPDF's flavours that fail. Ten lines of thirty show why both are run.
"""

from . import mutations as spoilt

TABLE: dict[spoilt.Mutation, tuple[str, str]] = {
    #                                own check      veraPDF
    spoilt.no_language:             ("11-006",      "ua1"),
    spoilt.no_title:                ("06-003",      "ua1"),
    spoilt.title_not_shown:         ("07-001",      "ua1"),
    spoilt.no_identifier:           ("06-002",      "ua1"),
    spoilt.no_alternative:          ("13-004",      "ua1"),
    spoilt.heading_jump:            ("14-003",      "ua1"),
    spoilt.irregular_table:         ("15-004",      "ua1"),
    spoilt.list_without_items:      ("09-004",      "ua1"),
    spoilt.note_without_id:         ("19-003",      "ua1"),
    spoilt.untagged_paint:          ("01-005",      "ua1"),
    spoilt.silent_link:             ("28-012",      "ua1"),
    spoilt.link_outside_the_tree:   ("28-011",      "ua1"),
    spoilt.not_marked:              ("marked",      "3a ua1"),
    spoilt.font_not_embedded:       ("31-009",      "3a ua1"),
    spoilt.font_without_letters:    ("31-027",      "3a ua1"),
    spoilt.script:                  ("outside",     "3a"),
    spoilt.attachment_unrelated:    ("attachments", "3a"),
    spoilt.smoothed_picture:        ("interpolate", "3a"),
    # What veraPDF passes and a reader notices:
    spoilt.another_title_in_info:   ("info",        ""),
    spoilt.junk_alternative:        ("alternative", ""),
    spoilt.box_off_the_page:        ("box",         ""),
    spoilt.no_heads:                ("15-003",      ""),
    spoilt.no_scope:                ("15-003",      ""),
    spoilt.lost_note:               ("notes",       ""),
    spoilt.link_told_by_anchor:     ("link",        ""),
    spoilt.no_bookmarks:            ("bookmarks",   ""),
    spoilt.attachment_lost:         ("attachments", ""),
}  # fmt: skip
