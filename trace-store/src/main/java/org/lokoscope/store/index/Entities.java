// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.util.AbstractList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.RandomAccess;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.probe.FiberOutcome;
import org.lokoscope.runtime.probe.ObjectKind;
import org.lokoscope.runtime.probe.WinderKind;
import org.lokoscope.store.FiberInfo;
import org.lokoscope.store.LaneId;
import org.lokoscope.store.LaneState;
import org.lokoscope.store.ObjectInfo;
import org.lokoscope.store.ProcessInfo;
import org.lokoscope.store.Site;
import org.lokoscope.store.SourceForm;

/** Processes, fibers and objects, and the names of everything. */
public final class Entities {

  private static final LaneState[] STATES = LaneState.values();

  private final Timeline timeline;
  private final Catalog catalog;

  Entities(Catalog catalog, Timeline timeline) {
    this.catalog = catalog;
    this.timeline = timeline;
  }

  public Site site(long site) {
    return catalog.definitions.site(site);
  }

  public String string(long string) {
    return catalog.definitions.string(string);
  }

  /** All fibers in the order of their birth; each is put together when it is asked for. */
  public List<FiberInfo> fibers() {
    return new View<>(
        catalog.fibers.ids.size(),
        at -> fiber(at, timeInState(LaneId.fiber(catalog.fibers.ids.key(at)))));
  }

  /** The same, without the times in each state. */
  public List<FiberInfo> fibersWithoutTimes() {
    return new View<>(catalog.fibers.ids.size(), at -> fiber(at, Map.of()));
  }

  public List<ProcessInfo> processes() {
    return new View<>(catalog.processes.ids.size(), this::process);
  }

  public List<ObjectInfo> objects() {
    return new View<>(catalog.objects.ids.size(), this::object);
  }

  /** Where a fiber was spawned. */
  public Site spawnSite(long fiber) {
    int at = catalog.fibers.ids.find(fiber);
    return at < 0 ? Site.UNKNOWN : site(catalog.fibers.site.get(at));
  }

  private FiberInfo fiber(int at, Map<LaneState, Long> times) {
    Fibers fibers = catalog.fibers;
    long id = fibers.ids.key(at);
    long outcome = fibers.outcome.get(at);
    long failure = fibers.failure.get(at);
    FiberOutcome[] outcomes = FiberOutcome.values();
    return new FiberInfo(
        id,
        fiberName(at),
        fibers.process.get(at),
        fibers.parent.get(at),
        site(fibers.site.get(at)),
        fibers.spawned.get(at),
        fibers.ended.get(at),
        outcome >= 0 && outcome < outcomes.length ? outcomes[(int) outcome] : null,
        failure == 0 ? null : string(failure),
        fibers.resumes.get(at),
        times,
        fibers.lastWords.get(at),
        fibers.peakWords.get(at),
        fibers.lastWinders.get(at));
  }

  private ProcessInfo process(int at) {
    Processes processes = catalog.processes;
    long id = processes.ids.key(at);
    return new ProcessInfo(
        id,
        processName(at),
        processes.parent.get(at),
        processes.spawned.get(at),
        processes.ended.get(at),
        (int) processes.status.get(at),
        processes.dispatches.get(at),
        processes.preemptions.get(at),
        timeInState(LaneId.process(id)));
  }

  private ObjectInfo object(int at) {
    Objects objects = catalog.objects;
    return new ObjectInfo(
        objects.ids.key(at),
        kind(at),
        objectName(at),
        objects.creator.get(at),
        site(objects.site.get(at)),
        objects.created.get(at),
        objects.matches.get(at),
        objects.peakQueue.get(at),
        site(objects.offerSite.get(at)),
        objects.offerWords.get(at));
  }

  private ObjectKind kind(int at) {
    ObjectKind[] kinds = ObjectKind.values();
    return kinds[Math.clamp(catalog.objects.kind.get(at), 0, kinds.length - 1)];
  }

  private Map<LaneState, Long> timeInState(LaneId lane) {
    Map<LaneState, Long> timeInState = new EnumMap<>(LaneState.class);
    long[] total = timeline.timeInState(lane);
    for (int state = 1; state < total.length; state++) {
      if (total[state] > 0) {
        timeInState.put(STATES[state], total[state]);
      }
    }
    return timeInState;
  }

  /** The calls of the program with their extents. */
  public List<SourceForm> forms() {
    Definitions known = catalog.definitions;
    return new View<>(
        known.calls.size(),
        at ->
            new SourceForm(
                site(known.calls.key(at)),
                (int) known.endLines.get(at),
                (int) known.endColumns.get(at)));
  }

  /** Heap words that an armed timer keeps; 0 if nothing was said. */
  public long timerWords() {
    return catalog.definitions.timerWords;
  }

  /** What the form at a site pushes on the dynamic state; null if nothing was seen. */
  public @Nullable WinderKind winderKind(long site) {
    int at = catalog.definitions.winderSites.find(site);
    WinderKind[] kinds = WinderKind.values();
    long kind = at < 0 ? -1 : catalog.definitions.winderKinds.get(at);
    return kind >= 0 && kind < kinds.length ? kinds[(int) kind] : null;
  }

  /** The readable name of a process, fiber, object or timer. */
  public String nameOf(long subject) {
    int fiber = catalog.fibers.ids.find(subject);
    if (fiber >= 0) {
      return fiberName(fiber);
    }
    int object = catalog.objects.ids.find(subject);
    if (object >= 0) {
      return objectName(object);
    }
    String given = given(subject);
    if (given != null) {
      return given;
    }
    int process = catalog.processes.ids.find(subject);
    if (process >= 0) {
      return processName(process);
    }
    return subject >>> 32 == 0 ? Long.toString(subject) : "#" + serial(subject);
  }

  /** The name of a process, even where a fiber has the same number. */
  String processNameOf(long process) {
    int at = catalog.processes.ids.find(process);
    return at < 0 ? "process " + process : processName(at);
  }

  private @Nullable String given(long subject) {
    int name = catalog.definitions.named.find(subject);
    String text = name < 0 ? "" : string(catalog.definitions.names.get(name));
    return text.isEmpty() ? null : text;
  }

  private String fiberName(int at) {
    long id = catalog.fibers.ids.key(at);
    String given = given(id);
    if (given != null) {
      return given;
    }
    String procedure = site(catalog.fibers.site.get(at)).procedure();
    return (procedure.isEmpty() ? "fiber" : procedure) + "#" + serial(id);
  }

  private String processName(int at) {
    String name = string(catalog.processes.name.get(at));
    return name.isEmpty() ? "process " + catalog.processes.ids.key(at) : name;
  }

  private String objectName(int at) {
    long id = catalog.objects.ids.key(at);
    String given = given(id);
    return given != null ? given : kind(at).name().toLowerCase(Locale.ROOT) + "#" + serial(id);
  }

  private static long serial(long id) {
    return id & 0xFFFF_FFFFL;
  }

  private static final class View<T> extends AbstractList<T> implements RandomAccess {

    private final int size;
    private final IntFunction<T> element;

    View(int size, IntFunction<T> element) {
      this.size = size;
      this.element = element;
    }

    @Override
    public T get(int index) {
      java.util.Objects.checkIndex(index, size);
      return element.apply(index);
    }

    @Override
    public int size() {
      return size;
    }
  }
}
