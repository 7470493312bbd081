// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.store;

/**
 * A long run of one fiber, which others had to wait for.
 *
 * @param fiber the one that ran
 * @param from nanoseconds
 * @param to when it gave up the CPU
 * @param site where it gave it up, or 0
 * @param late a fiber that had to wait
 * @param lateness nanoseconds that it waited longer than it should
 * @param waiting how many fibers were late by it
 */
public record Hogging(
    long fiber, long from, long to, long site, long late, long lateness, long waiting) {}
