package org.lokoscope.runtime.datum;

/** The empty list. */
public enum Nil {
  NIL
}
