// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import java.util.List;

/** The frames and the winders of a suspended fiber at one moment. */
public record StackSnapshot(
    long time,
    long fiber,
    long continuation,
    long frames,
    List<StackGroup> groups,
    long winders,
    List<StackGroup> winderGroups) {}
