// SPDX-License-Identifier: Apache-2.0
/**
 * The agent that traces virtual threads of a JVM, and the writer that it uses. Nothing here needs
 * any class but those of the JDK, and nothing else in Lokoscope calls it but what packs the agent.
 */
@NullMarked
package org.lokoscope.tracer.jvm;

import org.jspecify.annotations.NullMarked;
