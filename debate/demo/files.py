"""Images and attachments of the demo, generated here so that nobody else has rights to them."""

import io
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from articles import actions
from articles.models import Article
from articles.models import Image as Kept

SIZE = (1600, 900)
SKY, GROUND = ((38, 52, 86), (232, 168, 122)), (58, 62, 66)
WALLS = ((156, 84, 68), (178, 110, 84), (132, 92, 84), (196, 142, 104), (112, 78, 72))
ROOF, DARK, LIGHT = (66, 58, 62), (44, 50, 62), (255, 214, 128)


def draw_demo_image(picture: dict, seed: str) -> Kept:
    """Draw and save a picture of a street at dusk, another for each `seed`."""
    out = io.BytesIO()
    _street(Random(seed)).save(out, "PNG")
    out.seek(0)
    said = {name: picture.get(name, "") for name in ("alt", "caption", "credit")}
    return actions.add_image(out, **said)


def body_with_images(content: dict) -> str:
    """Return the text of an article with its pictures drawn and put in their places."""
    body = content["body"].strip()
    for picture in content.get("picture", []):
        body = body.replace(
            f"[{picture['name']}]",
            f'<figure><img src="{draw_demo_image(picture, picture["name"]).picture.src}" '
            f'alt="{picture["alt"]}"><figcaption>{picture["caption"]}</figcaption></figure>',
        )
    return body


def add_demo_attachments(article: Article, content: dict) -> None:
    for attachment in content.get("attachment", []):
        file = io.BytesIO(attachment["text"].lstrip().encode())
        actions.add_attachment(article, file, attachment["title"], attachment["file"])


def _street(chance: Random) -> Image.Image:
    width, height = SIZE
    scene = Image.new("RGB", SIZE)
    pen = ImageDraw.Draw(scene)
    for y in range(height):
        share = y / height
        colour = (round(a + (b - a) * share) for a, b in zip(*SKY, strict=True))
        pen.line((0, y, width, y), fill=tuple(colour))
    floor = height * 5 // 6
    left = -40
    while left < width:
        broad, tall = chance.randint(170, 290), chance.randint(260, 460)
        _house(pen, chance, left, floor, broad, tall)
        left += broad
    pen.rectangle((0, floor, width, height), fill=GROUND)
    return scene.filter(ImageFilter.GaussianBlur(0.6))


def _house(
    pen: ImageDraw.ImageDraw, chance: Random, left: int, floor: int, broad: int, tall: int
) -> None:
    top, right = floor - tall, left + broad
    pen.polygon(((left, top), (left + broad // 2, top - broad // 3), (right, top)), fill=ROOF)
    pen.rectangle((left, top, right - 4, floor), fill=chance.choice(WALLS))
    side = broad // 5
    for row in range(top + 40, floor - 150, 110):
        for column in (left + side, left + 3 * side):
            glass = LIGHT if chance.random() < 0.22 else DARK
            pen.rectangle((column, row, column + side, row + 70), fill=glass)
    pen.rectangle((left + 2 * side, floor - 110, left + 3 * side, floor), fill=DARK)
