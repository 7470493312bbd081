// SPDX-License-Identifier: Apache-2.0
/** Which event may follow which in the life of a fiber and of a process: two small tables. */
@NullMarked
package org.lokoscope.tracer.lifecycle;

import org.jspecify.annotations.NullMarked;
