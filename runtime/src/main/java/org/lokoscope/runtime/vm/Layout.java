// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.vm;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * How large objects are on this JVM's heap. A word is 8 bytes, the unit to which the JVM rounds.
 *
 * <p>The figures before {@link #set} is called are those of a 64-bit HotSpot with compressed
 * pointers, its default up to 32 GiB of heap.
 */
public final class Layout {

  private static int header = 12;
  private static int reference = 4;

  /** Bytes of the fields that {@link Frame} itself has besides its link: depth and words. */
  private static final int FRAME_FIELDS = 12;

  private Layout() {}

  /**
   * States this JVM's layout.
   *
   * @param headerBytes of an object that is not an array
   * @param referenceBytes of a field that holds an object
   */
  public static void set(int headerBytes, int referenceBytes) {
    header = headerBytes;
    reference = referenceBytes;
  }

  /** Asks the JVM for its layout. Slow the first time: only for runs whose sizes are reported. */
  public static void detect() {
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    boolean compactHeaders = isOn(jvm, "UseCompactObjectHeaders");
    boolean compressedClasses = isOn(jvm, "UseCompressedClassPointers");
    int headerBytes = compactHeaders ? 8 : compressedClasses ? 12 : 16;
    set(headerBytes, isOn(jvm, "UseCompressedOops") ? 4 : 8);
  }

  private static boolean isOn(HotSpotDiagnosticMXBean jvm, String option) {
    try {
      return Boolean.parseBoolean(jvm.getVMOption(option).getValue());
    } catch (IllegalArgumentException unknown) {
      return false;
    }
  }

  /** Words of an object with so many references and so many bytes of other fields. */
  public static int objectWords(int references, int otherBytes) {
    return (header + references * reference + otherBytes + 7) >>> 3;
  }

  /** Words of a frame whose class adds so many references and so many bytes of other fields. */
  public static int frameWords(int references, int otherBytes) {
    return objectWords(references + 1, FRAME_FIELDS + otherBytes);
  }

  /** Words of an array of so many references and so many bytes of other elements. */
  public static long arrayWords(int references, long otherBytes) {
    return (header + 4 + (long) references * reference + otherBytes + 7) >>> 3;
  }

  /** Words of an array of references. */
  public static int arrayWords(int length) {
    return (header + 4 + length * reference + 7) >>> 3;
  }
}
