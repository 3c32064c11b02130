# SPDX-FileCopyrightText: Otklik maintainers
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private Dovecot on loopback ports of its own, and the raw client that talks to it."""
import grp, json, os, pathlib, pwd, shutil, signal, socket, subprocess, sys, time

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


class Dovecot:
    """Files and state below `base`; `servers` is the folder of scripts/servers."""

    def __init__(self, base, servers):
        self.base, self.servers = base, servers
        self.plain, self.tls = free_port(), free_port()
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
        libexec = find_program(self.servers, "usr/lib/dovecot/imap").parent
        env = dict(os.environ)
        if self.servers and str(libexec).startswith(str(self.servers)):
            env["LD_LIBRARY_PATH"] = "%s:%s/usr/lib/dovecot" % (next((self.servers / "usr/lib").glob("*-linux-gnu"), ""), self.servers)
        (base / "dovecot.conf").write_text(CONF.format(base=base, plain=self.plain, tls=self.tls, libexec=libexec, **self.users))
        subprocess.run([self.program(), "-c", base / "dovecot.conf"], check=True, env=env)
        self.version = subprocess.run([self.program(), "--version"], stdout=subprocess.PIPE, text=True, env=env).stdout.strip()

    def program(self):
        return find_program(self.servers, "usr/sbin/dovecot")

    def stop(self):
        if not self.pid_file.exists():
            return
        try:
            os.kill(int(self.pid_file.read_text()), signal.SIGTERM)
        except ProcessLookupError:
            self.pid_file.unlink()
        while self.pid_file.exists():
            time.sleep(0.05)

    def own(self, path):
        if os.getuid() == 0:
            subprocess.run(["chown", "-R", "%d:%d" % (self.uid, self.gid), path], check=True)

    def fill(self, maildir):
        """The mailbox holds what `maildir` holds, and nothing else."""
        shutil.rmtree(self.home, ignore_errors=True)
        for part in ("cur", "new", "tmp"):
            (self.home / "Maildir" / part).mkdir(parents=True)
        subprocess.run("find %s/cur -type f -print0 | xargs -0 cp -l --preserve=timestamps -t %s/Maildir/cur" % (maildir, self.home), shell=True, check=True)
        self.own(self.home)
        self.raw("state")  # the first SELECT builds Dovecot's index: not what is measured

    def forget_journal(self):
        for folder in self.home.glob("Maildir/.Otklik*"):
            shutil.rmtree(folder)

    def raw(self, what, *args):
        """One run of rawimap.py, in a process of its own."""
        out = subprocess.run([sys.executable, HERE / "rawimap.py", what, "--tls", "--port", str(self.tls), "--user", "bench", *args], check=True, stdout=subprocess.PIPE, text=True)
        return json.loads(out.stdout.splitlines()[-1])


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
