// SPDX-License-Identifier: Apache-2.0
/** The procedures of the standard libraries that are written in Java. */
@NullMarked
package org.lokoscope.runtime.primitives;

import org.jspecify.annotations.NullMarked;
