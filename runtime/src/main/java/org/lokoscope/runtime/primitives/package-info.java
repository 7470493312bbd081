/** The procedures of the standard libraries that are written in Java. */
package org.lokoscope.runtime.primitives;
