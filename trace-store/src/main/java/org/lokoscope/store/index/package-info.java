// SPDX-License-Identifier: Apache-2.0
/**
 * What is computed from the events once, when a trace is first opened, so that nothing later reads
 * them all again: intervals of lanes, growth of fibers, series, arrows, stack snapshots, names. All
 * bulk is in mapped files of packed columns, of which nothing is decoded before it is asked for.
 */
@NullMarked
package org.lokoscope.store.index;

import org.jspecify.annotations.NullMarked;
