package org.nljdbc.it.databases;

@OnDatabase(Kind.POSTGRESQL)
class PostgresDatabasesTest extends DatabasesSuite {}
