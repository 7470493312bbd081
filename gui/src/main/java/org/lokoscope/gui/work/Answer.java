// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.gui.work;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import org.jspecify.annotations.Nullable;
import org.lokoscope.runtime.world.Journal;

/**
 * What came of something that was done outside: bytes, or something that was thrown.
 *
 * @param bytes what came; empty if something was thrown
 * @param thrown null if nothing was
 */
record Answer(byte[] bytes, @Nullable Exception thrown) {

  private static final byte[] NONE = {};

  /** Does it now. */
  static Answer of(Journal.Action action) {
    try {
      return new Answer(action.run(), null);
    } catch (IOException | RuntimeException wrong) {
      return new Answer(NONE, wrong);
    }
  }

  byte[] get() throws IOException {
    switch (thrown) {
      case null -> {
        return bytes;
      }
      case RuntimeException wrong -> throw wrong;
      case IOException wrong -> throw wrong;
      default -> throw new IOException(thrown);
    }
  }

  byte[] encoded(byte[] prefix) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(prefix.length + bytes.length + 1);
    out.writeBytes(prefix);
    out.write(thrown == null ? 0 : 1);
    if (thrown == null) {
      out.writeBytes(bytes);
      return out.toByteArray();
    }
    DataOutputStream data = new DataOutputStream(out);
    try {
      write(data, thrown.getClass().getSimpleName());
      if (thrown instanceof FileSystemException file) {
        write(data, file.getFile());
        write(data, file.getOtherFile());
        write(data, file.getReason());
      } else {
        write(data, thrown.getMessage());
      }
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return out.toByteArray();
  }

  private static void write(DataOutputStream out, @Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      byte[] own = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(own.length);
      out.write(own);
    }
  }

  private static @Nullable String read(DataInputStream in) throws IOException {
    return in.readBoolean()
        ? new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8)
        : null;
  }

  static Answer decoded(DataInputStream in) throws IOException {
    return in.readByte() == 0 ? new Answer(in.readAllBytes(), null) : new Answer(NONE, thrown(in));
  }

  private static Exception thrown(DataInputStream in) throws IOException {
    String kind = String.valueOf(read(in));
    String text = read(in);
    String named = String.valueOf(text);
    return switch (kind) {
      case "NoSuchFileException" -> new NoSuchFileException(named, read(in), read(in));
      case "FileAlreadyExistsException" ->
          new FileAlreadyExistsException(named, read(in), read(in));
      case "AccessDeniedException" -> new AccessDeniedException(named, read(in), read(in));
      case "NotLinkException" -> new NotLinkException(named, read(in), read(in));
      case "AtomicMoveNotSupportedException" ->
          new AtomicMoveNotSupportedException(named, read(in), read(in));
      case "FileSystemException" -> new FileSystemException(named, read(in), read(in));
      case "DirectoryNotEmptyException" -> new DirectoryNotEmptyException(named);
      case "NotDirectoryException" -> new NotDirectoryException(named);
      case "FileSystemLoopException" -> new FileSystemLoopException(named);
      case "ConnectException" -> new ConnectException(text);
      case "BindException" -> new BindException(text);
      case "NoRouteToHostException" -> new NoRouteToHostException(text);
      case "UnknownHostException" -> new UnknownHostException(text);
      case "SocketException" -> new SocketException(text);
      case "AsynchronousCloseException" -> new AsynchronousCloseException();
      case "ClosedChannelException" -> new ClosedChannelException();
      case "UnsupportedOperationException" -> new UnsupportedOperationException(text);
      case "IllegalArgumentException" -> new IllegalArgumentException(text);
      case "AlreadyBoundException" -> new AlreadyBoundException();
      case "NotYetConnectedException" -> new NotYetConnectedException();
      case "NonReadableChannelException" -> new NonReadableChannelException();
      case "NonWritableChannelException" -> new NonWritableChannelException();
      case "UnresolvedAddressException" -> new UnresolvedAddressException();
      case "UnsupportedAddressTypeException" -> new UnsupportedAddressTypeException();
      default -> new IOException(text);
    };
  }
}
