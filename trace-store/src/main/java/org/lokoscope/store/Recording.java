// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import org.lokoscope.tracer.codec.StreamOrigin;

/**
 * A source of events: a process of the operating system that wrote one stream or several.
 *
 * @param streams how many of the trace are its
 */
public record Recording(StreamOrigin origin, int streams) {}
