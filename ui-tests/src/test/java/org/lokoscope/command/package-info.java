// SPDX-License-Identifier: Apache-2.0
/** The {@code lokoscope} command as a user types it, each time in a JVM of its own. */
@NullMarked
package org.lokoscope.command;

import org.jspecify.annotations.NullMarked;
