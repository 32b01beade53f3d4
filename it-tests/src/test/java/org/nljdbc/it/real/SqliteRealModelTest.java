package org.nljdbc.it.real;

import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

@OnDatabase(Kind.SQLITE)
class SqliteRealModelTest extends RealModelSuite {}
