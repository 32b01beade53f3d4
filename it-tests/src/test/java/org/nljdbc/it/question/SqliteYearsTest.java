package org.nljdbc.it.question;

import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

@OnDatabase(Kind.SQLITE)
class SqliteYearsTest extends YearsSuite {}
