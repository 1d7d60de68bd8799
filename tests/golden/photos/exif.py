"""Makes exif.jpg, exif.png and exif.webp, which say all that a camera may say, and checks what is left of it. Needs python3-pil.

  exif.py                    makes them
  exif.py check KIND FILE    KIND is strip, keep, place, identity or all
"""
import pathlib
import struct
import sys

from PIL import Image

HERE = pathlib.Path(__file__).parent
BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED = 1, 2, 3, 4, 5, 7
SECRETS = {"maker": b"MAKERSECRET", "thumbnail": b"THUMBSECRET", "xmp": b"XMPSECRET", "iptc": b"IPTCSECRET"}


def text(value):
    return ASCII, value + b"\0"


def ratios(*pairs):
    return RATIONAL, b"".join(struct.pack("<II", *pair) for pair in pairs)


def directory(entries, at, after=0):
    """An IFD with its values behind it. entries: {tag: (type, bytes)}; at: where it lies; after: the next IFD's place."""
    sizes = {BYTE: 1, ASCII: 1, SHORT: 2, LONG: 4, RATIONAL: 8, UNDEFINED: 1}
    head, values = struct.pack("<H", len(entries)), b""
    behind = at + 2 + 12 * len(entries) + 4
    for tag, (kind, data) in sorted(entries.items()):
        head += struct.pack("<HHI", tag, kind, len(data) // sizes[kind])
        if len(data) <= 4:
            head += data.ljust(4, b"\0")
        else:
            head += struct.pack("<I", behind + len(values))
            values += data + b"\0" * (len(data) % 2)
    return head + struct.pack("<I", after) + values


def camera():
    main = {
        0x010E: text(b"The red one"), 0x010F: text(b"Cutline"), 0x0110: text(b"Box Mk II"), 0x0112: (SHORT, struct.pack("<H", 6)),
        0x011A: ratios((300, 1)), 0x011B: ratios((300, 1)), 0x0128: (SHORT, struct.pack("<H", 2)), 0x0132: text(b"2026:05:04 10:20:30"),
        0x8769: (LONG, b"\0" * 4), 0x8825: (LONG, b"\0" * 4),
    }
    shot = {
        0x829A: ratios((1, 250)), 0x829D: ratios((28, 10)), 0x8827: (SHORT, struct.pack("<H", 200)), 0x9000: (UNDEFINED, b"0232"),
        0x9003: text(b"2026:05:04 10:20:30"), 0x920A: ratios((35, 1)), 0x927C: (UNDEFINED, SECRETS["maker"] * 3),
        0xA002: (LONG, struct.pack("<I", 4000)), 0xA003: (LONG, struct.pack("<I", 3000)),
    }
    place = {
        0x0000: (BYTE, b"\x02\x03\0\0"), 0x0001: text(b"N"), 0x0002: ratios((48, 1), (8, 1), (14, 1)),
        0x0003: text(b"E"), 0x0004: ratios((11, 1), (34, 1), (31, 1)),
    }
    thumbnail = b"\xff\xd8" + SECRETS["thumbnail"] + b"\xff\xd9"
    start = 8
    at_shot = start + len(directory(main, start))
    at_place = at_shot + len(directory(shot, at_shot))
    at_small = at_place + len(directory(place, at_place))
    small = {0x0103: (SHORT, struct.pack("<H", 6)), 0x0201: (LONG, b"\0" * 4), 0x0202: (LONG, struct.pack("<I", len(thumbnail)))}
    at_thumbnail = at_small + len(directory(small, at_small))
    small[0x0201] = (LONG, struct.pack("<I", at_thumbnail))
    main[0x8769], main[0x8825] = (LONG, struct.pack("<I", at_shot)), (LONG, struct.pack("<I", at_place))
    return (b"Exif\0\0II*\0" + struct.pack("<I", start) + directory(main, start, at_small) + directory(shot, at_shot)
            + directory(place, at_place) + directory(small, at_small) + thumbnail)


def segment(marker, data):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def make():
    image = Image.new("RGB", (16, 8), (200, 30, 40))
    exif = camera()
    image.save(HERE / "exif.png", exif=exif)
    image.save(HERE / "exif.webp", exif=exif, xmp=b"<x>" + SECRETS["xmp"] + b"</x>", lossless=True)
    image.save(HERE / "exif.jpg", exif=exif, quality=95)
    plain = (HERE / "exif.jpg").read_bytes()
    xmp = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + SECRETS["xmp"] + b"</x>")
    iptc = b"\x1c\x02\x78" + struct.pack(">H", len(SECRETS["iptc"])) + SECRETS["iptc"]
    photoshop = segment(0xED, b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc + b"\0" * (len(iptc) % 2))
    end = 2 + 2 + struct.unpack(">H", plain[4:6])[0]
    if plain[2:4] == b"\xff\xe0":
        end += 2 + struct.unpack(">H", plain[end + 2:end + 4])[0]
    (HERE / "exif.jpg").write_bytes(plain[:end] + xmp + photoshop + plain[end:])


def check(kind, path):
    data = pathlib.Path(path).read_bytes()
    for name, secret in SECRETS.items():
        assert secret not in data, f"{name} is left"
    image = Image.open(path)
    exif = image.getexif()
    main, shot, place = dict(exif), exif.get_ifd(0x8769), exif.get_ifd(0x8825)
    if kind == "strip":
        left = {tag for tag in main if tag not in (0x0112, 0x011A, 0x011B, 0x0128, 0x0213, 0x8769)}
        assert not left and not place, f"left: {left}, {place}"
        assert not {tag for tag in shot if tag not in (0x9000, 0x9101, 0xA000, 0xA001, 0xA002, 0xA003)}, f"left: {shot}"
        return
    assert main[0x010F] == "Cutline" and main[0x0110] == "Box Mk II", main
    assert main.get(0x010E) == ("The red one" if kind in ("identity", "all") else None), main
    assert main.get(0x0112) == 1, f"orientation {main.get(0x0112)}"
    assert shot[0x9003] == "2026:05:04 10:20:30" and shot[0x8827] == 200 and shot[0x829A] == 1 / 250 and shot[0x829D] == 2.8, shot
    assert (shot[0xA002], shot[0xA003]) == image.size, f"{shot[0xA002]}×{shot[0xA003]} of {image.size}"
    assert 0x927C not in shot, "the maker's note is left"
    if kind in ("keep", "identity"):
        assert not place and 0x8825 not in main, f"the place is left: {place}"
    else:
        assert place[1] == "N" and place[2] == (48, 8, 14) and place[3] == "E" and place[4] == (11, 34, 31), place


if __name__ == "__main__":
    check(*sys.argv[2:]) if sys.argv[1:2] == ["check"] else make()
