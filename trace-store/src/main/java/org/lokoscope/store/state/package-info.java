// SPDX-License-Identifier: Apache-2.0
/**
 * The whole scheduler at any instant of a trace: what runs, what is ready and in which order, who
 * waits for what and since when. Replays the events since the last of the checkpoints, which are
 * made in one pass over the trace and kept beside its index.
 */
@NullMarked
package org.lokoscope.store.state;

import org.jspecify.annotations.NullMarked;
