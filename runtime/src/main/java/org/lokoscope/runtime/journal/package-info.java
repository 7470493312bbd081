// SPDX-License-Identifier: Apache-2.0
/**
 * Files, in a run that keeps what it does outside, or repeats it: a file system whose every call
 * goes through the {@link org.lokoscope.runtime.world.Journal}. Nothing of it is used otherwise.
 */
@NullMarked
package org.lokoscope.runtime.journal;

import org.jspecify.annotations.NullMarked;
