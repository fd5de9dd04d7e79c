"""What somebody else signed, checked with the certificate of the key that is said to be theirs."""

from __future__ import annotations

import hashlib
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

LONGEST_CERTIFICATE = 8 * 1024
_FEWEST_BITS, _MOST_BITS = 3072, 8192  # the work of a check grows with the key
_EXPONENT = 65537
_GROUPS = 8


def key_of(certificate: bytes) -> str:
    """The name of a key everywhere: the SHA-256 of its certificate in hexadecimal digits."""
    return hashlib.sha256(certificate).hexdigest()


def grouped(key: str) -> str:
    """How a key is compared by phone: the first eight groups of four of its SHA-256."""
    digits = key.upper()
    return " ".join(digits[at : at + 4] for at in range(0, 4 * _GROUPS, 4))


def fingerprint(certificate: bytes) -> str:
    """The key of *certificate* in groups to be compared by phone (`grouped`)."""
    return grouped(key_of(certificate))


def is_signing_certificate(untrusted: bytes) -> bool:
    """Whether these bytes are a certificate as this program makes them; nothing about whose."""
    return _public_key(untrusted) is not None


def verify_detached(certificate: bytes, data: bytes, signature: bytes) -> bool:
    """Whether *signature* over *data* was made with the key of *certificate*.

    RSA of 3072 bits or more, PKCS#1 v1.5 with SHA-256: it is what signs our reports, so that one
    key of one person serves for both, and every PDF reader knows it; there is one valid signature
    for each text and key, so nobody can pass off a second one as another act. It says nothing
    about whose the key is.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

    key = _public_key(certificate)
    if key is None:
        return False
    try:
        key.verify(signature, data, PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def _public_key(untrusted: bytes) -> RSAPublicKey | None:
    """The key in a certificate, or None where it is none that we would rely on."""
    from cryptography import x509
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    if not 0 < len(untrusted) <= LONGEST_CERTIFICATE:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what only warns today is none of ours either
            key = x509.load_der_x509_certificate(untrusted).public_key()
    except (ValueError, UnsupportedAlgorithm, x509.InvalidVersion, Warning):
        return None
    if not isinstance(key, RSAPublicKey) or not _FEWEST_BITS <= key.key_size <= _MOST_BITS:
        return None
    return key if key.public_numbers().e == _EXPONENT else None
