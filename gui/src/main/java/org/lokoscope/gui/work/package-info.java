// SPDX-License-Identifier: Apache-2.0
/**
 * What the application and the command line ask of the layers below: open a trace, diagnose, verify
 * and export it, run and record programs. One seam, which the architecture test holds, so that
 * tests can put something else behind it. No JavaFX here.
 */
@NullMarked
package org.lokoscope.gui.work;

import org.jspecify.annotations.NullMarked;
