/** Checks a trace from end to end, trusting no index. */
package org.lokoscope.store.verify;
