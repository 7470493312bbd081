// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.journal;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Set;
import org.lokoscope.runtime.world.Journal;

/** The files of the machine, for a run whose use of them is kept or repeated. */
public final class JournaledFileSystem extends FileSystem {

  private static final FileSystem MACHINE = FileSystems.getDefault();

  private final JournaledProvider provider;

  public JournaledFileSystem(Journal journal) {
    this.provider = new JournaledProvider(this, journal);
  }

  /** The same file, whose every use is kept or repeated. */
  public Path file(Path named) {
    return named instanceof JournaledPath ? named : new JournaledPath(this, named);
  }

  @Override
  public JournaledProvider provider() {
    return provider;
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return MACHINE.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return MACHINE.getRootDirectories();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return MACHINE.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return file(MACHINE.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    throw new UnsupportedOperationException();
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }
}
