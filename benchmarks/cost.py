#!/usr/bin/env python3
"""Memory of a photo in the service, in bytes per pixel, by the kind of its file and by its options: what src/Cutline.Web/Cutting/CutCost.cs
holds as a table.

  benchmarks/cost.py PHOTO [PHOTO ...]     photos of some 20 megapixels, the first of which is sent with each option, the others plainly

For each line a service is started, sent a small photo with the same options, and then this one: the peak of its processes' resident
memory, less what they had before, over the photo's pixels. Prints a Markdown table. What follows `--` goes to `cutline serve`.
"""
import argparse, os, sys, tempfile, urllib.parse

from memory import family, resident
from serve import Service

CORNERS = "10,10,60,10,60,30,10,30"
ROWS = ["", "format=webp", "format=jpeg&background=white", "crop=5%25", "size=1000", "metadata=all", "background=white",
        "background=blur&format=jpeg", "background=gradient&format=jpeg", "background=studio&reflection=0.5&format=jpeg",
        "background=studio&reflection=0.5", "background=studio&reflection=0.5&format=webp", "background=white&aspect=1:1&format=jpeg",
        "straighten=10", "straighten=10&background=studio&reflection=0.5", f"plate={CORNERS}", "plate=cover",
        f"straighten=10&background=studio&reflection=0.5&plate={CORNERS}&format=webp"]


def sent(service, photo, query):
    status, _, body = service.ask("POST", "/api/cutouts?" + query, photo)
    if status not in (200, 422): sys.exit(f"{query}: {status} {body[:300]}")
    return len(body)


def measured(photo, small, pixels, query, options):
    with tempfile.TemporaryDirectory() as store:
        service = Service(store, ["--max-megapixels", "100", "--max-megabytes", "200", *options])
        try:
            for _ in range(2): sent(service, small, query)
            pids = family(service.process.pid)
            before = sum(resident(p)[0] for p in pids)
            for p in pids: open(f"/proc/{p}/clear_refs", "w").write("5")  # the peak begins anew
            bytes = sent(service, photo, query)
            peak = sum(resident(p)[1] for p in family(service.process.pid))
        finally:
            service.kill()
    return before, peak, (peak - before) * 2**20 / pixels, bytes / pixels


def main():
    own = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("photos", nargs="+", metavar="PHOTO")
    p.add_argument("--pixels", type=int, required=True, help="of each photo")
    p.add_argument("--small", required=True, help="a small photo")
    p.add_argument("--plain", action="store_true", help="send the first one plainly, too")
    p.add_argument("--only", help="lines whose options hold this")
    a = p.parse_args(sys.argv[1:own])
    small = open(a.small, "rb").read()
    print("| photo | options | before, MiB | peak, MiB | bytes a pixel | of them the result |\n|---|---|---|---|---|---|")
    lines = [(a.photos[0], q) for q in ROWS if not a.plain] + [(photo, "") for photo in a.photos[0 if a.plain else 1:]]
    for photo, query in lines:
        if a.only and a.only not in query: continue
        before, peak, cost, result = measured(open(photo, "rb").read(), small, a.pixels, query, sys.argv[own + 1:])
        print(f"| {os.path.basename(photo)} | {urllib.parse.unquote(query) or 'none'} | {before:.0f} | {peak:.0f} | {cost:.1f} "
              f"| {result:.1f} |", flush=True)


if __name__ == "__main__":
    main()
