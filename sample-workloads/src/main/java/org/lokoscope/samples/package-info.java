// SPDX-License-Identifier: Apache-2.0
/**
 * Scheme programs that show what Lokoscope shows, each with what its diagnosis must say. For the
 * application, and for the tests of the diagnosis.
 */
@NullMarked
package org.lokoscope.samples;

import org.jspecify.annotations.NullMarked;
