// SPDX-License-Identifier: Apache-2.0
/**
 * The files of a trace that hold what was recorded: its description and its chunks. Chronicle Queue
 * is used here and nowhere else.
 */
@NullMarked
package org.lokoscope.store.log;

import org.jspecify.annotations.NullMarked;
