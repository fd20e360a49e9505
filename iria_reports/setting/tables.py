"""A report and the grid of its paper go in; the CSS of its wide tables comes out."""

from iria_reports.report import Report, Table
from iria_reports.setting.theme import PageSize

TIGHT = "padding-right: 1.2mm"
TIGHT_AFTER_NUMBERS = "padding-left: 1.8mm"


def wide_tables(report: Report, page: PageSize) -> str:
    """Rules by table: a wide one begins at the narrow column's edge, and a tight one has its columns closer together.

    By id, and not in a theme: how wide a table must be is its own, and a theme that knows nothing of it prints it too.
    """
    rules = []
    for table in (block for block in report.blocks() if isinstance(block, Table) and block.width != "column"):
        name = f"#table-{table.meta.id}"
        rules.append(f"{name} {{ margin-left: -{page.side + page.gutter:g}mm }}")
        if table.width == "tight":
            rules.append(f"{name} :is(th, td):not(:last-child) {{ {TIGHT} }}")
            rules.append(f"{name} .number + :not(.number) {{ {TIGHT_AFTER_NUMBERS} }}")
    return "".join(f"{rule}\n" for rule in rules)
