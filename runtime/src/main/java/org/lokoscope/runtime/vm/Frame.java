// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.jspecify.annotations.Nullable;

/**
 * A procedure activation, or a part of one, that waits on the heap for a value. It holds what is
 * still live and nothing else.
 *
 * <p>Frames form an immutable list, innermost first, that captures share; {@link #next}, {@link
 * #depth} and {@link #words} are set once, when the frame is linked. So the size of any
 * continuation is read in constant time.
 */
public abstract class Frame {

  private @Nullable Frame next;
  private int depth;
  private long words;

  /**
   * Goes on with the value that the frame waited for. A resumed frame is not changed: it may be
   * resumed again.
   *
   * @return a value, {@link Machine#TAIL} or {@link Machine#UNWIND}
   */
  public abstract Object resume(Object value, Machine machine);

  /** The source form whose value the frame waits for, or 0. */
  public abstract int site();

  /** What a report of a failure gives as the place of the frame; a site, or 0. */
  public int place() {
    return site();
  }

  /** Heap words of this frame alone: the object and the arrays that only it holds. */
  public abstract int ownWords();

  /** What a backtrace says of a frame without a site, e.g. "scheduler"; "" for ordinary frames. */
  public String label() {
    return "";
  }

  /** What a debugger may look at; null for frames of the system. */
  public @Nullable Activation activation() {
    return null;
  }

  /** Puts a new frame on top of others. A frame is linked once in its life. */
  public static Frame link(Frame frame, @Nullable Frame below) {
    return frame.link(below);
  }

  final Frame link(@Nullable Frame below) {
    next = below;
    depth = below == null ? 1 : below.depth + 1;
    words = ownWords() + (below == null ? 0 : below.words);
    return this;
  }

  public final @Nullable Frame next() {
    return next;
  }

  /** Frames in the list from here on. */
  public final int depth() {
    return depth;
  }

  /** Heap words of the frames from here on. */
  public final long words() {
    return words;
  }

  public static int depthOf(@Nullable Frame frame) {
    return frame == null ? 0 : frame.depth;
  }

  public static long wordsOf(@Nullable Frame frame) {
    return frame == null ? 0 : frame.words;
  }
}
