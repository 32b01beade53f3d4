package org.nljdbc.it.transparency;

import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

@OnDatabase(Kind.MARIADB)
class MariaDbAskedTest extends AskedSuite {}
