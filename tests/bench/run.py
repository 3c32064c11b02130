#!/usr/bin/env python3
# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures Otklik beside its peers, in one run on one machine, and writes docs/performance.md.

  run.py [--n 20000] [--runs 5] [--only ROW …] [--big] [--build build/release] [--work build/bench] [--out FILE]

Peers: a raw IMAP client that throws the bytes away (the server's limit), mbsync as it comes, and notmuch and mu, which
index what mbsync has fetched. Everything runs on loopback, against a private Dovecot below --work. Ours and the peer take turns in going first. Nothing here decides
whether a test passes. As root Dovecot's mail belongs to "mail", otherwise to whoever runs this.
"""
import argparse, json, os, pathlib, re, shutil, signal, statistics, subprocess, sys, time

import arrival, painted
from programs import Mbsync, Mu, Notmuch, Otklik, timed
from report import Report, commit, first_line, machine, today
from server import HERE, Dovecot, find_program

ROOT = HERE.parent.parent
RELEASE = ROOT / "build/release"
ROWS = 20  # fill a first screen
NOT_SLOWER = "not slower than mbsync"


def in_turn(run, ours, peer):
    """Both once; who goes first changes from run to run. (ours, peer)"""
    if run % 2 == 0:
        first = ours()
        return first, peer()
    first = peer()
    return ours(), first


def fresh(program, **kwargs):
    def run():
        program.clear()
        return program.sync(**kwargs)
    return run


def bench_full(b):
    fetch, pairs = [], []
    for run in range(b.runs):
        fetch.append(b.server.raw("full", "--frame")["seconds"])
        pairs.append(in_turn(run, fresh(b.otklik, mails=b.n), fresh(b.mbsync)))
    ours, peer = zip(*pairs)
    b.report.add("full sync of %d mails over TLS into an empty cache" % b.n, "s", ours, peer, "mbsync", NOT_SLOWER, "half of mbsync")
    b.report.add("the same beside the raw fetch", "s", ours, fetch, "raw fetch", final="3 x the raw fetch")
    for indexer in b.indexers:
        index = [indexer.index() for _ in range(b.runs)]
        both = [fetched + indexed for fetched, indexed in zip(peer, index)]
        b.report.add("the same beside fetching and indexing with %s" % indexer.name, "s", ours, both, "mbsync, then " + indexer.name)
    size = sum(f.stat().st_size for f in (b.corpus / "cur").iterdir())
    b.report.add("cache on disk", "MB", [b.otklik.size() / 1e6], [size / 1e6], "the Maildir", "1.3 x", "1.0 x")


def bench_journal(b):
    """The same with the team's journal in the mailbox, as a desk has it."""
    times = []
    for _ in range(b.runs):
        b.server.forget_journal()
        b.otklik.clear(journal=True)
        times.append(b.otklik.sync(mails=b.n))
    again = [b.otklik.sync() for _ in range(b.runs)]
    joining = [first_screen(b, journal=True) for _ in range(b.runs)]
    b.report.add("full sync of %d mails with the team's journal on the server" % b.n, "s", times)
    b.report.add("sync with nothing new, with the journal", "ms", [t * 1000 for t in again])
    b.report.add("first screen (%d rows) of a colleague who joins that team" % ROWS, "s", joining, goal="2 s after sign-in", final="1 s after sign-in")
    b.server.forget_journal()
    fresh(b.otklik)()


def bench_nothing(b):
    pairs = [in_turn(run, b.otklik.sync, b.mbsync.sync) for run in range(4 * b.runs)]
    ours, peer = ([t * 1000 for t in times] for times in zip(*pairs))
    b.report.add("sync with nothing new", "ms", ours, peer, "mbsync", NOT_SLOWER, "two round trips after sign-in")


def bench_new(b):
    for what, change in (("100 new mails", lambda run: b.server.raw("append", "--count", "100", "--skip", str(100 * run), "--dir", str(b.extra))),
                         ("1,000 changed flags", lambda run: b.server.raw("flags", "--count", "1000", "--flag", "\\Flagged", "--op", "+-"[run % 2]))):
        pairs, fetch = [], []
        for run in range(b.runs):
            before = b.server.raw("state")
            change(run)
            b.server.raw("state")  # the server's index knows of it: none of the three pays for that
            since = ["--%s=%d" % (name, before[name]) for name in ("uidvalidity", "modseq", "uidnext")]
            fetch.append(b.server.raw("resync", "--bodies", *since)["total_s"] * 1000)
            pairs.append(in_turn(run, b.otklik.sync, b.mbsync.sync))
        ours, peer = ([t * 1000 for t in times] for times in zip(*pairs))
        b.report.add(what, "ms", ours, peer, "mbsync", NOT_SLOWER)
        b.report.add(what + ", beside the raw fetch (timed in its program)", "ms", ours, fetch, "raw fetch", final="3 x the raw fetch")


def first_screen(b, journal=False):
    """Seconds from the start of the program on an empty cache until there are that many tickets."""
    b.otklik.clear(journal=journal)
    begin = time.perf_counter()
    watch = b.otklik.watch()
    shown = []
    for line in watch.stdout:
        if json.loads(line)["event"] == "ticket.changed":
            shown = json.loads(b.otklik.cli("tickets", "--sort", "updated", "--limit", "50")[1])["tickets"]
        if len(shown) >= ROWS:
            break
    seconds = time.perf_counter() - begin
    watch.send_signal(signal.SIGTERM)
    watch.communicate()
    return seconds


def bench_first(b, n=None):
    if not n:
        b.server.fill(b.corpus)
    times = [first_screen(b) for _ in range(b.runs)]
    b.report.add("first screen (%d rows), program started on an empty cache, %d mails on the server" % (ROWS, n or b.n), "s", times, goal="2 s after sign-in", final="1 s after sign-in")


def bench_big(b):
    """A mailbox five times as large, which its peers have not fetched."""
    n = 100000
    b.server.fill(corpus(b, n))
    bench_first(b, n)
    b.otklik.clear()
    b.report.add("full sync of %d mails over TLS into an empty cache" % n, "s", [b.otklik.sync(mails=n)])
    b.report.add("sync with nothing new, %d mails" % n, "ms", [b.otklik.sync() * 1000 for _ in range(b.runs)])
    b.report.add("search as typed, p95, %d mails" % n, "ms", [p95(search_times(b)) for _ in range(b.runs)], final="10 ms at 100k")
    b.report.add("start to usable window with %d mails" % n, "ms", start_times(b), final="3 x an empty window at 1M tickets")
    b.server.fill(b.corpus)


def bench_arrival(b):
    watch = b.otklik.watch()
    raw, ours = arrival.measure(b.server, watch, b.extra, 600, 5 * b.runs)
    watch.send_signal(signal.SIGTERM)
    watch.communicate()
    goal = statistics.median(raw) * 1000 + 200
    b.report.add("a mail arrives (APPEND begins) until it is a row", "ms", [t * 1000 for t in ours], [t * 1000 for t in raw], "raw IDLE client", "raw + 200 ms = %.0f ms" % goal, "raw + 50 ms = %.0f ms" % (goal - 150))


def bench_painted(b):
    raw, ours = painted.measure(b.server, b.otklik.window, b.otklik.profile, b.otklik.env, b.extra, 800, 5 * b.runs, b.pictures)
    goal = statistics.median(raw) * 1000 + 200
    b.report.add("a mail arrives (APPEND begins) until its row is painted in an open window", "ms", [t * 1000 for t in ours], [t * 1000 for t in raw], "raw IDLE client", "raw + 200 ms = %.0f ms" % goal, "raw + 50 ms = %.0f ms" % (goal - 150))


WORDS = "сайт сайты возврат заказ доставк не удаётся войти парол invoice refund track pass order delivery server error reset login счёт договор принтер".split()


def p95(values):
    return sorted(values)[int(len(values) * 0.95)]


QUERIES = [query for word in WORDS for query in sorted({word, word[:3], word[:4], word + " заказ", word + " order"})]


def search_times(b):
    """ms of each query, one after the other in one program."""
    return [float(time) for time in subprocess.run([b.build / "tests/bin/search_bench", b.otklik.profile], input="\n".join(QUERIES), stdout=subprocess.PIPE, text=True, check=True).stdout.split()]


def bench_search(b):
    """Timed in the program, and once more as the whole program beside the others, which know no half-typed word unless told."""
    b.report.add("search as typed, p95 of %d queries one after the other in one program" % len(QUERIES), "ms", [p95(search_times(b)) for _ in range(b.runs)], goal="20 ms at 20k", final="10 ms at 100k")
    elapsed, whole = [], []
    for query in QUERIES:
        seconds, out = b.otklik.cli("search", query, "--limit", "50")
        elapsed.append(json.loads(out)["elapsed_ms"])
        whole.append(seconds * 1000)
    b.report.add("the same, each the first of its program, timed in it", "ms", [p95(elapsed)])
    for indexer in b.indexers:
        indexer.index()
        times = [timed(indexer.query(" ".join(word + "*" for word in query.split())), env=indexer.env, empty=indexer.nothing)[0] * 1000 for query in QUERIES]
        b.report.add("the same, start of the program included, beside %s" % indexer.name, "ms", [p95(whole)], [p95(times)], indexer.name)


def start_times(b):
    out = subprocess.run([sys.executable, HERE / "startup.py", "-n", str(b.runs), "--settle", "1", "--title", "Otklik", "--display", ":%d" % (90 + os.getpid() % 100), "--", b.otklik.window, "--profile", b.otklik.profile, "--offline"], stdout=subprocess.PIPE, text=True, check=True, env=b.otklik.env)
    return json.loads(out.stdout.splitlines()[-1])["all_ms"]


def bench_start(b):
    b.report.add("start to usable window with %d mails" % b.n, "ms", start_times(b), goal="500 ms", final="3 x an empty window at 1M tickets")


def memory_while_running(process, name):
    """MB of the last look at the program `name` below `process`: resident, its own without mapped files, the most."""
    last = own = most = 0
    while process.poll() is None:
        for status in pathlib.Path("/proc").glob("[0-9]*/status"):
            try:
                text = status.read_text()
                mine = text.startswith("Name:\t%s\n" % name) and os.getpgid(int(status.parent.name)) == process.pid
            except OSError:
                continue
            sizes = {key: int(size) / 1024 for key, size in re.findall(r"(VmRSS|RssAnon|VmHWM):\s+(\d+)", text)}
            if mine and len(sizes) == 3:
                last, own, most = sizes["VmRSS"], sizes["RssAnon"], sizes["VmHWM"]
        time.sleep(0.2)
    return last, own, most


def bench_window(b):
    """A window that fetches the mailbox itself."""
    b.server.fill(b.corpus)
    held, usual, end, own, most = [], [], [], [], []
    for run in range(b.runs):
        b.otklik.clear()
        watchdog = b.work / ("watchdog-%d.json" % run)  # when the longest holds were
        watchdog.unlink(missing_ok=True)
        window = subprocess.Popen(["xvfb-run", "-a", "-s", "-screen 0 1440x900x24", b.otklik.window, "--profile", b.otklik.profile], env=dict(b.otklik.env, OTKLIK_WATCHDOG=str(watchdog)), start_new_session=True)
        last, anonymous, peak = memory_while_running(window, "otklik")
        beats = json.loads(watchdog.read_text())
        held.append(beats["longest_ms"])
        usual.append(beats["p99_ms"])
        end.append(last)
        own.append(anonymous)
        most.append(peak)
    b.report.add("UI thread held while %d mails sync, longest" % b.n, "ms", held, goal="never over 50 ms", final="never over 50 ms")
    b.report.add("the same, p99", "ms", usual, final="16 ms")
    b.report.add("memory of that window three seconds after its sync, resident", "MB", end, goal="200 MB", final="120 MB")
    b.report.add("the same without mapped files (the cache is mapped)", "MB", own)
    b.report.add("memory of that window, the most it was", "MB", most)


STEPS = {"full": bench_full, "journal": bench_journal, "nothing": bench_nothing, "new": bench_new, "search": bench_search, "arrival": bench_arrival, "painted": bench_painted,
         "first": bench_first, "big": bench_big, "start": bench_start, "window": bench_window}
NEEDS_CACHE = {"nothing", "new", "search", "arrival", "painted", "start"}


def corpus(b, n):
    folder = b.work / ("corpus-%d" % n)
    if not folder.exists():
        subprocess.run([sys.executable, HERE / "gen_corpus.py", "--n", str(n), "--maildir", folder, "--seed", "1", "--jobs", "2"], check=True)
    return folder


def require(*lacking):
    if lines := [one for one in lacking if one]:
        raise SystemExit("\n".join("scripts/bench lacks " + one for one in lines))


def prepare(b):
    """Everything that is needed, or one line for each thing that is not there; then builds what is older than its sources."""
    programs = (("mbsync", "isync: the peer"), ("notmuch", "notmuch: a peer"), ("mu", "maildir-utils: a peer"), ("openssl", "openssl"), ("xvfb-run", "xvfb"), ("Xvfb", "xvfb"), ("cmake", "cmake"))
    if b.pictures:
        programs += (("convert", "imagemagick"),)
    require(*["%s (package %s)" % (name, package) for name, package in programs if not shutil.which(name)])
    subprocess.run([ROOT / "scripts/servers"], check=True, stdout=subprocess.DEVNULL)
    b.servers = b.servers if b.servers.exists() else None
    require(None if find_program(b.servers, "usr/sbin/dovecot") else "Dovecot (scripts/servers unpacks it on Debian, install it elsewhere)")
    if b.build == RELEASE:
        subprocess.run(["cmake", "--preset", "release", "-DOTKLIK_TESTS=ON"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["cmake", "--build", "--preset", "release", "--target", "otklik-cli", "otklik", "search_bench"], cwd=ROOT, check=True)
    require(*["%s" % program for program in (b.build / "app/cli/otklik-cli", b.build / "app/gui/otklik", b.build / "tests/bin/search_bench") if not program.exists()])


def head(b, arguments):
    return ["# Performance", "", "Written by `scripts/bench`; ours and the peers are measured in one run on one machine and take turns in going first.", "Figures are medians (least–most, how many).", "",
            "- machine: %s" % machine(), "- date: %s" % today(),
            "- otklik: %s; the last column names the commit of each row, \"+\" for changes that no commit has" % first_line([b.otklik.program, "--version"]),
            "- peers: %s; %s; %s; Dovecot %s" % (first_line(["mbsync", "--version"]), first_line(["notmuch", "--version"]), first_line(["mu", "--version"]), b.server.version),
            "- command: `scripts/bench %s`" % " ".join(arguments),
            "- corpus: %d mails, %.0f MB, Russian and English, seed 1 (`tests/bench/gen_corpus.py`); without a journal where no row says otherwise" % (b.n, b.corpus_bytes / 1e6)]


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--n", type=int, default=20000)
    p.add_argument("--runs", type=int, default=5)
    p.add_argument("--big", action="store_true", help="the first screen with 100,000 mails, too (2.4 GB of corpus)")
    p.add_argument("--build", type=pathlib.Path, default=RELEASE, help="another build, taken as it is")
    p.add_argument("--work", type=pathlib.Path, default=ROOT / "build/bench")
    p.add_argument("--servers", type=pathlib.Path, default=ROOT / "build/servers")
    p.add_argument("--out", type=pathlib.Path, default=ROOT / "docs/performance.md")
    p.add_argument("--pictures", type=pathlib.Path, help="a folder for the window as it was after each mail that came in")
    p.add_argument("--only", nargs="*", choices=STEPS, metavar="ROW", help="measures these and keeps the other rows: " + " ".join(STEPS))
    return p.parse_args()


def main():
    b = arguments()
    prepare(b)
    b.work.mkdir(parents=True, exist_ok=True)
    b.corpus = corpus(b, b.n)
    b.extra = b.work / "corpus-extra"  # mails that the first corpus does not have: equal ones would be duplicates
    if not b.extra.exists():
        subprocess.run([sys.executable, HERE / "gen_corpus.py", "--n", "1000", "--maildir", b.extra, "--seed", "2", "--jobs", "2"], check=True)
    b.corpus_bytes = sum(f.stat().st_size for f in (b.corpus / "cur").iterdir())
    b.server = Dovecot(b.work / "dovecot", b.servers)
    b.report = Report(commit(ROOT) if b.build == RELEASE else str(b.build))
    wanted = [name for name in STEPS if (name in b.only if b.only else name != "big" or b.big)]
    b.server.start()
    keep = True  # what was measured before something failed replaces its rows
    try:
        b.server.fill(b.corpus)
        b.mbsync, b.otklik = Mbsync(b.server, b.work), Otklik(b.server, b.work, b.build)
        b.indexers = [Notmuch(b.mbsync.dir, b.work), Mu(b.mbsync.dir, b.work)]
        if NEEDS_CACHE & set(wanted) and not {"full", "journal"} & set(wanted):
            fresh(b.otklik)(), fresh(b.mbsync)()
        for name in wanted:
            STEPS[name](b)
        keep = bool(b.only)
    finally:
        b.server.stop()
        if hasattr(b, "otklik"):  # else nothing was measured
            b.report.write(b.out, head(b, sys.argv[1:]), keep=keep)


if __name__ == "__main__":
    main()
