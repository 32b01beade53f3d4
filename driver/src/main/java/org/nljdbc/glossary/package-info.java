/** What a team calls things: descriptions, synonyms, metrics, filters, joins, what is hidden. */
@NullMarked
package org.nljdbc.glossary;

import org.jspecify.annotations.NullMarked;
