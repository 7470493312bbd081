/**
 * Ports: bytes and characters in and out, transcoders, files, the console.
 *
 * <p>What the system can do only by blocking is done on other threads ({@link
 * org.lokoscope.runtime.io.BackgroundPort}), while the fiber waits and others run. Regular files
 * that are open for reading and writing, and all regular files in a run with a virtual clock, are
 * used in place: the disk does not make anybody wait for long.
 *
 * <p>With a virtual clock the same seed and the same input give the same run, however late the
 * input comes and in whatever pieces. An operation on the console, a pipe or a device waits for its
 * turn ({@link org.lokoscope.runtime.world.Arrivals} has the rule), and is then done as a whole
 * with the bytes that it needs and no others; {@code char-ready?} waits, too, and {@code
 * get-bytevector-some} gets one byte. That holds for one source of input; of several that have
 * something, the first is served that has it.
 */
package org.lokoscope.runtime.io;
