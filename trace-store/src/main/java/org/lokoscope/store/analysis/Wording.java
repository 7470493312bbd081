package org.lokoscope.store.analysis;

import java.util.Locale;
import org.lokoscope.store.Site;

/** The sentences of a report, in plain English. */
final class Wording {

  private static final int WORD_BYTES = 8;

  private Wording() {}

  static String sentence(
      Anchor anchor, String fiber, double words, double wordsPerIteration, int others) {
    String grows =
        String.format(
            Locale.ROOT,
            "Fiber \"%s\" keeps %s words (%s bytes) more at each resume: ",
            fiber,
            number(words),
            bytes(words * WORD_BYTES));
    return grows + cause(anchor, wordsPerIteration) + "." + alike(others);
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
              + " is no tail call, so every iteration leaves a guard frame and a handler behind";
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
              + " is no tail call, so every iteration leaves "
              + number(wordsPerIteration)
              + " words of frames behind";
    };
  }

  private static String alike(int others) {
    if (others == 0) {
      return "";
    }
    return others == 1
        ? " One more fiber does the same."
        : " " + others + " more fibers do the same.";
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

  private static String bytes(double value) {
    return value >= 10 ? String.format(Locale.ROOT, "%,.0f", value) : number(value);
  }

  /** A number as a person writes it: 6.0, 0.25, 1,234. */
  static String number(double value) {
    double size = Math.abs(value);
    if (size >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, size >= 0.95 || size == 0 ? "%.1f" : "%.2g", value);
  }
}
