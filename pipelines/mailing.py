"""The digest by e-mail, where the office has asked for it: whom to, by which server, and what became of it.

Everything comes from the environment. The password stands in RAPOR_SMTP_URL alone, and no message, log or fault repeats that.
"""

import os
import re
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from urllib.parse import unquote, urlsplit

from assets.storage.home import WrongSettingError

SERVER, RECIPIENTS, SENDER = "RAPOR_SMTP_URL", "RAPOR_DIGEST_TO", "RAPOR_DIGEST_FROM"
#: Scheme → port. smtps speaks TLS from the first byte, smtp after STARTTLS; on this machine alone without.
PORTS = {"smtps": 465, "smtp": 587}
LOCAL = ("localhost", "127.0.0.1", "::1")
#: A server that says nothing for so many seconds is told to be out of reach.
WAITS_AT_MOST = 20
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
_EXAMPLE = "Contoh: RAPOR_SMTP_URL=smtps://nama:sandi@surat.kalteng.go.id"


class NotSentError(RuntimeError):
    """A mail did not leave; the message says why, in Indonesian, without its full stop."""


@dataclass(frozen=True)
class Post:
    """The server that takes our mail, who it is from, and whom it is for."""

    host: str
    port: int
    is_tls_from_the_start: bool
    sender: str
    recipients: tuple[str, ...]
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls) -> "Post | None":
        """What the environment says; None where nobody asked for mail. Raises WrongSettingError, which never quotes the server's address."""
        recipients = _addresses(RECIPIENTS)
        if not recipients:
            return None
        try:
            server = urlsplit(os.environ.get(SERVER, "").strip())
            host, port = server.hostname, server.port
        except ValueError:
            host = port = None
        if not host or server.scheme not in PORTS:
            raise WrongSettingError(
                f"{RECIPIENTS} berisi alamat, tetapi {SERVER} tidak menyebut server smtps:// atau smtp://. {_EXAMPLE}"
            )
        user, password = (unquote(part or "") for part in (server.username, server.password))
        senders = _addresses(SENDER) or tuple(_ADDRESS.findall(user)[:1])
        if len(senders) != 1:
            raise WrongSettingError(f"{SENDER} harus satu alamat surat. Contoh: {SENDER}=rapor@kalteng.go.id")
        return cls(host, port or PORTS[server.scheme], server.scheme == "smtps", senders[0], recipients, user, password)

    def send(self, subject: str, text: str) -> None:
        """Send a text to every recipient. NotSentError where not one of them got it."""
        message = EmailMessage(policy=SMTP)
        message["Subject"], message["From"], message["To"] = subject, self.sender, ", ".join(self.recipients)
        message["Date"] = formatdate(localtime=True)
        message["Message-ID"] = make_msgid("rapor", self.sender.rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text)
        try:
            with self._connected() as server:
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(message, self.sender, list(self.recipients))
        except (OSError, smtplib.SMTPException) as fault:
            raise NotSentError(self._why(fault)) from None

    def _connected(self) -> smtplib.SMTP:
        """A connection that nobody reads along, or one that does not leave this machine."""
        trusted = ssl.create_default_context()
        if self.is_tls_from_the_start:
            return smtplib.SMTP_SSL(self.host, self.port, local_hostname="localhost", timeout=WAITS_AT_MOST, context=trusted)
        server = smtplib.SMTP(self.host, self.port, local_hostname="localhost", timeout=WAITS_AT_MOST)
        try:
            if self.host not in LOCAL:
                server.starttls(context=trusted)
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server

    def _why(self, fault: Exception) -> str:
        """A fault in Indonesian; nothing that the server said is repeated."""
        place = f"server surat {self.host}:{self.port}"
        if isinstance(fault, smtplib.SMTPAuthenticationError):
            return f"{place} menolak nama atau kata sandi; periksa {SERVER}"
        if isinstance(fault, smtplib.SMTPRecipientsRefused):
            return f"{place} menolak semua alamat; periksa {RECIPIENTS}"
        if isinstance(fault, smtplib.SMTPSenderRefused):
            return f"{place} menolak pengirimnya; periksa {SENDER}"
        if isinstance(fault, smtplib.SMTPNotSupportedError):
            return f"{place} tidak menawarkan sambungan terenkripsi atau kata sandi; periksa {SERVER}"
        if isinstance(fault, ssl.SSLCertVerificationError):
            return f"sertifikat {place} tidak dapat dipercaya; periksa nama server dan jam komputer"
        return f"{place} tidak dapat dihubungi atau menolak; periksa jaringan dan {SERVER}"


def _addresses(setting: str) -> tuple[str, ...]:
    """The addresses of a setting. Raises WrongSettingError for what is none."""
    parts = [part for each in re.split(r"[,;]", os.environ.get(setting, "")) if (part := each.strip())]
    for part in parts:
        if not _ADDRESS.fullmatch(part):
            raise WrongSettingError(f"{setting} berisi “{part}”, yang bukan alamat surat. Contoh: {setting}=kepala@kalteng.go.id")
    return tuple(parts)
