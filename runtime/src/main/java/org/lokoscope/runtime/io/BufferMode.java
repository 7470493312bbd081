package org.lokoscope.runtime.io;

/** When what was written is passed on. */
public enum BufferMode {
  NONE,
  LINE,
  BLOCK
}
