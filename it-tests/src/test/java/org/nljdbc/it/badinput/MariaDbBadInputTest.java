package org.nljdbc.it.badinput;

import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

@OnDatabase(Kind.MARIADB)
class MariaDbBadInputTest extends BadInputSuite {}
