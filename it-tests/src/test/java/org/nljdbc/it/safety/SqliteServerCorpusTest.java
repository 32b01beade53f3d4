package org.nljdbc.it.safety;

import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

@OnDatabase(Kind.SQLITE)
class SqliteServerCorpusTest extends ServerCorpusSuite {}
