// SPDX-License-Identifier: Apache-2.0
/**
 * The changes of a program that mend its leaks, as code: from a finding and the source text to the
 * text after the change. Works on text alone; what it cannot mend it leaves to the words of the
 * finding. Reports and views call it.
 */
@NullMarked
package org.lokoscope.store.patch;

import org.jspecify.annotations.NullMarked;
