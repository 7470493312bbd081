// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.debug.model;

import java.util.List;

/** What is seen of a program that stands. */
public final class Seen {

  private Seen() {}

  /**
   * A place in a source.
   *
   * @param file as the program names it; empty for none
   * @param line from 1; 0 for none
   * @param column from 1; 0 for the line as a whole
   */
  public record Place(String file, int line, int column) {

    public static final Place NONE = new Place("", 0, 0);

    /** {@code jobs.sps:4}, or nothing. */
    public String text() {
      return line == 0 ? "" : file.substring(file.lastIndexOf('/') + 1) + ":" + line;
    }
  }

  /**
   * A fiber.
   *
   * @param thread the number by which the adapter knows it
   * @param id as in a trace
   * @param name with its process, if that is not the first one
   * @param state what it does, in words
   * @param stands whether it is the one that stands
   */
  public record Fiber(
      int thread, long id, String name, String state, Place place, boolean stands) {}

  /**
   * A frame of a fiber.
   *
   * @param id the number by which the adapter knows it while the program stands
   * @param isSystem whether it is one of the system's own
   */
  public record Frame(int id, String procedure, Place place, boolean isSystem) {}

  /**
   * A variable, a part of a value, or a group of variables.
   *
   * @param value as Scheme writes it, or why there is none
   * @param reference opens it; 0 if it has no parts
   * @param owner the reference of what it was found in; 0 for none
   * @param isGroup whether it only holds others
   * @param from the part at which the next ones begin, if this stands for those that follow; else 0
   */
  public record Variable(
      String name, String value, int reference, int owner, boolean isGroup, int from) {

    /** Whether it stands for the parts that follow. */
    public boolean isMore() {
      return from > 0;
    }

    /** Whether the program can be given another value for it. */
    public boolean canBeSet() {
      return owner != 0 && !isGroup && !isMore();
    }
  }

  /**
   * The groups of variables of a frame.
   *
   * @param number how many there were before: what is seen at another stop is never the same,
   *     though it may look so
   */
  public record Groups(int number, List<Variable> all) {

    public static final Groups NONE = new Groups(0, List.of());
  }

  /**
   * The watches at a stop; as for {@link Groups}.
   *
   * @param number of the stop
   */
  public record Watches(int number, List<Watch> all) {}

  /**
   * An expression whose value is shown whenever the program stands.
   *
   * @param isValue false if there is only a reason why there is none
   */
  public record Watch(String expression, String value, int reference, boolean isValue) {}
}
