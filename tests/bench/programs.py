# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is measured: ours and the peer, each as its user would run it."""
import json, os, shutil, subprocess, time


def timed(command, empty=0, **kwargs):
    """(seconds, what it printed); `empty`: also a good end, of a search that finds nothing."""
    begin = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **kwargs)
    seconds = time.perf_counter() - begin
    if done.returncode not in (0, empty):
        raise SystemExit("%s\n%s\n%s" % (command, done.stdout[-2000:], done.stderr[-2000:]))
    return seconds, done.stdout


class Mbsync:
    """The same folders as ours takes: INBOX and Sent."""

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
SubFolders Verbatim

Channel bench
Far :far:
Near :near:
Patterns INBOX Sent
Create Near
Sync Pull
SyncState *
""" % (server.tls, server.base / "cert.pem", self.dir, self.dir))

    def clear(self):
        shutil.rmtree(self.dir, ignore_errors=True)
        self.dir.mkdir(parents=True)

    def sync(self):
        return timed(["mbsync", "-c", self.config, "-q", "bench"])[0]


class Notmuch:
    """Indexes the Maildir that mbsync has filled."""
    name, nothing = "notmuch", 0

    def __init__(self, maildir, work):
        self.maildir, self.home = maildir, work / "notmuch"
        self.env = dict(os.environ, NOTMUCH_CONFIG=str(self.home / "config"), LC_ALL="C.UTF-8")

    def index(self):
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)
        (self.home / "config").write_text("[database]\npath=%s\nmail_root=%s\n[user]\nname=Bench\nprimary_email=support@example.com\n[new]\ntags=new\nignore=.mbsyncstate;.uidvalidity\n" % (self.home / "index", self.maildir))
        (self.home / "index").mkdir()
        return timed(["notmuch", "new", "--quiet", "--no-hooks"], env=self.env)[0]

    def query(self, words):
        return ["notmuch", "search", "--limit=50", "--sort=newest-first", words]


class Mu:
    """The same."""
    name, nothing = "mu", 4  # nothing found

    def __init__(self, maildir, work):
        self.maildir, self.home = maildir, work / "mu"
        self.env = dict(os.environ, LC_ALL="C.UTF-8")

    def index(self):
        shutil.rmtree(self.home, ignore_errors=True)
        seconds = timed(["mu", "init", "--quiet", "--muhome=%s" % self.home, "--maildir=%s" % self.maildir, "--my-address=support@example.com"], env=self.env)[0]
        return seconds + timed(["mu", "index", "--quiet", "--muhome=%s" % self.home], env=self.env)[0]

    def query(self, words):
        return ["mu", "find", "--muhome=%s" % self.home, "--maxnum=50", "--sortfield=date", "--reverse", words]


class Otklik:
    def __init__(self, server, work, build):
        self.server, self.profile, self.build = server, work / "profile", build
        self.program, self.window = build / "app/cli/otklik-cli", build / "app/gui/otklik"
        self.env = dict(os.environ, OTKLIK_BENCH_PASSWORD="secret")

    def cli(self, *args):
        return timed([self.program, "--profile", self.profile, "--json", *args], env=self.env)

    def clear(self, journal=False):
        shutil.rmtree(self.profile, ignore_errors=True)
        self.cli("profile", "init", "--name", "Bench", "--address", "support@example.com")
        self.cli("account", "add", "bench", "--address", "support@example.com", "--imap", "localhost:%d" % self.server.tls, "--smtp", "localhost:25", "--user", "bench", "--password-env", "OTKLIK_BENCH_PASSWORD", "--ca-file", self.server.base / "cert.pem", *([] if journal else ["--no-journal"]))

    def sync(self, mails=None):
        """Seconds; `mails`: what the inbox must hold then."""
        seconds, out = self.cli("sync")
        folders = json.loads(out)["accounts"][0]["folders"]
        if mails is not None and folders[0]["messages"] != mails:
            raise SystemExit("ours took %d mails of %d" % (folders[0]["messages"], mails))
        return seconds

    def watch(self):
        return subprocess.Popen([self.program, "--profile", self.profile, "sync", "--watch"], env=self.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def size(self):
        return sum(f.stat().st_size for f in self.profile.glob("*.sqlite*"))
