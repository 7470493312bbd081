/**
 * What one frame of the timeline needs from the trace, fetched off the toolkit's thread: strips and
 * stays of the visible lanes, points of the graphs, arrows, with all names resolved. Painters then
 * need no trace.
 */
package org.lokoscope.views.picture;
