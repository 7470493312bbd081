package org.lokoscope.runtime.world;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A world that is the same every time: chance comes from a seed, and the clock moves only when it
 * is read, a little, and when everybody rests, to the moment for which they wait. Console and files
 * are those of another world.
 *
 * <p>Repeatable for one virtual CPU; with several, the order in which they act is not controlled.
 */
public final class DeterministicWorld implements World {

  /** Nanoseconds that pass between two looks at the clock. */
  private static final long STEP = 100;

  private static final long EPOCH_MILLIS = 946_684_800_000L;

  private final World outside;
  private final SplittableRandom random;
  private long now;

  public DeterministicWorld(World outside, long seed) {
    this.outside = outside;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public synchronized long nanoTime() {
    now += STEP;
    return now;
  }

  /** The time as it was last read; looking at it here does not make it move. */
  public synchronized long elapsed() {
    return now;
  }

  @Override
  public synchronized long wallTimeMillis() {
    return EPOCH_MILLIS + now / 1_000_000;
  }

  @Override
  public synchronized long nextRandom() {
    return random.nextLong();
  }

  @Override
  public void parkUntil(long deadline) {
    if (deadline == Long.MAX_VALUE) {
      outside.parkUntil(deadline);
      return;
    }
    synchronized (this) {
      now = Math.max(now, deadline);
    }
  }

  @Override
  public InputStream input() {
    return outside.input();
  }

  @Override
  public OutputStream output() {
    return outside.output();
  }

  @Override
  public boolean isInteractive() {
    return outside.isInteractive();
  }

  @Override
  public OutputStream errorOutput() {
    return outside.errorOutput();
  }

  @Override
  public Path workingDirectory() {
    return outside.workingDirectory();
  }

  @Override
  public List<String> commandLine() {
    return outside.commandLine();
  }

  @Override
  public Map<String, String> environment() {
    return outside.environment();
  }
}
