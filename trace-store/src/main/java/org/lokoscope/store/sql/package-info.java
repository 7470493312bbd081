// SPDX-License-Identifier: Apache-2.0
/** What the SQL engine offers, which is loaded on demand: see {@code trace-store/sql}. */
@NullMarked
package org.lokoscope.store.sql;

import org.jspecify.annotations.NullMarked;
