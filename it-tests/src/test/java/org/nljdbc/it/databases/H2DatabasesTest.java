package org.nljdbc.it.databases;

@OnDatabase(Kind.H2)
class H2DatabasesTest extends DatabasesSuite {}
