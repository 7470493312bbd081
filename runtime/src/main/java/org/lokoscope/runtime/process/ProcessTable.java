// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All processes by their numbers, and who wants to hear of whose end. Of a process that has ended
 * only its exit status is kept. Guarded by the kernel.
 */
final class ProcessTable {

  private final Map<Long, Process> alive = new LinkedHashMap<>();

  /** Who wants to hear of the end of a process, as often as he asked. */
  private final Map<Long, List<Long>> monitors = new HashMap<>();

  private final Map<Long, Set<Long>> links = new HashMap<>();

  /** The exit status of each process that has ended, a byte for each, by its number. */
  private byte[] statuses = new byte[64];

  private final BitSet ended = new BitSet();
  private long nextId = 1;

  long newId() {
    return nextId++;
  }

  /** Whether there is or was such a process; one that is being made has a number already. */
  boolean knows(long id) {
    return alive.containsKey(id) || id > 0 && id < nextId && ended.get((int) id);
  }

  void add(Process process) {
    alive.put(process.id(), process);
  }

  @Nullable Process find(long id) {
    return alive.get(id);
  }

  Collection<Process> all() {
    return alive.values();
  }

  /** From 0 to 255; of a process that has ended. */
  int status(long id) {
    return statuses[(int) id] & 0xff;
  }

  void monitor(long watched, long watcher) {
    monitors.computeIfAbsent(watched, _ -> new ArrayList<>()).add(watcher);
  }

  void link(long one, long other) {
    links.computeIfAbsent(one, _ -> new LinkedHashSet<>()).add(other);
    links.computeIfAbsent(other, _ -> new LinkedHashSet<>()).add(one);
  }

  void unlink(long one, long other) {
    removeLink(one, other);
    removeLink(other, one);
  }

  private void removeLink(long from, long to) {
    Set<Long> linked = links.get(from);
    if (linked != null && linked.remove(to) && linked.isEmpty()) {
      links.remove(from);
    }
  }

  /** Forgets all that are alive. */
  void clear() {
    alive.clear();
  }

  /** Forgets a process, but for its status. */
  ExitObservers remove(Process process) {
    long id = process.id();
    alive.remove(id);
    noteStatus((int) id, process.status());
    List<Process> watchers = living(monitors.remove(id));
    Set<Long> linked = links.remove(id);
    if (linked != null) {
      linked.forEach(other -> removeLink(other, id));
    }
    return new ExitObservers(watchers, living(linked));
  }

  private List<Process> living(@Nullable Collection<Long> ids) {
    return ids == null
        ? List.of()
        : ids.stream().map(alive::get).filter(process -> process != null).toList();
  }

  private void noteStatus(int id, int status) {
    if (id >= statuses.length) {
      statuses = Arrays.copyOf(statuses, 2 * id);
    }
    statuses[id] = (byte) status;
    ended.set(id);
  }

  /** Who must hear of the end of a process. */
  record ExitObservers(List<Process> watchers, List<Process> linked) {}
}
