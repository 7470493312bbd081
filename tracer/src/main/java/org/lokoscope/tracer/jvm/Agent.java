// SPDX-License-Identifier: Apache-2.0
package org.lokoscope.tracer.jvm;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code java.lang.VirtualThread} report what virtual threads do. The agent's jar lies on the
 * boot class path, so that this class and what it calls are seen from there.
 */
public final class Agent {

  private static final String TARGET = "java/lang/VirtualThread";
  private static final ClassDesc SELF = ClassDesc.ofInternalName(TARGET);
  private static final ClassDesc THREAD = ClassDesc.of("java.lang.Thread");
  private static final ClassDesc HOOKS = ClassDesc.of("org.lokoscope.tracer.jvm.Hooks");

  /** What is done at the begin of each method. */
  private static final Map<String, Consumer<CodeBuilder>> ENTRIES =
      Map.of(
          "start(Ljdk/internal/vm/ThreadContainer;)V", code -> call(code, "starting"),
          "mount()V", code -> call(code, "mounting"),
          "park()V", Agent::parking,
          "parkNanos(J)V", Agent::parking,
          "afterYield()V", Agent::yielded,
          "unpark(Z)V", code -> call(code, "unparking"),
          "unblock()V", code -> call(code, "unparking"),
          "afterDone()V", code -> call(code, "ended"),
          "parkOnCarrierThread(ZJ)V", code -> call(code, "pinning"));

  private static final String PINNING = "parkOnCarrierThread(ZJ)V";

  /** Instead of a place: nothing more is to be recorded. */
  public static final String STOP = "stop";

  private static boolean started;

  private Agent() {}

  /**
   * Called once by what the JVM starts.
   *
   * @param argument {@link #STOP}, or what {@link Settings} reads; null for the current directory
   */
  public static synchronized void start(
      @Nullable String argument, Instrumentation instrumentation) {
    if (STOP.equals(argument)) {
      Output.close();
      return;
    }
    if (started) {
      System.err.println("lokoscope: this JVM is traced already, or was");
      return;
    }
    Settings settings;
    try {
      settings = Settings.of(argument, System.getProperty("sun.java.command"));
    } catch (IllegalArgumentException e) {
      System.err.println("lokoscope: " + e.getMessage() + "; nothing is recorded");
      return;
    }
    try {
      Output.open(settings.where(), settings.stacks());
      started = true;
    } catch (Exception e) {
      System.err.println(
          "lokoscope: "
              + settings.where()
              + ": neither a directory nor a socket that can be used; nothing is recorded");
      return;
    }
    try {
      Module base = Object.class.getModule();
      Module own = Agent.class.getModule();
      instrumentation.redefineModule(
          base,
          Set.of(own),
          Map.of(),
          Map.of("java.lang", Set.of(own), "jdk.internal.vm", Set.of(own)),
          Set.of(),
          Map.of());
      StackChunks.prepare();
      Class<?> target = Class.forName("java.lang.VirtualThread");
      Class.forName("org.lokoscope.tracer.jvm.Hooks");
      Place.prefer(settings.application());
      Place.here();
      Place.at();
      Frames.groups(new long[] {Place.frames().length});
      Transformer transformer = new Transformer();
      instrumentation.addTransformer(transformer, true);
      instrumentation.retransformClasses(target);
      instrumentation.removeTransformer(transformer);
      if (!transformer.missing.isEmpty()) {
        System.err.println(
            "lokoscope: this JVM has no "
                + transformer.missing
                + " in java.lang.VirtualThread; what is recorded may be incomplete");
      }
      Hooks.start(settings.stacks());
      Dump.serve();
    } catch (Throwable problem) {
      System.err.println("lokoscope: nothing is recorded of this JVM: " + problem);
    }
  }

  /** Puts calls into the methods. */
  private static final class Transformer implements ClassFileTransformer {
    private final Set<String> missing = new HashSet<>(ENTRIES.keySet());

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] bytes) {
      if (!TARGET.equals(name)) {
        return null;
      }
      ClassFile files = ClassFile.of();
      ClassModel model = files.parse(bytes);
      ClassTransform transform = ClassTransform.ACCEPT_ALL;
      for (MethodModel method : model.methods()) {
        String key = method.methodName().stringValue() + method.methodType().stringValue();
        Consumer<CodeBuilder> entry = ENTRIES.get(key);
        if (entry != null) {
          missing.remove(key);
          transform = transform.andThen(at(key, entry));
        }
      }
      return files.transformClass(model, transform);
    }

    private static ClassTransform at(String key, Consumer<CodeBuilder> entry) {
      return ClassTransform.transformingMethods(
          method ->
              (method.methodName().stringValue() + method.methodType().stringValue()).equals(key),
          MethodTransform.transformingCode(new Entry(entry, key.equals(PINNING))));
    }
  }

  /** Calls something before the first instruction, and where that is wanted before each return. */
  private static final class Entry implements CodeTransform {
    private final Consumer<CodeBuilder> entry;
    private final boolean atEnd;

    Entry(Consumer<CodeBuilder> entry, boolean atEnd) {
      this.entry = entry;
      this.atEnd = atEnd;
    }

    @Override
    public void atStart(CodeBuilder code) {
      entry.accept(code);
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      if (atEnd && element instanceof ReturnInstruction) {
        call(code, "unpinned");
      }
      code.with(element);
    }
  }

  private static void call(CodeBuilder code, String hook) {
    code.aload(0)
        .invokestatic(THREAD, "currentCarrierThread", MethodTypeDesc.of(THREAD))
        .invokestatic(
            HOOKS, hook, MethodTypeDesc.ofDescriptor("(Ljava/lang/Thread;Ljava/lang/Thread;)V"));
  }

  private static void parking(CodeBuilder code) {
    code.aload(0)
        .invokestatic(HOOKS, "parking", MethodTypeDesc.ofDescriptor("(Ljava/lang/Thread;)V"));
  }

  private static void yielded(CodeBuilder code) {
    code.aload(0)
        .aload(0)
        .getfield(SELF, "state", ClassDesc.ofDescriptor("I"))
        .invokestatic(THREAD, "currentCarrierThread", MethodTypeDesc.of(THREAD))
        .invokestatic(
            HOOKS,
            "yielded",
            MethodTypeDesc.ofDescriptor("(Ljava/lang/Thread;ILjava/lang/Thread;)V"));
  }
}
