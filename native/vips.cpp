// Pictures in and out through libvips: decode, orient, convert to sRGB, resize, encode. Pixels cross as plain bytes.
// Every function returns non-zero on failure and leaves its reason in cv_error(). Loaders are chosen here, by content:
// libvips is never asked to guess, so that nothing but the formats below is ever parsed.
#include <vips/vips.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>

#define EXPORT extern "C" __attribute__((visibility("default")))

namespace {

enum Format : int32_t { Unknown, Jpeg, Png, Gif, WebP, Tiff, Heif, Png16 };
enum Kernel : int32_t { Nearest, Area, Bilinear, Cubic, Lanczos };

struct Info {
  int32_t width, height;  // upright
  int32_t format, bands, orientation, bits;
};

struct Pixels {
  void* data;  // g_free it with cv_free
  void* icc;
  int64_t icc_bytes;
  int32_t width, height, bands;
};

thread_local std::string last_error;

int failed() {
  char* text = vips_error_buffer_copy();  // and clears it
  last_error = text;
  g_free(text);
  return 1;
}

int refuse(const char* reason) {
  last_error = reason;
  return 1;
}

// An image that is released at the end of its block.
struct Image {
  VipsImage* p = nullptr;
  Image() = default;
  Image(const Image&) = delete;
  ~Image() {
    if (p) g_object_unref(p);
  }
  // Runs one operation from the present image to the next.
  template <class F>
  bool apply(F&& operation) {
    VipsImage* out = nullptr;
    const bool ok = operation(p, &out) == 0;
    if (ok) {
      g_object_unref(p);
      p = out;
    }
    return ok;
  }
};

bool begins(const uint8_t* d, size_t n, const char* magic, size_t length, size_t at = 0) { return n >= at + length && memcmp(d + at, magic, length) == 0; }

Format sniff(const uint8_t* d, size_t n) {
  if (begins(d, n, "\xFF\xD8\xFF", 3)) return Jpeg;
  if (begins(d, n, "\x89PNG\r\n\x1a\n", 8)) return Png;
  if (begins(d, n, "GIF87a", 6) || begins(d, n, "GIF89a", 6)) return Gif;
  if (begins(d, n, "RIFF", 4) && begins(d, n, "WEBP", 4, 8)) return WebP;
  if (begins(d, n, "II*\0", 4) || begins(d, n, "MM\0*", 4)) return Tiff;
  if (begins(d, n, "ftypavif", 8, 4) || begins(d, n, "ftypavis", 8, 4) || begins(d, n, "ftypheic", 8, 4) || begins(d, n, "ftypmif1", 8, 4)) return Heif;
  return Unknown;
}

uint64_t big_endian(const uint8_t* d, int bytes) {
  uint64_t value = 0;
  for (int i = 0; i < bytes; i++) value = value << 8 | d[i];
  return value;
}

// Whether the boxes of an ISO base media file (ISO/IEC 14496-12, 4.2) follow each other to its very end. libheif 1.19 looks for the next one
// wherever the last one says, and ends the process where that is beyond the file.
bool boxes_fit(const uint8_t* d, size_t n) {
  while (n > 0) {
    if (n < 8) return false;
    uint64_t header = 8, length = big_endian(d, 4);
    if (length == 1) {
      if (n < 16) return false;
      header = 16;
      length = big_endian(d + 8, 8);
    } else if (length == 0) {
      return true;  // it takes in the rest
    }
    if (length < header || length > n) return false;
    d += length;
    n -= length;
  }
  return true;
}

int open(const void* data, int64_t size, int shrink, Format* format, VipsImage** out) {
  auto* bytes = static_cast<const uint8_t*>(data);
  auto* blob = const_cast<void*>(data);
  const auto n = static_cast<size_t>(size);
  *format = sniff(bytes, n);
  const auto fail = VIPS_FAIL_ON_TRUNCATED;
  vips_error_clear();  // a file that was read in spite of its faults leaves them there
  switch (*format) {
    case Jpeg: return vips_jpegload_buffer(blob, n, out, "shrink", shrink, "fail_on", fail, nullptr) ? failed() : 0;
    case Png: return vips_pngload_buffer(blob, n, out, "fail_on", fail, nullptr) ? failed() : 0;
    case Gif: return vips_gifload_buffer(blob, n, out, "fail_on", fail, nullptr) ? failed() : 0;
    case WebP: return vips_webpload_buffer(blob, n, out, "fail_on", fail, nullptr) ? failed() : 0;
    case Tiff: return vips_tiffload_buffer(blob, n, out, "fail_on", fail, nullptr) ? failed() : 0;
    case Heif:
      if (!boxes_fit(bytes, n)) return refuse("its parts do not fit in the file, or leave some of it over");
      return vips_heifload_buffer(blob, n, out, "fail_on", fail, nullptr) ? failed() : 0;
    default: return refuse("it is not a JPEG, PNG, GIF, WebP, TIFF or AVIF picture");
  }
}

int largest_band(VipsImage* in, VipsImage** out) {
  VipsImage* bands[4] = {};
  const int n = std::min(in->Bands, 4);
  int status = 0;
  for (int i = 0; i < n; i++) status |= vips_extract_band(in, &bands[i], i, nullptr);
  if (!status) status = vips_bandrank(bands, out, n, "index", n - 1, nullptr);
  for (auto* band : bands)
    if (band) g_object_unref(band);
  return status;
}

bool sideways(VipsImage* image) { return vips_image_get_orientation(image) >= 5; }

// The largest reduction in the JPEG decoder that keeps the picture at least as large as asked.
int shrink_for(VipsImage* image, int width, int height) {
  if (width <= 0 || height <= 0) return 1;
  if (sideways(image)) std::swap(width, height);
  for (int shrink : {8, 4, 2})
    if (image->Xsize / shrink >= width && image->Ysize / shrink >= height) return shrink;
  return 1;
}

// To 8-bit sRGB or grey, with or without alpha.
int convert(Image& image, int bands, bool keep_profile) {
  const bool profile = vips_image_get_typeof(image.p, VIPS_META_ICC_NAME) != 0;
  const bool cmyk = image.p->Type == VIPS_INTERPRETATION_CMYK;
  const bool keep = keep_profile && image.p->Bands >= 3;  // a grey profile fits no RGB
  if (cmyk || (profile && !keep && bands >= 3)) {
    const bool ok = image.apply([&](VipsImage* in, VipsImage** out) {
      return vips_icc_transform(in, out, "srgb", "embedded", TRUE, "input_profile", cmyk ? "cmyk" : "srgb", nullptr);
    });
    if (!ok) vips_error_clear();  // a broken profile: the numbers are taken as they are
  }
  const auto space = bands == 1 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB;
  if (image.p->Type != space && !image.apply([&](VipsImage* in, VipsImage** out) { return vips_colourspace(in, out, space, nullptr); })) return failed();
  if (bands == 4) {
    if (!vips_image_hasalpha(image.p) && !image.apply([](VipsImage* in, VipsImage** out) { return vips_addalpha(in, out, nullptr); })) return failed();
  } else if (vips_image_hasalpha(image.p)) {
    double white[] = {255, 255, 255};
    auto* background = vips_array_double_new(white, bands);
    const bool ok = image.apply([&](VipsImage* in, VipsImage** out) { return vips_flatten(in, out, "background", background, nullptr); });
    vips_area_unref(VIPS_AREA(background));
    if (!ok) return failed();
  }
  if (image.p->BandFmt != VIPS_FORMAT_UCHAR && !image.apply([](VipsImage* in, VipsImage** out) { return vips_cast_uchar(in, out, nullptr); })) return failed();
  if (image.p->Bands != bands && !image.apply([&](VipsImage* in, VipsImage** out) { return vips_extract_band(in, out, 0, "n", bands, nullptr); })) return failed();
  return 0;
}

int deliver(VipsImage* image, bool with_icc, Pixels* out) {
  size_t size = 0;
  void* data = vips_image_write_to_memory(image, &size);
  if (!data) return failed();
  *out = {data, nullptr, 0, image->Xsize, image->Ysize, image->Bands};
  const void* icc = nullptr;
  size_t icc_bytes = 0;
  if (with_icc && image->Bands >= 3 && vips_image_get_typeof(image, VIPS_META_ICC_NAME) && vips_image_get_blob(image, VIPS_META_ICC_NAME, &icc, &icc_bytes) == 0 &&
      begins(static_cast<const uint8_t*>(icc), icc_bytes, "RGB ", 4, 16)) {
    out->icc = g_memdup2(icc, icc_bytes);
    out->icc_bytes = static_cast<int64_t>(icc_bytes);
  }
  return 0;
}

// Pixels are centred: x comes from (x + 0.5) / across - 0.5. vips_resize enlarges up to half a pixel beside that.
int enlarge(VipsImage* in, VipsImage** out, double across, double down, int width, int height, const char* interpolation) {
  int area[] = {0, 0, width, height};
  auto* where = vips_array_int_new(area, 4);
  auto* interpolate = vips_interpolate_new(interpolation);
  const int status = !interpolate || vips_affine(in, out, across, 0.0, 0.0, down, "interpolate", interpolate, "oarea", where, "idx", 0.5 - 0.5 / across,
                                                 "idy", 0.5 - 0.5 / down, "extend", VIPS_EXTEND_COPY, "premultiplied", TRUE, nullptr);
  if (interpolate) g_object_unref(interpolate);
  vips_area_unref(VIPS_AREA(where));
  return status;
}

// What may be told of the original: its EXIF fields, without its thumbnail's (ifd1), the maker's notes and, unless asked for, the place (ifd3).
struct Telling {
  VipsImage* to;
  bool place;
  size_t left;  // bytes: a JPEG's block has no more than 64 KiB
};

void* tell(VipsImage*, const char* name, GValue* value, void* data) {
  auto* telling = static_cast<Telling*>(data);
  const bool wanted = g_str_has_prefix(name, "exif-ifd0-") || g_str_has_prefix(name, "exif-ifd2-") || (telling->place && g_str_has_prefix(name, "exif-ifd3-"));
  if (!wanted || g_str_has_suffix(name, "-MakerNote") || g_str_has_suffix(name, "-Orientation") || G_VALUE_TYPE(value) != VIPS_TYPE_REF_STRING) return nullptr;
  size_t length = 0;
  const char* text = vips_value_get_ref_string(value, &length);
  if (length > 2048 || length > telling->left) return nullptr;
  telling->left -= length;
  vips_image_set_string(telling->to, name, text);
  return nullptr;
}

VipsImage* wrap(const void* data, int width, int height, int bands, int bytes_per_band) {
  const auto size = static_cast<size_t>(width) * height * bands * bytes_per_band;
  auto* image = vips_image_new_from_memory(data, size, width, height, bands, bytes_per_band == 2 ? VIPS_FORMAT_USHORT : VIPS_FORMAT_UCHAR);
  if (image) image->Type = bytes_per_band == 2 ? VIPS_INTERPRETATION_GREY16 : bands == 1 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB;
  return image;
}

}  // namespace

EXPORT const char* cv_error() { return last_error.c_str(); }
EXPORT const char* cv_version() { return vips_version_string(); }

EXPORT int cv_init(int32_t threads) {
  // What is wrong with a file is said by our own error, not by lines on standard error; faults of the program still are.
  const auto quiet = static_cast<GLogLevelFlags>(G_LOG_LEVEL_WARNING | G_LOG_LEVEL_MESSAGE | G_LOG_LEVEL_INFO | G_LOG_LEVEL_DEBUG);
  g_log_set_handler("VIPS", quiet, [](const gchar*, GLogLevelFlags, const gchar*, gpointer) {}, nullptr);
  if (VIPS_INIT("cutline")) return failed();
  vips_cache_set_max(0);  // every picture is new: a cache would only hold memory
  vips_concurrency_set(threads);
  vips_block_untrusted_set(TRUE);
  vips_operation_block_set("VipsForeignLoadSvg", FALSE);  // for cv_from_svg, our own drawings; open() never sends a file to it
  return 0;
}

EXPORT int cv_probe(const void* data, int64_t size, Info* info) {
  Image image;
  Format format;
  if (open(data, size, 1, &format, &image.p)) return 1;
  const bool turned = sideways(image.p);
  *info = {turned ? image.p->Ysize : image.p->Xsize, turned ? image.p->Xsize : image.p->Ysize, format, image.p->Bands,
           vips_image_get_orientation(image.p), static_cast<int32_t>(8 * vips_format_sizeof(image.p->BandFmt))};
  return 0;
}

// bands: 1 grey, 3 RGB, 4 RGBA. A JPEG may come reduced to an eighth, but not below least_width × least_height (upright).
EXPORT int cv_load(const void* data, int64_t size, int32_t bands, int32_t least_width, int32_t least_height, int32_t keep_profile, Pixels* out) {
  Format format;
  int shrink = 1;
  {
    Image header;
    if (open(data, size, 1, &format, &header.p)) return 1;
    if (format == Jpeg) shrink = shrink_for(header.p, least_width, least_height);
  }
  Image image;
  if (open(data, size, shrink, &format, &image.p)) return 1;
  if (vips_image_get_orientation(image.p) > 1 && !image.apply([](VipsImage* in, VipsImage** o) { return vips_autorot(in, o, nullptr); })) return failed();
  if (convert(image, bands, keep_profile != 0)) return 1;
  return deliver(image.p, keep_profile != 0, out);
}

// The plane turned clockwise about the picture's centre, and of it the part at (left, top) from the picture's corner. Beyond its border the
// picture goes on as its mirror image, or is 0.
EXPORT int cv_turn(const void* data, int32_t width, int32_t height, int32_t bands, double degrees, int32_t left, int32_t top, int32_t to_width, int32_t to_height,
                   int32_t mirrored, Pixels* out) {
  Image image;
  image.p = wrap(data, width, height, bands, 1);
  if (!image.p) return failed();
  const int margin = to_width + to_height;  // more than a part's corner comes from beyond
  const auto beyond = mirrored ? VIPS_EXTEND_MIRROR : VIPS_EXTEND_BLACK;
  if (!image.apply([&](VipsImage* in, VipsImage** o) { return vips_embed(in, o, margin, margin, width + 2 * margin, height + 2 * margin, "extend", beyond, nullptr); })) return failed();
  const double cosine = cos(degrees * G_PI / 180), sine = sin(degrees * G_PI / 180), x = (width - 1) / 2.0, y = (height - 1) / 2.0;
  int area[] = {left, top, to_width, to_height};
  auto* where = vips_array_int_new(area, 4);
  auto* interpolate = vips_interpolate_new("bicubic");
  const bool ok = interpolate && image.apply([&](VipsImage* in, VipsImage** o) {
    return vips_affine(in, o, cosine, -sine, sine, cosine, "interpolate", interpolate, "oarea", where, "idx", -x - margin, "idy", -y - margin, "odx", x, "ody", y, nullptr);
  });
  if (interpolate) g_object_unref(interpolate);
  vips_area_unref(VIPS_AREA(where));
  return ok ? deliver(image.p, false, out) : failed();
}

// A mask as it is stored: grey values, or of a palette's colours the largest channel. No colour conversion, no alpha.
EXPORT int cv_load_values(const void* data, int64_t size, Pixels* out) {
  Format format;
  Image image;
  if (open(data, size, 1, &format, &image.p)) return 1;
  if (vips_image_get_orientation(image.p) > 1 && !image.apply([](VipsImage* in, VipsImage** o) { return vips_autorot(in, o, nullptr); })) return failed();
  if (vips_image_hasalpha(image.p)) {
    const int colours = image.p->Bands - 1;
    if (!image.apply([&](VipsImage* in, VipsImage** o) { return vips_extract_band(in, o, 0, "n", colours, nullptr); })) return failed();
  }
  if (image.p->BandFmt != VIPS_FORMAT_UCHAR) return refuse("a mask has 8 bits for each pixel, this picture has more");
  if (image.p->Bands > 1 && !image.apply(largest_band)) return failed();
  return deliver(image.p, false, out);
}

EXPORT int cv_from_svg(const void* svg, int64_t size, double scale, Pixels* out) {
  Image image;
  if (vips_svgload_buffer(const_cast<void*>(svg), static_cast<size_t>(size), &image.p, "scale", scale, "unlimited", TRUE, nullptr)) return failed();
  if (convert(image, 4, false)) return 1;
  return deliver(image.p, false, out);
}

EXPORT int cv_resize(const void* data, int32_t width, int32_t height, int32_t bands, int32_t to_width, int32_t to_height, int32_t kernel, Pixels* out) {
  Image image;
  image.p = wrap(data, width, height, bands, 1);
  if (!image.p) return failed();
  const double across = static_cast<double>(to_width) / width, down = static_cast<double>(to_height) / height;
  const bool alpha = bands == 4 && kernel != Nearest;
  if (alpha && !image.apply([](VipsImage* in, VipsImage** o) { return vips_premultiply(in, o, nullptr); })) return failed();
  const double less_across = std::min(across, 1.0), less_down = std::min(down, 1.0);
  bool ok = true;
  if (kernel == Nearest) {
    ok = image.apply([&](VipsImage* in, VipsImage** o) { return vips_resize(in, o, across, "vscale", down, "kernel", VIPS_KERNEL_NEAREST, "gap", 0.0, nullptr); });
  } else if (less_across < 1 || less_down < 1) {
    const auto with = kernel == Cubic ? VIPS_KERNEL_CUBIC : kernel == Lanczos ? VIPS_KERNEL_LANCZOS3 : VIPS_KERNEL_LINEAR;
    ok = image.apply([&](VipsImage* in, VipsImage** o) {
      return kernel == Area ? vips_shrink(in, o, 1 / less_across, 1 / less_down, nullptr)
                            : vips_resize(in, o, less_across, "vscale", less_down, "kernel", with, "gap", 0.0, nullptr);
    });
  }
  if (ok && kernel != Nearest && (across > 1 || down > 1)) {
    const int wide = across > 1 ? to_width : image.p->Xsize, high = down > 1 ? to_height : image.p->Ysize;
    const char* by = kernel == Cubic || kernel == Lanczos ? "bicubic" : "bilinear";
    ok = image.apply([&](VipsImage* in, VipsImage** o) { return enlarge(in, o, std::max(across, 1.0), std::max(down, 1.0), wide, high, by); });
  }
  if (!ok) return failed();
  if ((image.p->Xsize != to_width || image.p->Ysize != to_height) &&
      !image.apply([&](VipsImage* in, VipsImage** o) { return vips_embed(in, o, 0, 0, to_width, to_height, "extend", VIPS_EXTEND_COPY, nullptr); })) return failed();
  if (alpha && !image.apply([](VipsImage* in, VipsImage** o) { return vips_unpremultiply(in, o, nullptr); })) return failed();
  if (image.p->BandFmt != VIPS_FORMAT_UCHAR &&
      (!image.apply([](VipsImage* in, VipsImage** o) { return vips_rint(in, o, nullptr); }) || !image.apply([](VipsImage* in, VipsImage** o) { return vips_cast_uchar(in, o, nullptr); }))) return failed();
  return deliver(image.p, false, out);
}

// quality: 1 to 100 for JPEG and WebP (101: lossless WebP); compression: 0 to 9 for PNG. The EXIF of an original file comes along, if there is
// one, with its place if wanted; as the picture is upright, its orientation is 1.
EXPORT int cv_encode(const void* data, int32_t width, int32_t height, int32_t bands, int32_t format, int32_t quality, int32_t compression,
                     const void* icc, int64_t icc_bytes, const void* original, int64_t original_bytes, int32_t place, void** bytes, int64_t* size) {
  Image image;
  image.p = wrap(data, width, height, bands, format == Png16 ? 2 : 1);
  if (!image.p) return failed();
  if (icc_bytes > 0) vips_image_set_blob_copy(image.p, VIPS_META_ICC_NAME, icc, static_cast<size_t>(icc_bytes));
  if (original_bytes > 0) {
    Image header;
    Format of;
    if (open(original, original_bytes, 1, &of, &header.p)) return 1;
    const size_t room = 32 << 10;
    Telling telling = {image.p, place != 0, room};
    vips_image_map(header.p, tell, &telling);
    vips_image_set_int(image.p, VIPS_META_ORIENTATION, 1);
    static const char empty[] = "Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0";  // a block without fields, without which PNG gets none; it takes in those of the image
    if (telling.left < room) vips_image_set_blob_copy(image.p, VIPS_META_EXIF_NAME, empty, sizeof empty);
  }
  size_t n = 0;
  int status;
  switch (format) {
    case Jpeg: status = vips_jpegsave_buffer(image.p, bytes, &n, "Q", quality, "optimize_coding", TRUE, nullptr); break;
    case WebP: status = vips_webpsave_buffer(image.p, bytes, &n, "Q", quality > 100 ? 100 : quality, "lossless", quality > 100, "effort", compression, nullptr); break;
    case Gif: status = vips_gifsave_buffer(image.p, bytes, &n, "dither", 0.0, "effort", 1, "bitdepth", 1, nullptr); break;
    case Png:
    case Png16: status = vips_pngsave_buffer(image.p, bytes, &n, "compression", compression, nullptr); break;
    default: return refuse("pictures are written as PNG, JPEG, WebP or GIF");
  }
  *size = static_cast<int64_t>(n);
  return status ? failed() : 0;
}

EXPORT void cv_free(void* data) { g_free(data); }
