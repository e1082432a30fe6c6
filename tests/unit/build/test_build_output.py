"""The output folder: only what changed is written, only what is ours is deleted."""

from pathlib import Path

import pytest

from modelwire_ssg.build.apply import apply_build
from modelwire_ssg.build.manifest import NAME, Manifest, open_output
from modelwire_ssg.build.plan import BuildPlan, plan_build
from modelwire_ssg.model.errors import ConfigError, ContentError
from modelwire_ssg.model.site import Output


def build(folder: Path, **files: str) -> BuildPlan:
    manifest = open_output(folder, newsroom=folder.parent / "content")
    outputs = [Output(path=path.replace("__", "/") + ".html", data=text.encode()) for path, text in files.items()]
    plan = plan_build(outputs, manifest, folder)
    apply_build(plan, manifest, folder)
    return plan


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {NAME}


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert len(build(site, a="1", b__c="2").write) == 2
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*")}
    assert build(site, a="1", b__c="2").write == ()
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*")} == before


def test_what_no_page_claims_is_deleted_with_its_folder(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, a="1", b__c="2")
    (plan_deleted,) = build(site, a="1").delete
    assert plan_deleted == "b/c.html"
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
    (site / NAME).write_text((site / NAME).read_text("utf-8") + "../precious\n/etc/hosts\n", "utf-8")
    assert build(site, a="1").delete == ()
    assert (tmp_path / "precious").exists()


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "thesis.doc").write_text("x", "utf-8")
    with pytest.raises(ConfigError, match="did not write"):
        build(site, a="1")
    for folder in (Path("/"), Path.home(), tmp_path, tmp_path / "content/x"):
        with pytest.raises(ConfigError, match="cannot be the output"):
            open_output(folder, newsroom=tmp_path / "content")


def test_two_pages_of_one_address_are_told(tmp_path: Path) -> None:
    twice = [Output(path="a.html", data=b"1"), Output(path="a.html", data=b"2")]
    with pytest.raises(ContentError, match=r"a\.html"):
        plan_build(twice, Manifest(), tmp_path)


def test_a_path_that_leads_out_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="outside"):
        plan_build([Output(path="../a.html", data=b"")], Manifest(), tmp_path)
    site = tmp_path / "site"
    build(site, a="1")
    (site / "b").symlink_to(tmp_path)
    with pytest.raises(ContentError, match="link"):
        build(site, b__c="1")
