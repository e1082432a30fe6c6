"""Records → the files of a bundle, by the program itself."""

import gzip
import json

import pytest
from pagefind_bin import get_executable

from modelwire_ssg.model.errors import ConfigError
from modelwire_ssg.search import Record, index, installed
from modelwire_ssg.search.service import _ask

NAMES = ("Halden", "Quarry", "Narvik", "Guild", "Ångström", "Zett", "Orrin", "Pell")


def records(count: int, word: str = "lease") -> list[Record]:
    return [
        Record(
            url=f"2026/05/{number}/",
            content=f"Halden signs {word} number {number}. " + " ".join(NAMES[: number % 8]),
            meta={"title": f"Lease {number}", "day": "2026-05-12", "publisher": "The Courier"},
            filters={"mention": NAMES[: number % 8], "tag": ("Compute", "Labor")[: 1 + number % 2], "year": ("2026",)},
            sort={"day": f"{number:06}"},
        )
        for number in range(count)
    ]  # fmt: skip


def test_the_same_records_give_the_same_bytes() -> None:
    bundles = [index(records(60), language="en") for _ in range(6)]
    assert all(bundle == bundles[0] for bundle in bundles)


def test_a_newer_record_leaves_what_is_kept_of_each_of_the_others() -> None:
    before, after = index(records(30), language="en"), index(records(31), language="en")
    fragments = {path for path in before if path.endswith(".pf_fragment")}
    assert len(fragments) == 30
    assert fragments <= after.keys()


def test_a_bundle_brings_the_engine_and_no_other_user_interface() -> None:
    files = index(records(3), language="en")
    data = {path for path in files if path.endswith((".pf_index", ".pf_filter", ".pf_fragment", ".pf_meta"))}
    assert files.keys() - data == {"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.en.pagefind"}


def test_the_entry_names_files_that_are_there() -> None:
    files = index(records(9), language="en")
    (language,) = json.loads(files["pagefind-entry.json"])["languages"].values()
    assert language["page_count"] == 9
    meta = gzip.decompress(files[f"pagefind.{language['hash']}.pf_meta"])
    filters = [path.removeprefix("filter/").removesuffix(".pf_filter") for path in files if path.endswith(".pf_filter")]
    assert len(filters) == 3
    assert all(name.encode() in meta for name in filters)


def test_a_language_without_stems_has_an_engine_too() -> None:
    files = index(records(2), language="ja")
    assert "wasm.unknown.pagefind" in files


def test_an_answer_of_many_megabytes_comes_through() -> None:
    long = [
        Record(url=f"{n}/", content=f"w{n} " * 900, meta={"title": f"{n}"}, filters={}, sort={}) for n in range(900)
    ]
    assert sum(path.endswith(".pf_fragment") for path in index(long, language="en")) == 900


@pytest.mark.parametrize("text", ["\ud800", "\x00", "<mark>&lt;", "\u202egnp", "x" * 200_000, "\U0001f600", ""])
def test_no_text_keeps_the_others_from_being_found(text: str) -> None:
    odd = Record(url="a/", content=text, meta={"title": text}, filters={"mention": (text,)}, sort={"day": text})
    files = index([odd, *records(1)], language="en")
    (one,) = json.loads(files["pagefind-entry.json"])["languages"].values()
    assert one["page_count"] == (1 if text in ("\ud800", "\x00", "") else 2)  # what has no word has no page


def test_a_refusal_of_the_program_is_told() -> None:
    with pytest.raises(ValueError, match=r"\w"):
        _ask(get_executable(), [{"type": "GetFiles", "index_id": 7}])


def test_a_program_that_ends_before_it_answers_is_a_fault_with_a_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: "/bin/true")
    with pytest.raises(ConfigError, match="ended before it was done") as fault:
        index(records(1), language="en")
    assert "search: false" in fault.value.hint


def test_the_release_is_named_without_importing_it() -> None:
    assert installed().startswith("pagefind_bin-1.")
