// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

/** What pushed an entry of the dynamic state. Append only. */
public enum WinderKind {
  DYNAMIC_WIND,
  PARAMETERIZE,
  HANDLER,
  GUARD
}
