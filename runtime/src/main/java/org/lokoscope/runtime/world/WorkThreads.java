// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.world;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads for what can be done only by blocking; all runs share them. */
final class WorkThreads {

  /** Threads for regular files. Guessed: more would only queue before the same disk. */
  private static final int FILE_THREADS = 4;

  private static final long KEEP_SECONDS = 10;

  /** A small pool, for what takes long but not for ever. */
  static final Executor FILES = pool();

  private static final ThreadFactory STREAM_THREADS = threads("stream");

  /** A thread for each piece of work, for what may take for ever. */
  static final Executor STREAMS = work -> STREAM_THREADS.newThread(work).start();

  private WorkThreads() {}

  private static Executor pool() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            FILE_THREADS,
            FILE_THREADS,
            KEEP_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads("files"));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory threads(String name) {
    return Thread.ofPlatform().daemon().name(name, 0).factory();
  }
}
