// SPDX-License-Identifier: Apache-2.0
/**
 * The schema of everything that a runtime can report. {@link org.lokoscope.runtime.probe.Probe},
 * with what it extends, is the one list of events: encoder, decoder, tables, exports and the
 * reference page are derived from it by reflection. A foreign runtime is anything that calls the
 * probe.
 */
@NullMarked
package org.lokoscope.runtime.probe;

import org.jspecify.annotations.NullMarked;
