// SPDX-License-Identifier: Apache-2.0
/**
 * Libraries: those that come with the system, those of the user, and what programs import from
 * them. {@link org.lokoscope.runtime.library.LibraryManager} is the way in.
 */
@NullMarked
package org.lokoscope.runtime.library;

import org.jspecify.annotations.NullMarked;
