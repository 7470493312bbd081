// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.views.board;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.LaneState;
import org.lokoscope.views.paint.TextStyle;
import org.lokoscope.views.paint.Tone;

/**
 * A board with a place for each thing, pixels from the top left.
 *
 * @param height what all of it takes
 */
public record Scene(
    double width,
    double height,
    List<Box> frames,
    List<Label> labels,
    List<Wire> wires,
    List<Token> tokens) {

  /** A rectangle. */
  public record Box(double x, double y, double width, double height) {

    double right() {
      return x + width;
    }

    double middleX() {
      return x + width / 2;
    }

    double middleY() {
      return y + height / 2;
    }

    Box towards(Box end, double part) {
      return new Box(
          x + (end.x - x) * part,
          y + (end.y - y) * part,
          width + (end.width - width) * part,
          height + (end.height - height) * part);
    }
  }

  /** A text with the left end of its baseline. */
  public record Label(String text, double x, double y, TextStyle style, Tone tone) {}

  /** A thin arrow from left to right, or with a smaller end from right to left. */
  public record Wire(double from, double to, double y) {}

  /** What a token is. */
  public enum Kind {
    /** A channel, condition, mailbox or port. */
    THING,
    /** A fiber or a process. */
    PILL,
    MESSAGE
  }

  /**
   * Something that can move.
   *
   * @param key the same for the same thing at the same place, on all boards
   * @param subject the identifier of what it is
   */
  public record Token(
      String key,
      long subject,
      Kind kind,
      Box box,
      String text,
      String note,
      LaneState state,
      boolean faded) {

    Token at(Box next) {
      return new Token(key, subject, kind, next, text, note, state, faded);
    }
  }

  /** The token at a place, or null. */
  @Nullable Token byKey(String key) {
    return tokens.stream().filter(token -> token.key.equals(key)).findFirst().orElse(null);
  }

  /** Where a fiber, process or thing stands; the first of its places, or null. */
  @Nullable Token of(long subject) {
    return tokens.stream()
        .filter(token -> token.subject == subject && token.kind != Kind.MESSAGE)
        .findFirst()
        .orElse(null);
  }

  /** Where somebody stands at a thing, else anywhere; null if nowhere. */
  @Nullable Token at(long subject, long thing) {
    return tokens.stream()
        .filter(token -> token.subject == subject && token.key.contains("@" + thing + ":"))
        .findFirst()
        .orElseGet(() -> of(subject));
  }

  /** The token under a pixel, the one on top first, or null. */
  public @Nullable Token under(double x, double y) {
    for (int i = tokens.size() - 1; i >= 0; i--) {
      Box box = tokens.get(i).box();
      if (x >= box.x() && x < box.right() && y >= box.y() && y < box.y() + box.height()) {
        return tokens.get(i);
      }
    }
    return null;
  }
}
