// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import java.util.List;

/** Frames that stand {@code repeat} times in a row, innermost first. */
public record StackGroup(long repeat, List<StackFrame> frames) {

  /** One frame or winder: the form that pushed it and its size in heap words. */
  public record StackFrame(Site site, long words) {}
}
