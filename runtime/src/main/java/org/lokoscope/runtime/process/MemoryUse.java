// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.cml.Fiber;
import org.lokoscope.runtime.condition.OutOfMemory;
import org.lokoscope.runtime.source.SiteTable;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Winder;

/**
 * Who holds the memory when it has run out, as far as that can be known without looking for it: the
 * continuations of fibers know their sizes, mailboxes and queues their lengths.
 */
final class MemoryUse {

  private static final int WORD = 8;

  /** What holds less than this part of the heap is not to blame. */
  private static final int PART = 4;

  /** Guessed: fewer of anything are no reason for a full heap. */
  private static final int MANY = 10_000;

  /** A process takes some kilobytes from the start. */
  private static final int MANY_PROCESSES = 1_000;

  /** Guessed: places of frames that have none are not looked for for ever. */
  private static final int MAX_FRAMES = 1_000;

  private MemoryUse() {}

  /**
   * The process whose continuation takes most, if that is much of the heap.
   *
   * @param asking what to blame otherwise: it runs, so it allocates
   * @param awake who else may be to blame
   */
  static Process largestHolder(Process asking, List<Process> awake) {
    long most = asking.kernel().world().memory().max() / PART;
    Process holder = asking;
    if (held(asking) >= most) {
      return asking;
    }
    for (Process process : awake) {
      if (held(process) >= most) {
        most = held(process);
        holder = process;
      }
    }
    return holder == asking ? parentOfMost(asking, awake) : holder;
  }

  private static Process parentOfMost(Process asking, List<Process> awake) {
    int most = Math.max(MANY_PROCESSES, asking.children + 1);
    Process parent = asking;
    for (Process process : awake) {
      if (process.children >= most) {
        most = process.children;
        parent = process;
      }
    }
    return parent;
  }

  /** The fiber that has started so many others that the heap must be full of them; or null. */
  static @Nullable Fiber spawner(Process process) {
    return process.fibers().busiestSpawner();
  }

  private static long held(Process process) {
    return bytes(process.machine().continuation());
  }

  /** What the frames of a continuation take. */
  static long bytes(@Nullable Frame top) {
    return WORD * Frame.wordsOf(top);
  }

  /** The first place that the frames know, or 0. */
  static int innermostSite(@Nullable Frame top) {
    Frame frame = top;
    for (int i = 0; frame != null && i < MAX_FRAMES; i++, frame = frame.next()) {
      if (frame.place() != 0) {
        return frame.place();
      }
    }
    return 0;
  }

  /** Which fiber it was and what it holds, in brackets, to stand behind the condition. */
  static String of(Process.Failure failure, SiteTable sites) {
    Process process = failure.process();
    Fiber fiber = failure.fiber() != null ? failure.fiber() : process.fibers().current();
    StringBuilder text = new StringBuilder(" (in ");
    if (fiber != null) {
      text.append(named(fiber)).append(" of ");
    }
    text.append("process ").append(process.id());
    if (failure.fiber() != null) {
      text.append(", which ends");
    }
    Frame frame = process.machine().continuation();
    long bytes = bytes(frame);
    if (frame != null && bytes >= process.kernel().world().memory().max() / PART) {
      text.append("; its ").append(calls(frame, bytes, sites));
    } else {
      text.append(others(process, sites));
    }
    return text.append(')').toString();
  }

  private static String named(Fiber fiber) {
    String name = fiber.name().isEmpty() ? "" : " \"" + fiber.name() + "\"";
    return "fiber " + (fiber.id() & 0xffffffffL) + name;
  }

  /** How many calls of a continuation hold that much, and where most of them were left. */
  private static String calls(Frame frame, long bytes, SiteTable sites) {
    Frame middle = frame;
    for (int i = frame.depth() / 2; i > 0 && middle.next() != null; i--) {
      middle = middle.next();
    }
    int site = innermostSite(middle);
    return count(frame.depth())
        + " calls that have not returned hold "
        + OutOfMemory.size(bytes)
        + (site == 0 ? "" : ", most of them at " + sites.get(site).span().position());
  }

  private static long bytes(Fiber fiber) {
    return WORD * (Frame.wordsOf(fiber.frame()) + Winder.wordsOf(fiber.winders()));
  }

  /** Of the fibers that wait or are ready, as far as they are known, the one that holds most. */
  private static @Nullable Fiber largest(Process process) {
    Fiber ready = process.fibers().largestReady();
    Fiber known = process.fibers().census().largest();
    if (ready == null || known == null) {
      return ready == null ? known : ready;
    }
    return bytes(ready) >= bytes(known) ? ready : known;
  }

  private static String others(Process process, SiteTable sites) {
    Process fullest = process;
    for (Process other : process.kernel().processes()) {
      fullest = other.mailbox().length() > fullest.mailbox().length() ? other : fullest;
    }
    Fiber largest = largest(process);
    int ready = process.fibers().readyCount();
    int processes = process.kernel().processes().size();
    Frame frame = largest == null ? null : largest.frame();
    if (largest != null
        && frame != null
        && bytes(largest) >= process.kernel().world().memory().max() / PART) {
      return "; " + named(largest) + ": " + calls(frame, bytes(largest), sites);
    }
    if (fullest.mailbox().length() >= MANY) {
      return "; "
          + count(fullest.mailbox().length())
          + " messages wait for process "
          + fullest.id();
    }
    if (ready >= MANY) {
      return "; " + count(ready) + " fibers are ready to run";
    }
    Fiber spawner = spawner(process);
    if (spawner != null) {
      return "; " + named(spawner) + " has started " + count(spawner.spawned()) + " others";
    }
    return processes >= MANY_PROCESSES ? "; there are " + count(processes) + " processes" : "";
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
