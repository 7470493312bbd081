// SPDX-License-Identifier: Apache-2.0
/**
 * SQL over traces by DuckDB, in memory. {@link org.lokoscope.sql.Tables} says what there is to ask;
 * a query sees these tables and nothing else.
 */
@NullMarked
package org.lokoscope.sql;

import org.jspecify.annotations.NullMarked;
