package org.lokoscope.runtime.library;

import java.util.List;
import org.lokoscope.runtime.core.Core;
import org.lokoscope.runtime.expander.Unit;

/**
 * A program, ready to be compiled.
 *
 * @param units what must run before it in every process that runs it, in this order, each only once
 */
public record Program(List<Unit> units, Core body) {}
