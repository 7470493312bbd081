// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

/** What the number in a field is. Identifiers are unique within a trace; 0 means none. */
public enum Kind {
  /** Nanoseconds since the run began, monotonic. The first field of every event. */
  TIME,
  /** Nanoseconds. */
  DURATION,
  /** A process identifier: 0 is the scheduler. */
  PROCESS,
  /** A virtual CPU, from 0. */
  CPU,
  /** A fiber: process identifier times 2^32, plus a serial from 1. */
  FIBER,
  /** A channel, a condition variable, a mailbox or a port; numbered like fibers. */
  OBJECT,
  /** One performance of an operation, with all of its arms; numbered like fibers. */
  OPERATION,
  /** A captured continuation; numbered like fibers. */
  CONTINUATION,
  /** An armed timer; numbered like fibers. */
  TIMER,
  /** A user span; numbered like fibers. */
  SPAN,
  /** A place in a source text, defined by {@code siteDefined}. */
  SITE,
  /** A text, defined by {@code stringDefined}. */
  STRING,
  /** The text itself; the parameter is a {@code String}. */
  TEXT,
  /** A plain count. */
  COUNT,
  /** Heap words of 8 bytes. */
  WORDS,
  BYTES,
  /** 0 or 1. */
  FLAG,
  /** The ordinal of one of the constants of {@link Field#codes()}. */
  CODE,
  /** A signed number with a meaning of its own. */
  NUMBER,
  /** A sequence of numbers; the parameter is a {@code long[]}. */
  SEQUENCE
}
