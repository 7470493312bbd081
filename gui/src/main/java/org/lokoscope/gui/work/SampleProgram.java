// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.nio.file.Path;

/**
 * A program that comes with Lokoscope.
 *
 * @param name short, as typed on the command line
 * @param shows one sentence: what to see in its trace
 * @param leaks whether its diagnosis must be a leak
 * @param program its source, in a directory that can be read
 */
public record SampleProgram(String name, String shows, boolean leaks, Path program) {}
