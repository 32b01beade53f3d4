package org.nljdbc.it.transparency;

import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

@OnDatabase(Kind.H2)
class H2AskedTest extends AskedSuite {}
