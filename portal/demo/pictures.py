"""Pictures for the demo, drawn by the program: a place before and after. No photo, no person."""

from io import BytesIO

from django.core.files.images import ImageFile
from PIL import Image, ImageDraw

from portal.pages.models import Picture

SIZE = (960, 640)
NIGHT, DAY = ("#1c2733", "#2b3b4c"), ("#dfe9f0", "#c9d6c3")


def lane(*, lit: bool) -> Picture:
    """A lane with three lamps, dark or lit."""
    image = Image.new("RGB", SIZE, NIGHT[0])
    draw = ImageDraw.Draw(image)
    draw.polygon([(320, 640), (640, 640), (540, 240), (420, 240)], fill=NIGHT[1])
    for x, top, glow in ((250, 150, 90), (330, 190, 66), (390, 215, 46)):
        draw.line([(x, 560 - (x - 250)), (x, top)], fill="#8a98a5", width=6)
        if lit:
            draw.ellipse([x - glow, top - glow, x + glow, top + glow], fill="#5d5a3c")
        draw.ellipse([x - 16, top - 16, x + 16, top + 16], fill="#ffe9a8" if lit else "#46515c")
    return _keep(image, f"lane-{'after' if lit else 'before'}")


def manhole(*, mended: bool) -> Picture:
    """A pavement with a manhole cover, collapsed or whole."""
    image = Image.new("RGB", SIZE, DAY[1])
    draw = ImageDraw.Draw(image)
    for y in range(0, 640, 80):
        draw.line([(0, y), (960, y)], fill="#b4c2ad", width=3)
    for x in range(0, 960, 120):
        draw.line([(x, 0), (x, 640)], fill="#b4c2ad", width=3)
    draw.ellipse(
        [300, 180, 660, 460], fill="#5b646c" if mended else "#22282d", outline="#3f474e", width=10
    )
    if mended:
        for y in range(230, 430, 40):
            draw.line([(370, y), (590, y)], fill="#747e86", width=8)
    else:
        draw.polygon([(300, 320), (480, 185), (500, 330), (360, 420)], fill="#5b646c")
    return _keep(image, f"manhole-{'after' if mended else 'before'}")


def roof(*, mended: bool) -> Picture:
    """A flat roof, stained or newly sealed."""
    image = Image.new("RGB", SIZE, DAY[0])
    draw = ImageDraw.Draw(image)
    draw.polygon(
        [(60, 420), (480, 240), (900, 420), (480, 610)], fill="#9aa4ab" if mended else "#b9b3a6"
    )
    if not mended:
        for box in ([300, 380, 430, 440], [520, 330, 640, 390], [450, 460, 590, 530]):
            draw.ellipse(box, fill="#7d7264")
    draw.line([(60, 420), (480, 240), (900, 420)], fill="#59626a", width=14)
    return _keep(image, f"roof-{'after' if mended else 'before'}")


def _keep(image: Image.Image, name: str) -> Picture:
    if found := Picture.objects.filter(title=f"demo-{name}").first():
        return found
    buffer = BytesIO()
    image.save(buffer, "PNG")
    picture = Picture(title=f"demo-{name}", description="示意画面，由程序绘制")
    picture.file = ImageFile(BytesIO(buffer.getvalue()), name=f"demo-{name}.png")
    picture.save()
    return picture
