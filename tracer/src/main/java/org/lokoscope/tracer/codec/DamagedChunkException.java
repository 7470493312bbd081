// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.codec;

/** The bytes are not a chunk that this version can read. The message says why, on one line. */
public class DamagedChunkException extends Exception {

  private static final long serialVersionUID = 1L;

  public DamagedChunkException(String message) {
    super(message);
  }
}
