// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.index;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lokoscope.runtime.probe.Probe;
import org.lokoscope.store.Reachability;

/** Collects what was said of what can still be reached, and keeps it in the catalog's file. */
final class ReachabilityEvents implements Probe {

  private final List<Reachability.Check> checks = new ArrayList<>();
  private final List<Reachability.Retained> retained = new ArrayList<>();

  /** By place. */
  private final Map<Long, Reachability.Population> populations = new HashMap<>();

  /** By mailbox or process, heap words. */
  private final Map<Long, Long> mailboxes = new HashMap<>();

  /** By fiber. */
  private final Map<Long, Double> held = new HashMap<>();

  /** By fiber or continuation, the number of the text. */
  private final Map<Long, Long> chains = new HashMap<>();

  @Override
  public void reachabilityChecked(
      long time, long process, long since, long fibers, long unreachable, int followed) {
    checks.add(new Reachability.Check(process, since, time, fibers, unreachable, followed != 0));
  }

  @Override
  public void continuationsRetained(
      long time, long process, long site, long last, long count, long words, long[] some) {
    List<Long> numbers = Arrays.stream(some).boxed().toList();
    retained.add(new Reachability.Retained(process, site, last, count, words, numbers));
  }

  @Override
  public void fibersKept(long time, long process, long site, long fibers, long words) {
    populations.put(site, new Reachability.Population(fibers, words));
  }

  @Override
  public void messagesKept(long time, long subject, long words) {
    mailboxes.put(subject, words);
  }

  @Override
  public void stackHolds(long time, long fiber, long words, long more) {
    held.put(fiber, (double) more / Math.max(1, words));
  }

  @Override
  public void subjectKept(long time, long subject, long chain) {
    chains.put(subject, chain);
  }

  Reachability get(Definitions definitions) {
    Map<Long, String> keptBy = new HashMap<>();
    chains.forEach((subject, text) -> keptBy.put(subject, definitions.string(text)));
    return new Reachability(
        List.copyOf(checks),
        List.copyOf(retained),
        Map.copyOf(populations),
        Map.copyOf(mailboxes),
        Map.copyOf(held),
        keptBy);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(checks.size());
    for (Reachability.Check check : checks) {
      out.writeLong(check.process());
      out.writeLong(check.since());
      out.writeLong(check.time());
      out.writeLong(check.fibers());
      out.writeLong(check.unreachable());
      out.writeBoolean(check.followed());
    }
    out.writeInt(retained.size());
    for (Reachability.Retained group : retained) {
      out.writeLong(group.process());
      out.writeLong(group.site());
      out.writeLong(group.last());
      out.writeLong(group.count());
      out.writeLong(group.words());
      out.writeInt(group.some().size());
      for (long each : group.some()) {
        out.writeLong(each);
      }
    }
    out.writeInt(populations.size());
    for (Map.Entry<Long, Reachability.Population> population : populations.entrySet()) {
      out.writeLong(population.getKey());
      out.writeLong(population.getValue().fibers());
      out.writeLong(population.getValue().words());
    }
    writeNumbers(out, mailboxes);
    out.writeInt(held.size());
    for (Map.Entry<Long, Double> each : held.entrySet()) {
      out.writeLong(each.getKey());
      out.writeDouble(each.getValue());
    }
    writeNumbers(out, chains);
  }

  private static void writeNumbers(DataOutputStream out, Map<Long, Long> numbers)
      throws IOException {
    out.writeInt(numbers.size());
    for (Map.Entry<Long, Long> each : numbers.entrySet()) {
      out.writeLong(each.getKey());
      out.writeLong(each.getValue());
    }
  }

  private static void readNumbers(DataInputStream in, Map<Long, Long> numbers) throws IOException {
    for (int i = in.readInt(); i > 0; i--) {
      numbers.put(in.readLong(), in.readLong());
    }
  }

  void read(DataInputStream in) throws IOException {
    for (int i = in.readInt(); i > 0; i--) {
      checks.add(
          new Reachability.Check(
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readBoolean()));
    }
    for (int i = in.readInt(); i > 0; i--) {
      long process = in.readLong();
      long site = in.readLong();
      long last = in.readLong();
      long count = in.readLong();
      long words = in.readLong();
      List<Long> some = new ArrayList<>();
      for (int n = in.readInt(); n > 0; n--) {
        some.add(in.readLong());
      }
      retained.add(new Reachability.Retained(process, site, last, count, words, List.copyOf(some)));
    }
    for (int i = in.readInt(); i > 0; i--) {
      populations.put(in.readLong(), new Reachability.Population(in.readLong(), in.readLong()));
    }
    readNumbers(in, mailboxes);
    for (int i = in.readInt(); i > 0; i--) {
      held.put(in.readLong(), in.readDouble());
    }
    readNumbers(in, chains);
  }
}
