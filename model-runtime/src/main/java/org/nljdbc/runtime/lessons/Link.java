package org.nljdbc.runtime.lessons;

import org.nljdbc.schema.Column;
import org.nljdbc.schema.Table;

/**
 * Two tables that belong together by a key of one column.
 *
 * @param child the table that refers
 * @param from its column
 * @param parent the table referred to
 * @param to its column
 */
record Link(Table child, Column from, Table parent, Column to) {}
