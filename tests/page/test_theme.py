"""Themes: the default passes WCAG and stays apart for colour-blind readers; one that would not is refused."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from pathlib import Path

import pytest

from partnerlab.errors import InputError
from partnerlab.page.colour import contrast_ratio
from partnerlab.page.theme import LOGO_LIMIT, default_theme, list_weak_contrasts, read_theme

Matrix = tuple[tuple[float, float, float], ...]
# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear light.
SIGHTS: dict[str, Matrix] = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
GREY: Matrix = ((0.2126, 0.7152, 0.0722),) * 3


def as_seen(colour: str, sight: Matrix) -> tuple[float, float, float]:
    """CIELAB of a colour as seen with a kind of sight (CIE 1976, D65)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    light = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    red, green, blue = (min(max(sum(map(math.prod, zip(row, light, strict=True))), 0), 1) for row in sight)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def least_distance(colours: list[str], sight: Matrix) -> float:
    seen = [as_seen(colour, sight) for colour in colours]
    return min(math.dist(one, other) for one, other in itertools.combinations(seen, 2))


@pytest.fixture(params=["light", "dark"])
def palette(request: pytest.FixtureRequest) -> Mapping[str, str]:
    chosen: Mapping[str, str] = getattr(default_theme(), request.param)
    return chosen


def test_every_pair_of_colours_that_meets_has_the_contrast_that_wcag_asks(palette: Mapping[str, str]) -> None:
    assert list(list_weak_contrasts(palette)) == []


@pytest.mark.parametrize("sight", SIGHTS)
def test_chart_colours_stay_apart_for_every_kind_of_sight(palette: Mapping[str, str], sight: str) -> None:
    series = [palette[f"series_{number}"] for number in range(1, 7)]
    assert least_distance(series, SIGHTS[sight]) > 15  # 2.3 is the least difference that an eye notices


@pytest.mark.parametrize("sight", SIGHTS)
def test_lights_stay_apart_for_every_kind_of_sight(palette: Mapping[str, str], sight: str) -> None:
    lights = [palette[light] for light in ("red", "amber", "green", "unknown")]
    assert least_distance(lights, SIGHTS[sight]) > 15


def test_chart_colours_and_steps_stay_apart_in_grey(palette: Mapping[str, str]) -> None:
    for group, count in (("series", 6), ("ramp", 5)):
        colours = [palette[f"{group}_{number}"] for number in range(1, count + 1)]
        assert least_distance(colours, GREY) > 6


@pytest.mark.parametrize(("mode", "least"), [("light", 1.3), ("dark", 1.2)])  # paper is light
def test_any_two_fills_differ_in_grey(mode: str, least: float) -> None:
    colours: Mapping[str, str] = getattr(default_theme(), mode)
    for names in (
        [f"series_{number}" for number in range(1, 7)],
        [f"ramp_{number}" for number in range(1, 6)],
        ["red", "amber", "green", "unknown"],
    ):
        pairs = itertools.combinations(names, 2)
        assert [pair for pair in pairs if contrast_ratio(*(colours[name] for name in pair)) < least] == []


def test_steps_go_one_way_from_light_to_dark_or_back(palette: Mapping[str, str]) -> None:
    lightness = [as_seen(palette[f"ramp_{number}"], GREY)[0] for number in range(1, 6)]
    assert lightness in (sorted(lightness), sorted(lightness, reverse=True))


def write(folder: Path, text: str) -> Path:
    file = folder / "theme.toml"
    file.write_text(text, "utf-8")
    return file


def test_a_file_changes_what_it_names_and_keeps_the_rest(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"\x89PNG")
    theme = read_theme(write(tmp_path, 'name = "Audit Office"\nlogo = "logo.png"\n[light]\naccent = "#5b2a86"\n'))
    assert theme.name == "Audit Office"
    assert theme.logo == "data:image/png;base64,iVBORw=="
    assert theme.light["accent"] == "#5b2a86"
    assert theme.light["ink"] == default_theme().light["ink"]
    assert theme.dark == default_theme().dark


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ('[light]\nink = "#16212b"\naccent = "#aaccee"', "theme.toml:3", "accent #aaccee on paper #ffffff"),
        ('[light]\naccent = "blue"', "theme.toml:2", "six hexadecimal digits"),
        ('[light]\ncolour = "#000000"', "theme.toml:2", '"colour" is no purpose'),
        ('[dark]\nband_ink = "#0b2735"', "theme.toml:2", "[dark] band_ink"),
        ('nam = "x"', "theme.toml:1", '"nam" is not a setting'),
        ("name = 3", "theme.toml:1", "name is 3"),
        ('logo = "logo.svg"', "theme.toml:1", "not a PNG or JPEG"),
        ('logo = "absent.png"', "theme.toml:1", "is not there"),
        ('light = "dark"', "theme.toml:1", "not a table"),
        ("name = ", "theme.toml", "cannot be read"),
    ],
)
def test_a_file_that_would_fail_readers_is_refused_with_place_and_reason(
    tmp_path: Path, text: str, place: str, said: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_theme(write(tmp_path, text))
    assert str(caught.value).startswith(place)
    assert said in str(caught.value)


def test_a_fault_is_told_on_the_line_of_its_own_table(tmp_path: Path) -> None:
    text = '# ink = 3\n[light]\nink = "#000000"\n\n[dark]\n# ink\n"ink" = "black"\nmuted = "#ffffff"'
    with pytest.raises(InputError) as caught:
        read_theme(write(tmp_path, text))
    assert str(caught.value).startswith("theme.toml:7: ink is 'black'")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_theme(write(tmp_path, 'nam = "x"\n[light]\nink = "black"\n[dark]\nink = "white"'))
    assert len(caught.value.faults) == 3


def test_a_logo_too_large_to_carry_is_refused(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"x" * (LOGO_LIMIT + 1))
    with pytest.raises(InputError, match="save it smaller"):
        read_theme(write(tmp_path, 'logo = "logo.png"'))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_theme(tmp_path / "absent.toml")
