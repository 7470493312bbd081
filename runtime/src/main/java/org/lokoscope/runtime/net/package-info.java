// SPDX-License-Identifier: Apache-2.0
/**
 * {@code (lokoscope net)}: TCP whose ports make only the calling fiber wait. Channels are
 * non-blocking; one thread for each run, the {@link org.lokoscope.runtime.net.Poller}, watches
 * those that somebody waits for and posts what it sees to the process that owns them. Everything
 * else runs on the CPU of that process.
 */
@NullMarked
package org.lokoscope.runtime.net;

import org.jspecify.annotations.NullMarked;
