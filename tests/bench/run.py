#!/usr/bin/env python3
# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures Otklik beside its peers, in one run on one machine, and writes docs/performance.md.

  run.py [--n 20000] [--runs 3] [--build build/release] [--work build/bench] [--out docs/performance.md] [--only NAME …]

Peers: a raw IMAP client that throws the bytes away (the server's limit) and mbsync as it comes. Everything runs on
loopback, against a private Dovecot below --work. Nothing here decides whether a test passes.
"""
import argparse, json, os, pathlib, platform, re, shutil, signal, socket, statistics, subprocess, sys, threading, time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Dovecot:
    """A private Dovecot, from scripts/servers or installed."""

    def __init__(self, base, servers):
        self.base, self.servers = base, servers
        self.plain, self.tls = free_port(), free_port()
        self.pid_file = base / "run/master.pid"

    def binary(self, *names):
        for name in names:
            for root in (self.servers, pathlib.Path("/")):
                if root and (root / name).exists():
                    return root / name
        raise SystemExit("no Dovecot: run scripts/servers first")

    def start(self):
        base = self.base
        for part in ("run", "mail", "log"):
            (base / part).mkdir(parents=True, exist_ok=True)
        shutil.chown(base / "mail", "mail", "mail")
        if not (base / "key.pem").exists():
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", base / "key.pem", "-out", base / "cert.pem"], check=True, stderr=subprocess.DEVNULL)
        (base / "passwd").write_text("bench:{PLAIN}secret:8:8::%s/mail/bench::\n" % base)
        libexec = self.binary("usr/lib/dovecot/imap").parent
        lib = self.servers / "usr/lib/x86_64-linux-gnu" if self.servers else None
        self.env = dict(os.environ)
        if self.servers and str(libexec).startswith(str(self.servers)):
            self.env["LD_LIBRARY_PATH"] = "%s:%s/usr/lib/dovecot" % (lib, self.servers)
        (base / "dovecot.conf").write_text(CONF.format(base=base, plain=self.plain, tls=self.tls, libexec=libexec))
        subprocess.run([self.binary("usr/sbin/dovecot"), "-c", base / "dovecot.conf"], check=True, env=self.env)

    def stop(self):
        if self.pid_file.exists():
            os.kill(int(self.pid_file.read_text()), signal.SIGTERM)
            while self.pid_file.exists():
                time.sleep(0.05)

    def fill(self, maildir):
        home = self.base / "mail/bench"
        shutil.rmtree(home, ignore_errors=True)
        for part in ("cur", "new", "tmp"):
            (home / "Maildir" / part).mkdir(parents=True)
        subprocess.run("find %s/cur -type f -print0 | xargs -0 cp -l --preserve=timestamps -t %s/Maildir/cur" % (maildir, home), shell=True, check=True)
        subprocess.run(["chown", "-R", "mail:mail", home], check=True)
        raw(self, "state")  # the first SELECT builds Dovecot's index: not what is measured


CONF = """base_dir = {base}/run
state_dir = {base}/run
instance_name = otklik-bench
log_path = {base}/log/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{base}/cert.pem
ssl_key = <{base}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:~/Maildir
first_valid_uid = 8
mail_max_userip_connections = 1000
maildir_very_dirty_syncs = yes
mailbox_list_index = yes
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {base}/passwd
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {base}/passwd
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    special_use = \\Sent
    auto = subscribe
  }}
}}
service imap-login {{
  executable = {libexec}/imap-login
  service_count = 0
  process_min_avail = 2
  vsz_limit = 512M
  inet_listener imap {{
    address = 127.0.0.1
    port = {plain}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {tls}
    ssl = yes
  }}
}}
service imap {{
  executable = {libexec}/imap
  vsz_limit = 2G
}}
service auth {{
  executable = {libexec}/auth
}}
service auth-worker {{
  executable = {libexec}/auth -w
}}
service anvil {{
  executable = {libexec}/anvil
}}
service config {{
  executable = {libexec}/config
}}
service log {{
  executable = {libexec}/log
}}
service stats {{
  executable = {libexec}/stats
}}
"""


def raw(server, what, *args):
    out = subprocess.run([sys.executable, HERE / "rawimap.py", what, "--tls", "--port", str(server.tls), "--user", "bench", *args], check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(out.stdout.splitlines()[-1])


def timed(command, **kwargs):
    begin = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **kwargs)
    seconds = time.perf_counter() - begin
    if done.returncode != 0:
        raise SystemExit("%s\n%s\n%s" % (command, done.stdout[-2000:], done.stderr[-2000:]))
    return seconds, done.stdout


class Mbsync:
    def __init__(self, server, work):
        self.dir, self.config = work / "mbsync", work / "mbsyncrc"
        self.config.write_text("""IMAPAccount bench
Host localhost
Port %d
User bench
Pass secret
SSLType IMAPS
CertificateFile %s

IMAPStore far
Account bench

MaildirStore near
Path %s/
Inbox %s/INBOX

Channel bench
Far :far:INBOX
Near :near:INBOX
Create Near
Sync Pull
SyncState *
""" % (server.tls, server.base / "cert.pem", self.dir, self.dir))

    def clear(self):
        shutil.rmtree(self.dir, ignore_errors=True)
        self.dir.mkdir(parents=True)

    def sync(self):
        return timed(["mbsync", "-c", self.config, "-q", "bench"])[0]


class Otklik:
    def __init__(self, server, work, build):
        self.server, self.profile, self.build = server, work / "profile", build
        self.env = dict(os.environ, OTKLIK_BENCH_PASSWORD="secret")

    def cli(self, *args):
        return timed([self.build / "app/cli/otklik-cli", "--profile", self.profile, "--json", *args], env=self.env)

    def clear(self):
        shutil.rmtree(self.profile, ignore_errors=True)
        self.cli("profile", "init", "--name", "Bench", "--address", "support@example.com")
        self.cli("account", "add", "bench", "--address", "support@example.com", "--imap", "localhost:%d" % self.server.tls, "--smtp", "localhost:25", "--user", "bench", "--password-env", "OTKLIK_BENCH_PASSWORD", "--ca-file", self.server.base / "cert.pem", "--no-journal")

    def sync(self):
        return self.cli("sync")[0]

    def size(self):
        return sum(f.stat().st_size for f in self.profile.glob("*.sqlite*"))


def median(values):
    return statistics.median(values)


class Report:
    def __init__(self):
        self.rows = []

    def add(self, what, ours, peer, peer_name, unit, goal):
        ratio = "%.2f" % (ours / peer) if peer else "-"
        self.rows.append((what, "%.4g %s" % (ours, unit), "%.4g %s (%s)" % (peer, unit, peer_name) if peer else "-", ratio, goal))
        print("  ".join(str(x) for x in self.rows[-1]), flush=True)


def bench_full(b):
    mb, ours, fetch = [], [], []
    for _ in range(b.runs):
        fetch.append(raw(b.server, "full", "--frame")["seconds"])
        b.mbsync.clear(); mb.append(b.mbsync.sync())
        b.otklik.clear(); ours.append(b.otklik.sync())
    b.report.add("full sync of %d mails over TLS into an empty cache" % b.n, median(ours), median(mb), "mbsync", "s", "not slower than mbsync")
    b.report.add("the same against the raw fetch", median(ours), median(fetch), "raw fetch", "s", "")
    size = sum(f.stat().st_size for f in (b.corpus / "cur").iterdir())
    b.report.add("cache on disk", b.otklik.size() / 1e6, size / 1e6, "the Maildir", "MB", "1.3 x")


def bench_nothing(b):
    ours = [b.otklik.sync() for _ in range(5 * b.runs)]
    mb = [b.mbsync.sync() for _ in range(5 * b.runs)]
    b.report.add("sync with nothing new", median(ours) * 1000, median(mb) * 1000, "mbsync", "ms", "not slower than mbsync")


def bench_new(b):
    ours, mb = [], []
    for i in range(b.runs):
        raw(b.server, "append", "--count", "100", "--skip", str(100 * i), "--dir", str(b.extra))
        ours.append(b.otklik.sync()); mb.append(b.mbsync.sync())
    b.report.add("100 new mails", median(ours) * 1000, median(mb) * 1000, "mbsync", "ms", "not slower than mbsync")
    ours, mb = [], []
    for i in range(b.runs):
        raw(b.server, "flags", "--count", "1000", "--flag", "\\Flagged", "--op", "+-"[i % 2])
        ours.append(b.otklik.sync()); mb.append(b.mbsync.sync())
    b.report.add("1,000 changed flags", median(ours) * 1000, median(mb) * 1000, "mbsync", "ms", "not slower than mbsync")


def bench_first_screen(b):
    times = []
    for _ in range(b.runs):
        b.otklik.clear()
        begin = time.perf_counter()
        watch = subprocess.Popen([b.otklik.build / "app/cli/otklik-cli", "--profile", b.otklik.profile, "sync", "--watch"], env=b.otklik.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        online = None
        for line in watch.stdout:
            event = json.loads(line)
            if event["event"] == "state.online" and online is None:
                online = time.perf_counter()
            if event["event"] == "ticket.changed":
                break
        shown = b.otklik.cli("tickets", "--sort", "updated", "--limit", "50")[1]
        assert len(json.loads(shown)["tickets"]) >= 20, shown[:300]
        times.append(time.perf_counter() - (online or begin))
        watch.send_signal(signal.SIGTERM)
        watch.communicate()
    b.report.add("first screen after sign-in, empty cache, %d mails on the server" % b.n, median(times), 0, "", "s", "2 s")


def bench_arrival(b):
    watch = subprocess.Popen([b.otklik.build / "app/cli/otklik-cli", "--profile", b.otklik.profile, "sync", "--watch"], env=b.otklik.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    arrivals = []
    lines = iter(watch.stdout.readline, "")
    for line in lines:
        if json.loads(line)["event"] == "state.online":
            break
    time.sleep(2)
    for i in range(10 * b.runs):
        begin = time.perf_counter()
        raw(b.server, "append", "--count", "1", "--skip", str(500 + i), "--dir", str(b.extra))
        for line in lines:
            if json.loads(line)["event"] == "message.new":
                arrivals.append(time.perf_counter() - begin)
                break
    watch.send_signal(signal.SIGTERM)
    watch.communicate()
    b.report.add("a mail arrives (APPEND begins) until it is a row, median", median(arrivals) * 1000, 0, "", "ms", "raw + 200 ms (raw: about 500 ms on Dovecot)")


WORDS = "сайт сайты возврат заказ доставк не удаётся войти парол invoice refund track pass order delivery server error reset login счёт договор принтер".split()


def bench_search(b):
    elapsed = []
    for word in WORDS:
        for query in {word, word[:3], word[:4], word + " заказ", word + " order"}:
            elapsed.append(json.loads(b.otklik.cli("search", query, "--limit", "50")[1])["elapsed_ms"])
    elapsed.sort()
    b.report.add("search as typed, p95 of %d queries" % len(elapsed), elapsed[int(len(elapsed) * 0.95)], 0, "", "ms", "20 ms at 20k")


def bench_window(b):
    gui = b.build / "app/gui/otklik"
    if not gui.exists():
        return
    out = subprocess.run([sys.executable, HERE / "startup.py", "-n", "5", "--settle", "1", "--title", "Otklik", "--display", ":%d" % (90 + os.getpid() % 100), "--", gui, "--profile", b.otklik.profile, "--offline"], stdout=subprocess.PIPE, text=True, check=True, env=b.otklik.env)
    result = json.loads(out.stdout.splitlines()[-1])
    b.report.add("start to usable window with %d mails" % b.n, result["window_ms"], 0, "", "ms", "500 ms")
    b.report.add("memory of the window, resident", result["rss_mb"], 0, "", "MB", "200 MB")
    b.otklik.clear()
    watchdog = b.work / "watchdog.json"
    watchdog.unlink(missing_ok=True)
    env = dict(b.otklik.env, OTKLIK_WATCHDOG=str(watchdog))
    window = subprocess.Popen(["xvfb-run", "-a", "-s", "-screen 0 1440x900x24", gui, "--profile", b.otklik.profile], env=env)
    window.wait(300)
    held = json.loads(watchdog.read_text())
    b.report.add("UI thread held while %d mails sync, longest" % b.n, held["longest_ms"], 0, "", "ms", "never over 50 ms")


def version(command):
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout.splitlines()[0]
    except (OSError, IndexError):
        return "not found"


def write(b, path, arguments):
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())
    lines = ["# Performance", "", "Written by `scripts/bench`; ours and the peers are measured in one run on one machine, medians of %d runs." % b.runs, "",
             "- machine: %s, %d cores, %d GiB" % (cpu.group(1) if cpu else platform.machine(), os.cpu_count(), int(memory.group(1)) // 1048576),
             "- date: %s" % time.strftime("%Y-%m-%d"), "- otklik: %s (%s)" % (version([b.build / "app/cli/otklik-cli", "--version"]), version(["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"])),
             "- peers: %s; %s" % (version(["mbsync", "--version"]), version([b.server.binary("usr/sbin/dovecot"), "--version"]) + " (Dovecot)"),
             "- command: `scripts/bench %s`" % " ".join(arguments), "- corpus: %d mails, %.0f MB, Russian and English, seed 1 (`tests/bench/gen_corpus.py`)" % (b.n, b.corpus_bytes / 1e6), "",
             "| what | ours | peer | ratio | goal |", "| --- | --- | --- | --- | --- |"]
    lines += ["| %s |" % " | ".join(row) for row in b.report.rows]
    notes = path.read_text().split("\n## ", 1) if path.exists() else []
    tail = "\n\n## " + notes[1] if len(notes) > 1 else "\n"
    path.write_text("\n".join(lines) + tail)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--n", type=int, default=20000)
    p.add_argument("--runs", type=int, default=3)
    p.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    p.add_argument("--work", type=pathlib.Path, default=ROOT / "build/bench")
    p.add_argument("--servers", type=pathlib.Path, default=ROOT / "build/servers")
    p.add_argument("--out", type=pathlib.Path, default=ROOT / "docs/performance.md")
    p.add_argument("--only", nargs="*")
    b = p.parse_args()
    b.work.mkdir(parents=True, exist_ok=True)
    b.corpus = b.work / ("corpus-%d" % b.n)
    if not b.corpus.exists():
        subprocess.run([sys.executable, HERE / "gen_corpus.py", "--n", str(b.n), "--maildir", b.corpus, "--seed", "1", "--jobs", "2"], check=True)
    b.extra = b.work / "corpus-extra"  # mails that the first corpus does not have: equal ones would be duplicates
    if not b.extra.exists():
        subprocess.run([sys.executable, HERE / "gen_corpus.py", "--n", "1000", "--maildir", b.extra, "--seed", "2", "--jobs", "2"], check=True)
    b.corpus_bytes = sum(f.stat().st_size for f in (b.corpus / "cur").iterdir())
    b.server = Dovecot(b.work / "dovecot", b.servers if b.servers.exists() else None)
    b.server.start()
    try:
        b.server.fill(b.corpus)
        b.mbsync, b.otklik, b.report = Mbsync(b.server, b.work), Otklik(b.server, b.work, b.build), Report()
        steps = {"full": bench_full, "nothing": bench_nothing, "new": bench_new, "search": bench_search, "arrival": bench_arrival, "first": bench_first_screen, "window": bench_window}
        for name, step in steps.items():
            if not b.only or name in b.only:
                step(b)
    finally:
        b.server.stop()
    write(b, b.out, sys.argv[1:])


if __name__ == "__main__":
    main()
