// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.library;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files whose names say what they are made from, in the user's cache directory. Each begins with a
 * digest of its name and of the rest. Whatever goes wrong with them is no reason to disturb the
 * user: then there is nothing in the cache, or it stays as it is.
 */
public final class CacheFolder {

  /** To be changed with what is written. */
  private static final String FORMAT = "lokoscope library 2";

  private static final int DIGEST_BYTES = 32;

  /** Guessed: far more than any library takes. What is longer was not written here. */
  private static final long MAX_BYTES = 1L << 28;

  /** How the bytes get into a file. */
  interface Storage {
    void write(Path file, byte[] bytes) throws IOException;
  }

  private final Path folder;
  private final Storage storage;

  /** Tells this build of the runtime from others; null until it is needed. */
  private @Nullable String build;

  public CacheFolder(Path folder) {
    this(folder, null);
  }

  /** A cache of another build, for tests. */
  CacheFolder(Path folder, @Nullable String build) {
    this(folder, build, (file, bytes) -> Files.write(file, bytes, StandardOpenOption.WRITE));
  }

  CacheFolder(Path folder, @Nullable String build, Storage storage) {
    this.folder = folder;
    this.build = build;
    this.storage = storage;
  }

  /** Not if nobody can tell builds apart, or where the user's home is. */
  private boolean isUsable() {
    return folder.isAbsolute() && !build().isEmpty();
  }

  private String build() {
    if (build == null) {
      build = buildOf(CacheFolder.class);
    }
    return build;
  }

  /** {@code $XDG_CACHE_HOME/lokoscope}, or the usual place. A relative path counts as none. */
  public static Path ofUser(Map<String, String> environment, Path home) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base = cache.startsWith("/") ? Path.of(cache) : home.resolve(".cache");
    return base.resolve("lokoscope").resolve("libraries");
  }

  /** A text that differs for different builds: sizes and times of the class files. */
  private static String buildOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      return "";
    }
    try (Stream<Path> files = Files.walk(Path.of(source.getLocation().toURI()))) {
      StringBuilder all = new StringBuilder(System.getProperty("java.vm.version", ""));
      for (Path file : files.sorted().toList()) {
        if (Files.isRegularFile(file)) {
          all.append(file).append(Files.size(file)).append(Files.getLastModifiedTime(file));
        }
      }
      return all.toString();
    } catch (IOException | URISyntaxException | RuntimeException unknown) {
      return "";
    }
  }

  static String digest(byte[]... parts) {
    return HexFormat.of().formatHex(rawDigest(parts));
  }

  private static byte[] rawDigest(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] seal(String name, byte[] content) {
    return rawDigest(LibraryCache.bytes(name), content);
  }

  /** The name of the file for what is made from these texts. */
  String nameFor(String... texts) {
    byte[][] parts = new byte[texts.length + 2][];
    parts[0] = FORMAT.getBytes(StandardCharsets.UTF_8);
    parts[1] = isUsable() ? build().getBytes(StandardCharsets.UTF_8) : new byte[0];
    for (int i = 0; i < texts.length; i++) {
      parts[i + 2] = texts[i].getBytes(StandardCharsets.UTF_8);
    }
    return digest(parts);
  }

  /** What was stored under a name; null if nothing is there that is whole. */
  byte @Nullable [] read(String name) {
    if (!isUsable()) {
      return null;
    }
    try {
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
        return null;
      }
      byte[] all = Files.readAllBytes(file);
      if (all.length < DIGEST_BYTES) {
        return null;
      }
      byte[] content = Arrays.copyOfRange(all, DIGEST_BYTES, all.length);
      byte[] seal = Arrays.copyOf(all, DIGEST_BYTES);
      return Arrays.equals(seal, seal(name, content)) ? content : null;
    } catch (IOException | RuntimeException absent) {
      return null;
    }
  }

  /** Stores it, whole or not at all, also if several programs do so at once. */
  void write(String name, byte[] content) {
    if (!isUsable() || content.length > MAX_BYTES - DIGEST_BYTES) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Path partial = Files.createTempFile(folder, name, ".partial");
      try {
        byte[] all = Arrays.copyOf(seal(name, content), DIGEST_BYTES + content.length);
        System.arraycopy(content, 0, all, DIGEST_BYTES, content.length);
        storage.write(partial, all);
        Files.move(
            partial,
            folder.resolve(name),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException | RuntimeException unwritable) {
      System.getLogger(CacheFolder.class.getName())
          .log(System.Logger.Level.DEBUG, "the cache cannot be written", unwritable);
    }
  }
}
