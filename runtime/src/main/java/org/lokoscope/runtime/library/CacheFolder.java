package org.lokoscope.runtime.library;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Files whose names say what they are made from, in the user's cache folder. Each begins with a
 * digest of the rest. Whatever goes wrong with them is no reason to disturb the user: then there is
 * nothing in the cache, or it stays as it is.
 */
public final class CacheFolder {

  /** To be changed with what is written. */
  private static final String FORMAT = "lokoscope library 1";

  private static final int DIGEST_BYTES = 32;

  private final Path folder;

  /** Tells this build of the runtime from others; null until it is needed. */
  private String build;

  public CacheFolder(Path folder) {
    this.folder = folder;
  }

  /** A cache of another build, for tests. */
  CacheFolder(Path folder, String build) {
    this.folder = folder;
    this.build = build;
  }

  private String build() {
    if (build == null) {
      build = buildOf(CacheFolder.class);
    }
    return build;
  }

  /** {@code $XDG_CACHE_HOME/lokoscope}, or the usual place. */
  public static Path ofUser(Map<String, String> environment, Path home) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base = cache.isBlank() ? home.resolve(".cache") : Path.of(cache);
    return base.resolve("lokoscope").resolve("libraries");
  }

  /** A text that differs for different builds: sizes and times of the class files. */
  private static String buildOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      return "";
    }
    try (Stream<Path> files = Files.walk(Path.of(source.getLocation().toURI()))) {
      StringBuilder all = new StringBuilder();
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

  /** The name of the file for what is made from these texts. */
  String nameFor(String... texts) {
    byte[][] parts = new byte[texts.length + 2][];
    parts[0] = FORMAT.getBytes(StandardCharsets.UTF_8);
    parts[1] = build().getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < texts.length; i++) {
      parts[i + 2] = texts[i].getBytes(StandardCharsets.UTF_8);
    }
    return digest(parts);
  }

  /** What was stored under a name; null if nothing is there that is whole. */
  byte[] read(String name) {
    if (build().isEmpty()) {
      return null;
    }
    try {
      byte[] all = Files.readAllBytes(folder.resolve(name));
      if (all.length < DIGEST_BYTES) {
        return null;
      }
      byte[] content = Arrays.copyOfRange(all, DIGEST_BYTES, all.length);
      byte[] digest = Arrays.copyOf(all, DIGEST_BYTES);
      return Arrays.equals(digest, rawDigest(content)) ? content : null;
    } catch (IOException absent) {
      return null;
    }
  }

  /** Stores it, whole or not at all, also if several programs do so at once. */
  void write(String name, byte[] content) {
    if (build().isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Path partial = Files.createTempFile(folder, name, ".partial");
      try {
        byte[] all = new byte[DIGEST_BYTES + content.length];
        System.arraycopy(rawDigest(content), 0, all, 0, DIGEST_BYTES);
        System.arraycopy(content, 0, all, DIGEST_BYTES, content.length);
        Files.write(partial, all);
        Files.move(
            partial,
            folder.resolve(name),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException | SecurityException unwritable) {
      System.getLogger(CacheFolder.class.getName())
          .log(System.Logger.Level.DEBUG, "the cache cannot be written", unwritable);
    }
  }
}
