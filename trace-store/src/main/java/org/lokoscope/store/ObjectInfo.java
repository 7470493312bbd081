// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

import org.lokoscope.runtime.probe.ObjectKind;

/**
 * Something that fibers wait on.
 *
 * @param creator the fiber that made it, or 0
 * @param matches how often two parties met on it
 * @param peakQueue the most entries that its queues ever held
 * @param waiterSite where the operations were made that were queued last, or unknown
 * @param waiterWords heap words that each of these keeps once its choice is made; 0 if unknown
 */
public record ObjectInfo(
    long id,
    ObjectKind kind,
    String name,
    long creator,
    Site site,
    long created,
    long matches,
    long peakQueue,
    Site waiterSite,
    long waiterWords) {}
