package org.lokoscope.store.analysis;

/**
 * What one turn of a leaking loop leaves behind.
 *
 * @param words heap words, of frames and of winders
 * @param winders entries of the dynamic state
 */
record Iteration(double words, double winders) {

  /**
   * Divides what a resume adds by how many turns it adds: the words of the frames tell how many, or
   * where no frame repeats, the winders.
   *
   * @param wordsPerResume of frames and winders, or 0 if those do not grow
   * @param winderTrend winders against resumes
   * @param frames the group of frames that repeats, or null
   * @param winders the group of winders that repeats, or null
   */
  static Iteration of(
      double wordsPerResume, Trend winderTrend, Repetition frames, Repetition winders) {
    double windersPerResume = winderTrend.growing() ? winderTrend.slope() : 0;
    double frameWords = wordsPerResume - windersPerResume * wordsOfOne(winders);
    double turns = 1;
    if (frames != null && frames.words() > 0 && frameWords > 0) {
      turns = frameWords / frames.words();
    } else if (winders != null && windersPerResume > 0) {
      turns = windersPerResume / winders.frames().size();
    }
    return new Iteration(whole(wordsPerResume / turns), whole(windersPerResume / turns));
  }

  private static double wordsOfOne(Repetition winders) {
    return winders == null ? 0 : winders.words() / (double) winders.frames().size();
  }

  /** A whole number when it is nearly one: what is left behind is made of whole objects. */
  private static double whole(double value) {
    return Math.abs(value - Math.rint(value)) < 0.05 ? Math.rint(value) : value;
  }
}
