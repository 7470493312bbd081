// SPDX-License-Identifier: Apache-2.0
/**
 * Checks a trace from end to end, trusting no index: reads the files itself. For those who doubt a
 * trace; no query calls it.
 */
@NullMarked
package org.lokoscope.store.verify;

import org.jspecify.annotations.NullMarked;
