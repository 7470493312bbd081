// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.primitives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.io.BufferMode;
import org.lokoscope.runtime.io.FilePorts;
import org.lokoscope.runtime.io.IoErrors;
import org.lokoscope.runtime.io.Transcoder;
import org.lokoscope.runtime.vm.Machine;
import org.lokoscope.runtime.vm.NativeProcedure;

/** Opening, testing and deleting files. */
final class FilePrimitives {

  /** R7RS leaves open what happens to a file that is there; people expect it to be replaced. */
  private static final Set<String> REPLACE = Set.of("no-fail");

  private FilePrimitives() {}

  static void register(PrimitiveTable t) {
    t.defineM("file-exists?", 1, 1, FilePrimitives::exists);
    t.defineM("delete-file", 1, 1, FilePrimitives::delete);
    opens(t, "open-file-input-port", 1, 4, FilePrimitives::openInput);
    opens(t, "open-file-output-port", 1, 4, FilePrimitives::openOutput);
    opens(t, "open-file-input/output-port", 1, 4, FilePrimitives::openBoth);
    opens(t, "open-input-file", 1, 1, (m, a) -> read(m, "open-input-file", a, Transcoder.NATIVE));
    opens(t, "open-binary-input-file", 1, 1, (m, a) -> read(m, "open-binary-input-file", a, null));
    opens(
        t,
        "open-output-file",
        1,
        1,
        (m, a) -> write(m, "open-output-file", a, Set.of(), Transcoder.NATIVE));
    opens(
        t,
        "r7rs:open-output-file",
        1,
        1,
        (m, a) -> write(m, "open-output-file", a, REPLACE, Transcoder.NATIVE));
    opens(
        t,
        "open-binary-output-file",
        1,
        1,
        (m, a) -> write(m, "open-binary-output-file", a, REPLACE, null));
  }

  /** Opening may make the fiber wait. */
  private static void opens(
      PrimitiveTable t, String name, int min, int max, NativeProcedure.Body body) {
    t.define(NativeProcedure.of(name, min, max, body));
  }

  private static String name(String who, Object a) {
    return Args.string(who, a).toString();
  }

  private static Object exists(Machine machine, Object[] a) {
    String who = "file-exists?";
    return Files.exists(FilePorts.path(machine, who, name(who, a[0])));
  }

  private static Object delete(Machine machine, Object[] a) {
    String name = name("delete-file", a[0]);
    Path path = FilePorts.path(machine, "delete-file", name);
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw IoErrors.file("delete-file", name, e);
    }
    return Special.UNSPECIFIED;
  }

  private static Object read(
      Machine machine, String who, Object[] a, @Nullable Transcoder transcoder) {
    return FilePorts.openInput(machine, who, name(who, a[0]), transcoder);
  }

  private static Object write(
      Machine machine,
      String who,
      Object[] a,
      Set<String> options,
      @Nullable Transcoder transcoder) {
    return FilePorts.openOutput(
        machine, who, name(who, a[0]), options, BufferMode.BLOCK, transcoder);
  }

  private static Object openInput(Machine machine, Object[] a) {
    String who = "open-file-input-port";
    Ports.bufferMode(who, a, 2);
    return read(machine, who, a, Ports.optionalTranscoder(who, a, 3));
  }

  private static Object openOutput(Machine machine, Object[] a) {
    String who = "open-file-output-port";
    return FilePorts.openOutput(
        machine,
        who,
        name(who, a[0]),
        Ports.fileOptions(who, a, 1),
        Ports.bufferMode(who, a, 2),
        Ports.optionalTranscoder(who, a, 3));
  }

  private static Object openBoth(Machine machine, Object[] a) {
    String who = "open-file-input/output-port";
    return FilePorts.openBoth(
        machine,
        who,
        name(who, a[0]),
        Ports.fileOptions(who, a, 1),
        Ports.bufferMode(who, a, 2),
        Ports.optionalTranscoder(who, a, 3));
  }
}
