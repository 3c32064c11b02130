#!/usr/bin/env python3
# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Minimal IMAP client: the raw limit of a server, data thrown away.

  rawimap.py full    [conn] [--frame] [--batch N --window W] [--conns K]
  rawimap.py headers [conn]         ENVELOPE + BODYSTRUCTURE + a few header fields
  rawimap.py hdrs    [conn]         BODY.PEEK[HEADER] + BODYSTRUCTURE
  rawimap.py state   [conn]         prints UIDVALIDITY, HIGHESTMODSEQ, UIDNEXT, EXISTS
  rawimap.py resync  [conn] --uidvalidity V --modseq M [--uidnext U] [--bodies]
                                     connect, SELECT (QRESYNC), FETCH new UIDs' bodies
  rawimap.py flags   [conn] --count K --flag '\\Flagged' --op +    flag changes
  rawimap.py append  [conn] --count K --dir MAILDIR   MULTIAPPEND-less, pipelined LITERAL+

conn: --host 127.0.0.1 --port 10143 [--tls] --user U --password secret --folder INBOX
Prints one JSON line: messages, bytes on the wire, seconds by phase, client CPU,
and the CPU of the server's imap processes (found by --server-pid-file).

Without --frame only the tail of each read is looked at (the cheapest possible
client); with --frame every literal is skipped by its length and lines are
split, as a real client must.
"""
import argparse, json, os, re, resource, socket, ssl, sys, threading, time

BUF = 1 << 18


class Conn:
    def __init__(self, a):
        self.t0 = time.perf_counter()
        s = socket.create_connection((a.host, a.port))
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if a.tls:
            c = ssl._create_unverified_context()
            s = c.wrap_socket(s, server_hostname="localhost")
        self.s, self.n, self.buf, self.bytes = s, 0, b"", 0
        self.line()
        self.cmd('LOGIN "%s" "%s"' % (a.user, a.password))
        self.t_login = time.perf_counter()

    def line(self):
        """One response line with its literals skipped."""
        parts = []
        while True:
            i = self.buf.find(b"\r\n")
            if i < 0:
                self.fill(); continue
            l, self.buf = self.buf[:i], self.buf[i + 2:]
            parts.append(l)
            m = re.search(rb"\{(\d+)\}$", l[-24:])
            if not m:
                return b"".join(parts)
            n = int(m.group(1))
            while len(self.buf) < n:
                self.fill()
            self.buf = self.buf[n:]

    def fill(self):
        d = self.s.recv(BUF)
        if not d:
            raise EOFError("server closed")
        self.bytes += len(d)
        self.buf += d

    def send(self, c):
        self.n += 1
        tag = b"x%dq" % self.n
        self.s.sendall(tag + b" " + c.encode() + b"\r\n")
        return tag

    def until(self, tag):
        out = []
        while True:
            l = self.line()
            if l.startswith(tag + b" "):
                if not l.startswith(tag + b" OK"):
                    raise RuntimeError(l)
                out.append(l)
                return out
            out.append(l)

    def cmd(self, c):
        return self.until(self.send(c))

    # -- bulk readers ------------------------------------------------------
    def discard(self, tag):
        """Reads until the tagged line, looking at the last line of each read only."""
        mem = bytearray(BUF); view = memoryview(mem)
        tail = self.buf
        pat = tag + b" OK"
        while True:
            k = tail.rfind(b"\n", 0, len(tail) - 1) + 1
            if tail.endswith(b"\r\n") and tail[k:].startswith(pat):
                self.buf = b""
                return
            n = self.s.recv_into(view)
            if not n:
                raise EOFError
            self.bytes += n
            tail = bytes(mem[n - 200:n]) if n >= 200 else (tail + bytes(mem[:n]))[-400:]

    def frame(self, tags):
        """Reads until all tags are answered, skipping literals by length; returns messages."""
        buf, pos, count, left = bytearray(self.buf), 0, 0, set(tags)
        self.buf = b""
        recv, lit = self.s.recv, re.compile(rb"\{(\d+)\}\r$")
        while left:
            i = buf.find(b"\n", pos)
            if i < 0:
                del buf[:pos]; pos = 0
                d = recv(BUF)
                if not d:
                    raise EOFError
                self.bytes += len(d)
                buf += d
                continue
            l = buf[pos:i]
            pos = i + 1
            if l[:2] == b"* " and b" FETCH " in l[:24]:
                count += 1
            if l.endswith(b"}\r"):
                m = lit.search(l)
                if m:
                    need = int(m.group(1))
                    have = len(buf) - pos
                    if have >= need:
                        pos += need
                    else:
                        need -= have
                        buf.clear(); pos = 0
                        while need > 0:
                            d = recv(BUF)
                            if not d:
                                raise EOFError
                            self.bytes += len(d)
                            if len(d) > need:
                                buf += d[need:]
                            need -= len(d)
                    continue
            if bytes(l.split(b" ", 1)[0]) in left:
                if b" OK" not in l[:16]:
                    raise RuntimeError(bytes(l))
                left.discard(bytes(l.split(b" ", 1)[0]))
        self.buf = bytes(buf[pos:])
        return count


def num(lines, key):
    for l in lines:
        m = re.search(key.encode() + rb" (\d+)", l)
        if m:
            return int(m.group(1))


def exists(lines):
    for l in lines:
        m = re.match(rb"\* (\d+) EXISTS", l)
        if m:
            return int(m.group(1))
    return 0


def server_cpu(pidfile):
    """User+system seconds of the live 'imap' processes below the master."""
    try:
        master = int(open(pidfile).read())
    except Exception:
        return None
    tot, hz = 0.0, os.sysconf("SC_CLK_TCK")
    for p in os.listdir("/proc"):
        if p.isdigit():
            try:
                st = open("/proc/%s/stat" % p).read()
            except OSError:
                continue
            name = st[st.index("(") + 1:st.rindex(")")]
            f = st[st.rindex(")") + 2:].split()
            if int(f[1]) == master and name in ("imap", "imap-login"):
                tot += (int(f[11]) + int(f[12])) / hz
    return tot


ITEMS = {
    "full": "(UID FLAGS INTERNALDATE BODY.PEEK[])",
    "headers": "(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (REFERENCES AUTO-SUBMITTED LIST-ID REPLY-TO)])",
    "hdrs": "(UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE BODY.PEEK[HEADER])",
    "flags": "(UID FLAGS)",
}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what", choices=("full", "headers", "hdrs", "uidflags", "state", "resync", "flags", "append"))
    ap.add_argument("--host", default="127.0.0.1"); ap.add_argument("--port", type=int)
    ap.add_argument("--tls", action="store_true")
    ap.add_argument("--user", default="bench20k"); ap.add_argument("--password", default="secret")
    ap.add_argument("--folder", default="INBOX")
    ap.add_argument("--frame", action="store_true")
    ap.add_argument("--batch", type=int, default=0); ap.add_argument("--window", type=int, default=1)
    ap.add_argument("--conns", type=int, default=1)
    ap.add_argument("--uidvalidity", type=int); ap.add_argument("--modseq", type=int); ap.add_argument("--uidnext", type=int)
    ap.add_argument("--bodies", action="store_true")
    ap.add_argument("--count", type=int, default=100); ap.add_argument("--flag", default="\\Flagged"); ap.add_argument("--op", default="+")
    ap.add_argument("--examine", action="store_true", help="EXAMINE instead of SELECT (Dovecot Maildir rescans cur/ at every command then)")
    ap.add_argument("--dir"); ap.add_argument("--skip", type=int, default=0)
    ap.add_argument("--server-pid-file", default=None)
    a = ap.parse_args()
    a.port = a.port or (10993 if a.tls else 10143)
    cpu0 = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    sc0 = server_cpu(a.server_pid_file) if a.server_pid_file else None
    c = Conn(a)
    out = dict(what=a.what, user=a.user, tls=a.tls)
    if a.what == "resync":
        c.cmd("ENABLE QRESYNC")
        t = time.perf_counter()
        r = c.cmd('SELECT "%s" (QRESYNC (%d %d))' % (a.folder, a.uidvalidity, a.modseq))
        out["changed"] = sum(b" FETCH " in l[:24] for l in r)
        out["vanished"] = sum(l.startswith(b"* VANISHED") for l in r)
        un = num(r, "UIDNEXT")
        out["select_s"] = round(time.perf_counter() - t, 5)
        if a.uidnext and un > a.uidnext:
            tag = c.send("UID FETCH %d:* %s" % (a.uidnext, ITEMS["full"]))
            out["new"] = c.frame([tag])
        out["total_s"] = round(time.perf_counter() - c.t0, 5)
        out["bytes"] = c.bytes
    elif a.what == "state":
        r = c.cmd('SELECT "%s" (CONDSTORE)' % a.folder)
        out = dict(uidvalidity=num(r, "UIDVALIDITY"), modseq=num(r, "HIGHESTMODSEQ"), uidnext=num(r, "UIDNEXT"), exists=exists(r))
        print(json.dumps(out)); return
    elif a.what == "flags":
        r = c.cmd('SELECT "%s"' % a.folder)
        n = exists(r)
        step = max(1, n // a.count)
        seq = ",".join(str(i) for i in range(1 + a.skip, n + 1, step)[:a.count])
        t = time.perf_counter()
        c.cmd("STORE %s %sFLAGS.SILENT (%s)" % (seq, a.op, a.flag))
        out.update(count=a.count, total_s=round(time.perf_counter() - t, 4))
    elif a.what == "append":
        names = sorted(os.listdir(a.dir + "/cur"))[a.skip:a.skip + a.count]
        t = time.perf_counter()
        for i, f in enumerate(names):
            d = open(a.dir + "/cur/" + f, "rb").read().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
            c.n += 1
            tag = b"x%dq" % c.n
            c.s.sendall(tag + b' APPEND "%s" {%d+}\r\n' % (a.folder.encode(), len(d)) + d + b"\r\n")
            c.until(tag)
        out.update(count=len(names), total_s=round(time.perf_counter() - t, 4))
    else:
        r = c.cmd('%s "%s"' % ("EXAMINE" if a.examine else "SELECT", a.folder))
        n, un = exists(r), num(r, "UIDNEXT")
        b0, t = c.bytes, time.perf_counter()
        items = ITEMS["flags" if a.what == "uidflags" else a.what]
        nbytes = 0
        if a.conns > 1:
            cs = [c] + [Conn(a) for _ in range(a.conns - 1)]
            for x in cs[1:]:
                x.cmd('%s "%s"' % ("EXAMINE" if a.examine else "SELECT", a.folder)); x.bytes = 0
            c.bytes = 0; b0 = 0
            t = time.perf_counter()
            step = (un + a.conns - 1) // a.conns
            def one(x, k):
                x.discard(x.send("UID FETCH %d:%d %s" % (k * step + 1, (k + 1) * step, items)))
            th = [threading.Thread(target=one, args=(x, k)) for k, x in enumerate(cs)]
            for y in th: y.start()
            for y in th: y.join()
            nbytes = sum(x.bytes for x in cs)
        elif a.batch:
            rng = [(i, min(i + a.batch - 1, un - 1)) for i in range(1, un, a.batch)]
            q, k, got = [], 0, 0
            while k < len(rng) or q:
                while k < len(rng) and len(q) < a.window:
                    q.append(c.send("UID FETCH %d:%d %s" % (rng[k] + (items,)))); k += 1
                got += c.frame([q.pop(0)])
            out["fetched"] = got
        else:
            tag = c.send("UID FETCH 1:* " + items)
            if a.frame:
                out["fetched"] = c.frame([tag])
            else:
                c.discard(tag)
        dt = time.perf_counter() - t
        nbytes = nbytes or c.bytes - b0
        out.update(n=n, bytes=nbytes, seconds=round(dt, 4), connect_select_s=round(t - c.t0, 4),
                   msg_s=round(n / dt), MB_s=round(nbytes / dt / 1e6, 1))
    out["client_cpu"] = round(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]) - cpu0, 3)
    if sc0 is not None:
        out["server_cpu"] = round(server_cpu(a.server_pid_file) - sc0, 3)
    out["rss_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    print(json.dumps(out))


if __name__ == "__main__":
    main()
