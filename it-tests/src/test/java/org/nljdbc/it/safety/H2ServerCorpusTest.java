package org.nljdbc.it.safety;

import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

@OnDatabase(Kind.H2)
class H2ServerCorpusTest extends ServerCorpusSuite {}
