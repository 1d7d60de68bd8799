#!/usr/bin/env python3
"""The service under load: starts `./cutline serve` on this machine alone, sends it distinct photos, and prints JSON lines.

  benchmarks/serve.py --data PHOTOS                     photos/s and latency at 1, 4 and 16 clients, PNG and WebP
  benchmarks/serve.py --data PHOTOS --soak 2000         so many photos; resident memory in each tenth of the time
  benchmarks/serve.py --data PHOTOS --overload          three times as many clients as places: 429s, and latencies
  benchmarks/serve.py --data PHOTOS --kill 5            kill -9 under load so many times: jobs that were accepted, done and lost

Latency is a client's: from the first byte sent to the last received. What follows `--` goes to `cutline serve`.
"""
import argparse, collections, http.client, itertools, json, os, random, signal, socket, statistics
import subprocess, sys, tempfile, threading, time

from memory import ROOT, resident

HOST, PATIENCE, MOST_SECONDS = "127.0.0.1", 120, 1800
MOST_JOBS = 12  # of the 16 that are kept, since each kill may leave one that was accepted and never said so
LOOK = {"png": "format=png", "webp": "format=webp"}


class Service:
    """`cutline serve` on a free port, with a store of its own."""

    def __init__(self, store, options):
        with socket.socket() as s:
            s.bind((HOST, 0))
            self.port = s.getsockname()[1]
        program = os.environ.get("CUTLINE", os.path.join(ROOT, "cutline")).split()
        command = [*program, "serve", "--port", str(self.port), "--store", store, *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if not self.process.stdout.readline().startswith("http"):
            sys.exit("cutline serve did not start: run it by hand to see why")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE)
        if code != 0:
            sys.exit(f"cutline serve ended with {code}")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def ask(self, method, path, body=None, headers={}, connection=None):
        """(status, headers, body)"""
        own = connection or http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            own.request(method, path, body, headers)
            answer = own.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            if connection is None:
                own.close()


def photos_of(folder, most=64):
    names = sorted(n for n in os.listdir(folder) if n.lower().endswith((".jpg", ".jpeg", ".png", ".webp")))[:most]
    if not names:
        sys.exit(f"{folder} has no photos: name a folder of JPEG, PNG or WebP files with --data")
    return [open(os.path.join(folder, n), "rb").read() for n in names]


def load(service, photos, clients, count, query, patient=False):
    """Sends count photos from so many clients at once. Patient ones come back when Retry-After says so."""
    turns, gate = itertools.count(), threading.Lock()
    took, statuses, ends = [], collections.Counter(), time.monotonic() + MOST_SECONDS

    def client():
        connection = http.client.HTTPConnection(HOST, service.port, timeout=PATIENCE)
        while (i := next(turns)) < count and time.monotonic() < ends:
            while time.monotonic() < ends:
                began = time.monotonic()
                try:
                    status, headers, body = service.ask("POST", f"/api/cutouts?{query}", photos[i % len(photos)], connection=connection)
                except (OSError, http.client.HTTPException) as e:
                    status, headers = type(e).__name__, {}
                    connection.close()
                with gate:
                    statuses[status] += 1
                    if status == 200:
                        took.append(time.monotonic() - began)
                if status != 429 or not patient:
                    break
                time.sleep(int(headers["Retry-After"]))
        connection.close()

    began = time.monotonic()
    threads = [threading.Thread(target=client) for _ in range(clients)]
    for t in threads: t.start()
    for t in threads: t.join()
    seconds = time.monotonic() - began
    failed = sum(n for status, n in statuses.items() if status not in (200, 429))
    ms = sorted(1000 * t for t in took) or [0]
    at = lambda share: round(ms[min(len(ms) - 1, int(share * len(ms)))])
    return {"clients": clients, "photos": len(took), "seconds": round(seconds, 1), "photos_per_s": round(len(took) / seconds, 2),
            "p50_ms": at(0.5), "p95_ms": at(0.95), "most_ms": at(1),
            "refused_429": statuses[429], "failed": failed}


def say(**line):
    print(json.dumps(line), flush=True)


def throughput(a, photos, store):
    service = Service(store, a.options)
    load(service, photos, 2, 8, LOOK["webp"])  # kernels are compiled, buffers are made
    for name, query in LOOK.items():
        if a.format in (None, name):
            for clients in a.clients:
                say(what="load", format=name, **load(service, photos, clients, max(a.count, 4 * clients), query))
    service.stop()


def soak(a, photos, store):
    service = Service(store, a.options)
    load(service, photos, 2, 8, LOOK["webp"])
    samples, done = [], threading.Event()

    def watch():
        while not done.wait(0.2):
            samples.append(resident(service.process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    figures = load(service, photos, 4, a.soak, LOOK[a.format or "webp"])
    done.set()
    watcher.join()
    tenths = [round(statistics.median(r for r, _ in samples[i * len(samples) // 10:(i + 1) * len(samples) // 10])) for i in range(10)]
    say(what="soak", **figures, resident_mib_by_tenth=tenths, peak_mib=round(max(h for _, h in samples)))
    service.stop()


def overload(a, photos, store):
    places = 4
    service = Service(store, ["--queue", str(places), *a.options])
    load(service, photos, 2, 8, LOOK["webp"])
    say(what="at capacity", places=places, **load(service, photos, places, a.count, LOOK["webp"]))
    say(what="overload", places=places, **load(service, photos, 3 * places, 2 * a.count, LOOK["webp"], patient=True))
    status, _, _ = service.ask("POST", "/api/cutouts", photos[0])
    say(what="after overload", status=status)
    service.stop()


def form(photos):
    boundary = "cutline-benchmark-boundary"
    head = b"--" + boundary.encode() + b'\r\nContent-Disposition: form-data; name="photo"; filename="photo.jpg"\r\n\r\n'
    parts = b"".join(head + p + b"\r\n" for p in photos)
    return parts + f"--{boundary}--\r\n".encode(), {"Content-Type": f"multipart/form-data; boundary={boundary}"}


def kill(a, photos, store):
    chance, accepted, refused = random.Random(5), [], 0
    body, headers = form(photos[:4])
    for _ in range(a.kill):
        service = Service(store, a.options)
        killer = threading.Timer(chance.uniform(1, 6), service.kill)
        killer.start()
        while killer.is_alive() and len(accepted) < MOST_JOBS:
            try:
                status, answer, _ = service.ask("POST", "/api/jobs?format=webp", body, headers)
            except (OSError, http.client.HTTPException):
                break  # killed before it answered: it promised nothing
            if status == 202:
                accepted.append(answer["Location"])
            else:
                refused += 1
            time.sleep(0.5)
        killer.join()
    service, done, lost, broken, ends = Service(store, a.options), 0, 0, 0, time.monotonic() + MOST_SECONDS
    for job in accepted:
        status, job_status = 200, {"state": "waiting"}
        while status == 200 and job_status["state"] != "done" and time.monotonic() < ends:
            time.sleep(0.2)
            status, _, said = service.ask("GET", job)
            job_status = json.loads(said)
        if status != 200 or job_status["state"] != "done" or job_status["done"] != 4:
            lost += 1
            continue
        done += 1
        for photo in job_status["photos"]:
            cut = service.ask("GET", photo["cutout"])[2]
            broken += cut[:4] != b"RIFF" or int.from_bytes(cut[4:8], "little") + 8 != len(cut)
    say(what="kill", kills=a.kill, accepted=len(accepted), refused=refused, done=done, lost=lost, broken_results=broken)
    service.stop()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True, help="a folder of photos")
    p.add_argument("--clients", type=int, nargs="+", default=[1, 4, 16])
    p.add_argument("--count", type=int, default=64, help="photos of each measurement")
    p.add_argument("--format", choices=list(LOOK), help="one format alone")
    p.add_argument("--soak", type=int, metavar="PHOTOS")
    p.add_argument("--overload", action="store_true")
    p.add_argument("--kill", type=int, metavar="TIMES")
    own = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    a = p.parse_args(sys.argv[1:own])
    if not all(1 <= n <= 64 for n in a.clients): sys.exit("--clients takes 1 to 64")
    if not all(1 <= n <= 100_000 for n in (a.count, a.soak or 1, a.kill or 1)): sys.exit("--count, --soak and --kill take 1 to 100000")
    a.options = sys.argv[own + 1:]
    photos = photos_of(a.data)
    subprocess.run([os.path.join(ROOT, "cutline"), "--version"], check=True, stdout=subprocess.DEVNULL)  # sets up first
    with tempfile.TemporaryDirectory() as store:
        what = soak if a.soak else overload if a.overload else kill if a.kill else throughput
        what(a, photos, store)


if __name__ == "__main__":
    main()
