"""Invented seals for the demo's courts, drawn here: nobody can take them for a real court's (演示 in the middle)."""

from __future__ import annotations

import io
from datetime import date
from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFont

from courtflow.accounts.models import Court
from documents.fonts import SHIPPED
from documents.models import Seal
from documents.sealing import enact

SIDE = 900
RED = (200, 22, 29, 235)
ARC = 1.32 * pi  # how far the court's name runs round the ring
DIAMETER_MM = 42  # the demo's own choice; a court enters what its registered seal measures
SINCE = date(2020, 1, 1)


def give_seals() -> None:
    """One for each demo court that has none; running it again changes nothing."""
    for court in Court.objects.filter(is_demo=True, seals=None):
        seal = Seal(
            court=court,
            image=drawn(court.name),
            diameter_mm=DIAMETER_MM,
            valid_from=SINCE,
            source="演示数据，非真实印章",
        )
        enact(seal, None)


def drawn(name: str) -> bytes:
    """A PNG with a transparent ground: ring, the court's name round it, 演示印章 in the middle."""
    image = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((10, 10, SIDE - 10, SIDE - 10), outline=RED, width=26)
    for text, size, height in (("演示", 190, 0.47), ("印章", 110, 0.68)):
        pen.text((SIDE / 2, SIDE * height), text, font=_font(size), fill=RED, anchor="mm")
    for number, char in enumerate(name):
        _letter(image, char, (number / max(len(name) - 1, 1) - 0.5) * ARC)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _letter(image: Image.Image, char: str, angle: float) -> None:
    """One character of the ring, upright when seen from the middle; `angle` from the top, clockwise."""
    tile = Image.new("RGBA", (130, 130), (0, 0, 0, 0))
    ImageDraw.Draw(tile).text((65, 65), char, font=_font(92), fill=RED, anchor="mm")
    turned = tile.rotate(-angle * 180 / pi, resample=Image.Resampling.BICUBIC)
    radius = SIDE * 0.395
    middle = (SIDE / 2 + radius * sin(angle), SIDE / 2 - radius * cos(angle))
    image.alpha_composite(turned, (round(middle[0]) - 65, round(middle[1]) - 65))


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(SHIPPED / "NotoSerifSC-Bold.ttf"), size)
