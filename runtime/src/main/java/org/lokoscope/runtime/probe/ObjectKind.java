package org.lokoscope.runtime.probe;

/** The kinds of object on which a fiber can wait. Append only. */
public enum ObjectKind {
  CHANNEL,
  CONDITION,
  MAILBOX,
  PORT
}
