// SPDX-License-Identifier: Apache-2.0
/** What Jazzer calls with any bytes, and a reduced form of it for each build. */
package org.lokoscope.store.fuzz;
