"""Which stories of a night are one event."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from modelwire_ssg.model.places import Place
from modelwire_ssg.model.registry import Mention
from modelwire_ssg.sources.cluster import Clustering, Known, Pair, Verdict, cluster
from modelwire_ssg.sources.compare import Rarity, is_same_article
from modelwire_ssg.sources.traits import Traits, traits_of
from modelwire_ssg.text.names import MentionMatcher

DAY = datetime(2026, 5, 12, 9, tzinfo=UTC)
MATCHER = MentionMatcher(
    Mention(key=name.casefold(), name=name, kind="company", place=Place(path="m")) for name in ("Halden", "Quarry")
)
LEASE = (
    "Halden leases hall in Narvik to Quarry for nine years",
    "Quarry signed a lease of nine years for the second hall of Halden in Narvik, the companies said on Tuesday. "
    "The hall draws 140 megawatts; Quarry pays a deposit of $310 million.",
)
ELSEWHERE = (
    "Quarry takes a whole data hall above the Arctic Circle",
    "For $310 million down, Quarry gets all 140 megawatts of Halden's second hall in Narvik until 2035. "
    "It was announced on Tuesday.",
)
OTHER = ("Dubbing guild votes on synthetic voices", "Members adopted a clause on consent by 61 percent on Tuesday.")


def story(key: str, text: tuple[str, str], publisher: str = "", hours: float = 0, **more: Any) -> Traits:
    title, excerpt = text
    return traits_of(
        key=key, publisher=publisher or key, title=title, excerpt=excerpt, at=DAY + timedelta(hours=hours),
        matcher=MATCHER, **more,
    )  # fmt: skip


def grouped(*stories: Traits, known: tuple[Known, ...] = (), **more: Any) -> Clustering:
    return cluster(stories, known, Rarity([*stories, *(one.traits for one in known)]), **more)


def groups(*stories: Traits, **more: Any) -> set[frozenset[str]]:
    return {frozenset(event.stories) for event in grouped(*stories, **more).events}


def test_reports_of_one_event_by_two_publishers_are_one() -> None:
    found = groups(story("a", LEASE), story("b", ELSEWHERE, hours=5), story("c", OTHER))
    assert found == {frozenset("ab"), frozenset("c")}


def test_each_join_says_what_is_shared() -> None:
    (decision,) = [d for d in grouped(story("a", LEASE), story("b", ELSEWHERE)).decisions if d.verdict == "joined"]
    assert "narvik" in decision.why


def test_two_stories_of_one_publisher_are_never_one_event() -> None:
    assert len(groups(story("a", LEASE, "wire"), story("b", ELSEWHERE, "wire"))) == 2


def test_a_group_has_a_publisher_once() -> None:
    stories = story("a", LEASE, "one"), story("b", LEASE, "two", 1), story("c", ELSEWHERE, "two", 2)
    assert all(len({s.publisher for s in stories if s.key in group}) == len(group) for group in groups(*stories))


def test_reports_more_than_three_days_apart_are_two_events() -> None:
    assert len(groups(story("a", LEASE), story("b", ELSEWHERE, hours=73))) == 2


def test_titles_alone_join_nothing() -> None:
    assert len(groups(story("a", (LEASE[0], "")), story("b", (f"{LEASE[0]}, it says", "")))) == 2


ROUNDUP = ("The week in halls: Narvik, consent and two lawsuits", ELSEWHERE[1])
OPINION = (
    "Quarry's lease in Narvik is a bet nobody should take",
    "Everyone cheers the $310 million for Halden's hall. But 140 megawatts are no strategy, and somebody has to pay.",
)
SEQUEL = (
    "Quarry's finance chief quits after Narvik lease",
    "She leaves on Thursday, two days after Quarry signed for Halden's second hall in Narvik and its 140 megawatts.",
)


@pytest.mark.parametrize("text", [ROUNDUP, OPINION, SEQUEL], ids=["a roundup", "an opinion", "what came of it"])
def test_what_only_speaks_of_the_event_stays_apart(text: tuple[str, str]) -> None:
    assert len(groups(story("a", LEASE), story("b", text, hours=50))) == 2


def test_a_story_filed_under_opinion_stays_apart() -> None:
    assert len(groups(story("a", LEASE), story("b", ELSEWHERE, categories=["Opinion"]))) == 2
    assert len(groups(story("a", LEASE), story("b", ELSEWHERE, link="https://b.example/opinion/x"))) == 2


def test_other_versions_stay_apart() -> None:
    one = ("Quarry ships Kestrel 4 for phones", "Quarry released Kestrel 4 on Tuesday for 12 markets and $310 a year.")
    two = ("Quarry ships Kestrel 5 for phones", "Quarry released Kestrel 5 on Tuesday for 12 markets and $310 a year.")
    assert len(groups(story("a", one), story("b", two))) == 2


def test_the_same_said_in_other_words_joins_and_the_reason_names_the_sense() -> None:
    one = (
        "Jury awards Halden $310 million over Narvik hall",
        "Jurors in Oslo found on Tuesday that Quarry broke a lease.",
    )
    two = (
        "Quarry loses to Halden in Norway",
        "The verdict of $310 million was read in the Norwegian capital on Tuesday.",
    )
    (decision,) = [d for d in grouped(story("a", one), story("b", two, hours=2)).decisions if d.verdict == "joined"]
    assert "jury" in decision.why.partition("in other words")[2]
    assert "310,000,000 USD" in decision.why


def test_what_only_one_speaks_of_aside_does_not_count_as_shared() -> None:
    other = (
        "Halden opens office in Bergen",
        "On the day of Quarry's lease of 140 megawatts in Narvik, Halden hired 40 people for a Bergen office.",
    )
    assert len(groups(story("a", LEASE), story("b", other, hours=2))) == 2


def test_long_texts_that_share_common_words_alone_stay_apart() -> None:
    one = (
        "How to write readable code",
        "Readers of code read names first. Good names say what a value is and where it goes. "
        "Long functions hide what they do, and tests show how code is used, so write tests that a reader can follow.",
    )
    two = (
        "Why our builds are slow",
        "A build reads code, writes files and runs tests. Long tests hide what is slow, and files "
        "that nobody reads are written twice. Names of files show where the value of a build goes: follow the reader.",
    )
    assert len(groups(story("a", one), story("b", two, hours=1))) == 2


def test_titles_that_tell_of_other_acts_stay_apart() -> None:
    suit = (
        "Halden sues Quarry over Narvik hall",
        "Halden filed the complaint over 140 megawatts in Narvik on Tuesday.",
    )
    round_ = ("Halden raises $90 million", "Investors backed Halden, which rents 140 megawatts in Narvik, on Tuesday.")
    assert len(groups(story("a", suit), story("b", round_, hours=1))) == 2


def test_titles_that_name_other_products_count_against_a_pair() -> None:
    one = (
        "Osprey 3 scores 61 on the index",
        "The model of 27 billion parameters led the index of Quarry on Tuesday in Narvik.",
    )
    two = (
        "Kestrel 9 scores 61 on the index",
        "The model of 27 billion parameters led the index of Quarry on Tuesday in Narvik.",
    )
    assert len(groups(story("a", one), story("b", two))) == 2
    assert len(groups(story("a", one), story("b", (two[0].replace("Kestrel 9", "Osprey 3"), two[1])))) == 1


def test_a_later_development_names_what_it_goes_on_about() -> None:
    found = grouped(story("a", LEASE), story("b", SEQUEL, hours=50))
    assert [(d.story, d.other) for d in found.decisions if d.verdict == "perhaps update"] == [("b", "a")]


def test_a_story_joins_a_brief_of_the_last_days() -> None:
    known = Known(brief="2026/05/12-x", traits=story("2026/05/12-x", LEASE, "one"))
    (event,) = grouped(story("b", ELSEWHERE, hours=20), known=(known,)).events
    assert (event.brief, event.stories) == ("2026/05/12-x", ("b",))


def test_a_brief_gets_no_second_line_of_a_publisher() -> None:
    known = Known(brief="2026/05/12-x", traits=story("2026/05/12-x", LEASE, "one"), publishers=frozenset({"b"}))
    (event,) = grouped(story("b", ELSEWHERE), known=(known,)).events
    assert event.brief == ""


def test_what_an_editor_parted_is_never_joined() -> None:
    stories = story("a", LEASE), story("b", ELSEWHERE)
    assert len(groups(*stories, apart={frozenset("ab")})) == 2


def test_undecided_pairs_are_asked_once_and_joined_with_the_reason_given() -> None:
    vague = (
        "Arctic computing goes to one tenant",
        "Halden said on Wednesday that a customer has signed for the building near the fjord and pays in advance.",
    )
    asked: list[tuple[Pair, ...]] = []

    def decide(pairs: Any) -> dict[tuple[str, str], Verdict]:
        asked.append(tuple(pairs))
        return {(pair.one, pair.other): Verdict(what="same", reason="both tell of the lease") for pair in pairs}

    stories = story("a", LEASE), story("b", vague, hours=6)
    assert len(groups(*stories)) == 2
    found = grouped(*stories, decide=decide)
    assert [[(pair.one, pair.other) for pair in pairs] for pairs in asked] == [[("a", "b")]]
    assert [d.why for d in found.decisions if d.verdict == "joined"] == ["both tell of the lease"]
    assert [event.stories for event in found.events] == [("a", "b")]


def test_a_pair_that_was_called_apart_is_joined_by_no_rule_about_others() -> None:
    stories = story("a", LEASE), story("b", ELSEWHERE)
    said = {("a", "b"): Verdict(what="apart", reason="no tie")}
    assert len(groups(*stories)) == 1
    assert len(groups(*stories, decide=lambda _: said)) == 2


def test_a_pair_that_was_called_later_is_an_update_and_stays_apart() -> None:
    said = {("a", "b"): Verdict(what="later", reason="it came of it")}
    found = grouped(story("a", LEASE), story("b", ELSEWHERE, hours=6), decide=lambda _: said)
    assert [(d.verdict, d.story, d.other, d.why) for d in found.decisions] == [("update", "b", "a", "it came of it")]
    assert len(found.events) == 2


def test_one_publisher_is_joined_with_itself_by_nobodys_word() -> None:
    said = {("a", "b"): Verdict(what="same", reason="the same")}
    found = grouped(story("a", LEASE, "wire"), story("b", ELSEWHERE, "wire"), decide=lambda _: said)
    assert len(found.events) == 2


def test_the_same_article_in_two_feeds_of_a_publisher_is_one() -> None:
    assert is_same_article(story("a", LEASE, "wire"), story("b", LEASE, "wire"))
    assert is_same_article(story("a", LEASE, "wire"), story("b", (LEASE[0], ""), "wire"))


def test_a_feed_that_says_the_same_of_every_item_has_other_articles() -> None:
    assert not is_same_article(story("a", LEASE, "wire"), story("b", (OTHER[0], LEASE[1]), "wire"))
    assert not is_same_article(
        story("a", ("Morning briefing", ""), "wire"), story("b", ("Morning briefing", ""), "wire")
    )


def test_the_order_of_stories_makes_no_difference() -> None:
    stories = [story("a", LEASE), story("b", ELSEWHERE, hours=5), story("c", OTHER), story("d", SEQUEL, hours=50)]
    assert groups(*stories) == groups(*reversed(stories))


@pytest.mark.parametrize("words", ["which a b c d e ", "that ", "monday's ", ", x earlier", "a:b,c,", "a day ago "])
def test_a_title_made_to_be_slow_is_read_at_once(words: str) -> None:
    begun = time.process_time()
    story("a", (words * 4_000, words * 4_000))
    assert time.process_time() - begun < 2


def test_a_thousand_stories_are_grouped_in_seconds() -> None:
    names = [f"{a}{b}{c}" for a in ("Kal", "Vor", "Tem", "Bru") for b in "aeiou" for c in ("dex", "lin", "mar", "rix")]
    stories = [
        story(
            f"s{n}", (f"{names[n % 80]} opens plant number {n} in {names[n * 7 % 80]}", f"It cost ${n + 13} million.")
        )
        for n in range(1_000)
    ]
    begun = time.process_time()
    grouped(*stories)
    assert time.process_time() - begun < 20
