"""Digests of short contents; `hashlib` comes with the first one: it brings OpenSSL along, which no start needs."""


def sha256(content: bytes) -> bytes:
    """The SHA-256 of a content: 32 bytes."""
    import hashlib

    return hashlib.sha256(content).digest()


def blake2b(content: bytes, size: int, *, key: bytes = b"") -> bytes:
    """The BLAKE2b of a content in so many bytes, under a key where one is given."""
    import hashlib

    return hashlib.blake2b(content, digest_size=size, key=key).digest()


def are_same(one: str, other: str) -> bool:
    """Whether two marks are the same; how long the answer takes tells nothing of where they differ."""
    import hmac

    return hmac.compare_digest(one.encode(), other.encode())
