package org.lokoscope.store;

import org.lokoscope.runtime.probe.ObjectKind;

/**
 * Something that fibers wait on.
 *
 * @param creator the fiber that made it, or 0
 * @param matches how often two parties met on it
 * @param peakQueue the most entries that its queues ever held
 */
public record ObjectInfo(
    long id,
    ObjectKind kind,
    String name,
    long creator,
    Site site,
    long created,
    long matches,
    long peakQueue) {}
