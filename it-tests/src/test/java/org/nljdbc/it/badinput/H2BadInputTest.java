package org.nljdbc.it.badinput;

import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

@OnDatabase(Kind.H2)
class H2BadInputTest extends BadInputSuite {}
