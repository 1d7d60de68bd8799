"""Makes this folder's pictures: kinds that Cutline reads but does not write. Needs python3-pil and heif-enc (libheif-examples).

The tests state what is in them; a change here is a change there.
"""
import pathlib
import struct
import subprocess
import tempfile
import zlib

from PIL import Image, TiffImagePlugin

HERE = pathlib.Path(__file__).parent
MASK = [0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 0, 1]  # 5 × 3
INKS = [(0, 0, 0, 0), (255, 0, 0, 0), (0, 255, 0, 0), (0, 0, 255, 0), (0, 0, 0, 255)]  # paper, C, M, Y, K


def png(name, colour_type, depth, width, rows, *more):
    """A PNG of rows as they are stored, for what Pillow does not write. colour_type and depth are those of its IHDR."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    header = struct.pack(">IIBBBBB", width, len(rows), depth, colour_type, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    body = chunk(b"IHDR", header) + b"".join(chunk(*m) for m in more) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    (HERE / name).write_bytes(b"\x89PNG\r\n\x1a\n" + body)


def patches(mode, colours, side=16):
    image = Image.new(mode, (side * len(colours), side))
    for i, colour in enumerate(colours):
        image.paste(colour, (i * side, 0, (i + 1) * side, side))
    return image


def quarters(width, height):
    image = Image.new("RGB", (width, height), (255, 0, 0))
    image.paste((0, 255, 0), (width // 2, 0, width, height))
    image.paste((0, 0, 255), (0, height // 2, width // 2, height))
    image.paste((255, 255, 255), (width // 2, height // 2, width, height))
    return image


for high in (1, 255):
    mask = Image.new("P", (5, 3))
    mask.putdata(MASK)
    mask.putpalette([0, 0, 0, high, high, high])
    mask.save(HERE / f"mask-{high}.gif")

patches("CMYK", INKS).save(HERE / "cmyk.jpg", quality=95)
patches("CMYK", INKS).save(HERE / "cmyk.tif", compression="tiff_lzw")
quarters(64, 32).save(HERE / "quarters.tif", compression="tiff_lzw")
Image.frombytes("I;16", (3, 1), struct.pack("<3H", 0, 0x8000, 0xFFFF)).save(HERE / "deep.tif")

odd = TiffImagePlugin.ImageFileDirectory_v2()
odd[65001] = "a tag that nobody knows"
quarters(64, 32).save(HERE / "odd.tif", tiffinfo=odd)

deep = struct.pack(">12H", 0, 0x8000, 0xFFFF, 0xFFFF, 0x4040, 0x4040, 0x4040, 0xFFFF, 0x4040, 0x4040, 0x4040, 0)
png("deep.png", 2, 16, 3, [struct.pack(">9H", 0, 0x8000, 0xFFFF, 0x0101, 0x0A0A, 0xFEFE, 0x1234, 0x5678, 0x9ABC)])
png("deep-alpha.png", 6, 16, 3, [deep])
png("grey-alpha.png", 4, 8, 3, [bytes([100, 255, 100, 128, 100, 0])])
png("bits.png", 0, 1, 5, [bytes([0b01100000]), bytes([0b10000000])])
png("palette.png", 3, 2, 4, [bytes([0b00011011])],
    (b"PLTE", bytes([10, 20, 30, 40, 50, 60, 70, 80, 90, 1, 2, 3])), (b"tRNS", bytes([255, 255, 0])))

with tempfile.TemporaryDirectory() as folder:
    quarters(64, 32).save(f"{folder}/quarters.png")
    subprocess.run(["heif-enc", "-A", "-q", "90", f"{folder}/quarters.png", "-o", HERE / "quarters.avif"], check=True)
