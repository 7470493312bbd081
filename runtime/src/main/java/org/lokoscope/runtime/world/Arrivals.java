// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What a run with a virtual clock waits for from outside: input, and output that has to leave. When
 * that comes in real time must not show, so it is taken in only at moments that the run itself
 * determines.
 *
 * <p>The rule: who waits is served when nothing else can run, and everybody whose virtual time came
 * before the waiter's time-out is over has run. From then on the clock stands still until what is
 * waited for has come. Those who wait for the same source are served in the order in which they
 * asked; of several sources the first that has something, and only which that is depends on real
 * time.
 *
 * <p>Used by the thread of the run alone.
 */
public final class Arrivals {

  /** Virtual nanoseconds that others may still run while somebody waits for input. Guessed. */
  public static final long INPUT_TIMEOUT = 1_000_000_000;

  /** The same for output: nearly always it leaves at once. Guessed. */
  public static final long OUTPUT_TIMEOUT = 10_000_000;

  /** Somebody who waits. */
  public interface Waiter {

    /** The process that it belongs to. */
    Object owner();

    /** Where it comes from. */
    Object source();

    /** Does what is waited for if that is possible by now; true if so, or if nobody waits. */
    boolean serve();

    /** Has something run, on some thread, as soon as more is there than now. */
    void whenMore(Runnable action);

    /** Tells those who wait that it is done. */
    void deliver();
  }

  /** Somebody who waits, and the virtual time up to which others may still run. */
  private record Request(Waiter waiter, long due) {}

  private final List<Request> requests = new ArrayList<>();

  public void await(Waiter waiter, long due) {
    requests.add(new Request(waiter, due));
  }

  /** A process has ended, and with it all who wait in it. */
  public void forget(Object owner) {
    requests.removeIf(request -> request.waiter.owner() == owner);
  }

  /** The virtual time up to which others may run before somebody is served; of no clock if none. */
  public long due() {
    long first = Long.MAX_VALUE;
    for (Request request : requests) {
      first = Math.min(first, request.due);
    }
    return first;
  }

  /** Serves the first who can be served; false if nobody can. */
  public boolean serve() {
    return serveFirst() >= 0;
  }

  /** Serves the first who can be served; returns the number of the request, or -1. */
  public int serveFirst() {
    for (Request request : firstOfEachSource()) {
      int number = requests.indexOf(request);
      if (serve(number)) {
        return number;
      }
    }
    return -1;
  }

  /** Serves one if it can be served now. */
  public boolean serve(int number) {
    if (number >= requests.size()) {
      return false;
    }
    Request request = requests.get(number);
    if (!request.waiter.serve()) {
      return false;
    }
    requests.remove(request);
    request.waiter.deliver();
    return true;
  }

  /** Has something run, on some thread, when it is worth trying again. */
  public void whenMore(Runnable action) {
    for (Request request : firstOfEachSource()) {
      request.waiter.whenMore(action);
    }
  }

  private List<Request> firstOfEachSource() {
    Set<Object> sources = Collections.newSetFromMap(new IdentityHashMap<>());
    return requests.stream().filter(request -> sources.add(request.waiter.source())).toList();
  }
}
