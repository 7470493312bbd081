/** Checks a trace from end to end, trusting no index. */
@NullMarked
package org.lokoscope.store.verify;

import org.jspecify.annotations.NullMarked;
