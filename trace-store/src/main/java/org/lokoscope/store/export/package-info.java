/** Traces in formats that other programs read. */
package org.lokoscope.store.export;
