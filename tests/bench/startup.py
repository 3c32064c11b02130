#!/usr/bin/env python3
# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time from exec to the first mapped window, and RSS/PSS after a while, under Xvfb.

  startup.py [-n 5] [--title REGEX] [--class REGEX] [--settle 3] [--display :77] [--timeout 60]
             [--setup SH] [--env K=V ...] -- COMMAND...

Starts its own Xvfb, polls the X tree every 2 ms with xdotool-free Xlib calls (ctypes)
for a viewable top-level window whose title or WM_CLASS matches and that is at
least 200x100; then waits --settle seconds and sums RSS and PSS of the command's
process tree. Ends only what it started. Runs: the first is thrown away as cold.
"""
import argparse, ctypes as C, ctypes.util, json, os, re, signal, statistics as st, subprocess, time

x = C.CDLL("libX11.so.6")


class Attr(C.Structure):
    _fields_ = [("x", C.c_int), ("y", C.c_int), ("width", C.c_int), ("height", C.c_int), ("bw", C.c_int), ("depth", C.c_int),
                ("visual", C.c_void_p), ("root", C.c_ulong), ("cls", C.c_int), ("bg", C.c_int), ("wg", C.c_int), ("bs", C.c_int),
                ("bp", C.c_ulong), ("bpx", C.c_ulong), ("su", C.c_int), ("cm", C.c_ulong), ("mi", C.c_int), ("map_state", C.c_int),
                ("aem", C.c_long), ("yem", C.c_long), ("dnp", C.c_long), ("ovr", C.c_int), ("screen", C.c_void_p)]


x.XOpenDisplay.restype = C.c_void_p
x.XDefaultRootWindow.restype = C.c_ulong; x.XDefaultRootWindow.argtypes = [C.c_void_p]
HANDLER = C.CFUNCTYPE(C.c_int, C.c_void_p, C.c_void_p)
_h = HANDLER(lambda d, e: 0); x.XSetErrorHandler(_h)


def children(d, w):
    r, p, k, n = C.c_ulong(), C.c_ulong(), C.POINTER(C.c_ulong)(), C.c_uint()
    if not x.XQueryTree(C.c_void_p(d), C.c_ulong(w), C.byref(r), C.byref(p), C.byref(k), C.byref(n)):
        return []
    out = [k[i] for i in range(n.value)]
    if n.value: x.XFree(k)
    return out


def title(d, w):
    s = C.c_char_p()
    if x.XFetchName(C.c_void_p(d), C.c_ulong(w), C.byref(s)) and s.value:
        return s.value.decode("utf-8", "replace")
    return ""


def find(d, pat, minw, minh):
    for w in children(d, x.XDefaultRootWindow(d)):
        a = Attr()
        if x.XGetWindowAttributes(C.c_void_p(d), C.c_ulong(w), C.byref(a)) and a.map_state == 2 and a.width >= minw and a.height >= minh and (a.x > -50):
            t = title(d, w)
            if pat.search(t):
                return w, t, a.width, a.height
    return None


def tree(pid):
    out, todo = [], [pid]
    par = {}
    for p in os.listdir("/proc"):
        if p.isdigit():
            try: s = open("/proc/%s/stat" % p).read()
            except OSError: continue
            par.setdefault(int(s[s.rindex(")") + 2:].split()[1]), []).append(int(p))
    while todo:
        p = todo.pop(); out.append(p); todo += par.get(p, [])
    return out


def mem(pids):
    rss = pss = 0
    for p in pids:
        try:
            for l in open("/proc/%d/smaps_rollup" % p):
                if l.startswith("Rss:"): rss += int(l.split()[1])
                elif l.startswith("Pss:"): pss += int(l.split()[1])
        except OSError: pass
    return rss / 1024, pss / 1024


def cpu(pids):
    t = 0
    for p in pids:
        try:
            f = open("/proc/%d/stat" % p).read(); f = f[f.rindex(")") + 2:].split()
            t += sum(map(int, f[11:15]))
        except OSError: pass
    return t / os.sysconf("SC_CLK_TCK")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("-n", type=int, default=5); ap.add_argument("--title", default="."); ap.add_argument("--settle", type=float, default=3)
    ap.add_argument("--display", default=":77"); ap.add_argument("--timeout", type=float, default=60); ap.add_argument("--setup")
    ap.add_argument("--min", default="200x100"); ap.add_argument("--env", action="append", default=[]); ap.add_argument("--label", default="")
    ap.add_argument("--shot"); ap.add_argument("cmd", nargs=argparse.REMAINDER)
    a = ap.parse_args()
    cmd = a.cmd[1:] if a.cmd[:1] == ["--"] else a.cmd
    mw, mh = map(int, a.min.split("x"))
    rows = []
    xv = subprocess.Popen(["Xvfb", a.display, "-screen", "0", "1600x1000x24", "-nolisten", "tcp"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(1.5)
    try:
        d = x.XOpenDisplay(a.display.encode())
        env = dict(os.environ, DISPLAY=a.display, **dict(e.split("=", 1) for e in a.env))
        for i in range(a.n + 1):
            if a.setup: subprocess.run(a.setup, shell=True, check=True)
            t = time.perf_counter()
            p = subprocess.Popen(cmd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
            w = None
            while time.perf_counter() - t < a.timeout and not w:
                w = find(d, re.compile(a.title), mw, mh)
                if not w: time.sleep(0.002)
            dt = time.perf_counter() - t
            c0 = cpu(tree(p.pid))
            time.sleep(a.settle)
            pids = tree(p.pid)
            r, s = mem(pids)
            rows.append((dt, r, s, cpu(pids), w, len(pids)))
            if a.shot and i == 0:
                subprocess.run("xwd -root -silent -display %s | convert xwd:- %s" % (a.display, a.shot), shell=True)
            try: os.killpg(p.pid, signal.SIGTERM)
            except OSError: pass
            try: p.wait(10)
            except subprocess.TimeoutExpired: os.killpg(p.pid, signal.SIGKILL); p.wait()
            end = time.time() + 5
            while time.time() < end and find(d, re.compile(a.title), mw, mh): time.sleep(0.05)
    finally:
        xv.terminate(); xv.wait()
    cold, rows = rows[0], rows[1:] or rows
    m = lambda k: st.median(r[k] for r in rows)
    print(json.dumps(dict(label=a.label, runs=len(rows), window_ms=round(m(0) * 1e3), lo=round(min(r[0] for r in rows) * 1e3), hi=round(max(r[0] for r in rows) * 1e3),
                          first_ms=round(cold[0] * 1e3), all_ms=[round(r[0] * 1e3) for r in rows], rss_mb=round(m(1), 1), pss_mb=round(m(2), 1), cpu_s=round(m(3), 2), procs=rows[-1][5], window=str(rows[-1][4]))))


if __name__ == "__main__":
    main()
