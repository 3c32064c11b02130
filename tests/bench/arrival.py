# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
"""One mail is appended; how long until a raw IDLE client hears of it, and until ours has it as a row."""
import argparse, json, os, queue, threading, time

import rawimap


def connection(server):
    c = rawimap.Conn(argparse.Namespace(host="127.0.0.1", port=server.tls, tls=True, user="bench", password="secret"))
    c.cmd('SELECT "INBOX"')
    return c


class Listener(threading.Thread):
    """Puts the time of each EXISTS into `heard`."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.conn, self.heard = connection(server), queue.Queue()
        self.conn.send("IDLE")
        while not self.conn.line().startswith(b"+"):
            pass

    def run(self):
        try:
            while True:
                if b" EXISTS" in self.conn.line():
                    self.heard.put(time.perf_counter())
        except (EOFError, OSError):
            return


class Watcher(threading.Thread):
    """Puts the time of each wanted event of `sync --watch` into `heard`."""

    def __init__(self, process, event):
        super().__init__(daemon=True)
        self.process, self.event, self.heard = process, event, queue.Queue()

    def run(self):
        for line in self.process.stdout:
            if json.loads(line)["event"] == self.event:
                self.heard.put(time.perf_counter())


def append(conn, path):
    data = open(path, "rb").read().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    conn.n += 1
    tag = b"x%dq" % conn.n
    begin = time.perf_counter()
    conn.s.sendall(tag + b' APPEND "INBOX" {%d+}\r\n' % len(data) + data + b"\r\n")
    conn.until(tag)
    return begin


def wait_until_idle(conn, watcher, paths):
    """The program is waiting for news when a first mail reaches it."""
    append(conn, next(paths))
    watcher.heard.get(timeout=60)


def measure(server, process, maildir, skip, count):
    """(raw, ours): seconds from the begin of APPEND, mail by mail."""
    names = sorted(os.listdir(maildir / "cur"))
    paths = iter([maildir / "cur" / name for name in names[skip:skip + count + 1]])
    watcher = Watcher(process, "message.new")
    watcher.start()
    conn = connection(server)
    wait_until_idle(conn, watcher, paths)
    listener = Listener(server)
    listener.start()
    raw, ours = [], []
    for path in paths:
        time.sleep(0.7)  # both are waiting again: a mail that comes while ours still looks around is taken at once
        begin = append(conn, path)
        raw.append(listener.heard.get(timeout=60) - begin)
        ours.append(watcher.heard.get(timeout=60) - begin)
    return raw, ours
