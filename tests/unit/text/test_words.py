from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modelwire_ssg.text.words import (
    count_words,
    longest_shared_run,
    overlap_5gram,
    quotations,
    sentence_spans,
    sentences,
    tokens,
)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One two three.", 3),
        ("A cost-efficient deal — for $4.2bn, they say.", 7),
        ("It's the U.S. and you're in", 6),
        ("… – —", 0),
        ("模型 is good", 4),
    ],
)
def test_words_are_counted_as_a_reader_would(text: str, count: int) -> None:
    assert count_words(text) == count


@pytest.mark.parametrize(
    "parts",
    [
        ["One is here.", "Two is here."],
        ["The U.S. Congress met Dr. J. K. Smith of Acme Inc. on Monday.", "It adjourned."],
        ["He lives in the U.S.", "The rest do not."],
        ["Was it e.g. 4.2 billion?", "Yes!", "It was."],
        ['"Yes!" he said.', "She left."],
        ["He said, “It works. It really does.”", "Nobody spoke."],
        ["iPhone sales fell.", "xAI won.", "OpenAI did not."],
        ["He said no.", "Then he left."],
        ["See No. 5 for more.", "It is short."],
        ["Yahoo! said so."],
        ["It waited… and waited.", "Then it went."],
        ["(It was late.)", "They slept."],
        ["She works at Acme Corp. as a cook.", "He does not."],
        ["1. The first of a list."],
        ["It costs $3.50.", "That is much."],
        ["We met at 5 p.m. on Tuesday."],
        ["A line without an end"],
    ],
    ids=lambda parts: parts[0][:40],
)
def test_sentences_end_where_they_end(parts: list[str]) -> None:
    assert list(sentences(" ".join(parts))) == parts


def test_blank_line_ends_a_sentence() -> None:
    assert sentences("A heading\n\nA sentence.") == ("A heading", "A sentence.")


def test_kept_span_is_not_cut() -> None:
    text = "After I Left. Then It Called, on May 11."
    assert len(sentence_spans(text, [(6, 28)])) == 1


@given(st.text(alphabet=" .!?aA\"'“”\n1U", max_size=60))
def test_sentences_lose_only_white_space(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
    spans = sentence_spans(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(text[end:start].isspace() or end == start for (_, end), (start, _) in pairwise(spans))


def test_tokens_fold_case_apostrophes_and_composition() -> None:
    assert tokens("It’s Cafe\u0301 CAFÉ, cost-efficient 4.2bn") == (
        "it's",
        "café",
        "café",
        "cost",
        "efficient",
        "4.2bn",
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "go now" twice.', ["go now"]),
        ("He said “go now” and «va» and „geh“.", ["go now", "va", "geh"]),
        ("It's the workers' rights and the '90s.", []),
        ("They 'never slept at all' there.", ["never slept at all"]),
        ('A 5" disk and a 3" one.', []),
        ("He said “it is open", ["it is open"]),
        ("He said “she said ‘no’ to me” once.", ["she said ‘no’ to me"]),
    ],
)
def test_quotations_are_found_and_apostrophes_are_not(text: str, found: list[str]) -> None:
    assert [quoted.text for quoted in quotations(text)] == found


def test_quotation_span_holds_its_marks() -> None:
    text = "Say “x y” now"
    (quoted,) = quotations(text)
    assert text[quoted.start : quoted.end] == "“x y”"


SOURCE = "The quick brown fox jumps over the lazy dog near Acme Towers while Nvidia watches."


def test_longest_run_is_measured_and_shown_as_written() -> None:
    assert longest_shared_run("He saw the QUICK, brown fox jump", SOURCE) == (4, "the QUICK, brown fox")
    assert longest_shared_run("Nothing whatsoever", SOURCE) == (0, "")


def test_allowed_names_neither_count_nor_break_a_run() -> None:
    text = "the lazy dog near Acme Towers while Google watches"
    assert longest_shared_run(text, SOURCE)[0] == 7
    assert longest_shared_run(text, SOURCE, ["Acme Towers", "Nvidia", "Google"])[0] == 6


def test_overlap_is_a_share_of_five_word_sequences() -> None:
    assert overlap_5gram(SOURCE, SOURCE) == 1.0
    assert overlap_5gram("too short", SOURCE) == 0.0
    assert overlap_5gram("the quick brown fox jumps high", SOURCE) == 0.5


@given(st.lists(st.sampled_from("abcde"), max_size=25), st.lists(st.sampled_from("abcde"), max_size=25))
def test_run_is_the_longest_common_one(mine: list[str], theirs: list[str]) -> None:
    line = f" {' '.join(theirs)} "
    best = max(
        (j - i for i in range(len(mine)) for j in range(i + 1, len(mine) + 1) if f" {' '.join(mine[i:j])} " in line),
        default=0,
    )
    assert longest_shared_run(" ".join(mine), " ".join(theirs))[0] == best
