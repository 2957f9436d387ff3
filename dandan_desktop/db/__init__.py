"""The register on disk: the only package that knows SQL.

sqlite-utils takes whatever it finds under the name pysqlite3; it must find the encrypted SQLite, or a failing call
leaves a transaction open and the next backup waits for ever. Hence this runs before anything imports sqlite_utils,
and `upgrade` checks that it did. It also refuses to run on an engine that is none of those the register was proven
on: a foreign pysqlite3 in its place, an SQLite that may spoil its write-ahead log, one that does not encrypt.
"""

import sys
from typing import Any

import sqlcipher3
import sqlcipher3.dbapi2 as dbapi

LEAST_SQLITE = (3, 51, 3)
LEAST_SQLCIPHER = (4, 19, 0)
_ANY_KEY = bytes(32).hex()


def refuse_engine(engine: Any, standing: Any) -> None:
    """Raise ImportError for an engine that is too old or does not encrypt, and for another one in its place.

    `standing` is what stands under the name pysqlite3, if anything does.
    """
    if standing not in (None, sqlcipher3):
        raise ImportError("another pysqlite3 was imported before dandan_desktop.db")
    if engine.sqlite_version_info < LEAST_SQLITE:
        raise ImportError(f"SQLite {engine.sqlite_version} is too old")
    connection = engine.connect(":memory:")
    try:
        connection.execute(f"PRAGMA key = \"x'{_ANY_KEY}'\"")
        (version,) = connection.execute("PRAGMA cipher_version").fetchone() or ("0",)
        (is_encrypting,) = connection.execute("PRAGMA cipher_status").fetchone() or ("0",)
    finally:
        connection.close()
    if tuple(int(part) for part in version.split()[0].split(".")) < LEAST_SQLCIPHER:
        raise ImportError(f"SQLCipher {version} is too old")
    if is_encrypting != "1":
        raise ImportError("SQLCipher does not encrypt")


refuse_engine(dbapi, sys.modules.get("pysqlite3"))
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = dbapi
