package org.lokoscope.gui.work;

import org.lokoscope.runtime.cml.FiberMode;

/** What the user asked for, in the runtime's words. */
public final class SchemeSettings {

  /** How often a fiber that runs on is preempted, if that is asked for. */
  private static final int FIBER_HERTZ = 100;

  private SchemeSettings() {}

  public static org.lokoscope.runtime.process.RunSettings of(LaunchSettings settings) {
    return new org.lokoscope.runtime.process.RunSettings(
            settings.delimited() ? FiberMode.DELIMITED : FiberMode.CALLCC,
            settings.cpus(),
            settings.seed(),
            settings.faithfulLeaks())
        .withFiberHertz(settings.preemptFibers() ? FIBER_HERTZ : 0);
  }
}
