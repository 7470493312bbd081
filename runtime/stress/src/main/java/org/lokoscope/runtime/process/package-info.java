/** The kernel's wake-ups and looks at processes, on real threads that try to break them. */
package org.lokoscope.runtime.process;
