#!/usr/bin/python3
"""Writes the small pictures beside it with programs that are not libvips: Pillow (python3-pil, python3-numpy) and heif-enc (libheif-examples).

Each is 32×16, red and green above, blue and white below; grey16.png is three pixels of 16 bits: black, half, white.
"""
import os, subprocess, tempfile
import numpy
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
quarters = Image.new("RGB", (32, 16))
for box, colour in (((0, 0, 16, 8), (255, 0, 0)), ((16, 0, 32, 8), (0, 255, 0)), ((0, 8, 16, 16), (0, 0, 255)), ((16, 8, 32, 16), (255, 255, 255))):
    quarters.paste(colour, box)
at = lambda name: os.path.join(HERE, name)

quarters.save(at("progressive.jpg"), quality=95, subsampling=0, progressive=True)
quarters.convert("CMYK").save(at("cmyk.jpg"), quality=95)
quarters.convert("CMYK").save(at("cmyk.tif"), compression="tiff_lzw")
quarters.quantize(4).save(at("palette.gif"))
quarters.quantize(4).save(at("palette.png"))
quarters.convert("RGBA").save(at("alpha.png"))
quarters.save(at("lzw.tif"), compression="tiff_lzw")
quarters.save(at("lossless.webp"), lossless=True)
Image.fromarray(numpy.array([[0, 0x8080, 0xFFFF]], dtype=numpy.uint16)).save(at("grey16.png"))
with tempfile.NamedTemporaryFile(suffix=".png") as png:
    quarters.save(png.name)
    subprocess.run(["heif-enc", "-A", "-q", "90", "-p", "chroma=444", png.name, "-o", at("quarters.avif")], check=True, stdout=subprocess.DEVNULL)
