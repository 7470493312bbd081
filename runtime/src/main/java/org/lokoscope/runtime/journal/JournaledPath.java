// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.journal;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/**
 * A name of a file whose every use is kept.
 *
 * @param path the same name in the file system of the machine
 */
record JournaledPath(JournaledFileSystem system, Path path) implements Path {

  private Path of(Path other) {
    return new JournaledPath(system, other);
  }

  private @Nullable Path ofNullable(@Nullable Path other) {
    return other == null ? null : of(other);
  }

  static Path plain(Path path) {
    return path instanceof JournaledPath known ? known.path : path;
  }

  @Override
  public FileSystem getFileSystem() {
    return system;
  }

  @Override
  public boolean isAbsolute() {
    return path.isAbsolute();
  }

  @Override
  public @Nullable Path getRoot() {
    return ofNullable(path.getRoot());
  }

  @Override
  public @Nullable Path getFileName() {
    return ofNullable(path.getFileName());
  }

  @Override
  public @Nullable Path getParent() {
    return ofNullable(path.getParent());
  }

  @Override
  public int getNameCount() {
    return path.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return of(path.getName(index));
  }

  @Override
  public Path subpath(int from, int to) {
    return of(path.subpath(from, to));
  }

  @Override
  public boolean startsWith(Path other) {
    return path.startsWith(plain(other));
  }

  @Override
  public boolean endsWith(Path other) {
    return path.endsWith(plain(other));
  }

  @Override
  public Path normalize() {
    return of(path.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return of(path.resolve(plain(other)));
  }

  @Override
  public Path relativize(Path other) {
    return of(path.relativize(plain(other)));
  }

  @Override
  public URI toUri() {
    return path.toUri();
  }

  @Override
  public Path toAbsolutePath() {
    return of(path.toAbsolutePath());
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    return of(Path.of(system.provider().realPath(path, options)));
  }

  @Override
  public File toFile() {
    return path.toFile();
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(Path other) {
    return path.compareTo(plain(other));
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
