// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.net;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Machine;

/** The sockets of one run. None of them outlives its process, and none the run. */
public final class Network {

  private final Poller poller;

  /** The last of the devices that are open, each of which knows its neighbours. */
  private @Nullable Device last;

  private Network(Poller poller) {
    this.poller = poller;
  }

  /**
   * One whose sockets are watched by the CPUs, when they rest and now and then.
   *
   * @param died is told, on some thread, why nobody waits for sockets any more
   */
  public Network(Consumer<Throwable> died) {
    this(new Poller(died));
  }

  /** One whose sockets are watched by a thread of its own. */
  public static Network withThread(Consumer<Throwable> died) {
    return new Network(Poller.withThread(died));
  }

  /** Whether a CPU that rests has to wait for sockets. */
  public boolean isWatched() {
    return poller.isUsed();
  }

  /** How many nanoseconds ago somebody looked for sockets that are ready. */
  public long age() {
    return poller.age();
  }

  /**
   * Waits until a socket is ready; perhaps for less time. Those who wait for it are told on this
   * thread.
   *
   * @param nanos the longest time; {@link Long#MAX_VALUE} for any
   * @param called whether somebody wants the caller to go on: set before {@link #wakeup}
   */
  public void await(long nanos, BooleanSupplier called) {
    poller.await(nanos, called);
  }

  /** Tells those who wait for sockets that are ready, if nobody has looked for a while. */
  public void look() {
    poller.look();
  }

  /** Has the one go on who is in {@link #await}, or will be next. */
  public void wakeup() {
    poller.wakeup();
  }

  Poller poller() {
    return poller;
  }

  synchronized void add(Device device) {
    device.older = last;
    if (last != null) {
      last.newer = device;
    }
    last = device;
    device.listed = true;
  }

  void remove(Device device) {
    unlink(device);
    poller.release();
  }

  private synchronized void unlink(Device device) {
    if (!device.listed) {
      return;
    }
    Device older = device.older;
    Device newer = device.newer;
    if (older != null) {
      older.newer = newer;
    }
    if (newer != null) {
      newer.older = older;
    } else {
      last = older;
    }
    device.older = null;
    device.newer = null;
    device.listed = false;
  }

  private synchronized List<Device> open() {
    List<Device> all = new ArrayList<>();
    for (Device device = last; device != null; device = device.older) {
      all.add(device);
    }
    return all;
  }

  /** What a process has open, each of which may hold fibers of its own. */
  public List<Object> of(Machine machine) {
    return open().stream().filter(device -> device.owner() == machine).<Object>map(d -> d).toList();
  }

  /** Closes what a process that has ended left open. */
  public void closeAll(Machine machine) {
    for (Device device : open()) {
      if (device.owner() == machine) {
        device.abandon();
      }
    }
  }

  /** Closes everything; only when no process runs any more. */
  public void close() {
    for (Device device : open()) {
      device.abandon();
    }
    poller.close();
  }
}
