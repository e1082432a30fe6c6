"""content/publishers.yml → Publisher records. A takedown is one line here, so no fault in it may loosen a policy."""

from dataclasses import replace
from pathlib import Path

from modelwire_ssg.config.site import policy_name
from modelwire_ssg.config.yaml_file import open_fields
from modelwire_ssg.model.places import Problem
from modelwire_ssg.model.settings import Publisher, PublisherRequest
from modelwire_ssg.text.fields import Fields
from modelwire_ssg.text.slugs import is_slug
from modelwire_ssg.text.urls import canonical, host

PATH = "content/publishers.yml"
# With one of these it is not known what the file says of whom: nothing may go out. Other errors stay in their entry.
FATAL_CODES = frozenset(
    {
        "encoding",
        "file-missing",
        "yaml-syntax",
        "yaml-anchor",
        "yaml-tag",
        "yaml-key",
        "yaml-repeated",
        "shape",
        "key-shape",
        "publisher-addresses",
    }
)


def load_publishers(root: Path) -> tuple[dict[str, Publisher], list[Problem]]:
    """Read the publishers. One whose entry has an error allows nothing; for `FATAL_CODES` the caller has to stop."""
    problems: list[Problem] = []
    publishers = {}
    file = open_fields(root, PATH, problems, required=True)
    for key in file.keys:
        fields = _entry(key, file)
        if fields is None:
            continue
        before = len(problems)
        publisher = _publisher(key, fields)
        fields.close()
        if any(problem.severity == "error" for problem in problems[before:]):
            publisher = replace(publisher, policy="none")
            if not publisher.domains and not publisher.scope:
                fields.report("publisher-addresses", f"'{key}' has a fault and no domain that can be read, "
                              "so it is not known which addresses it speaks of",
                              f"mend the entry; its domains look like [{key}.example]")  # fmt: skip
        publishers[key] = publisher
    return publishers, problems


def _entry(key: str, file: Fields) -> Fields | None:
    if not is_slug(key):
        file.report("key-shape", f"'{key}' cannot be a publisher's key", "use small letters, digits and hyphens",
                    key=key)  # fmt: skip
        return None
    if not file.is_mapping(key):
        file.report("shape", f"'{key}' has no keys and values of its own",
                    f"write `{key}: {{name: …, domains: […], policy: none}}`", key=key)  # fmt: skip
        return None
    return file.below(key)


def _publisher(key: str, fields: Fields) -> Publisher:
    quote_words = fields.integer("quote_words", -1)
    if "policy" in fields.keys and not fields.has("policy"):
        fields.report("policy-unknown", "'policy' has no value", "known: full, headline, none", key="policy")
    return Publisher(
        key=key,
        name=fields.text("name", key, required=True),
        homepage=fields.text("homepage"),
        domains=_domains(fields),
        policy=policy_name(fields, "policy"),
        scope=_scope(fields),
        credit=fields.text("credit"),
        quote_words=None if quote_words < 0 else quote_words,
        request=_request(fields),
        place=fields.place(),
    )


def _domains(fields: Fields) -> tuple[str, ...]:
    """Hosts as `text.urls.host` gives them: ASCII, without "www."; a whole address counts by its host."""
    hosts = []
    for text in fields.texts("domains"):
        address = text if "://" in text else f"https://{text.removeprefix('*.')}"
        domain = host(address)
        if "." not in domain and domain != "localhost":
            fields.report("domain-shape", f"'{text}' is no domain", "a domain looks like acme.example", key="domains")
            continue
        if canonical(address).partition("://")[2].partition("/")[2]:
            fields.report("domain-shape", f"'{text}' is a part of {domain}",
                          "give the domain alone, or the whole address under 'scope'", key="domains")  # fmt: skip
        hosts.append(domain)
    return tuple(hosts)


def _scope(fields: Fields) -> tuple[str, ...]:
    """Addresses with https:// before them."""
    addresses = []
    for text in fields.texts("scope"):
        address = text if "://" in text else f"https://{text}"
        if "." in host(address) and canonical(address):
            addresses.append(address)
        else:
            fields.report("scope-shape", f"'{text}' is no address",
                          "an address looks like https://acme.example/investigations/", key="scope")  # fmt: skip
    return tuple(addresses)


def _request(fields: Fields) -> PublisherRequest | None:
    below = fields.below("request")
    if below is None:
        return None
    request = PublisherRequest(at=below.day("at"), by=below.text("by"), ref=below.text("ref"))
    below.close()
    return request
