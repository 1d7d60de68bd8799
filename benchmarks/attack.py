#!/usr/bin/env python3
"""Honest clients beside an attack: photos a second and latency without one and with it, in turn. Prints JSON lines.

  benchmarks/attack.py --data PHOTOS [--attack NAME ...]

  idle       400 connections that send nothing
  headers    64 that send a request's headers byte by byte
  uploads    64 photos, and as many jobs, of which three bytes a second arrive
  paced      32 photos at a little more than the lowest rate
  readers    43 clients that have photos cut and read their results at 2 KiB/s
  halves     16 uploads of jobs that stop in the middle; before and after, an honest job's result is fetched

The attackers have four other addresses of this machine (--addresses), and come again at once when they are refused or cut off. Meanwhile
/health/live is asked each second by a new connection. What follows `--` goes to `cutline serve`.
"""
import argparse, asyncio, os, statistics, subprocess, sys, tempfile, threading, time

from memory import ROOT
from serve import HOST, LOOK, Service, form, load, photos_of, say



class Attack:
    """Connections of one kind, in a thread of its own."""

    def __init__(self, kind, count, addresses, port, photo):
        self.addresses = [f"127.0.0.{2 + n}" for n in range(addresses)]
        self.kind, self.port, self.photo, self.opened, self.cut_off = kind, port, photo, 0, 0
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.tasks = [asyncio.run_coroutine_threadsafe(self.repeat(i), self.loop) for i in range(count)]

    async def repeat(self, i):
        while True:
            try:
                reader, writer = await asyncio.open_connection(HOST, self.port, local_addr=(self.addresses[i % len(self.addresses)], 0))
                self.opened += 1
                try:
                    await getattr(self, self.kind)(i, reader, writer)
                finally:
                    writer.close()
            except (OSError, EOFError):
                self.cut_off += 1
            await asyncio.sleep(0.2)

    async def idle(self, i, reader, writer):
        await reader.read(1)

    async def headers(self, i, reader, writer):
        for byte in b"GET /api/options HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"x" * 1000:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.5)

    async def uploads(self, i, reader, writer, rate=3):
        if i % 2:
            body, more = form([self.photo])
            head = f"POST /api/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: {more['Content-Type']}\r\n"
        else:
            body, head = self.photo, "POST /api/cutouts HTTP/1.1\r\nHost: localhost\r\n"
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode())
        answer = asyncio.ensure_future(reader.read(1))
        for at in range(0, len(body), rate):
            writer.write(body[at:at + rate])
            await writer.drain()
            if (await asyncio.wait([answer], timeout=1))[0]: break

    async def paced(self, i, reader, writer):
        await self.uploads(0, reader, writer, rate=10 << 10)

    async def readers(self, i, reader, writer):
        writer.write(f"POST /api/cutouts HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(self.photo)}\r\n\r\n".encode() + self.photo)
        await writer.drain()
        while await reader.read(2 << 10): await asyncio.sleep(1)

    async def halves(self, i, reader, writer):
        body, more = form([self.photo])
        writer.write(f"POST /api/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: {more['Content-Type']}\r\n"
                     f"Content-Length: {len(body)}\r\n\r\n".encode() + body[:len(body) // 2])
        await reader.read(1)

    def end(self):
        async def cancel():
            for task in asyncio.all_tasks(): task is not asyncio.current_task() and task.cancel()
        asyncio.run_coroutine_threadsafe(cancel(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()


COUNTS = {"idle": 400, "headers": 64, "uploads": 128, "paced": 32, "readers": 43, "halves": 16}


def health(service, done, times):
    while not done.wait(1):
        began = time.monotonic()
        try:
            status = service.ask("GET", "/health/live")[0]
        except OSError as e:
            status = type(e).__name__
        times.append(time.monotonic() - began if status == 200 else float("inf"))


def honest(service, photos, a, attack):
    """Both in turn, several times: what else the machine does meets both alike."""
    figures = {"quiet": [], "attack": []}
    sums = {"opened": 0, "cut_off": 0}
    for _ in range(a.rounds):
        for what in figures:
            started = attack() if what == "attack" else None
            time.sleep(3)  # until it has its places, or until those of the last one are free
            done, times = threading.Event(), []
            watcher = threading.Thread(target=health, args=(service, done, times))
            watcher.start()
            figures[what].append({**load(service, photos, a.clients, a.count, LOOK["png"]), "health": times})
            done.set()
            watcher.join()
            if started:
                started.end()
                for name in sums: sums[name] += getattr(started, name)
    return {what: summary(runs) for what, runs in figures.items()}, sums


def summary(runs):
    asked = [t for run in runs for t in run["health"]]
    return {"photos": sum(run["photos"] for run in runs),
            "photos_per_s": round(sum(run["photos"] for run in runs) / sum(run["seconds"] for run in runs), 2),
            "p95_ms": round(statistics.median(run["p95_ms"] for run in runs)),
            "failed": sum(run["failed"] + run["refused_429"] for run in runs),
            "health_most_ms": round(1000 * max(asked)) if max(asked) < float("inf") else "failed"}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True, help="a folder of photos")
    p.add_argument("--attack", nargs="+", choices=list(COUNTS), default=list(COUNTS))
    p.add_argument("--addresses", type=int, default=4, help="of the attackers")
    p.add_argument("--clients", type=int, default=2, help="honest ones")
    p.add_argument("--count", type=int, default=30, help="photos of each measurement")
    p.add_argument("--rounds", type=int, default=3, help="measurements of each, with and without the attack in turn")
    own = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    a = p.parse_args(sys.argv[1:own])
    photos = photos_of(a.data)
    if "CUTLINE" not in os.environ:
        subprocess.run([os.path.join(ROOT, "cutline"), "--version"], check=True, stdout=subprocess.DEVNULL)  # sets up first
    with tempfile.TemporaryDirectory() as store:
        service = Service(store, sys.argv[own + 1:])
        load(service, photos, 2, 8, LOOK["png"])
        body, headers = form(photos[:1])
        job = service.ask("POST", "/api/jobs", body, headers)[1]["Location"]
        for kind in a.attack:
            both, sums = honest(service, photos, a, lambda: Attack(kind, COUNTS[kind], a.addresses, service.port, photos[0]))
            for what, figures in both.items(): say(attack=kind, what=what, **figures)
            quiet, attack = both["quiet"], both["attack"]
            say(attack=kind, what="ratio", photos_per_s=round(attack["photos_per_s"] / quiet["photos_per_s"], 2),
                p95_ms=round(attack["p95_ms"] / quiet["p95_ms"], 2), **sums,
                earlier_result=service.ask("GET", f"{job}/cutouts/1")[0])
        service.stop()


if __name__ == "__main__":
    main()
