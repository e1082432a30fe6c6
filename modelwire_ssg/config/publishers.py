"""content/publishers.yml → Publisher records."""

from pathlib import Path

from modelwire_ssg.config.site import policy_name
from modelwire_ssg.config.yaml_file import entries, open_fields
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Publisher, PublisherRequest
from modelwire_ssg.text.fields import Fields
from modelwire_ssg.text.slugs import is_slug

PATH = "content/publishers.yml"


def load_publishers(root: Path) -> tuple[dict[str, Publisher], list[Problem]]:
    """Read the publishers; one whose entry has a fault is kept, with the strictest policy where that was at fault."""
    problems: list[Problem] = []
    publishers = {}
    for key, fields in entries(open_fields(root, PATH, problems)):
        if not is_slug(key):
            fields.report("key-shape", f"'{key}' cannot be a publisher's key", "use small letters, digits and hyphens")
            continue
        before = len(problems)
        publisher = _publisher(key, fields)
        if any(problem.code == "policy-unknown" for problem in problems[before:]):
            publisher = Publisher(key=key, name=publisher.name, domains=publisher.domains, policy="none",
                                  place=publisher.place)  # fmt: skip
        publishers[key] = publisher
        fields.close()
    return publishers, problems


def _publisher(key: str, fields: Fields) -> Publisher:
    quote_words = fields.integer("quote_words", -1)
    return Publisher(
        key=key,
        name=fields.text("name", key, required=True),
        homepage=fields.text("homepage"),
        domains=tuple(domain.casefold() for domain in fields.texts("domains")),
        policy=policy_name(fields, "policy"),
        scope=fields.texts("scope"),
        credit=fields.text("credit"),
        quote_words=None if quote_words < 0 else quote_words,
        request=_request(fields),
        place=fields.place(),
    )


def _request(fields: Fields) -> PublisherRequest | None:
    below = fields.below("request")
    if below is None:
        return None
    request = PublisherRequest(at=below.day("at"), by=below.text("by"), ref=below.text("ref"))
    below.close()
    return request
