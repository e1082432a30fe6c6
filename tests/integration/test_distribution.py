"""What is installed: the wheel carries what commands need, and `init` makes newsrooms that work."""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from modelwire_ssg.cli.main import status_of
from modelwire_ssg.pipeline.newsroom import load_newsroom
from tests.conftest import ROOT
from tests.newsroom import tree


def tracked(*folders: str) -> list[str]:
    run = subprocess.run(["git", "ls-files", "-z", *folders], cwd=ROOT, capture_output=True, check=True)
    return [name for name in run.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in tracked():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, source / name)
    words: list[str | Path] = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", out]
    subprocess.run(words, cwd=source, check=True, capture_output=True)
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_carries_layouts_starter_and_sample(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"modelwire_ssg/{name}" for name in tracked("layouts")}
    wanted |= {f"modelwire_ssg/sample/{name}" for name in tracked("content")}
    wanted |= set(tracked("modelwire_ssg"))
    assert wanted <= inside
    assert not [name for name in inside if name.startswith(("tests/", "site/"))]


def test_what_is_installed_makes_and_builds_a_newsroom(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    code = (
        "from modelwire_ssg.cli.main import status_of\n"
        "assert status_of(['init', 'news', '--sample', '-q']) == 0\n"
        "assert status_of(['-C', 'news', 'run', '-q', '--now', '2026-11-20T06:00:00Z']) == 0\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(tmp_path / "installed"), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "news/site/index.html").is_file()


def test_a_new_newsroom_lacks_nothing_but_its_contact(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["init", str(tmp_path / "news")]) == 0
    capsys.readouterr()
    assert status_of(["-C", str(tmp_path / "news"), "check"]) == 1
    told = [line for line in capsys.readouterr().err.splitlines() if "]: " in line]
    assert [line.partition("[")[2].partition("]")[0] for line in told] == ["contact-missing"]
    newsroom = load_newsroom(tmp_path / "news")
    assert len(newsroom.sources) >= 15
    assert all(source.url.startswith("https://") for source in newsroom.sources.values())
    assert all(source.publisher in newsroom.publishers for source in newsroom.sources.values())
    assert status_of(["-C", str(tmp_path / "news"), "build", "-q"]) == 0


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mine\n", "utf-8")
    assert status_of(["init", str(tmp_path), "-q"]) == 0
    assert (tmp_path / ".gitignore").read_text("utf-8") == "mine\n"
    before = tree(tmp_path)
    assert status_of(["init", str(tmp_path), "-q"]) == 2
    assert tree(tmp_path) == before


def test_the_requirements_pin_every_package_with_hashes_and_no_address() -> None:
    for name, least in (("requirements.txt", 11), ("requirements-dev.txt", 11), ("requirements-real.txt", 2),
                        ("requirements-bench.txt", 2)):  # fmt: skip
        text = (ROOT / name).read_text("utf-8")
        assert "://" not in text
        pins = re.findall(r"^[a-z][\w.-]*==.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+", text, re.MULTILINE)
        assert len(pins) == len(re.findall(r"^\w", text, re.MULTILINE)) >= least
    locks = ("package-lock.json", "tests/aimock/package-lock.json", "tests/bench/peers/eleventy/package-lock.json")
    for name in locks:
        assert "://" not in (ROOT / name).read_text("utf-8")


def test_every_dependency_declared_is_imported_and_pinned() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8").partition("[dependency-groups]")[0]
    declared = re.findall(r'^    "([a-z0-9-]+)[><=]', project, re.MULTILINE)
    pinned = (ROOT / "requirements.txt").read_text("utf-8")
    code = "\n".join((ROOT / name).read_text("utf-8") for name in tracked("modelwire_ssg") if name.endswith(".py"))
    modules = {"markdown-it-py": "markdown_it", "pyyaml": "yaml", "python-slugify": "slugify"}
    for name in declared:
        assert f"\n{name}==" in f"\n{pinned}"
        assert re.search(rf"^\s*(?:import|from) {modules.get(name, name)}\b", code, re.MULTILINE), name
