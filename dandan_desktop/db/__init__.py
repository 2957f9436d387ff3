"""The register on disk: the only package that knows SQL.

sqlite-utils takes whatever it finds under the name pysqlite3; it must find the encrypted SQLite, or a failing call
leaves a transaction open and the next backup waits for ever. Hence this runs before anything imports sqlite_utils,
and `upgrade` checks that it did.
"""

import sys

import sqlcipher3
import sqlcipher3.dbapi2 as dbapi

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = dbapi
