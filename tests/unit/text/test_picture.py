"""Pictures for those who share a brief."""

import struct

import pytest
from PIL import Image

from modelwire_ssg.model.site import Picture
from modelwire_ssg.text.picture import SIZE, draw, is_drawing_of

LONG = "The regulator of the northern grid names seven halls that do not publish what they draw each hour. " * 4
PLAIN = Picture(headline="Halden signs a lease", publisher="The Courier", day="May 12, 2026", site="Modelwire")


def said(headline: str, publisher: str = "The Courier") -> Picture:
    return Picture(headline=headline, publisher=publisher, day="May 12, 2026", site="Modelwire")


def ink(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, int, int, int]:
    """The box of all that is not paper."""
    file = tmp_path_factory.mktemp("picture") / "card.png"
    file.write_bytes(data)
    with Image.open(file) as picture:
        assert picture.size == SIZE
        return picture.convert("RGB").convert("L").point([255 * (v < 200) for v in range(256)]).getbbox()  # type: ignore[return-value]  # there is ink


@pytest.mark.parametrize(
    "headline",
    ["Short", LONG, "Supercalifragilistic" * 12, "x" * 100_000, "", "人工智能公司租用大厅", "🎉", "\u202eabc\x00"],
)
def test_every_headline_stays_within_the_margins_and_the_file_small(
    headline: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = draw(said(headline))
    left, top, right, bottom = ink(data, tmp_path_factory)
    assert (left >= 80, top >= 60, right <= 1122, bottom <= 590) == (True, True, True, True), (left, top, right, bottom)
    assert len(data) < 60_000


def test_same_words_give_the_same_bytes() -> None:
    assert draw(PLAIN) == draw(said("Halden signs a lease"))


def test_headline_that_the_font_cannot_show_gives_way_to_the_name_of_the_site() -> None:
    chinese, arabic = draw(said("人工智能公司在纳尔维克租用大厅")), draw(said("شركة تستأجر قاعة في الشمال"))
    pixels = [data[data.index(b"IDAT") :] for data in (chinese, arabic, draw(said("Modelwire")))]
    assert pixels[0] == pixels[1] == pixels[2]


def test_one_sign_that_the_font_lacks_costs_that_sign_alone() -> None:
    with_sign, without = draw(said("Halden signs 🎉 a lease")), draw(PLAIN)
    assert with_sign[with_sign.index(b"IDAT") :] == without[without.index(b"IDAT") :]


def test_a_picture_knows_what_it_was_drawn_from() -> None:
    data = draw(PLAIN)
    assert is_drawing_of(data, PLAIN)
    assert not is_drawing_of(data, said("Halden signs another lease"))


@pytest.mark.parametrize("harm", [lambda d: d[:-1], lambda d: d[:-500], lambda d: b"", lambda d: b"x" * 99,
                                  lambda d: d[:2000] + b"\0" + d[2001:]])  # fmt: skip
def test_a_picture_that_was_harmed_is_none(harm: object) -> None:
    assert not is_drawing_of(harm(draw(PLAIN)), PLAIN)  # type: ignore[operator]  # a lambda from above


def test_it_says_its_size() -> None:
    assert struct.unpack_from(">II", draw(PLAIN), 16) == (1200, 630)
