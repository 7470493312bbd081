// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

/** When what was written is passed on. */
public enum BufferMode {
  NONE,
  LINE,
  BLOCK
}
