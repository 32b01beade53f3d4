package org.nljdbc.it.question;

import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

@OnDatabase(Kind.H2)
class H2YearsTest extends YearsSuite {}
