/** Texts that are no programs, or hostile ones: what becomes of them must be one clear line. */
package org.lokoscope.runtime.robust;
