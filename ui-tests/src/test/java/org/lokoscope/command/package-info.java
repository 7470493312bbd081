/** The {@code lokoscope} command as a user types it, each time in a JVM of its own. */
package org.lokoscope.command;
