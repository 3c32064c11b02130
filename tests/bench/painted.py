# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mail arrives in an open window: how long until its row is painted, seen in the memory of the screen itself."""
import mmap, os, shutil, signal, struct, subprocess, tempfile, time, zlib

import arrival

# Of a window of the usual size: the rows of the list, without the bar above them.
LIST = (300, 190, 350, 400)


class Screen:
    """An Xvfb whose picture is a file that is mapped here."""

    def __init__(self, display):
        self.display, self.dir = display, tempfile.mkdtemp(prefix="screen")
        self.server = subprocess.Popen(["Xvfb", display, "-screen", "0", "1440x900x24", "-fbdir", self.dir], stderr=subprocess.DEVNULL)
        path = self.dir + "/Xvfb_screen0"
        while not os.path.exists(path) or os.path.getsize(path) < 1440 * 900 * 4:
            time.sleep(0.05)
        self.file = open(path, "rb")
        self.map = mmap.mmap(self.file.fileno(), 0, prot=mmap.PROT_READ)
        header = struct.unpack(">25I", self.map[:100])  # XWD: its size, …, bits of a pixel, bytes of a line, …, colours
        self.start, self.pixel, self.line = header[0] + header[19] * 12, header[11] // 8, header[12]

    def look(self, region):
        x, y, width, height = region
        sum = 0
        for row in range(y, y + height):
            at = self.start + row * self.line + x * self.pixel
            sum = zlib.crc32(self.map[at:at + width * self.pixel], sum)
        return sum

    def change(self, region, before, timeout):
        """When the region is another one than `before`."""
        end = time.perf_counter() + timeout
        while time.perf_counter() < end:
            if self.look(region) != before:
                return time.perf_counter()
            time.sleep(0.002)
        raise SystemExit("nothing changed on the screen for %d s" % timeout)

    def still(self, region, seconds):
        """Waits until the region has been the same for so long."""
        seen, since = self.look(region), time.perf_counter()
        while time.perf_counter() - since < seconds:
            time.sleep(0.05)
            now = self.look(region)
            if now != seen:
                seen, since = now, time.perf_counter()
        return seen

    def picture(self, path):
        subprocess.run(["convert", "xwd:" + self.dir + "/Xvfb_screen0", path], check=True)

    def close(self):
        self.server.send_signal(signal.SIGTERM)
        self.server.wait()
        self.map.close()
        self.file.close()
        shutil.rmtree(self.dir)


def measure(server, program, profile, env, maildir, skip, count, pictures=None):
    """(raw, painted): seconds from the begin of APPEND, mail by mail."""
    (profile / "window.ini").write_text("[queue]\nview=open\nsort=1\n")  # all open tickets, the last changed first
    screen = Screen(":%d" % (190 + os.getpid() % 100))
    window = subprocess.Popen([program, "--profile", profile], env=dict(env, DISPLAY=screen.display))
    raw, painted = [], []
    try:
        screen.still(LIST, 5)
        conn, listener = arrival.connection(server), arrival.Listener(server)
        listener.start()
        names = sorted(os.listdir(maildir / "cur"))
        for name in names[skip:skip + count]:
            before = screen.still(LIST, 2)  # and it is waiting for news again
            begin = arrival.append(conn, maildir / "cur" / name)
            painted.append(screen.change(LIST, before, 60) - begin)
            raw.append(listener.heard.get(timeout=60) - begin)
            if pictures:
                screen.picture("%s/arrival-%d.png" % (pictures, len(painted)))
    finally:
        window.send_signal(signal.SIGTERM)
        window.wait()
        screen.close()
    return raw, painted
