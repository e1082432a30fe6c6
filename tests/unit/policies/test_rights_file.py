"""content/rights.yml, and what it makes of a permit: stricter, never looser."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelwire_ssg.model.places import Place
from modelwire_ssg.model.settings import PolicyName, Publisher, Settings
from modelwire_ssg.policies import Finding, Policies, Rights
from modelwire_ssg.policies.finding import FOUND, PATH, Found, site_of
from modelwire_ssg.policies.store import load_rights, merged, write_rights
from modelwire_ssg.text.clean import printable

DAY = date(2026, 11, 22)
URL = "https://www.acme.example/news/story"
ORDER: tuple[PolicyName, ...] = ("none", "headline", "full")


def finding(
    found: Found, where: str = "robots.txt", *, host: str = "acme.example", at: date = DAY, said: str = "no",
    paths: tuple[str, ...] = ("/",), but: tuple[str, ...] = (),
) -> Finding:  # fmt: skip
    said = "" if found == "nothing" else said
    return Finding(host=host, where=where, at=at, found=found, said=said, paths=paths, but=but)


def policies(policy: PolicyName, *findings: Finding, default: PolicyName = "headline") -> Policies:
    acme = Publisher(key="acme", name="Acme", domains=("acme.example",), policy=policy, place=Place(path="p"))
    settings = Settings(title="M", base_url="https://m.example/", default_policy=default)
    return Policies({"acme": acme}, settings, Rights(findings))


def rights_file(root: Path, text: str) -> Path:
    file = root / PATH
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def test_a_reservation_leaves_a_headline_and_says_where_it_stands() -> None:
    permit = policies("full", finding("headline", "tdmrep.json", said="tdm-reservation: 1 for /")).permit(URL)
    assert (permit.policy, permit.quote_words) == ("headline", 0)
    assert permit.reasons == (
        "tdmrep.json of acme.example, read on 2026-11-22, says 'tdm-reservation: 1 for /', "
        "so a headline and a link are all that may stand",
    )


def test_robots_txt_keeps_the_article_and_nothing_else() -> None:
    found = policies("full", finding("no article"))
    assert found.permit(URL).policy == "full"
    assert len(found.article_refusals(URL)) == 1


def test_no_article_is_read_before_robots_txt_was() -> None:
    assert policies("full").article_refusals(URL)
    assert not policies("full", finding("nothing")).article_refusals(URL)


def test_no_article_is_read_of_a_publisher_that_allows_a_headline() -> None:
    assert policies("headline", finding("nothing")).article_refusals(URL)


@given(
    st.sampled_from(ORDER),
    st.sampled_from(ORDER),
    st.lists(st.builds(finding, st.sampled_from(FOUND), st.sampled_from(["robots.txt", "tdmrep.json"])), max_size=4),
    st.sampled_from([URL, "https://other.example/x", "https://acme.example/"]),
)
def test_no_finding_makes_a_policy_looser(
    policy: PolicyName, default: PolicyName, findings: list[Finding], url: str
) -> None:
    before, after = policies(policy, default=default), policies(policy, *findings, default=default)
    assert ORDER.index(after.permit(url).policy) <= ORDER.index(before.permit(url).policy)
    assert set(before.permit(url).reasons) <= set(after.permit(url).reasons)


@pytest.mark.parametrize(
    ("policy", "findings", "forbids"),
    [
        ("full", (), False),
        ("full", (finding("headline"),), True),
        ("full", (finding("no article"),), False),
        ("headline", (), True),
        ("none", (), True),
    ],
)
def test_text_is_cleared_only_where_it_stands_written_that_it_must_be(
    policy: PolicyName, findings: tuple[Finding, ...], forbids: bool
) -> None:
    assert policies(policy, *findings).forbids_text(URL) is forbids
    assert not policies(policy, *findings).forbids_text("https://nobody.example/x")


@pytest.mark.parametrize(
    ("path", "covered"), [("/news/story", True), ("/shop/x", False), ("/news/free/x", False), ("/", False)]
)
def test_a_finding_holds_for_its_paths_alone(path: str, covered: bool) -> None:
    found = policies("full", finding("headline", paths=("/news/",), but=("/news/free/",)))
    assert (found.permit(f"https://acme.example{path}").policy == "headline") is covered


def test_of_two_readings_the_later_one_counts_and_of_one_day_the_stricter() -> None:
    old = finding("headline", at=date(2026, 10, 1))
    assert policies("full", old, finding("nothing")).permit(URL).policy == "full"
    assert policies("full", finding("headline"), finding("nothing")).permit(URL).policy == "headline"


@pytest.mark.parametrize(
    ("at", "stale"), [("2026-11-22", False), ("2026-10-24", False), ("2026-10-23", True), ("2031-01-01", True)]
)
def test_a_host_is_asked_again_after_thirty_days(at: str, stale: bool) -> None:
    rights = Rights([finding("nothing", at=date.fromisoformat(at))])
    assert rights.is_stale(URL, "robots.txt", DAY) is stale
    assert rights.is_stale(URL, "tdmrep.json", DAY)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.Acme.example/x", "acme.example"),
        ("http://acme.example:80/", "acme.example"),
        ("http://127.0.0.1:8080/x", "127.0.0.1:8080"),
        ("mailto:x", ""),
    ],
)
def test_a_host_has_one_name(url: str, site: str) -> None:
    assert site_of(url) == site


def test_the_file_has_one_sorted_entry_a_line(tmp_path: Path) -> None:
    found = [finding("nothing", host="zeta.example"), finding("headline", "tdmrep.json", paths=("/a",)),
             finding("no article", said="Disallow: /")]  # fmt: skip
    assert write_rights(tmp_path, Rights(found))
    assert (tmp_path / PATH).read_text("utf-8") == (
        "- {host: acme.example, where: robots.txt, at: 2026-11-22, found: no article, said: 'Disallow: /'}\n"
        "- {host: acme.example, where: tdmrep.json, at: 2026-11-22, found: headline, said: 'no', paths: [/a]}\n"
        "- {host: zeta.example, where: robots.txt, at: 2026-11-22, found: nothing}\n"
    )
    assert not write_rights(tmp_path, Rights(reversed(found)))


@given(st.lists(st.builds(finding, st.sampled_from(FOUND), st.text(min_size=1, max_size=9).filter(str.strip),
                          said=st.text(max_size=30)), max_size=4))  # fmt: skip
def test_what_is_written_is_read_again(findings: list[Finding]) -> None:
    clean = [
        Finding(host=f.host, where=printable(f.where).strip() or "x", at=f.at, found=f.found, said=printable(f.said))
        for f in findings
    ]
    with tempfile.TemporaryDirectory() as folder:
        write_rights(Path(folder), Rights(clean))
        rights, problems = load_rights(Path(folder))
    assert not problems
    assert set(rights.findings) == set(Rights(clean).findings)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("- {host: a.example, where: robots.txt, at: 2026-11-22, found: everything}", "finding-unknown"),
        ("- {host: a.example, where: robots.txt, found: nothing}", "key-missing"),
        ("- {host: a.example, where: robots.txt, at: 2026-11-22, found: headline, paths: [news]}", "pattern-shape"),
        ("- {host: a.example, where: robots.txt, at: soon, found: nothing}", "value-kind"),
        ("- {host: a.example, where: robots.txt, at: 2026-11-22, found: nothing, by: me}", "key-unknown"),
        ("- {host: a.example", "yaml-syntax"),
        ("<<<<<<< HEAD", "shape"),
    ],
)
def test_a_line_with_a_fault_is_named_and_kept_and_loses_no_other(line: str, code: str, tmp_path: Path) -> None:
    good = "- {host: acme.example, where: robots.txt, at: 2026-11-22, found: headline, said: x}"
    file = rights_file(tmp_path, f"# what hosts say\n{line}\n{good}\n")
    rights, problems = load_rights(tmp_path)
    assert [one.host for one in rights.findings] == ["acme.example"]
    assert (problems[0].code, problems[0].place) == (code, Place(path=PATH, line=2))
    write_rights(tmp_path, merged(rights, [finding("nothing", host="new.example")]))
    text = file.read_text("utf-8")
    assert text.startswith("# what hosts say\n")
    assert text.endswith(f"{line}\n")
    assert "new.example" in text


def test_both_sides_of_a_merge_may_stand_in_the_file(tmp_path: Path) -> None:
    line = "- {host: acme.example, where: robots.txt, at: 2026-11-22, found: %s}\n"
    rights_file(tmp_path, line % "nothing" + line % "headline" + line % "nothing")
    rights, problems = load_rights(tmp_path)
    assert not problems
    assert len(rights.findings) == 2
