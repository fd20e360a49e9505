"""A report goes in; where the analyst wrote what stands under each id of its page comes out."""

from iria_reports.report import Block, Figure, Judgements, Origin, Picture, Report, Table


def origins(report: Report) -> dict[str, Origin]:
    """By the ids that the templates give: those of sections, blocks and judgements."""
    found = {f"section-{section.id}": section.origin for section in report.sections}
    for block in report.blocks():
        found[anchor(block)] = block.meta.origin
        if isinstance(block, Judgements) and block.detail != "reasons":
            found |= {f"judgement-{item.id}": item.origin for item in block.items}
    return {name: origin for name, origin in found.items() if origin.path}


def anchor(block: Block) -> str:
    """The id of the element that a block becomes."""
    if isinstance(block, (Figure, Picture)):
        return f"figure-{block.meta.id}"
    return f"table-{block.meta.id}" if isinstance(block, Table) else block.meta.id
