package org.nljdbc.it.federation;

import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

@OnDatabase(Kind.POSTGRESQL)
class PostgresFederationTest extends FederationSuite {}
