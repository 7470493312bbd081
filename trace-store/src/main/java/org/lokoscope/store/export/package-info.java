/** Traces in formats that other programs read. */
@NullMarked
package org.lokoscope.store.export;

import org.jspecify.annotations.NullMarked;
