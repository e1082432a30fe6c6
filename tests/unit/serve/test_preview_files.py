"""An address leads to a plain file of the preview or to nothing."""

import os
from pathlib import Path

import pytest

from modelwire_ssg.serve.files import content_type, inside, read_inside


@pytest.mark.parametrize(
    ("path", "file"),
    [("/news/", "index.html"), ("/news/a/b/", "a/b/index.html"), ("/news/a/atom.xml", "a/atom.xml"),
     ("/news/a", "a"), ("/news/404.html", "404.html")],
)  # fmt: skip
def test_address_means_a_file_below_the_base(path: str, file: str) -> None:
    assert inside(path, "/news/") == file


@pytest.mark.parametrize(
    "path",
    ["/", "/new/", "/newsroom/a/", "/news/../secret.html", "/news/a/../../../secret.html", "/news//etc/passwd",
     "/news/.modelwire-output", "/news/a/.hidden/x.html", "/news/..", "/news/a\\..\\b", "/news/a\0.html", "", "news/"],
)  # fmt: skip
def test_address_that_leads_out_or_to_hidden_things_means_nothing(path: str) -> None:
    assert inside(path, "/news/") is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "preview/a").mkdir(parents=True)
    (tmp_path / "preview/a/index.html").write_text("a page")
    (tmp_path / "secret.html").write_text("a secret")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/index.html").write_text("a secret")
    return tmp_path / "preview"


def test_file_is_read(folder: Path) -> None:
    assert read_inside(folder, "a/index.html") == b"a page"


def test_link_to_a_file_is_not_followed(folder: Path) -> None:
    (folder / "link.html").symlink_to("../secret.html")
    assert read_inside(folder, "link.html") is None


def test_link_to_a_folder_is_not_followed(folder: Path) -> None:
    (folder / "link").symlink_to("../elsewhere")
    assert read_inside(folder, "link/index.html") is None


def test_preview_that_is_a_link_itself_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").symlink_to("preview")
    assert read_inside(tmp_path / "other", "a/index.html") is None


@pytest.mark.parametrize("path", ["a", "missing.html", "a/index.html/x", "x" * 300])
def test_what_is_no_plain_file_is_nothing(folder: Path, path: str) -> None:
    assert read_inside(folder, path) is None


def test_pipe_does_not_hold_the_server_up(folder: Path) -> None:
    os.mkfifo(folder / "pipe.html")
    assert read_inside(folder, "pipe.html") is None


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("style.css", "text/css; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
        ("a/atom.xml", "application/atom+xml"),
        ("rss.xml", "application/rss+xml"),
        ("feed.json", "application/feed+json"),
        ("sitemap.xml", "application/xml"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("x.exe", "application/octet-stream"),
    ],
)
def test_type_is_told_by_the_name(path: str, kind: str) -> None:
    assert content_type(path) == kind
