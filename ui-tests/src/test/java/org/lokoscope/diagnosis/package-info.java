// SPDX-License-Identifier: Apache-2.0
/** What the diagnosis says of real programs. */
@NullMarked
package org.lokoscope.diagnosis;

import org.jspecify.annotations.NullMarked;
