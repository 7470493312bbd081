package org.lokoscope.runtime.net;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.lokoscope.runtime.vm.Machine;

/** The sockets of one run. None of them outlives its process, and none the run. */
public final class Network {

  private final Poller poller;
  private final Set<Device> open = ConcurrentHashMap.newKeySet();

  /**
   * @param died is told, on another thread, why nobody waits for sockets any more
   */
  public Network(Consumer<Throwable> died) {
    poller = new Poller(died);
  }

  Poller poller() {
    return poller;
  }

  void add(Device device) {
    open.add(device);
  }

  void remove(Device device) {
    open.remove(device);
    poller.release();
  }

  /** What a process has open, each of which may hold fibers of its own. */
  public List<Object> of(Machine machine) {
    return open.stream().filter(device -> device.owner() == machine).<Object>map(d -> d).toList();
  }

  /** Closes what a process that has ended left open. */
  public void closeAll(Machine machine) {
    for (Device device : open) {
      if (device.owner() == machine) {
        device.abandon();
      }
    }
  }

  /** Closes everything; only when no process runs any more. */
  public void close() {
    for (Device device : open) {
      device.abandon();
    }
    poller.close();
  }
}
