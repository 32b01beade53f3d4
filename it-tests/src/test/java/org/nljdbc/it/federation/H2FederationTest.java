package org.nljdbc.it.federation;

import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

@OnDatabase(Kind.H2)
class H2FederationTest extends FederationSuite {}
