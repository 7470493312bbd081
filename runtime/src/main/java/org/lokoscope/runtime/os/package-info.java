// SPDX-License-Identifier: Apache-2.0
/**
 * {@code (lokoscope os)}: processes of the operating system, whose pipes are ports that make only
 * the calling fiber wait. Java cannot select on such a pipe, so a thread reads or writes it.
 */
@NullMarked
package org.lokoscope.runtime.os;

import org.jspecify.annotations.NullMarked;
