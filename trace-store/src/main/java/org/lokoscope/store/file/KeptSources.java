// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.lokoscope.store.SourceText;
import org.lokoscope.tracer.text.Reason;

/**
 * The sources of a recorded program and of its libraries, in the directory {@value #DIRECTORY} of
 * its trace: for each a file, compressed, that is called by the digest of the source's name, and
 * that holds that name, the digest of the text, and the text. So no name leads out of the
 * directory, and a source is found without a list.
 */
public final class KeptSources {

  static final String DIRECTORY = "sources";

  /** A text that is longer is not kept, and not read either. */
  private static final int MAX_BYTES = 16 << 20;

  /** More are not kept: a program that generates files and loads them. */
  private static final int MAX_FILES = 10_000;

  private static final int NAME_DIGITS = 32;

  private final Map<String, String> waiting = new LinkedHashMap<>();
  private final Map<String, String> kept = new LinkedHashMap<>();
  private @Nullable Path directory;
  private Consumer<String> problems = line -> {};

  /**
   * Keeps a text, at once or as soon as the trace has begun. The first of a name counts: its sites
   * were defined by it.
   */
  public synchronized void add(String file, String text) {
    if (isBuiltIn(file) || kept.size() + waiting.size() >= MAX_FILES) {
      return;
    }
    if (directory == null) {
      waiting.putIfAbsent(file, text);
    } else if (kept.putIfAbsent(file, "") == null) {
      keep(directory, file, text);
    }
  }

  private static boolean isBuiltIn(String file) {
    return file.startsWith("lokoscope:");
  }

  /**
   * The trace has begun.
   *
   * @param problems is told in a line what could not be kept; the trace is whole without it
   */
  public synchronized void begin(Path trace, Consumer<String> problems) {
    this.problems = problems;
    directory = trace.resolve(DIRECTORY);
    waiting.forEach(this::add);
    waiting.clear();
  }

  private void keep(Path into, String file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_BYTES) {
      return;
    }
    Path target = into.resolve(nameOf(file));
    Path part = into.resolve(nameOf(file) + ".part");
    try {
      Files.createDirectories(into);
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(part))) {
        String head = file.replace('\n', ' ') + "\n" + digest(bytes) + "\n";
        out.write(head.getBytes(StandardCharsets.UTF_8));
        out.write(bytes);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      problems.accept(target + ": a source could not be kept: " + Reason.of(e));
    }
  }

  /** What was kept of a source; null if nothing was, or if it is damaged. */
  static @Nullable SourceText read(Path trace, String file) {
    Path kept = trace.resolve(DIRECTORY).resolve(nameOf(file));
    if (isBuiltIn(file) || !Files.isRegularFile(kept, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(kept))) {
      String name = line(in);
      String digest = line(in);
      byte[] text = in.readNBytes(MAX_BYTES + 1);
      boolean whole =
          name.equals(file.replace('\n', ' '))
              && text.length <= MAX_BYTES
              && digest.equals(digest(text));
      return whole ? new SourceText(file, digest, new String(text, StandardCharsets.UTF_8)) : null;
    } catch (IOException damaged) {
      return null;
    }
  }

  /** Copies what was kept of a source from one trace to another; nothing if nothing was. */
  static void copy(Path from, Path to, String file) throws IOException {
    Path kept = from.resolve(DIRECTORY).resolve(nameOf(file));
    if (!isBuiltIn(file) && Files.isRegularFile(kept, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(to.resolve(DIRECTORY));
      Files.copy(
          kept, to.resolve(DIRECTORY).resolve(nameOf(file)), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    while (next >= 0 && next != '\n' && line.size() < MAX_BYTES) {
      line.write(next);
      next = in.read();
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private static String nameOf(String file) {
    return digest(file.getBytes(StandardCharsets.UTF_8)).substring(0, NAME_DIGITS) + ".gz";
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The digest of a text, as {@link SourceText#sha256} has it. */
  public static String sha256(byte[] text) {
    return digest(text);
  }
}
