package org.lokoscope.runtime.process;

import org.lokoscope.runtime.net.Network;
import org.lokoscope.runtime.os.Commands;

/**
 * What the processes of one run share.
 *
 * @param reports where processes say what their user must know
 */
record RunServices(
    Kernel kernel,
    Process.Reports reports,
    Network network,
    Devices devices,
    Commands commands,
    RunSettings settings) {}
