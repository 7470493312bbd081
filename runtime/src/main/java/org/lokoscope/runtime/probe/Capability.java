// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

/**
 * What a source of events measures. What it does not measure is unknown, and never 0. Each constant
 * is a bit of {@link Probe#streamBegan}, the first the lowest; they are only added at the end.
 */
public enum Capability {
  /** The words of heap that continuations take, exactly. */
  SIZES("sizes of continuations"),
  /** Which frames a continuation has. */
  FRAMES("frames"),
  /** The entries of the dynamic state. */
  WINDERS("winders"),
  /** Operations that are queued on an object, and what becomes of them. */
  OFFERS("queued operations"),
  /** Timers that are armed, and what becomes of them. */
  TIMERS("timers"),
  /** Messages between processes. */
  MESSAGES("messages"),
  /** What can still be reached when a process ends, and which fibers can never run again. */
  REACHABILITY("reachability"),
  /** Who made a fiber ready. */
  WAKES("wakes"),
  /** The heap that is in use. */
  HEAP("heap");

  private final String words;

  Capability(String words) {
    this.words = words;
  }

  /** What is measured, in words: "timers". */
  public String words() {
    return words;
  }
}
