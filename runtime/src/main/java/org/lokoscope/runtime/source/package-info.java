/** Places in source texts and data that remember where they were read. */
package org.lokoscope.runtime.source;
