"""The gates in readers' words, with the figures of the settings."""

from modelwire_ssg.model.site import Site
from modelwire_ssg.pages.frame import Facts
from modelwire_ssg.text.language import Language, language_of


def gate_facts(site: Site) -> tuple[Facts, ...]:
    """Each gate that is on: its name and what it asks for."""
    limits, language = site.settings.limits, language_of(site.settings)
    figures = {
        "run": limits.shared_run_words,
        "overlap": language.percent(100 * limits.overlap_5gram),
        "quoted": limits.quote_words,
    }
    return tuple(
        {"name": gate_name(name, language), "sentence": language.t(f"gate.{name}_means", **figures)}
        for name in site.gates
        if language.has(f"gate.{name}")
    )


def gate_name(gate: str, language: Language) -> str:
    """What readers call it."""
    return language.t(f"gate.{gate}") if language.has(f"gate.{gate}") else gate
