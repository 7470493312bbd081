// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.cml;

import org.jspecify.annotations.Nullable;

/**
 * One arm of the operation that a fiber waits in, for a debugger.
 *
 * @param what what it waits for, in words
 * @param object the number of the channel, condition or device, or 0
 * @param place its place in the queue, from 1; 0 if it stands in none
 * @param length how many stand in that queue
 * @param until when it ends, in nanoseconds on the world's clock; {@link Long#MAX_VALUE} if that is
 *     not known
 * @param message what it would give; null if it gives nothing
 */
public record WaitView(
    String what, long object, int place, int length, long until, @Nullable Object message) {}
