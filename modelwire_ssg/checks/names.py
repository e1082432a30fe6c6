"""Keys that briefs and sources use stand in their registries."""

from collections.abc import Iterable, Mapping

from modelwire_ssg.checks.case import Case
from modelwire_ssg.model.brief import Brief
from modelwire_ssg.model.places import Place, Problem
from modelwire_ssg.text.fields import suggest


def check(case: Case) -> list[Problem]:
    """An unknown name has no page, so it is a warning; the brief goes out without it."""
    problems = []
    for brief in case.briefs.values():
        problems += _unknown(brief.mentions, case.mentions, brief.place("mentions"), "mention", "content/mentions.yml")
        problems += _unknown(brief.tags, case.tags, brief.place("tags"), "tag", "content/tags.yml")
        problems += _unknown([brief.take] if brief.take else [], case.settings.takes, brief.place("take"), "take",
                             "content/site.yml")  # fmt: skip
        problems += _publishers(brief, case)
    for source in case.sources.values():
        problems += _unknown(source.tags, case.tags, source.place, "tag", "content/tags.yml")
    return problems


def _publishers(brief: Brief, case: Case) -> list[Problem]:
    named = [(brief.source.publisher, "source"), *((ref.publisher, "also") for ref in brief.also)]
    return [
        problem
        for key, where in dict.fromkeys(named)
        for problem in _unknown([key], case.publishers, brief.place(where), "publisher", "content/publishers.yml")
    ]


def _unknown(keys: Iterable[str], registry: Mapping[str, object], place: Place, what: str, file: str) -> list[Problem]:
    return [
        Problem(
            code=f"{what}-unknown",
            place=place,
            message=f"no {what} is called '{key}'",
            hint=f"add it to {file}{suggest(key, registry)}",
            severity="warning",
        )
        for key in keys
        if key not in registry
    ]
