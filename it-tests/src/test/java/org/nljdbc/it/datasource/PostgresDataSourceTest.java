package org.nljdbc.it.datasource;

import org.nljdbc.it.databases.Kind;
import org.nljdbc.it.databases.OnDatabase;

@OnDatabase(Kind.POSTGRESQL)
class PostgresDataSourceTest extends DataSourceSuite {}
