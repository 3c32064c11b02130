# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of docs/performance.md: what was measured replaces its rows, the others stay as they are."""
import os, pathlib, platform, re, statistics, subprocess, time

COLUMNS = ["what", "ours", "peer", "ratio", "goal", "final goal", "build"]


def spread(values, unit):
    """Median (least to most, how many)."""
    middle = "%.4g %s" % (statistics.median(values), unit)
    return middle if len(values) == 1 else "%s (%.4g–%.4g, %d)" % (middle, min(values), max(values), len(values))


def first_line(command, **kwargs):
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **kwargs).stdout.splitlines()[0]
    except (OSError, IndexError):
        return "not found"


def commit(root):
    """With "+" when the tree holds changes that no commit has."""
    name = first_line(["git", "-C", str(root), "rev-parse", "--short", "HEAD"])
    changes = subprocess.run(["git", "-C", str(root), "status", "--porcelain", "--", ".", ":!docs"], stdout=subprocess.PIPE, text=True).stdout
    return name + ("+" if changes.strip() else "")


class Report:
    def __init__(self, build):
        self.build, self.rows = build, []

    def add(self, what, unit, ours, peer=(), peer_name="", goal="", final=""):
        """`ours` and `peer` are lists of measurements in `unit`."""
        theirs = "%s: %s" % (peer_name, spread(peer, unit)) if peer else "-"
        ratio = "%.2f" % (statistics.median(ours) / statistics.median(peer)) if peer else "-"
        self.rows.append([what, spread(ours, unit), theirs, ratio, goal, final, self.build])
        print(" | ".join(self.rows[-1]), flush=True)

    def merged(self, text):
        """Our rows, and those of `text` that were not measured again, in the order of `text`."""
        table = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in text.splitlines() if line.startswith("| ")]
        old = [row for row in table if len(row) == len(COLUMNS) and row[0] != COLUMNS[0] and not row[0].startswith("---")]
        fresh = {row[0]: row for row in self.rows}
        rows = [fresh.pop(row[0], row) for row in old]
        return rows + list(fresh.values())

    def write(self, path, head, keep):
        """`keep`: only some rows were measured. What stands below the table is left alone."""
        text = path.read_text() if path.exists() else ""
        rows = self.merged(text) if keep else self.rows
        notes = text.split("\n## ", 1)
        table = ["| %s |" % " | ".join(row) for row in [COLUMNS, ["---"] * len(COLUMNS)] + rows]
        tail = "\n\n## " + notes[1] if len(notes) > 1 else "\n"
        path.write_text("\n".join(head + [""] + table) + tail)


def machine():
    cpu = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())
    return "%s, %d cores, %d GiB" % (cpu.group(1) if cpu else platform.machine(), os.cpu_count(), int(memory.group(1)) // 1048576)


def today():
    return time.strftime("%Y-%m-%d")
