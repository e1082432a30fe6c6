"""The gates in readers' words, with the figures of the settings."""

from modelwire_ssg.model.site import Site
from modelwire_ssg.pages.frame import Facts

# Gate → its name and what it asks for, as readers are told; the figures come from the settings.
GATE_WORDS = {
    "grounded": (
        "Grounded",
        "Every name, number, date and quotation stands in the source or in the archive briefs it cites.",
    ),
    "republished": (
        "Not republished",
        "Outside quotations, no run of more than {run} words is shared with the source, and at most {overlap} of its "
        "five-word sequences; quotations have {quoted} words in all at the most.",
    ),
    "archive-links": (
        "Archive links",
        "A cited brief exists, is older, bears the date that is said, and names what is said of it.",
    ),
    "watch": ("Watch", "What to watch for can be observed, by a day between two weeks and eighteen months ahead."),
    "form": (
        "Form",
        "Plain sentences of a set length; no opinion in a summary; nothing that a source could have slipped in.",
    ),
    "policy": ("Policy", "Nothing that the publisher does not allow."),
    "entailed": (
        "Entailed",
        "Where a model writes, a second call has to name the words of the source or of a cited brief that carry each "
        "sentence. A program looks whether they stand there; a sentence without such words goes.",
    ),
}


def gate_facts(site: Site) -> tuple[Facts, ...]:
    """Each gate that is on: its name and what it asks for."""
    limits = site.settings.limits
    figures = {
        "run": str(limits.shared_run_words),
        "overlap": f"{limits.overlap_5gram:.0%}",
        "quoted": str(limits.quote_words),
    }
    known = (GATE_WORDS[name] for name in site.gates if name in GATE_WORDS)
    return tuple({"name": name, "sentence": sentence.format(**figures)} for name, sentence in known)


def gate_name(gate: str) -> str:
    """What readers call it."""
    return GATE_WORDS[gate][0] if gate in GATE_WORDS else gate
