// SPDX-License-Identifier: Apache-2.0
/** What is read and written in the background, on real threads that try to break it. */
@NullMarked
package org.lokoscope.runtime.io;

import org.jspecify.annotations.NullMarked;
