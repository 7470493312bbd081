// SPDX-License-Identifier: Apache-2.0
/**
 * What one frame of the timeline needs from the trace, fetched off the FX thread: strips and
 * intervals of the visible lanes, points of the graphs, arrows, with all names resolved. Painters
 * then need no trace.
 */
@NullMarked
package org.lokoscope.views.query;

import org.jspecify.annotations.NullMarked;
