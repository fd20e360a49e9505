"""Postfix and Dovecot on loopback: a folder and users go in; a running mail house comes out, in folders of its own.

Nothing outside the folder is written: each has its own configuration, queue, sockets and ports.
"""

import imaplib
import os
import pwd
import shutil
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import trustme
from mail_servers import free_port

from iria_reports.sending.mail_server import MailServer

USERS = {"desk": "deskpw", "jane": "janepw"}
MISSING = next((tool for tool in ("postfix", "dovecot", "doveadm") if shutil.which(tool) is None), "")
REASON = f"{MISSING} is not on this machine" if MISSING else "Postfix and Dovecot are started by root alone"
ABLE = not MISSING and os.geteuid() == 0
MAIN = """compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
myhostname = mail.example.org
mydestination = localhost
mynetworks =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
virtual_mailbox_domains = example.org
virtual_mailbox_maps = inline:{{ desk@example.org=desk/Maildir/, jane@example.org=jane/Maildir/ }}
virtual_alias_maps = inline:{{ moved@example.org=someone@example.net }}
virtual_mailbox_base = {folder}/mail
virtual_minimum_uid = 1
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
smtpd_tls_cert_file = {folder}/cert.pem
smtpd_tls_key_file = {folder}/key.pem
smtpd_tls_security_level = encrypt
smtpd_tls_auth_only = yes
smtpd_tls_received_header = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {folder}/auth
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = reject_unlisted_recipient, permit_sasl_authenticated, reject
default_transport = error:5.1.2 no mail leaves this test
message_size_limit = 10240000
"""
MASTER = """127.0.0.1:{smtp} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
postlog unix-dgram n - n - 1 postlogd
"""
DOVECOT = """protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
ssl = required
{stored}
service auth {{
  unix_listener {folder}/auth {{
    mode = 0666
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
first_valid_uid = 1
"""
STORED_2_3 = """ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
mail_location = maildir:{folder}/mail/%n/Maildir
auth_username_format = %n
passdb {{
  driver = passwd-file
  args = scheme=plain {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%n
}}"""
# https://doc.dovecot.org/2.4.1/installation/upgrade/2.3-to-2.4.html
STORED_2_4 = """ssl_server_cert_file = {folder}/cert.pem
ssl_server_key_file = {folder}/key.pem
mail_driver = maildir
mail_path = {folder}/mail/%{{user | username}}/Maildir
auth_username_format = %{{user | username}}
passdb passwd-file {{
  passwd_file_path = {folder}/users
  default_password_scheme = plain
}}
userdb static {{
  fields {{
    uid = {uid}
    gid = {gid}
    home = {folder}/mail/%{{user | username}}
  }}
}}"""


@dataclass(frozen=True)
class MailHouse:
    """A running Postfix and Dovecot."""

    folder: Path
    server: MailServer
    imap: int

    def inbox(self, user: str, least: int = 1, within: float = 15.0) -> list[bytes]:
        """The messages of a user as IMAP gives them, once there are so many."""
        until = time.monotonic() + within
        while len(found := self._read(user)) < least and time.monotonic() < until:
            time.sleep(0.2)
        assert len(found) >= least, (self.folder / "postfix.log").read_text()
        return found

    def _read(self, user: str) -> list[bytes]:
        context = ssl.create_default_context(cafile=self.folder / "authority.pem")
        with imaplib.IMAP4("localhost", self.imap, timeout=10) as line:
            line.starttls(context)
            line.login(user, USERS[user])
            line.select("INBOX")
            numbers = line.search(None, "ALL")[1][0].split()
            return [line.fetch(number, "(RFC822)")[1][0][1] for number in numbers]


@contextmanager
def mail_house() -> Iterator[MailHouse]:
    """Started, and stopped at the end with all its children."""
    folder = Path(tempfile.mkdtemp(prefix="iria-mail-"))
    try:
        yield from _running(folder)
    finally:
        shutil.rmtree(folder)


def _running(folder: Path) -> Iterator[MailHouse]:
    smtp, imap = free_port(), free_port()
    _lay_out(folder, smtp, imap)
    _run("dovecot", "-c", f"{folder}/dovecot.conf")
    try:
        _run("postfix", "-c", f"{folder}/postfix", "start")
        try:
            authorities = folder / "authority.pem"
            server = MailServer("localhost", smtp, "starttls", authorities, "desk", USERS["desk"], patience=15)
            yield MailHouse(folder, server, imap)
        finally:
            _run("postfix", "-c", f"{folder}/postfix", "stop")
    finally:
        _run("doveadm", "-c", f"{folder}/dovecot.conf", "stop")


def _lay_out(folder: Path, smtp: int, imap: int) -> None:
    folder.chmod(0o755)  # the servers' own users go through it
    nobody = pwd.getpwnam("nobody")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    issued = authority.issue_cert("localhost")
    issued.private_key_pem.write_to_path(str(folder / "key.pem"))
    issued.cert_chain_pems[0].write_to_path(str(folder / "cert.pem"))
    for name in ("postfix", "queue", "data", "mail", "state"):
        (folder / name).mkdir()
    os.chown(folder / "data", pwd.getpwnam("postfix").pw_uid, -1)
    os.chown(folder / "mail", nobody.pw_uid, nobody.pw_gid)
    known = {"folder": folder, "uid": nobody.pw_uid, "gid": nobody.pw_gid, "smtp": smtp, "imap": imap}
    new = not _run("dovecot", "--version").startswith("2.3")
    stored = (STORED_2_4 if new else STORED_2_3).format(**known)
    head = "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n" if new else ""
    (folder / "dovecot.conf").write_text(head + DOVECOT.format(**known, stored=stored))
    (folder / "users").write_text("".join(f"{user}:{{PLAIN}}{password}\n" for user, password in USERS.items()))
    (folder / "postfix" / "main.cf").write_text(MAIN.format(**known))
    (folder / "postfix" / "master.cf").write_text(MASTER.format(**known))


def _run(*command: str) -> str:
    log = Path(tempfile.gettempdir()) / f"iria-mail-{os.getpid()}.log"
    with log.open("wb") as out:  # a pipe would be held open by the servers
        done = subprocess.run(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL, timeout=30)
    said = log.read_text(errors="replace")
    log.unlink()
    assert done.returncode == 0, f"{command}: {said}"
    return said


def parsed(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message
