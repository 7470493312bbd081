// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import org.jspecify.annotations.Nullable;

/**
 * What was reported of a fiber when it gave up the CPU last: nearly always the next time is the
 * same, and is then reported by saying so. One for each fiber of a traced run.
 */
public final class LastPark {

  /** {@link org.lokoscope.runtime.probe.JointProbe#remembered} when it had been reported. */
  private long remembered = -1;

  private int reason;
  private long site;
  private int frames;
  private long words;
  private int newFrames;
  private int winders;
  private long winderWords;

  /**
   * Whether nothing has changed since the last time, and the probe still knows it; takes it in.
   *
   * @param remembered of the probe, now
   */
  boolean repeats(
      long remembered,
      int reason,
      long site,
      @Nullable Frame continuation,
      int newFrames,
      @Nullable Winder dynamic) {
    int frames = Frame.depthOf(continuation);
    long words = Frame.wordsOf(continuation);
    int winders = Winder.lengthOf(dynamic);
    long winderWords = Winder.wordsOf(dynamic);
    if (remembered == this.remembered
        && remembered >= 0
        && site == this.site
        && reason == this.reason
        && frames == this.frames
        && words == this.words
        && newFrames == this.newFrames
        && winders == this.winders
        && winderWords == this.winderWords) {
      return true;
    }
    this.remembered = -1;
    this.reason = reason;
    this.site = site;
    this.frames = frames;
    this.words = words;
    this.newFrames = newFrames;
    this.winders = winders;
    this.winderWords = winderWords;
    return false;
  }

  /** It has been reported. */
  void reported(long remembered) {
    this.remembered = remembered;
  }
}
