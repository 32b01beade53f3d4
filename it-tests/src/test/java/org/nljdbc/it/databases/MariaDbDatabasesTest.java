package org.nljdbc.it.databases;

@OnDatabase(Kind.MARIADB)
class MariaDbDatabasesTest extends DatabasesSuite {}
