// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.journal;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The attributes of a file as they were: numbers, truths and times; others are left out. */
record KeptAttributes(Map<String, Object> all) implements BasicFileAttributes {

  static byte[] written(Map<String, Object> all) {
    List<String> texts = new ArrayList<>();
    new TreeMap<>(all)
        .forEach(
            (name, value) -> {
              switch (value) {
                case FileTime time -> texts.addAll(List.of(name, "t", time.toInstant().toString()));
                case Boolean truth -> texts.addAll(List.of(name, "b", truth.toString()));
                case Integer number -> texts.addAll(List.of(name, "i", number.toString()));
                case Long number -> texts.addAll(List.of(name, "l", number.toString()));
                case null, default -> {}
              }
            });
    return Bytes.of(texts);
  }

  static Map<String, Object> read(byte[] bytes) {
    Map<String, Object> all = new HashMap<>();
    List<String> texts = Bytes.texts(bytes);
    for (int i = 0; i + 2 < texts.size(); i += 3) {
      String value = texts.get(i + 2);
      all.put(
          texts.get(i),
          switch (texts.get(i + 1)) {
            case "t" -> FileTime.from(Instant.parse(value));
            case "b" -> Boolean.valueOf(value);
            case "i" -> Integer.valueOf(value);
            default -> Long.valueOf(value);
          });
    }
    return all;
  }

  private FileTime time(String name) {
    return all.get(name) instanceof FileTime time ? time : FileTime.fromMillis(0);
  }

  private boolean is(String name) {
    return Boolean.TRUE.equals(all.get(name));
  }

  @Override
  public FileTime lastModifiedTime() {
    return time("lastModifiedTime");
  }

  @Override
  public FileTime lastAccessTime() {
    return time("lastAccessTime");
  }

  @Override
  public FileTime creationTime() {
    return time("creationTime");
  }

  @Override
  public boolean isRegularFile() {
    return is("isRegularFile");
  }

  @Override
  public boolean isDirectory() {
    return is("isDirectory");
  }

  @Override
  public boolean isSymbolicLink() {
    return is("isSymbolicLink");
  }

  @Override
  public boolean isOther() {
    return is("isOther");
  }

  @Override
  public long size() {
    return all.get("size") instanceof Number number ? number.longValue() : 0;
  }

  @Override
  public @Nullable Object fileKey() {
    return null;
  }
}
