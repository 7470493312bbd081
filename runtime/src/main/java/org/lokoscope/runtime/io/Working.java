// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.io;

/** What another thread may be at work for, so that its state is not only the run's own. */
public interface Working {

  /** Whether one is just now. From any thread. */
  boolean isWorking();
}
