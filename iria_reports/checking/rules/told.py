"""The rules that `build` tells too: faults, which stop it and cannot be silenced, and warnings."""

from iria_reports.checking.finding import Rule

TOLD = (
    Rule("input", "error", "Anything else that `build` refuses.", "The report cannot be made from it."),
    Rule(
        "later-than-as-of",
        "error",
        "An article, citation, row or statement later than the report’s as-of day.",
        "A report must be one that could have been written on its day.",
    ),
    Rule(
        "dead-reference",
        "error",
        "A citation of a source, or a reference to a figure, table, section or judgement, that is not there.",
        "Every citation leads to its source (ICD 206, source reference citation).",
    ),
    Rule(
        "judgement-confidence",
        "error",
        "A judgement without a level of confidence, or with one that is not low, moderate or high.",
        "Likelihood alone does not tell how good the evidence is (ICD 203, D.6.e.(2)).",
    ),
    Rule(
        "scenarios-sum",
        "error",
        "Scenarios whose probabilities do not add up to 100.",
        "Either one is missing or two overlap (ICD 203, D.6.e.(2) and (4), uncertainty and alternatives).",
    ),
    Rule(
        "picture-credit",
        "error",
        "A picture without its maker’s name or the right to print it.",
        "It is the law nearly everywhere.",
    ),
    Rule(
        "undated-source",
        "warning",
        "A citation of a source that has no date.",
        "It counts as known from always, so no as-of day leaves it out.",
    ),
    Rule(
        "english-words",
        "warning",
        "In a report of another language: a part whose words the house makes in English.",
        "A reader of one language meets another; French and Russian have most of the house’s words.",
    ),
    Rule(
        "unused-part",
        "warning",
        "Prose, an article or a table that no section prints.",
        "What was written to be read is not in the report.",
    ),
    Rule(
        "embargo-over",
        "warning",
        "An embargo that ended before the report’s day.",
        "It is not printed any more, and whoever wrote it may have meant another day.",
    ),
    Rule(
        "dropped-judgement",
        "warning",
        "A judgement of the report named by `follows:` that this one makes no more, where no `what-changed` says so.",
        "Change to judgements is explained, so that a reader of both need not find it alone (ICD 203, D.6.e.(7)).",
    ),
    Rule(
        "points-to-withheld",
        "warning",
        "A sentence left out because it points to a figure, table, section or judgement that its reader is not given.",
        "To name what is withheld would tell of it; whoever wrote the sentence must know that it is not read.",
    ),
    Rule(
        "unreached-audience",
        "warning",
        "A paragraph or an item limited to an audience that is not given the section it stands in.",
        "Its author counts on a reader whom it never reaches.",
    ),
    Rule(
        "left-out-by-as-of",
        "warning",
        "With --as-of: what was left out, and what stays because nothing dates it.",
        "A person must read it as of that day.",
    ),
    Rule(
        "silence",
        "warning",
        "A silence that silences nothing, gives no reason, or names no rule that can be silenced.",
        "A silence without its finding hides the next one.",
    ),
)
