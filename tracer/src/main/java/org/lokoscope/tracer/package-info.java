// SPDX-License-Identifier: Apache-2.0
/**
 * Turns what a runtime reports into bytes and back. Everything here is derived from the probe
 * interface of the runtime; nothing here knows of files or screens.
 */
@NullMarked
package org.lokoscope.tracer;

import org.jspecify.annotations.NullMarked;
