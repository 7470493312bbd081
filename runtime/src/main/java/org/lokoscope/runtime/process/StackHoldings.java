// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Winder;

/**
 * What the frames and winders of a fiber hold beside themselves that nothing else does: numbers,
 * messages, lists. Of those of one form the typical one counts, for the first may hold what all of
 * them share.
 */
final class StackHoldings {

  /** So many frames and winders are looked at one by one. */
  static final int DEEP = 64;

  private record Form(int site, boolean winder) {}

  /** Those of one form. */
  private static final class Held {
    private long[] words = new long[16];
    private int size;

    void add(long more) {
      if (size == words.length) {
        words = Arrays.copyOf(words, 2 * size);
      }
      words[size++] = more;
    }

    long typical() {
      Arrays.sort(words, 0, size);
      return size * words[size / 2];
    }
  }

  private final Map<Form, Held> byForm = new HashMap<>();
  private final long fiber;
  private long own;

  StackHoldings(Fiber fiber) {
    this.fiber = fiber.id();
  }

  /**
   * @param weighed heap words of the frame and of all that nothing before it holds
   */
  void add(Frame frame, long weighed) {
    add(new Form(frame.site(), false), frame.ownWords(), weighed);
  }

  /** The same of an entry of the dynamic state. */
  void add(Winder winder, long weighed) {
    add(new Form(winder.site(), true), winder.ownWords(), weighed);
  }

  private void add(Form form, long ownWords, long weighed) {
    own += ownWords;
    byForm.computeIfAbsent(form, f -> new Held()).add(Math.max(0, weighed - ownWords));
  }

  long fiber() {
    return fiber;
  }

  /** Heap words of the frames and winders themselves. */
  long own() {
    return own;
  }

  /** Heap words of what they hold. */
  long held() {
    return byForm.values().stream().mapToLong(Held::typical).sum();
  }
}
