// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

/**
 * A stretch of a trace that is still recorded of which most events were left out, because whoever
 * follows it could not keep up. They are read when the recording is over.
 *
 * @param from nanoseconds since the run began
 * @param events so many
 */
public record Unread(long from, long to, long events) {}
