// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

/**
 * A fiber at one of its suspends.
 *
 * @param resume how many times it had been resumed before
 * @param frames frames of its continuation, base included
 * @param words heap words of those frames and of the entries of the dynamic state
 * @param baseWords the part of them below the fiber
 * @param site where it suspended
 */
public record GrowthPoint(
    long time, long resume, long frames, long words, long baseWords, long winders, long site) {}
