// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.world;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output or error output, without a buffer: whoever writes hears at once that it went
 * wrong, and what went wrong is not tried again.
 */
public final class StandardStream extends OutputStream {

  /** What a shell gives for a program that was ended because nobody read what it wrote. */
  public static final int BROKEN_PIPE_STATUS = 141;

  private final FileOutputStream stream;

  private StandardStream(FileDescriptor descriptor) {
    this.stream = new FileOutputStream(descriptor);
  }

  public static StandardStream output() {
    return new StandardStream(FileDescriptor.out);
  }

  public static StandardStream error() {
    return new StandardStream(FileDescriptor.err);
  }

  @Override
  public synchronized void write(int octet) throws IOException {
    stream.write(octet);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int count) throws IOException {
    stream.write(bytes, from, count);
  }

  /** Whether writing failed because nobody reads any more, which is no fault: {@code | head}. */
  public static boolean isBrokenPipe(IOException problem) {
    return "Broken pipe".equals(problem.getMessage());
  }
}
