// SPDX-License-Identifier: Apache-2.0
/**
 * Ports: bytes and characters in and out, transcoders, files, the console.
 *
 * <p>What the system can do only by blocking is done on other threads ({@link
 * org.lokoscope.runtime.io.BackgroundPort}), while the fiber waits and others run. Regular files
 * that are open for reading and writing, and all regular files in a run with a virtual clock, are
 * used in place: the disk does not make anybody wait for long.
 *
 * <p>What a port can do at once, its {@link org.lokoscope.runtime.io.Endpoint} says: a file or the
 * console here, a connection, a pipe or a socket elsewhere. How an operation waits that cannot go
 * on, {@link org.lokoscope.runtime.io.WaitingPort} alone knows. It is undone, so that others may
 * use the port, and done again; what it has done it keeps, and goes on there if nobody else has
 * read.
 *
 * <p>With a virtual clock the same seed and the same input give the same run, however late the
 * input comes and in whatever pieces. An operation on the console, a pipe or a device waits for its
 * turn ({@link org.lokoscope.runtime.world.Arrivals} has the rule), and is then done as a whole
 * with the bytes that it needs and no others; {@code char-ready?} waits, too, and {@code
 * get-bytevector-some} gets one byte. That holds for one source of input; of several that have
 * something, the first is served that has it.
 */
@NullMarked
package org.lokoscope.runtime.io;

import org.jspecify.annotations.NullMarked;
