// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lokoscope.store.Site;
import org.lokoscope.store.stacks.HotLine;
import org.lokoscope.store.stacks.HotStack;
import org.lokoscope.store.stacks.StackQuery.Weight;
import org.lokoscope.store.stacks.StackTree;
import org.lokoscope.store.stacks.StackTrees.Group;
import org.lokoscope.tracer.text.Count;

/** The hottest lines and stacks of a trace: {@code lokoscope profile}. */
public final class ProfileReport {

  /** Frames of a stack that the text shows at most: the innermost ones. */
  private static final int FRAMES = 12;

  private final Weight weight;
  private final int limit;
  private final StringBuilder text = new StringBuilder();

  private ProfileReport(Weight weight, int limit) {
    this.weight = weight;
    this.limit = limit;
  }

  /**
   * The report; ends with a line break unless it is empty.
   *
   * @param groups one, or more that are told apart
   * @param limit lines and stacks of each group at most; folded stacks are all there
   */
  public static String of(List<Group> groups, Weight weight, int limit, ProfileFormat format) {
    return switch (format) {
      case TEXT -> ControlCharacters.shown(new ProfileReport(weight, limit).text(groups));
      case JSON -> new ProfileReport(weight, limit).json(groups);
      case FOLDED -> ControlCharacters.shown(new ProfileReport(weight, limit).folded(groups));
    };
  }

  private String text(List<Group> groups) {
    for (Group group : groups) {
      StackTree tree = group.tree();
      line((group.name().isEmpty() ? "" : group.name() + ": ") + amount(tree));
      line("");
      line("     self              total            line");
      HotLine.of(tree).stream()
          .filter(line -> line.self() > 0 || line.site().line() > 0)
          .limit(limit)
          .forEach(line -> line("  " + row(tree, line)));
      for (HotStack stack : HotStack.of(tree, limit)) {
        line("");
        line("  " + share(stack.self(), tree) + "  in this stack, innermost first:");
        List<StackTree> frames = stack.nodes();
        frames.stream().limit(FRAMES).forEach(node -> line("    " + frame(node)));
        if (frames.size() > FRAMES) {
          line("    and " + Count.of(frames.size() - FRAMES, "frame") + " around these");
        }
      }
      line("");
    }
    text.setLength(text.length() - (groups.isEmpty() ? 0 : 1));
    return text.toString();
  }

  private String amount(StackTree tree) {
    return weight == Weight.SAMPLES
        ? Count.of(tree.total(), "sample")
        : Count.of(tree.total(), "word") + " of " + Count.of(tree.stacks(), "fiber");
  }

  static String row(StackTree tree, HotLine line) {
    return share(line.self(), tree) + "  " + share(line.total(), tree) + "  " + place(line.site());
  }

  private static String share(long part, StackTree tree) {
    double all = Math.max(1, tree.total());
    return String.format(Locale.ROOT, "%,8d %5.1f %%", part, 100 * part / all);
  }

  private static String place(Site site) {
    String procedure = site.line() == 0 || site.procedure().isEmpty() ? "" : site.procedure();
    String where = site.line() == 0 ? site.position() : site.shortPosition();
    return (where + "  " + (procedure.isEmpty() ? "" : procedure + "  ") + site.form()).strip();
  }

  private static String frame(StackTree node) {
    String times = node.frames() > node.stacks() ? "  (several in a row)" : "";
    String winder = node.place().winder() ? "winder " : "";
    return winder + place(node.place().site()) + times;
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }

  private String json(List<Group> groups) {
    ObjectNode root = JsonReport.JSON.createObjectNode();
    root.put("weight", weight.name().toLowerCase(Locale.ROOT));
    ArrayNode all = root.putArray("groups");
    for (Group group : groups) {
      StackTree tree = group.tree();
      ObjectNode node = all.addObject();
      node.put("name", group.name());
      node.put("subject", group.subject());
      node.put("total", tree.total());
      node.put("stacks", tree.stacks());
      ArrayNode lines = node.putArray("lines");
      HotLine.of(tree).stream().limit(limit).forEach(line -> json(line, lines.addObject()));
      ArrayNode stacks = node.putArray("hottest");
      for (HotStack stack : HotStack.of(tree, limit)) {
        ObjectNode each = stacks.addObject();
        each.put("self", stack.self());
        ArrayNode frames = each.putArray("frames");
        for (StackTree frame : stack.nodes()) {
          JsonReport.site(frame.place().site(), frames.addObject());
        }
      }
    }
    return JsonReport.print(root);
  }

  static void json(HotLine line, ObjectNode node) {
    JsonReport.site(line.site(), node.putObject("site"));
    node.put("self", line.self()).put("total", line.total());
  }

  /** By hand instead of by recursion: stacks can be deep. */
  private String folded(List<Group> groups) {
    for (Group group : groups) {
      Deque<Map.Entry<String, StackTree>> next = new ArrayDeque<>();
      next.push(Map.entry(name(group.name()), group.tree()));
      while (!next.isEmpty()) {
        Map.Entry<String, StackTree> at = next.pop();
        if (at.getValue().self() > 0) {
          line((at.getKey().isEmpty() ? "(nothing)" : at.getKey()) + " " + at.getValue().self());
        }
        List<Map.Entry<String, StackTree>> below = new ArrayList<>();
        for (StackTree child : at.getValue().children()) {
          String around = at.getKey().isEmpty() ? "" : at.getKey() + ";";
          below.add(Map.entry(around + folded(child), child));
        }
        below.reversed().forEach(next::push);
      }
    }
    return text.toString();
  }

  private static String folded(StackTree node) {
    Site site = node.place().site();
    String winder = node.place().winder() ? "winder " : "";
    String procedure = site.procedure().isEmpty() ? "" : site.procedure() + " ";
    return name(winder + (site.line() == 0 ? site.position() : procedure + site.shortPosition()));
  }

  private static String name(String text) {
    return text.replace(';', ',').replace('\n', ' ');
  }
}
