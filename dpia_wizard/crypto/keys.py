"""Signing keys made in the program: an RSA key with its own certificate, under a passphrase."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from dpia_wizard.crypto.passphrases import secret_bytes
from dpia_wizard.errors import UserError, WrongPassphrase

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

_BITS = 3072
_TEN_YEARS = timedelta(days=3653)
_ROUNDS = 200_000
_CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpenedKey:
    """A signing key ready for use."""

    certificate: bytes = field(repr=False)
    """DER, the part that others may have."""
    private_key: RSAPrivateKey = field(repr=False)

    def sign(self, data: bytes) -> bytes:
        """The signature on *data*: RSA, PKCS#1 v1.5, SHA-256, which every PDF reader knows."""
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

        return self.private_key.sign(data, PKCS1v15(), hashes.SHA256())


def make_signing_key(name_id: str, passphrase: str, now: datetime) -> bytes:
    """A new key and its certificate for ten years, as PKCS#12 under *passphrase*.

    *name_id* is a plain ASCII identifier. Names and posts stay out of the certificate: they are
    the library's to change, and names in mixed directions cannot be checked by every reader.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa

    if not (name_id.isascii() and name_id.isprintable() and 0 < len(name_id) <= 64):
        raise ValueError("the identifier of a key is 1 to 64 printable ASCII characters")
    if now.tzinfo is None:
        raise ValueError("the time needs its zone")
    if not passphrase:
        raise UserError("A signing key needs a passphrase. Nothing was made.")
    private_key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name_id)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCKS_DIFFER)
        .not_valid_after(now + _TEN_YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_may_sign(), critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(private_key.public_key()), critical=False
        )
        .sign(private_key, hashes.SHA256())
    )
    return _locked(name_id.encode("ascii"), private_key, certificate, passphrase)


def change_key_passphrase(key: bytes, old: str, new: str) -> bytes:
    """The same PKCS#12 key under the passphrase *new*; raises `WrongPassphrase` for *old*."""
    from cryptography import x509

    if not new:
        raise UserError("A signing key needs a passphrase. Nothing was made.")
    opened = open_signing_key(key, old)
    certificate = x509.load_der_x509_certificate(opened.certificate)
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    name = str(names[0].value) if names else ""
    return _locked(name.encode("ascii", "replace"), opened.private_key, certificate, new)


def open_signing_key(key: bytes, passphrase: str) -> OpenedKey:
    """The parts of a PKCS#12 key; raises `WrongPassphrase` when it does not open."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

    try:
        private_key, certificate, _ = pkcs12.load_key_and_certificates(
            key, secret_bytes(passphrase)
        )
    except ValueError as error:
        raise _does_not_open() from error
    if not isinstance(private_key, RSAPrivateKey) or certificate is None:
        raise _does_not_open()
    return OpenedKey(certificate.public_bytes(Encoding.DER), private_key)


def certificate_of(key: bytes, passphrase: str) -> bytes:
    """The certificate (DER) of a PKCS#12 key: the part that others may have."""
    return open_signing_key(key, passphrase).certificate


def _locked(
    name: bytes, private_key: RSAPrivateKey, certificate: x509.Certificate, passphrase: str
) -> bytes:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12

    lock = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(secret_bytes(passphrase))
    )
    return pkcs12.serialize_key_and_certificates(name, private_key, certificate, None, lock)


def _may_sign() -> x509.KeyUsage:
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _does_not_open() -> WrongPassphrase:
    return WrongPassphrase("That passphrase does not open this signing key. Nothing was signed.")
