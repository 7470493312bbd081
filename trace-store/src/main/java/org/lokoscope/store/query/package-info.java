// SPDX-License-Identifier: Apache-2.0
/**
 * The query language of one line, which search box, lane filter, tables and command line share, and
 * the questions about causes and sums that are asked of a trace. docs/query.md describes the
 * language for users. Knows the trace by its public methods only.
 */
@NullMarked
package org.lokoscope.store.query;

import org.jspecify.annotations.NullMarked;
