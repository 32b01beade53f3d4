package org.nljdbc.it.datasource;

import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

@OnDatabase(Kind.H2)
class H2DataSourceTest extends DataSourceSuite {}
