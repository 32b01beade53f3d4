package org.nljdbc.it.badinput;

import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

@OnDatabase(Kind.POSTGRESQL)
class PostgresBadInputTest extends BadInputSuite {}
