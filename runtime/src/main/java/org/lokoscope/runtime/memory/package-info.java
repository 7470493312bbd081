// SPDX-License-Identifier: Apache-2.0
/**
 * The room on the Java heap: when it is about to end, in time for the program to hear of it. Used
 * by all that runs or expands programs; knows none of it.
 */
@NullMarked
package org.lokoscope.runtime.memory;

import org.jspecify.annotations.NullMarked;
