// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.process;

import java.util.function.Consumer;
import org.lokoscope.runtime.net.Network;
import org.lokoscope.runtime.os.Commands;

/**
 * What the processes of one run share.
 *
 * @param reports where processes say what their user must know
 * @param debugging who debugs the run, if anybody does
 * @param lastLook is taken at a process before its fibers are abandoned
 */
record RunServices(
    Kernel kernel,
    Process.Reports reports,
    Network network,
    Devices devices,
    Commands commands,
    RunSettings settings,
    Consumer<Process> lastLook,
    Debugging debugging) {}
