// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.runtime.probe.SuspendReason;

/**
 * Finds the two ends of connections by their addresses, in whatever programs they are, and leads
 * from each read to the write that its last byte comes from. Ends of the same addresses, such as
 * those of a Unix domain socket whose clients have no names, belong together in the order in which
 * they came.
 *
 * <p>The clocks of two programs differ by a little, so that bytes may be read before they are
 * written: then that is noted at the moment of the write.
 *
 * <p>Bounded: of an end that nobody reads only the last writes are kept, and of all ends those that
 * were used last.
 */
final class Connections implements Probe, Kept.State {

  private static final int MOST_ENDS = 65_536;
  private static final int MOST_MOVES = 1024;

  /** Clocks of two programs are not taken to differ by more nanoseconds than that. */
  private static final long SKEW = 50_000_000;

  /** So many bytes of a connection were written, or read, when a fiber had done so. */
  private record Move(long total, long fiber, long time) {}

  private static final class End {
    private final long number;
    private final long port;
    private final long local;
    private final long remote;
    private final Deque<Move> writes = new ArrayDeque<>();

    /** Reads of what nobody has written yet. */
    private final Deque<Move> reads = new ArrayDeque<>();

    /** The port at the other end; 0 if it is not known. */
    private long peer;

    /** Who waits to read, or has waited last. */
    private long waiting;

    End(long number, long port, long local, long remote) {
      this.number = number;
      this.port = port;
      this.local = local;
      this.remote = remote;
    }
  }

  private final Definitions definitions;
  private final Lanes lanes;
  private long numbers;

  /** By port; who was used last is the last. */
  private final LinkedHashMap<Long, End> ends = new LinkedHashMap<>(16, 0.75f, true);

  /** By the addresses of both ends: those without the other one. */
  private final Map<String, Deque<End>> single = new HashMap<>();

  Connections(Definitions definitions, Lanes lanes) {
    this.definitions = definitions;
    this.lanes = lanes;
  }

  @Override
  public void keep(Kept kept) {
    numbers = kept.number(numbers);
    List<End> known = new ArrayList<>(ends.values());
    ends.clear();
    single.clear();
    End none = new End(0, 0, 0, 0);
    for (int i = 0, count = kept.count(known.size(), MOST_ENDS); i < count; i++) {
      End end = i < known.size() ? known.get(i) : none;
      keep(kept, end);
    }
    ends.values().stream()
        .filter(end -> end.peer == 0)
        .sorted(Comparator.comparingLong(end -> end.number))
        .forEach(end -> waitFor(end));
  }

  private void keep(Kept kept, End end) {
    End next =
        new End(
            kept.number(end.number),
            kept.number(end.port),
            kept.number(end.local),
            kept.number(end.remote));
    next.peer = kept.number(end.peer);
    next.waiting = kept.number(end.waiting);
    keep(kept, end.writes, next.writes);
    keep(kept, end.reads, next.reads);
    ends.put(next.port, next);
  }

  private static void keep(Kept kept, Deque<Move> before, Deque<Move> next) {
    List<Move> moves = List.copyOf(before);
    for (int i = 0, count = kept.count(moves.size(), MOST_MOVES); i < count; i++) {
      Move move = i < moves.size() ? moves.get(i) : new Move(0, 0, 0);
      next.add(new Move(kept.number(move.total), kept.number(move.fiber), kept.number(move.time)));
    }
  }

  private static void add(Deque<Move> moves, Move move) {
    moves.add(move);
    if (moves.size() > MOST_MOVES) {
      moves.remove();
    }
  }

  private static String key(String from, String to) {
    return from + '\n' + to;
  }

  private void waitFor(End end) {
    String key = key(definitions.string(end.local), definitions.string(end.remote));
    single.computeIfAbsent(key, addresses -> new ArrayDeque<>()).add(end);
  }

  @Override
  public void connectionMade(long time, long port, long local, long remote) {
    End end = new End(++numbers, port, local, remote);
    String other = key(definitions.string(remote), definitions.string(local));
    Deque<End> candidates = single.get(other);
    End peer = candidates == null ? null : candidates.poll();
    if (candidates != null && candidates.isEmpty()) {
      single.remove(other);
    }
    End before = ends.put(port, end);
    if (before != null) {
      forget(before);
    }
    if (peer == null) {
      waitFor(end);
    } else {
      end.peer = peer.port;
      peer.peer = port;
    }
    if (ends.size() > MOST_ENDS) {
      forget(ends.pollFirstEntry().getValue());
    }
  }

  private void forget(End end) {
    if (end.peer == 0) {
      String key = key(definitions.string(end.local), definitions.string(end.remote));
      Deque<End> alike = single.get(key);
      if (alike != null) {
        alike.remove(end);
        if (alike.isEmpty()) {
          single.remove(key);
        }
      }
    }
  }

  @Override
  public void ioWaiting(long time, long fiber, long port, int direction) {
    if (direction == SuspendReason.READABLE.ordinal()) {
      End end = ends.get(port);
      if (end != null) {
        end.waiting = fiber;
      }
    }
  }

  @Override
  public void bytesWritten(long time, long fiber, long port, long total) {
    End end = ends.get(port);
    if (end == null) {
      return;
    }
    add(end.writes, new Move(total, fiber, time));
    End peer = end.peer == 0 ? null : ends.get(end.peer);
    while (peer != null && !peer.reads.isEmpty() && peer.reads.element().total <= total) {
      Move read = peer.reads.remove();
      if (time - read.time <= SKEW) {
        arrow(new Move(total, fiber, time), read.fiber, time, peer.port);
      }
    }
  }

  @Override
  public void bytesRead(long time, long fiber, long port, long total) {
    End end = ends.get(port);
    if (end == null) {
      return;
    }
    long reader = fiber != 0 ? fiber : end.waiting;
    End peer = end.peer == 0 ? null : ends.get(end.peer);
    Move cause = peer == null ? null : takeUpTo(peer.writes, total);
    if (cause == null) {
      add(end.reads, new Move(total, reader, time));
    } else {
      arrow(cause, reader, time, port);
    }
  }

  private void arrow(Move cause, long reader, long time, long port) {
    if (cause.fiber != 0 && reader != 0) {
      lanes.bytes(cause.fiber, cause.time, reader, time, port);
    }
  }

  /** The write that brought the last of so many bytes; those before it are thrown away. */
  private static @Nullable Move takeUpTo(Deque<Move> writes, long total) {
    while (!writes.isEmpty() && writes.element().total < total) {
      writes.remove();
    }
    Move last = writes.peek();
    if (last != null && last.total == total) {
      writes.remove();
    }
    return last;
  }
}
