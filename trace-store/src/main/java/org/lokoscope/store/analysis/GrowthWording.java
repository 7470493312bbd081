// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.analysis;

import org.lokoscope.store.Site;
import org.lokoscope.tracer.text.Count;
import org.lokoscope.tracer.text.Figures;

/** The sentences about fibers that grow. */
final class GrowthWording {

  private static final int WORD_BYTES = 8;

  /** So many iterations to a resume are a time slice, not a message or two. */
  private static final double SLICE = 3;

  private GrowthWording() {}

  /**
   * @param words that each resume adds
   * @param others how many more fibers do the same
   */
  static String sentence(Anchor anchor, String fiber, double words, int others) {
    return "Fiber \"" + fiber + "\" " + growth(anchor, words) + cause(anchor) + "." + alike(others);
  }

  /** Where a resume is a time slice and not a turn of the loop, the turn is what counts. */
  private static String growth(Anchor anchor, double words) {
    if (words == 0) {
      return "retains more winders at each resume: ";
    }
    String bytes = quantity(rounded(words * WORD_BYTES), "more byte");
    String perResume = bytes + " (" + quantity(words, "word") + ") per resume";
    double each = anchor.iteration().words();
    if (each == 0 || words < SLICE * each) {
      return "retains " + perResume + ": ";
    }
    return "retains "
        + quantity(rounded(each * WORD_BYTES), "more byte")
        + " ("
        + quantity(each, "word")
        + ") per iteration, "
        + number(words / each)
        + " iterations per resume: ";
  }

  private static String cause(Anchor anchor) {
    String place = anchor.site().position();
    String inside = "the loop goes on inside (" + anchor.name() + " ...) at " + place;
    return switch (anchor.form()) {
      case GUARD ->
          "the call in ("
              + anchor.name()
              + " ...) at "
              + place
              + " is not a tail call, so every iteration leaves a guard frame and a handler behind";
      case DYNAMIC_WIND ->
          inside
              + ", so every iteration leaves a pair of before and after thunks on the dynamic"
              + " state";
      case PARAMETERIZE ->
          inside + ", so every iteration leaves one more binding on the dynamic state";
      case HANDLER -> inside + ", so every iteration leaves one more handler on the dynamic state";
      case CALL ->
          (anchor.library().line() > 0
                  ? inside + ", which has something to do after it"
                  : "the call at " + place + " is not a tail call")
              + ", so every iteration leaves "
              + (anchor.iteration().words() == 0
                  ? "frames behind" // Not every source knows how large they are.
                  : quantity(anchor.iteration().words(), "word") + " of frames behind");
    };
  }

  private static String alike(int others) {
    return others == 0
        ? ""
        : " " + Count.of(others, "more fiber does the same.", "more fibers do the same.");
  }

  static String fix(Anchor anchor) {
    Site site = anchor.site();
    String call = call(anchor);
    String name = anchor.name();
    return switch (anchor.form()) {
      case GUARD ->
          "Call "
              + call
              + " after the "
              + name
              + " form has returned: let it return a value and loop outside it.";
      case DYNAMIC_WIND, PARAMETERIZE, HANDLER ->
          "Call "
              + call
              + " after the "
              + name
              + " form has returned: handle one message inside it and loop outside it.";
      case CALL ->
          anchor.library().line() > 0
              ? "Call "
                  + call
                  + " after "
                  + name
                  + " has returned: handle one message inside it and loop outside it."
              : "Make the call at "
                  + site.position()
                  + " the last thing that its procedure does, for example by passing on what is"
                  + " left to do as an argument.";
    };
  }

  /** The call that is to be moved: its text and place if they are known. */
  private static String call(Anchor anchor) {
    Site call = anchor.call();
    if (call.line() > 0) {
      return call.form() + " at " + call.position();
    }
    String procedure = anchor.site().procedure();
    return procedure.isEmpty() ? "the loop" : "(" + procedure + ")";
  }

  private static String quantity(double value, String unit) {
    return Figures.of(value, unit);
  }

  private static double rounded(double bytes) {
    return bytes >= 10 ? Math.rint(bytes) : bytes;
  }

  /** A number as a person writes it: 10, 6.5, 0.25. */
  static String number(double value) {
    return Figures.number(value);
  }
}
