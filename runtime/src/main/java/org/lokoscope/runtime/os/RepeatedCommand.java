// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.os;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.stream.Stream;

/**
 * A process of the operating system in a run that is repeated: there is none. What it wrote and how
 * it ended says the journal.
 */
final class RepeatedCommand extends Process {

  private final long pid;

  RepeatedCommand(long pid) {
    this.pid = pid;
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public OutputStream getOutputStream() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public InputStream getInputStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public InputStream getErrorStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public int waitFor() {
    return 0;
  }

  @Override
  public int exitValue() {
    return 0;
  }

  @Override
  public void destroy() {}

  @Override
  public Process destroyForcibly() {
    return this;
  }

  @Override
  public Stream<ProcessHandle> descendants() {
    return Stream.empty();
  }
}
