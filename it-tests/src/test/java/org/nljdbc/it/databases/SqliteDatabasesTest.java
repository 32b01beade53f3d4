package org.nljdbc.it.databases;

@OnDatabase(Kind.SQLITE)
class SqliteDatabasesTest extends DatabasesSuite {}
