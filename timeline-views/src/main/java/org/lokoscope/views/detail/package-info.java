// SPDX-License-Identifier: Apache-2.0
/**
 * What is told of one thing, as text with links: of a fiber, a process, a CPU, an object that
 * fibers wait on, an event. Made off the FX thread; knows no JavaFX.
 */
@NullMarked
package org.lokoscope.views.detail;

import org.jspecify.annotations.NullMarked;
