// SPDX-License-Identifier: Apache-2.0
/** The application and the {@code lokoscope} command line: wiring and panels. */
@NullMarked
package org.lokoscope.gui;

import org.jspecify.annotations.NullMarked;
