package org.lokoscope.runtime.lib;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.lokoscope.runtime.datum.Special;
import org.lokoscope.runtime.io.BufferMode;
import org.lokoscope.runtime.io.FilePorts;
import org.lokoscope.runtime.io.IoErrors;
import org.lokoscope.runtime.io.Port;
import org.lokoscope.runtime.io.Transcoder;
import org.lokoscope.runtime.vm.Machine;

/** Opening, testing and deleting files. */
final class FilePrimitives {

  /** R7RS leaves open what happens to a file that is there; people expect it to be replaced. */
  private static final Set<String> REPLACE = Set.of("no-fail");

  private FilePrimitives() {}

  static void register(PrimitiveTable t) {
    t.defineM("file-exists?", 1, 1, FilePrimitives::exists);
    t.defineM("delete-file", 1, 1, FilePrimitives::delete);
    t.defineM("open-file-input-port", 1, 4, FilePrimitives::openInput);
    t.defineM("open-file-output-port", 1, 4, FilePrimitives::openOutput);
    t.defineM("open-file-input/output-port", 1, 4, FilePrimitives::openBoth);
    t.defineM("open-input-file", 1, 1, (m, a) -> read(m, "open-input-file", a, Transcoder.NATIVE));
    t.defineM("open-binary-input-file", 1, 1, (m, a) -> read(m, "open-binary-input-file", a, null));
    t.defineM(
        "open-output-file",
        1,
        1,
        (m, a) -> write(m, "open-output-file", a, Set.of(), Transcoder.NATIVE));
    t.defineM(
        "r7rs:open-output-file",
        1,
        1,
        (m, a) -> write(m, "open-output-file", a, REPLACE, Transcoder.NATIVE));
    t.defineM(
        "open-binary-output-file",
        1,
        1,
        (m, a) -> write(m, "open-binary-output-file", a, REPLACE, null));
  }

  private static String name(String who, Object a) {
    return Args.string(who, a).toString();
  }

  private static Object exists(Machine machine, Object[] a) {
    String who = "file-exists?";
    return Files.exists(FilePorts.path(machine.world(), who, name(who, a[0])));
  }

  private static Object delete(Machine machine, Object[] a) {
    String name = name("delete-file", a[0]);
    Path path = FilePorts.path(machine.world(), "delete-file", name);
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw IoErrors.file("delete-file", name, e);
    }
    return Special.UNSPECIFIED;
  }

  private static Port read(Machine machine, String who, Object[] a, Transcoder transcoder) {
    return FilePorts.openInput(machine.world(), who, name(who, a[0]), transcoder);
  }

  private static Port write(
      Machine machine, String who, Object[] a, Set<String> options, Transcoder transcoder) {
    return FilePorts.openOutput(
        machine.world(), who, name(who, a[0]), options, BufferMode.BLOCK, transcoder);
  }

  private static Object openInput(Machine machine, Object[] a) {
    String who = "open-file-input-port";
    Ports.bufferMode(who, a, 2);
    return read(machine, who, a, Ports.optionalTranscoder(who, a, 3));
  }

  private static Object openOutput(Machine machine, Object[] a) {
    String who = "open-file-output-port";
    return FilePorts.openOutput(
        machine.world(),
        who,
        name(who, a[0]),
        Ports.fileOptions(who, a, 1),
        Ports.bufferMode(who, a, 2),
        Ports.optionalTranscoder(who, a, 3));
  }

  private static Object openBoth(Machine machine, Object[] a) {
    String who = "open-file-input/output-port";
    return FilePorts.openBoth(
        machine.world(),
        who,
        name(who, a[0]),
        Ports.fileOptions(who, a, 1),
        Ports.bufferMode(who, a, 2),
        Ports.optionalTranscoder(who, a, 3));
  }
}
