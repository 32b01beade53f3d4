package org.nljdbc.it.real;

import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

@OnDatabase(Kind.H2)
class H2RealModelTest extends RealModelSuite {}
