// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.runtime.probe;

import static org.lokoscope.runtime.probe.Family.COMMAND;
import static org.lokoscope.runtime.probe.Family.MESSAGE;
import static org.lokoscope.runtime.probe.Family.PROCESS;

/** The events of {@link Probe} about processes, those of the operating system included. */
public interface ProcessProbe {

  // Processes

  @Event(code = 10, family = PROCESS, doc = "A process came into being, ready to run.")
  default void processSpawned(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.PROCESS, doc = "who asked for it") long parent,
      @Field(Kind.STRING) long name,
      @Field(Kind.SITE) long site) {}

  @Event(code = 11, family = PROCESS, doc = "A CPU began to run a process.")
  default void processDispatched(
      @Field(Kind.TIME) long time, @Field(Kind.PROCESS) long process, @Field(Kind.CPU) int cpu) {}

  @Event(code = 12, family = PROCESS, doc = "A process used up its time slice; it stays ready.")
  default void processPreempted(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.COUNT, doc = "safe points passed in the slice") long fuel) {}

  @Event(code = 13, family = PROCESS, doc = "A process gave up its CPU until something happens.")
  default void processWaiting(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.CODE, codes = WaitReason.class) int reason,
      @Field(value = Kind.TIME, doc = "when it wants to be woken at the latest, or -1")
          long wakeup) {}

  @Event(code = 14, family = PROCESS, doc = "What a process waited for happened; it is ready.")
  default void processWoken(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.CODE, codes = WaitReason.class) int cause,
      @Field(value = Kind.PROCESS, doc = "who sent the message, or 0") long by) {}

  @Event(code = 15, family = PROCESS, doc = "A process ended.")
  default void processEnded(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.NUMBER, doc = "exit status, 0 for success") int status) {}

  @Event(
      code = 16,
      family = PROCESS,
      doc = "A process raised a condition that nobody handled, and ends by it.")
  default void processFailed(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.STRING, doc = "the condition, as reported") long message,
      @Field(value = Kind.SITE, doc = "where it was raised") long site) {}

  @Event(code = 17, family = PROCESS, doc = "A process is to end because another one wants it.")
  default void processKilled(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.PROCESS, doc = "who wants it, or whose end it follows; 0 for the run")
          long by,
      @Field(value = Kind.NUMBER, doc = "the exit status that it will have") int status) {}

  // Messages between processes

  @Event(code = 20, family = MESSAGE, doc = "A process put a copy of a message in a mailbox.")
  default void messageSent(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.PROCESS, doc = "sender") long from,
      @Field(value = Kind.PROCESS, doc = "receiver") long to,
      @Field(value = Kind.COUNT, doc = "messages in the mailbox, this one included")
          long queueLength,
      @Field(Kind.SITE) long site) {}

  @Event(code = 21, family = MESSAGE, doc = "A process took a message from its mailbox.")
  default void messageReceived(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.COUNT, doc = "messages left in the mailbox") long queueLength) {}

  @Event(code = 22, family = MESSAGE, doc = "A device's interrupt was left for a process.")
  default void interruptRaised(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.NUMBER, doc = "the interrupt") int irq,
      @Field(value = Kind.COUNT, doc = "times that the device raised it since the last one")
          long times) {}

  @Event(code = 23, family = MESSAGE, doc = "A process was done with an interrupt.")
  default void interruptAcknowledged(
      @Field(Kind.TIME) long time,
      @Field(Kind.PROCESS) long process,
      @Field(value = Kind.NUMBER, doc = "the interrupt") int irq) {}

  // Processes of the operating system

  @Event(code = 130, family = COMMAND, doc = "A process of the operating system was started.")
  default void commandStarted(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.OBJECT, doc = "the command") long command,
      @Field(value = Kind.FIBER, doc = "who started it") long fiber,
      @Field(value = Kind.NUMBER, doc = "the number that the operating system gave it") long pid,
      @Field(value = Kind.STRING, doc = "the program") long name,
      @Field(Kind.SITE) long site) {}

  @Event(code = 131, family = COMMAND, doc = "A process of the operating system ended.")
  default void commandEnded(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.OBJECT, doc = "the command") long command,
      @Field(value = Kind.NUMBER, doc = "exit status") int status) {}

  @Event(
      code = 132,
      family = COMMAND,
      doc = "A process of the operating system was killed, perhaps because its owner has ended.")
  default void commandKilled(
      @Field(Kind.TIME) long time,
      @Field(value = Kind.OBJECT, doc = "the command") long command,
      @Field(value = Kind.FIBER, doc = "who wanted it; 0 at the end of the owner") long fiber) {}
}
