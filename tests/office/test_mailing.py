"""The digest by e-mail, sent to a server of our own on this machine: what leaves, by which way, and what is said where it does not."""

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

from assets.storage.home import WrongSettingError
from pipelines import mailing
from pipelines.mailing import NotSentError, Post

PASSWORD = "s4ndi-r4hasia"  # noqa: S105  a test's own


class Letterbox:
    """What the server was given, and how it refuses."""

    def __init__(self, refuses: str = "") -> None:
        self.refuses, self.kept = refuses, list[Envelope]()

    async def handle_RCPT(self, _: Any, __: Any, envelope: Envelope, address: str, ___: Any) -> str:  # noqa: N802
        if self.refuses == "recipients":
            return "550 tidak dikenal"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: Any, __: Any, envelope: Envelope) -> str:  # noqa: N802
        self.kept.append(envelope)
        return "451 nanti" if self.refuses == "data" else "250 OK"


def letter(box: Letterbox) -> EmailMessage:
    """The one message that the server was given."""
    (envelope,) = box.kept
    message = message_from_bytes(envelope.original_content or b"", policy=default)
    assert isinstance(message, EmailMessage)
    return message


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def server(box: Letterbox, **how: Any) -> Iterator[int]:
    """A mail server on this machine; its port."""
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), **how)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 and its key, in one file."""
    if not (openssl := shutil.which("openssl")):
        pytest.skip("openssl tidak ada di komputer ini")
    folder = tmp_path_factory.mktemp("certificate")
    key, made = folder / "key.pem", folder / "made.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=uji",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", made], check=True, capture_output=True,
    )  # fmt: skip
    (folder / "both.pem").write_text(key.read_text() + made.read_text())
    return folder / "both.pem"


def post(monkeypatch: pytest.MonkeyPatch, url: str, **others: str) -> Post:
    """What the environment says of the mail."""
    for name in ("RAPOR_SMTP_URL", "RAPOR_DIGEST_TO", "RAPOR_DIGEST_FROM"):
        monkeypatch.delenv(name, raising=False)
    settings = {
        "RAPOR_SMTP_URL": url,
        "RAPOR_DIGEST_TO": "kepala@example.org, data@example.org",
        "RAPOR_DIGEST_FROM": "rapor@example.org",
    }
    for name, value in (settings | others).items():
        monkeypatch.setenv(name, value)
    made = Post.from_environment()
    assert made
    return made


def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_digest_reaches_every_recipient_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    with server(box := Letterbox()) as port:
        post(monkeypatch, f"smtp://127.0.0.1:{port}").send(
            "Rapor Koperasi – Kalteng", "Masuk: 2 berkas, dari Kapuas (2).\n\nRapor: …\n"
        )
    assert box.kept[0].rcpt_tos == ["kepala@example.org", "data@example.org"]
    assert (letter(box)["Subject"], letter(box)["From"]) == ("Rapor Koperasi – Kalteng", "rapor@example.org")
    assert letter(box).get_content().splitlines() == ["Masuk: 2 berkas, dari Kapuas (2).", "", "Rapor: …"]
    assert letter(box)["Message-ID"].endswith("@example.org>") and socket.gethostname() not in str(letter(box))


def test_tls_from_the_start_and_a_password_of_the_environment(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    given = []

    def authenticate(*parts: Any) -> AuthResult:
        given.append((parts[4].login.decode(), parts[4].password.decode()))
        return AuthResult(success=True)

    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    how = {"ssl_context": tls(certificate), "authenticator": authenticate, "auth_require_tls": False, "auth_required": True}
    with server(box := Letterbox(), **how) as port:
        post(monkeypatch, f"smtps://rapor%40example.org:{PASSWORD}@127.0.0.1:{port}").send("a", "b")
    assert (given, len(box.kept)) == ([("rapor@example.org", PASSWORD)], 1)


def test_starttls_before_anything_is_said_to_another_machine(monkeypatch: pytest.MonkeyPatch, certificate: Path) -> None:
    monkeypatch.setattr(mailing, "LOCAL", ())
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with server(box := Letterbox(), tls_context=tls(certificate), require_starttls=True) as port:
        post(monkeypatch, f"smtp://127.0.0.1:{port}").send("a", "b")
    assert len(box.kept) == 1


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_nothing_is_sent_to_a_server_whose_certificate_is_not_trusted(
    scheme: str, monkeypatch: pytest.MonkeyPatch, certificate: Path
) -> None:
    monkeypatch.setattr(mailing, "LOCAL", ())
    how: dict[str, Any] = {"ssl_context": tls(certificate)} if scheme == "smtps" else {"tls_context": tls(certificate)}
    with server(box := Letterbox(), **how) as port, pytest.raises(NotSentError, match="tidak dapat dipercaya"):
        post(monkeypatch, f"{scheme}://127.0.0.1:{port}").send("a", "b")
    assert box.kept == []


def test_nothing_is_sent_unencrypted_to_another_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing, "LOCAL", ())
    with server(box := Letterbox()) as port, pytest.raises(NotSentError, match="tidak menawarkan sambungan terenkripsi"):
        post(monkeypatch, f"smtp://rapor:{PASSWORD}@127.0.0.1:{port}").send("a", "b")
    assert box.kept == []


def refused(monkeypatch: pytest.MonkeyPatch, box: Letterbox, user: str = "", **how: Any) -> str:
    with server(box, **how) as port, pytest.raises(NotSentError) as why:
        post(monkeypatch, f"smtp://{user}127.0.0.1:{port}").send("a", "b")
    assert PASSWORD not in str(why.value) and "tidak dikenal" not in str(why.value)
    assert why.value.__cause__ is None
    return str(why.value)


def test_a_refusal_is_one_sentence_with_the_setting_to_look_at(monkeypatch: pytest.MonkeyPatch) -> None:
    login = {"authenticator": lambda *_: AuthResult(success=False, handled=False), "auth_require_tls": False}
    assert "menolak nama atau kata sandi; periksa RAPOR_SMTP_URL" in refused(
        monkeypatch, Letterbox(), f"rapor:{PASSWORD}@", **login
    )
    assert "menolak semua alamat; periksa RAPOR_DIGEST_TO" in refused(monkeypatch, Letterbox("recipients"))
    assert "tidak dapat dihubungi atau menolak" in refused(monkeypatch, Letterbox("data"))


def test_a_server_that_is_down_or_unknown_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for url in (f"smtp://127.0.0.1:{free_port()}", "smtps://surat.invalid"):
        with pytest.raises(NotSentError, match="tidak dapat dihubungi"):
            post(monkeypatch, url).send("a", "b")


def test_a_server_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing, "WAITS_AT_MOST", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(NotSentError, match="tidak dapat dihubungi"):
            post(monkeypatch, f"smtp://127.0.0.1:{silent.getsockname()[1]}").send("a", "b")


def test_nobody_is_mailed_unless_somebody_asked_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAPOR_DIGEST_TO", raising=False)
    monkeypatch.setenv("RAPOR_SMTP_URL", "smtps://surat.example")
    assert Post.from_environment() is None


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("RAPOR_DIGEST_TO", "kepala", "RAPOR_DIGEST_TO berisi “kepala”"),
        ("RAPOR_DIGEST_TO", "a@example.org\nBcc: b@example.org", "yang bukan alamat surat"),
        ("RAPOR_DIGEST_FROM", "a@example.org, b@example.org", "RAPOR_DIGEST_FROM harus satu alamat surat"),
        ("RAPOR_DIGEST_FROM", "", "RAPOR_DIGEST_FROM harus satu alamat surat"),
        ("RAPOR_SMTP_URL", "", "tidak menyebut server smtps:// atau smtp://"),
        ("RAPOR_SMTP_URL", f"http://rapor:{PASSWORD}@surat.example", "tidak menyebut server"),
        ("RAPOR_SMTP_URL", f"smtps://rapor:{PASSWORD}@surat.example:x", "tidak menyebut server"),
        ("RAPOR_SMTP_URL", f"smtps://rapor:{PASSWORD}@", "tidak menyebut server"),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_told_and_never_the_password(
    setting: str, value: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(WrongSettingError) as wrong:
        post(monkeypatch, "smtps://surat.example", **{setting: value})
    assert told in str(wrong.value) and PASSWORD not in str(wrong.value)


def test_the_password_is_in_no_picture_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    made = post(monkeypatch, f"smtps://rapor%40example.org:{PASSWORD}@surat.example", RAPOR_DIGEST_FROM="")
    assert (made.sender, made.port, made.password) == ("rapor@example.org", 465, PASSWORD)
    assert PASSWORD not in repr(made)
