// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.debug;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.vm.Frame;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.VariableBox;

/**
 * What is looked for in the past while a run is repeated up to the present: it remembers where that
 * was last. Only the code in which it can happen runs as nodes meanwhile. Belongs to the CPU.
 */
abstract class Watch {

  /**
   * Where it was.
   *
   * @param before whether what is meant is the place that the fiber had passed last before
   */
  record Hit(Position position, long fiber, boolean before) {}

  /** Whether it can happen at a place. */
  boolean concerns(Place place) {
    return false;
  }

  /**
   * A place is passed before the present one.
   *
   * @return whether {@link #seen} is to be called there
   */
  boolean passed(Place place, Object[] locals, Machine machine, Position here) {
    return false;
  }

  /** The present place itself has come. */
  void arrived(Place place, long runner, Position here) {}

  /** The same, with all frames on the heap. */
  void seen(Place place, Machine machine, Position here) {}

  /** An event, or a place, for which there is a breakpoint. */
  void met(long fiber, Position here) {}

  /** A message was handed over. */
  void sent(long object, long from, long to, boolean runs, Position here) {}

  void suspended(long fiber, Position here) {}

  void resumed(long fiber) {}

  void pushed(long fiber, long kind, long depth, long site, Position here) {}

  /** Where it was last; null if nowhere. Asked at the present place. */
  abstract @Nullable Hit last(Looking looking);

  /** Breakpoints at places, and for events of fibers. */
  static final class Breakpoints extends Watch {
    private @Nullable Hit last;

    @Override
    boolean concerns(Place place) {
      return !place.breakpoints().isEmpty();
    }

    @Override
    void met(long fiber, Position here) {
      last = new Hit(here, fiber, false);
    }

    @Override
    @Nullable Hit last(Looking looking) {
      return last;
    }
  }

  /**
   * A message.
   *
   * @see Debugger.Last
   */
  static final class Message extends Watch {
    private final long object;
    private final long party;
    private final Map<Long, Position> suspended = new HashMap<>();
    private @Nullable Hit last;

    /** The last one was sent by a fiber of which it is not known where it was suspended. */
    private boolean vague;

    /**
     * @param object what it went through; 0 for anything
     * @param party a fiber that sent or received it; 0 for any
     */
    Message(long object, long party) {
      this.object = object;
      this.party = party;
    }

    @Override
    void suspended(long fiber, Position here) {
      suspended.put(fiber, here);
    }

    @Override
    void resumed(long fiber) {
      suspended.remove(fiber);
    }

    @Override
    void sent(long by, long from, long to, boolean runs, Position here) {
      if (object != 0 && by != object || party != 0 && from != party && to != party) {
        return;
      }
      Position there = runs ? here : suspended.get(from);
      vague = there == null;
      last = there == null ? null : new Hit(there, from, true);
    }

    /** Where it was last is further back than has been looked. */
    @Override
    @Nullable Hit last(Looking looking) {
      return vague ? null : last;
    }
  }

  /** An entry of the dynamic state, by what is the same in each run. */
  static final class Winders extends Watch {
    private final long fiber;
    private final long kind;
    private final long depth;
    private final long site;
    private @Nullable Hit own;
    private @Nullable Hit inherited;

    Winders(long fiber, long kind, long depth, long site) {
      this.fiber = fiber;
      this.kind = kind;
      this.depth = depth;
      this.site = site;
    }

    /** A fresh one for the same. */
    Winders again() {
      return new Winders(fiber, kind, depth, site);
    }

    @Override
    void pushed(long by, long itsKind, long itsDepth, long itsSite, Position here) {
      if (itsKind == kind && itsDepth == depth && itsSite == site) {
        Hit hit = new Hit(here, by, true);
        if (by == fiber) {
          own = hit;
        } else {
          inherited = hit;
        }
      }
    }

    @Override
    @Nullable Hit last(Looking looking) {
      return own != null ? own : inherited;
    }
  }

  /**
   * A variable of a frame, or of the program. Whose variable it is that a place sets is known by
   * its box, or by the frame below those of its procedure, and so only at the present place.
   */
  static final class Setting extends Watch {

    /** So many of the last are remembered. */
    private static final int MOST = 1 << 20;

    private record Set(Object key, @Nullable DebuggedCode code, Hit hit) {}

    /** One that counts only if the value has changed when the next one comes. */
    private record Open(VariableBox box, Object before, Set set) {}

    private final String name;
    private final long fiber;
    private final int frame;
    private final List<Set> ring = new ArrayList<>();
    private int next;
    private @Nullable Open open;
    private @Nullable Hit entered;

    Setting(String name, long fiber, int frame) {
      this.name = name;
      this.fiber = fiber;
      this.frame = frame;
    }

    @Override
    boolean concerns(Place place) {
      return place.code().setters(place).stream().anyMatch(setter -> setter.name().equals(name));
    }

    @Override
    boolean passed(Place place, Object[] locals, Machine machine, Position here) {
      boolean looks = false;
      for (Setter setter : place.code().setters(place)) {
        if (!setter.name().equals(name)) {
          continue;
        }
        settle();
        Hit hit = new Hit(here, machine.fiber(), false);
        switch (setter.kind()) {
          case VARIABLE -> add(new Set(machine, null, hit));
          case BOX -> {
            if (setter.box(locals, machine) instanceof VariableBox box) {
              Set set = new Set(box, null, hit);
              if (setter.certain()) {
                add(set);
              } else {
                open = new Open(box, box.value, set);
              }
            }
          }
          case BOUND, ENTERED -> looks = true;
        }
      }
      return looks;
    }

    @Override
    void seen(Place place, Machine machine, Position here) {
      Frame below = Looking.below(place.debugger().table(), machine.continuation(), 0);
      if (below == null) {
        return;
      }
      for (Setter setter : place.code().setters(place)) {
        boolean entered = setter.kind() == Setter.Kind.ENTERED;
        if (setter.name().equals(name) && (entered || setter.kind() == Setter.Kind.BOUND)) {
          add(new Set(below, place.code(), new Hit(here, machine.fiber(), entered)));
        }
      }
    }

    /** Parameters have their values there already. */
    @Override
    void arrived(Place place, long runner, Position here) {
      if (frame == 0
          && runner == fiber
          && place.code().setters(place).stream()
              .anyMatch(s -> s.kind() == Setter.Kind.ENTERED && s.name().equals(name))) {
        entered = new Hit(here, runner, true);
      }
    }

    private void settle() {
      Open now = open;
      open = null;
      if (now != null && now.box.value != now.before) {
        add(now.set);
      }
    }

    private void add(Set set) {
      if (ring.size() < MOST) {
        ring.add(set);
      } else {
        ring.set(next, set);
      }
      next = (next + 1) % MOST;
    }

    private @Nullable Hit of(Object key, @Nullable DebuggedCode code) {
      for (int i = 0; i < ring.size(); i++) {
        Set set = ring.get(Math.floorMod(next - 1 - i, ring.size() < MOST ? ring.size() : MOST));
        if (set.key == key && set.code == code) {
          return set.hit;
        }
      }
      return null;
    }

    @Override
    @Nullable Hit last(Looking looking) {
      settle();
      if (entered != null) {
        return entered;
      }
      Looking.Held held = looking.held(fiber, frame, name);
      if (held.box() != null) {
        Hit hit = of(held.box(), null);
        if (hit != null) {
          return hit;
        }
      }
      return held.below() == null ? null : of(held.below(), held.code());
    }
  }
}
