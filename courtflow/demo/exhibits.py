"""Scans for the demo's dossiers: one page each, drawn here and marked 演示材料, as nothing in them is real."""

from __future__ import annotations

import hashlib
import io
import re
from datetime import date

from PIL import Image, ImageDraw, ImageFont

from documents import materials
from documents.fonts import SHIPPED
from documents.materials import Place
from documents.models import Material
from documents.uploads import PNG, Upload

from .diary import Diary

PAGE = (826, 1169)  # A4 at 100 dots an inch
MARGIN, LINE = 100, 40
LINES = re.compile(r".{1,28}[。，、；：]*")  # no line begins with a stop
Label = Material.Label


def hand_in_suit(diary: Diary, day: date) -> None:
    """What the file of a suit must hold besides the court's own papers (民事一审正卷)."""
    trial, sides = diary.find("trial"), f"原告：{diary.creditor.name}。被告：{'、'.join(map(str, diary.debtors))}。"
    paper = trial.instrument
    handed_in = (
        (Label.PLEADING, "民事起诉状", f"{sides}诉讼请求：{trial.case.claim}"),
        (Label.IDENTITY, "当事人身份证明", sides),
        (Label.RECORD, "庭审笔录", f"{sides}双方就{trial.case.cause}到庭陈述、举证、质证。"),
        (Label.INSTRUMENT, f"{paper.get_kind_display()}正本", f"{paper.number}。{paper.obligations.get().content}。"),
    )
    for label, title, text in handed_in:
        hand_in(diary, Place(label, title, trial), text, "trial_clerk", day)


def hand_in(diary: Diary, place: Place, text: str, post: str, day: date) -> None:
    content = drawn(place.title, text)
    upload = Upload(f"{place.title}.png", PNG, content, hashlib.sha256(content).hexdigest(), 1)
    materials.hand_in(diary.case, upload, place, diary.people[post], at=diary.moment(day))


def drawn(title: str, text: str) -> bytes:
    """A PNG of one page: the title, the words, and what it is."""
    image = Image.new("L", PAGE, 252)
    pen = ImageDraw.Draw(image)
    pen.text((PAGE[0] / 2, 150), title, font=_font(40), fill=20, anchor="mm")
    for number, line in enumerate(LINES.findall(text)):
        pen.text((MARGIN, 240 + number * LINE), line, font=_font(22), fill=40)
    pen.text((PAGE[0] / 2, PAGE[1] - 90), "演示材料　内容虚构", font=_font(22), fill=130, anchor="mm")
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(SHIPPED / "NotoSerifSC-Regular.ttf"), size)
