"""The output folder: only what changed is written, only what is ours is deleted, and it says so itself."""

from pathlib import Path

import pytest

from modelwire_ssg.build.apply import Folder, delete
from modelwire_ssg.build.manifest import NAME, open_output
from modelwire_ssg.model.errors import ConfigError, ContentError
from modelwire_ssg.model.site import Output


def build(folder: Path, **files: str) -> tuple[list[str], list[str]]:
    """(written, deleted), as a build that makes everything goes about it."""
    mark = open_output(folder, newsroom=folder.parent / "content")
    outputs = [Output(path=path.replace("__", "/") + ".html", data=text.encode()) for path, text in files.items()]
    paths = [output.path for output in outputs]
    gone = sorted(mark.paths() - set(paths))
    mark.begin(paths, afresh=True, drafts=False)
    ours = Folder(folder)
    differ = [output for output in outputs if ours.look(output, "changed")[0]]
    for output in differ:
        ours.write(output)
    delete(gone, folder)
    mark.complete("one", gone=gone, all_paths=paths, drafts=False)
    return [output.path for output in differ], gone


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {NAME}


def test_the_same_bytes_are_left_alone(tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert build(site, a="1", b__c="2")[0] == ["a.html", "b/c.html"]
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*.html")}
    assert build(site, a="1", b__c="2")[0] == []
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*.html")} == before


def test_what_no_page_claims_is_deleted_with_its_folder(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, a="1", b__c="2")
    assert build(site, a="1")[1] == ["b/c.html"]
    assert files(site) == {"a.html"}
    assert not (site / "b").exists()


def test_files_of_others_are_never_deleted(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, a="1", b__c="2")
    (site / "b" / "mine.txt").write_text("mine", "utf-8")
    (site / ".gitignore").write_text("*", "utf-8")
    build(site)
    assert files(site) == {"b/mine.txt", ".gitignore"}


@pytest.mark.parametrize("fault", ["changed", "emptied", "deleted", "replaced by a link"])
def test_a_page_somebody_touched_is_made_again(fault: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, a="1")
    page = site / "a.html"
    page.unlink()
    if fault == "replaced by a link":
        (tmp_path / "elsewhere").write_text("1", "utf-8")
        page.symlink_to(tmp_path / "elsewhere")
    elif fault != "deleted":
        page.write_text("" if fault == "emptied" else "x", "utf-8")
    build(site, a="1")
    assert page.read_text("utf-8") == "1"
    assert not page.is_symlink()
    assert not (tmp_path / "elsewhere").exists() or (tmp_path / "elsewhere").read_text("utf-8") == "1"


def test_a_torn_mark_is_told_because_withdrawn_pages_could_stay(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, a="1")
    (site / NAME).write_text("rubbish\n../../etc/passwd\n", "utf-8")
    with pytest.raises(ConfigError, match="no longer wanted"):
        build(site, a="2")
    assert (site / "a.html").read_text("utf-8") == "1"


def test_a_build_that_was_killed_before_its_mark_does_not_block_the_next(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / ".modelwire-tmp-0123456789ab").write_text("half", "utf-8")
    build(site, a="1")
    assert (site / "a.html").read_text("utf-8") == "1"


def test_a_mark_that_names_files_outside_deletes_nothing_there(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, a="1")
    (tmp_path / "precious").write_text("x", "utf-8")
    (site / NAME).write_text((site / NAME).read_text("utf-8") + "+../precious\n+/etc/hosts\n", "utf-8")
    build(site, a="1")
    assert (tmp_path / "precious").exists()
    assert Path("/etc/hosts").exists()


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "thesis.doc").write_text("x", "utf-8")
    with pytest.raises(ConfigError, match="did not write"):
        build(site, a="1")
    for folder in (Path("/"), Path.home(), tmp_path, tmp_path / "content/x"):
        with pytest.raises(ConfigError, match="cannot be the output"):
            open_output(folder, newsroom=tmp_path / "content")


@pytest.mark.parametrize("path", ["../a.html", "/a.html", "a/../../b.html", "a\\b.html", ""])
def test_a_path_that_leads_out_is_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="outside"):
        Folder(tmp_path).look(Output(path=path, data=b""), "new")


def test_a_folder_that_is_a_link_is_not_written_through(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, a="1")
    (site / "b").symlink_to(tmp_path)
    with pytest.raises(ContentError, match="link"):
        build(site, b__c="1")


def test_a_mark_is_a_log_that_says_what_came_and_went(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, a="1", b="2")
    mark = open_output(site, newsroom=tmp_path / "content")
    assert mark.build == "one"
    mark.begin(["c.html"], afresh=False, drafts=False)
    assert open_output(site, newsroom=tmp_path / "content").build == "", "a build is under way"
    mark.complete("two", gone=["b.html"], all_paths=None, drafts=False)
    after = open_output(site, newsroom=tmp_path / "content")
    assert (after.build, set(after.paths())) == ("two", {"a.html", "c.html"})


def test_a_mark_of_the_first_format_is_read(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / NAME).write_text("modelwire output 1 drafts=yes\na.html\nb/c.html\n", "utf-8")
    mark = open_output(site, newsroom=tmp_path / "content")
    assert (set(mark.paths()), mark.drafts, mark.build) == ({"a.html", "b/c.html"}, True, "")
