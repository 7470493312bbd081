// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.journal;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.world.Journal;

/** What is done with files by their names, each as one call of the journal. */
final class JournaledProvider extends FileSystemProvider {

  private final JournaledFileSystem system;
  private final Journal journal;
  private long opened;

  JournaledProvider(JournaledFileSystem system, Journal journal) {
    this.system = system;
    this.journal = journal;
  }

  /** Something done with a real file that has no answer. */
  @FunctionalInterface
  private interface Deed {
    void act() throws IOException;
  }

  private void call(String what, byte[] given, Deed deed) throws IOException {
    byte[] _ =
        journal.call(
            what,
            given,
            () -> {
              deed.act();
              return Bytes.NONE;
            });
  }

  private static String named(Path path) {
    return path.toString();
  }

  private static String options(Object... all) {
    return Arrays.stream(all).map(String::valueOf).sorted().toList().toString();
  }

  String realPath(Path path, LinkOption... options) throws IOException {
    return Bytes.text(
        journal.call(
            "find out what is " + named(path),
            Bytes.of(options((Object[]) options)),
            () -> Bytes.of(path.toRealPath(options).toString())));
  }

  @Override
  public String getScheme() {
    return "journal";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return system;
  }

  @Override
  public Path getPath(URI uri) {
    return system.file(Path.of(uri));
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    Path plain = JournaledPath.plain(path);
    @Nullable FileChannel[] file = {null};
    call(
        "open " + named(path),
        Bytes.of(options(options.toArray())),
        () -> file[0] = FileChannel.open(plain, options, attributes));
    opened++;
    return new JournaledChannel(journal, "file " + opened + ", " + path.getFileName(), file[0]);
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    Path plain = JournaledPath.plain(folder);
    byte[] answer =
        journal.call(
            "list " + named(folder),
            Bytes.NONE,
            () -> {
              try (Stream<Path> files = Files.list(plain)) {
                return Bytes.of(
                    files.map(file -> String.valueOf(file.getFileName())).sorted().toList());
              }
            });
    List<Path> files = new ArrayList<>();
    for (String name : Bytes.texts(answer)) {
      Path file = folder.resolve(name);
      if (filter.accept(file)) {
        files.add(file);
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return files.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    call(
        "make the directory " + named(folder),
        Bytes.NONE,
        () -> Files.createDirectory(JournaledPath.plain(folder), attributes));
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
      throws IOException {
    call(
        "make the link " + named(link),
        Bytes.of(named(target)),
        () -> Files.createSymbolicLink(JournaledPath.plain(link), JournaledPath.plain(target)));
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    call(
        "make the link " + named(link),
        Bytes.of(named(existing)),
        () -> Files.createLink(JournaledPath.plain(link), JournaledPath.plain(existing)));
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return system.file(
        Path.of(
            Bytes.text(
                journal.call(
                    "read the link " + named(link),
                    Bytes.NONE,
                    () ->
                        Bytes.of(Files.readSymbolicLink(JournaledPath.plain(link)).toString())))));
  }

  @Override
  public void delete(Path path) throws IOException {
    call("delete " + named(path), Bytes.NONE, () -> Files.delete(JournaledPath.plain(path)));
  }

  @Override
  public void copy(Path from, Path to, CopyOption... options) throws IOException {
    call(
        "copy " + named(from),
        Bytes.of(named(to)),
        () -> Files.copy(JournaledPath.plain(from), JournaledPath.plain(to), options));
  }

  @Override
  public void move(Path from, Path to, CopyOption... options) throws IOException {
    call(
        "rename " + named(from),
        Bytes.of(named(to)),
        () -> Files.move(JournaledPath.plain(from), JournaledPath.plain(to), options));
  }

  @Override
  public boolean isSameFile(Path one, Path other) {
    return one.equals(other);
  }

  @Override
  public boolean isHidden(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    Path plain = JournaledPath.plain(path);
    call(
        "look for " + named(path),
        Bytes.of(options((Object[]) modes)),
        () -> plain.getFileSystem().provider().checkAccess(plain, modes));
  }

  @Override
  @SuppressWarnings("unchecked")
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return type == BasicFileAttributeView.class || type == PosixFileAttributeView.class
        ? (V) new JournaledView(this, path)
        : null;
  }

  /** Changes attributes of a real file. */
  void change(Path path, String what, Changing change) throws IOException {
    Path plain = JournaledPath.plain(path);
    call("change attributes of " + named(path), Bytes.of(what), () -> change.act(plain));
  }

  /** Changes attributes of a real file. */
  @FunctionalInterface
  interface Changing {
    void act(Path plain) throws IOException;
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (type != BasicFileAttributes.class) {
      throw new UnsupportedOperationException(type.getName());
    }
    return type.cast(new KeptAttributes(readAttributes(path, "*", options)));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    Path plain = JournaledPath.plain(path);
    return KeptAttributes.read(
        journal.call(
            "look at " + named(path),
            Bytes.of(attributes + options((Object[]) options)),
            () -> KeptAttributes.written(Files.readAttributes(plain, attributes, options))));
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    change(
        path,
        attribute + " " + value,
        plain -> Files.setAttribute(plain, attribute, value, options));
  }
}
