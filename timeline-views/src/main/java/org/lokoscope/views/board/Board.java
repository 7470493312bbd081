// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.board;

import java.util.List;
import org.lokoscope.store.LaneState;

/**
 * The scheduler at an instant, as words. Of what there may be thousands, only the first are here.
 *
 * @param time nanoseconds since the run began
 * @param events how many events had happened
 * @param hole events of this time were lost: what anybody does is not known
 * @param runQueue processes that wait for a CPU, in the order in which they will get one
 * @param waitQueue processes that wait, the one first that is to be woken first
 */
public record Board(
    long time,
    long events,
    boolean hole,
    List<Cpu> cpus,
    Some<Pill> runQueue,
    Some<Pill> waitQueue,
    Some<Group> groups) {

  /**
   * The first of many.
   *
   * @param more how many there are beside them
   */
  public record Some<T>(List<T> first, long more) {

    boolean isEmpty() {
      return first.isEmpty() && more == 0;
    }
  }

  /**
   * A fiber or a process.
   *
   * @param id its identifier in the trace
   * @param note how long it has been there, and the like
   * @param faded whether it stands there in vain: its choice was made otherwise
   * @param gives the message that it waits to give; "" for none that is known
   */
  public record Pill(
      long id, String name, String note, LaneState state, boolean faded, String gives) {}

  /**
   * A virtual CPU.
   *
   * @param runs the process and, if there is one, its fiber; nothing when it is idle
   */
  public record Cpu(long number, String process, List<Pill> runs, String since) {}

  /**
   * A process with what belongs to it.
   *
   * @param stopped the fiber whose turn it is while the process has no CPU; at most one
   * @param ready in the order of their turns
   * @param waiting those that stand at none of the {@code things}
   */
  public record Group(
      long process,
      String title,
      List<Pill> stopped,
      Some<Pill> ready,
      Some<Pill> waiting,
      Some<Thing> things,
      Some<Pill> timers) {}

  /**
   * A channel, condition, mailbox or port.
   *
   * @param givers who waits to put something in, the first in the queue first
   * @param takers who waits to get something out of it, or for it
   * @param messages those that lie in it, the first to be taken first, as far as they are known
   * @param count how many messages lie in it
   */
  public record Thing(
      long id,
      String name,
      Some<Pill> givers,
      Some<Pill> takers,
      List<String> messages,
      long count) {}
}
