# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private Dovecot on loopback ports of its own, and the raw client that talks to it."""
import grp, json, os, pathlib, pwd, shutil, signal, socket, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def find_program(servers, *names):
    """From scripts/servers, else installed; None when there is none."""
    for name in names:
        for root in (servers, pathlib.Path("/")):
            if root and (root / name).exists():
                return root / name
    return None


def unpacked(servers):
    """A copy of the unpacked Dovecot in a folder whose name is no longer than the one compiled in, which is then that."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="d", dir="/tmp"))
    folder.chmod(0o755)
    compiled, reader = b"/usr/lib/dovecot", b"/usr/bin/doveconf"

    def copy(source, name):
        content = source.read_bytes().replace(compiled, bytes(folder).rjust(len(compiled), b"/")).replace(reader, (bytes(folder) + b"/d").rjust(len(reader), b"/"))
        (folder / name).write_bytes(content)
        (folder / name).chmod(0o755)

    for entry in (servers / "usr/lib/dovecot").iterdir():
        if entry.is_symlink():
            (folder / entry.name).symlink_to(os.path.basename(os.readlink(entry)))
        elif entry.is_file():
            copy(entry, entry.name)
    (folder / "modules").symlink_to(servers / "usr/lib/dovecot/modules")
    copy(servers / "usr/sbin/dovecot", "dovecot")
    copy(servers / "usr/bin/doveconf", "d")
    return folder


class Dovecot:
    """Files and state below `base`; `servers` is the folder of scripts/servers."""

    def __init__(self, base, servers):
        self.base, self.servers = base, servers
        self.plain, self.tls = free_port(), free_port()
        self.copy = None  # of the programs, while they run
        self.pid_file = base / "run/master.pid"
        self.home = base / "mail/bench"
        root = os.getuid() == 0
        me, group = pwd.getpwuid(os.getuid()), grp.getgrgid(os.getgid())
        self.uid, self.gid = (8, 8) if root else (me.pw_uid, me.pw_gid)
        self.users = dict(internal="daemon" if root else me.pw_name, group="daemon" if root else group.gr_name, login="nobody" if root else me.pw_name)

    def start(self):
        self.stop()  # one that an interrupted run has left
        base = self.base
        for part in ("run", "mail", "log"):
            (base / part).mkdir(parents=True, exist_ok=True)
        self.own(base / "mail")
        if not (base / "key.pem").exists():
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", base / "key.pem", "-out", base / "cert.pem"], check=True, stderr=subprocess.DEVNULL)
        (base / "passwd").write_text("bench:{PLAIN}secret:%d:%d::%s::\n" % (self.uid, self.gid, self.home))
        program, libexec = find_program(None, "usr/sbin/dovecot"), pathlib.Path("/usr/lib/dovecot")
        env = dict(os.environ)
        if self.servers and (self.servers / "usr/sbin/dovecot").exists():
            self.copy = libexec = unpacked(self.servers)
            program = libexec / "dovecot"
            env["LD_LIBRARY_PATH"] = "%s:%s" % (next((self.servers / "usr/lib").glob("*-linux-gnu"), ""), libexec)
        (base / "dovecot.conf").write_text(CONF.format(base=base, plain=self.plain, tls=self.tls, libexec=libexec, **self.users))
        wait_until_free(self.plain, self.tls)  # a login process that outlived its master by a moment
        subprocess.run([program, "-c", base / "dovecot.conf"], check=True, env=env)
        self.version = subprocess.run([program, "--version"], stdout=subprocess.PIPE, text=True, env=env).stdout.strip()

    def stop(self):
        if not self.pid_file.exists():
            return
        master = int(self.pid_file.read_text())
        sessions = children_of(master)
        try:
            os.kill(master, signal.SIGTERM)
        except ProcessLookupError:
            self.pid_file.unlink()
        while self.pid_file.exists() or any(is_running(pid) for pid in sessions):
            time.sleep(0.05)
        if self.copy:
            shutil.rmtree(self.copy)
            self.copy = None

    def own(self, path):
        if os.getuid() == 0:
            subprocess.run(["chown", "-R", "%d:%d" % (self.uid, self.gid), path], check=True)

    def fill(self, maildir):
        """The mailbox holds what `maildir` holds, and nothing else."""
        self.stop()  # a session that has not ended yet makes folders anew
        if self.home.exists():
            shutil.rmtree(self.home)
        for part in ("cur", "new", "tmp"):
            (self.home / "Maildir" / part).mkdir(parents=True)
        subprocess.run("find %s/cur -type f -print0 | xargs -0 cp -l --preserve=timestamps -t %s/Maildir/cur" % (maildir, self.home), shell=True, check=True)
        self.own(self.home)
        self.start()
        self.raw("state")  # the first SELECT builds Dovecot's index: not what is measured

    def forget_journal(self):
        for folder in self.home.glob("Maildir/.Otklik*"):
            shutil.rmtree(folder)

    def raw(self, what, *args):
        """One run of rawimap.py, in a process of its own."""
        out = subprocess.run([sys.executable, HERE / "rawimap.py", what, "--tls", "--port", str(self.tls), "--user", "bench", *args], check=True, stdout=subprocess.PIPE, text=True)
        return json.loads(out.stdout.splitlines()[-1])


def wait_until_free(*ports):
    for port in ports:
        for attempt in range(200):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", port))
                    break
                except OSError:
                    time.sleep(0.05)
        else:
            raise SystemExit("port %d is still in use" % port)


def state_of(pid):
    """(one letter, the parent's number), or nothing when it has gone."""
    try:
        text = pathlib.Path("/proc/%d/stat" % pid).read_text()
    except OSError:
        return None
    state, parent = text[text.rindex(")") + 2:].split()[:2]
    return state, int(parent)


def is_running(pid):
    return (state_of(pid) or "Z")[0] != "Z"


def children_of(parent):
    return [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if (state_of(pid) or (None, None))[1] == parent]


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
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 1
first_valid_gid = 1
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
  chroot =
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
  chroot =
  executable = {libexec}/anvil
}}
service config {{
  executable = {libexec}/config
}}
service log {{
  executable = {libexec}/log
}}
service stats {{
  chroot =
  executable = {libexec}/stats
}}
"""
