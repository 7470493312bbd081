package org.lokoscope.store.analysis;

import java.util.Locale;
import org.lokoscope.store.Site;
import org.lokoscope.tracer.text.Count;

/** The sentences about fibers that grow. */
final class GrowthWording {

  private static final int WORD_BYTES = 8;

  private GrowthWording() {}

  static String sentence(
      Anchor anchor, String fiber, double words, double wordsPerIteration, int others) {
    return "Fiber \""
        + fiber
        + "\" "
        + growth(words)
        + cause(anchor, wordsPerIteration)
        + "."
        + alike(others);
  }

  private static String growth(double words) {
    if (words == 0) {
      return "retains more winders at each resume: ";
    }
    String bytes = quantity(rounded(words * WORD_BYTES), "more byte");
    return "retains " + bytes + " (" + quantity(words, "word") + ") per resume: ";
  }

  private static String cause(Anchor anchor, double wordsPerIteration) {
    String place = anchor.site().position();
    String form = "(" + anchor.form().keyword + " ...)";
    return switch (anchor.form()) {
      case GUARD ->
          "the call in "
              + form
              + " at "
              + place
              + " is not a tail call, so every iteration leaves a guard frame and a handler behind";
      case DYNAMIC_WIND ->
          "the loop goes on inside "
              + form
              + " at "
              + place
              + ", so every iteration leaves a pair of before and after thunks on the dynamic"
              + " state";
      case PARAMETERIZE ->
          "the loop goes on inside "
              + form
              + " at "
              + place
              + ", so every iteration leaves one more binding on the dynamic state";
      case HANDLER ->
          "the loop goes on inside "
              + form
              + " at "
              + place
              + ", so every iteration leaves one more handler on the dynamic state";
      case CALL ->
          "the call at "
              + place
              + " is not a tail call, so every iteration leaves "
              + quantity(wordsPerIteration, "word")
              + " of frames behind";
    };
  }

  private static String alike(int others) {
    return others == 0
        ? ""
        : " " + Count.of(others, "more fiber does the same.", "more fibers do the same.");
  }

  static String fix(Anchor anchor) {
    Site site = anchor.site();
    String call = site.procedure().isEmpty() ? "the loop" : "(" + site.procedure() + ")";
    String form = anchor.form().keyword;
    return switch (anchor.form()) {
      case GUARD ->
          "Call "
              + call
              + " after the guard form has returned: let the guard return a value and loop outside"
              + " it.";
      case DYNAMIC_WIND, PARAMETERIZE, HANDLER ->
          "Call "
              + call
              + " after the "
              + form
              + " form has returned: handle one message inside it and loop outside it.";
      case CALL ->
          "Make the call at "
              + site.position()
              + " the last thing that its procedure does, for example by passing on what is left to"
              + " do as an argument.";
    };
  }

  private static String quantity(double value, String unit) {
    String number = number(value);
    return number + " " + unit + (number.equals("1") ? "" : "s");
  }

  private static double rounded(double bytes) {
    return bytes >= 10 ? Math.rint(bytes) : bytes;
  }

  /** A number as a person writes it: 10, 6.5, 0.25, 1,234. */
  static String number(double value) {
    double size = Math.abs(value);
    boolean whole = size >= 100 || size >= 0.95 && Math.abs(value - Math.rint(value)) < 0.05;
    if (whole || size == 0) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= 0.95 ? "%.1f" : "%.2g", value);
  }
}
