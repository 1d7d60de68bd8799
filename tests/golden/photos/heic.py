"""Makes this folder's HEIC pictures. Needs python3-pil and heif-enc with x265 (libheif-examples).

  quarters.heic   64 × 32: red, green, blue and white quarters, in a grid as telephones write them
  phone.heic      the same as a telephone held upright stores it: turned by an irot property, with an Exif block that says so once more
                  (which HEIF leaves to irot alone), a place, and an ICC profile with sRGB's red and green exchanged
  clear.heic      64 × 32: the same quarters, transparent on the right
  deep.heic       64 × 32: the same quarters in 10 bits

The tests state what is in them; a change here is a change there.
"""
import pathlib
import struct
import subprocess
import tempfile
import zlib

from PIL import Image

import exif

HERE = pathlib.Path(__file__).parent


def quarters(mode="RGB"):
    image = Image.new(mode, (64, 32), (255, 0, 0))
    image.paste((0, 255, 0), (32, 0, 64, 32))
    image.paste((0, 0, 255), (0, 16, 32, 32))
    image.paste((255, 255, 255), (32, 16, 64, 32))
    return image


def exchanged():
    """An ICC profile (version 2) of sRGB's primaries, brought to D50, with red and green exchanged and gamma 2.2."""
    def xyz(*values):
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(v * 65536)) for v in values)
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    tags = [
        (b"wtpt", xyz(0.9642, 1, 0.8249)), (b"rXYZ", xyz(0.3851, 0.7169, 0.0971)), (b"gXYZ", xyz(0.4361, 0.2225, 0.0139)),
        (b"bXYZ", xyz(0.1431, 0.0606, 0.7142)), (b"rTRC", curve), (b"gTRC", curve), (b"bTRC", curve),
    ]
    table, body, start = b"", b"", 132 + 12 * len(tags)
    for name, data in tags:
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data
    head = struct.pack(">I4sI4s4s4s", start + len(body), b"\0\0\0\0", 0x02400000, b"mntr", b"RGB ", b"XYZ ") + b"\0" * 12 + b"acsp"
    return (head + b"\0" * 28 + xyz(0.9642, 1, 0.8249)[8:]).ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def encode(image, path, *options, **save):
    with tempfile.TemporaryDirectory() as folder:
        source = f"{folder}/source.{save.pop('kind', 'png')}"
        image.save(source, **save)
        subprocess.run(["heif-enc", "-q", "90", *options, source, "-o", path], check=True)


def boxes(data, start, end):
    """The boxes between two places: (name, where it begins, where it ends)."""
    while start < end:
        size, name = struct.unpack(">I4s", data[start:start + 8])
        yield name, start, start + size
        start += size


def inside(data, *path):
    """Where the content of a box begins and ends, and where it and the boxes around it begin; path: the names from the outermost one."""
    start, end, outer = 0, len(data), []
    for name in path:
        start, end = next((s, e) for n, s, e in boxes(data, start, end) if n == name)
        outer.append(start)
        start += 12 if name in (b"meta", b"ipma", b"iloc", b"pitm") else 8
    return start, end, outer


def turn(path, quarters_left):
    """Gives the primary picture an irot property: so many quarter turns to the left."""
    data = bytearray(path.read_bytes())
    primary = struct.unpack_from(">H", data, inside(data, b"meta", b"pitm")[0])[0]

    def insert(at, more, outer):
        data[at:at] = more
        for box in outer:
            struct.pack_into(">I", data, box, struct.unpack_from(">I", data, box)[0] + len(more))

    start, end, outer = inside(data, b"meta", b"iprp", b"ipco")
    index = sum(1 for _ in boxes(data, start, end)) + 1
    insert(end, struct.pack(">I4sB", 9, b"irot", quarters_left), outer)
    at, _, outer = inside(data, b"meta", b"iprp", b"ipma")
    count = struct.unpack_from(">I", data, at)[0]
    at += 4
    for _ in range(count):
        item, properties = struct.unpack_from(">HB", data, at)
        at += 3 + properties
        if item == primary:
            data[at - properties - 1] += 1
            insert(at, bytes([0x80 | index]), outer)
            break
    # iloc, version 1, with offsets, lengths and base offsets of 4 bytes: what lies in mdat has moved by 10 bytes.
    at, _, _ = inside(data, b"meta", b"iloc")
    sizes, count = struct.unpack_from(">HH", data, at)
    assert sizes == 0x4440, hex(sizes)
    at += 4
    for _ in range(count):
        _, method, _, base, extents = struct.unpack_from(">HHHIH", data, at)
        if method == 0:
            struct.pack_into(">I", data, at + 6, base + 10)
        at += 12 + 8 * extents
    path.write_bytes(data)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def deep_png(image):
    """A PNG with 16 bits of red, green and blue, which Pillow does not write."""
    def row(y):
        return b"\0" + b"".join(struct.pack(">H", v * 257) for x in range(image.width) for v in image.getpixel((x, y)))
    rows = b"".join(row(y) for y in range(image.height))
    header = struct.pack(">IIBBBBB", image.width, image.height, 16, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def make():
    encode(quarters(), HERE / "quarters.heic")
    encode(quarters(), HERE / "phone.heic", kind="jpg", quality=100, subsampling=0, exif=exif.camera(), icc_profile=exchanged())
    turn(HERE / "phone.heic", 3)
    clear = quarters("RGBA")
    clear.paste((0, 0, 0, 0), (32, 0, 64, 32))
    encode(clear, HERE / "clear.heic")
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "deep.png")
        path.write_bytes(deep_png(quarters()))
        subprocess.run(["heif-enc", "-q", "90", "-b", "10", path, "-o", HERE / "deep.heic"], check=True)


if __name__ == "__main__":
    make()
